package vn.tinbao.server.understanding;

/**
 * The marks of one word packed into a long, so that two spellings of the same folded word are
 * compared without looking at letters: 3 bits of quality for each of the first 19 letters, 3 bits
 * of tone on top. Where the tone stands in the syllable does not count: {@code hoà} is {@code hòa}.
 */
final class Accents {
  /** No marks at all: {@code ban}. */
  static final long NONE = 0;

  private static final int LETTERS = 19;
  private static final int TONE_SHIFT = 60;
  private static final long QUALITIES = (1L << TONE_SHIFT) - 1;
  private static final long LOWEST_BITS = lowestBits();

  /** How the marks in a text agree with the marks of a word that is looked for. */
  enum Agreement {
    /** The same marks. */
    EXACT,
    /** The text has no marks where the word has some: {@code ban} for {@code bán}. */
    BARE,
    /** The text has some of the word's marks, or one often mistaken for it (hỏi for ngã). */
    PARTIAL,
    /** The text says another word: {@code bạn} for {@code bán}. */
    CONFLICT
  }

  private Accents() {}

  static long of(Fold fold, int from, int to) {
    long packed = 0;
    long tone = 0;
    for (int at = from; at < to; at++) {
      if (at - from < LETTERS) {
        packed |= (long) fold.quality(at) << (3 * (at - from));
      }
      if (fold.tone(at) != 0) {
        tone = fold.tone(at);
      }
    }
    return packed | tone << TONE_SHIFT;
  }

  static long of(byte[] qualities, byte[] tones, int from, int to) {
    long packed = 0;
    long tone = 0;
    for (int at = from; at < to; at++) {
      if (at - from < LETTERS) {
        packed |= (long) qualities[at] << (3 * (at - from));
      }
      if (tones[at] != 0) {
        tone = tones[at];
      }
    }
    return packed | tone << TONE_SHIFT;
  }

  static Agreement agreement(long text, long word) {
    if (text == word) {
      return Agreement.EXACT;
    }
    if (text == NONE) {
      return Agreement.BARE;
    }
    return conflict(text, word) ? Agreement.CONFLICT : Agreement.PARTIAL;
  }

  /** Whether the text says another word: {@link Agreement#CONFLICT}. */
  static boolean conflict(long text, long word) {
    if (text == word || text == NONE) {
      return false;
    }
    int textTone = (int) (text >>> TONE_SHIFT);
    int wordTone = (int) (word >>> TONE_SHIFT);
    boolean tonesAgree =
        textTone == 0
            || textTone == wordTone
            || (textTone == 3 && wordTone == 4)
            || (textTone == 4 && wordTone == 3);
    long qualities = text & QUALITIES;
    long given = (qualities | qualities >> 1 | qualities >> 2) & LOWEST_BITS;
    long mask = given * 7;
    boolean qualitiesAgree = (qualities & mask) == (word & QUALITIES & mask);
    return !tonesAgree || !qualitiesAgree;
  }

  /** Whether there is nothing but the stroke of đ: {@code đc} is written for {@code dc} too. */
  static boolean nothingButStrokes(long accents) {
    return accents >>> TONE_SHIFT == 0 && (accents & (LOWEST_BITS | LOWEST_BITS << 1)) == 0;
  }

  private static long lowestBits() {
    long bits = 0;
    for (int letter = 0; letter <= LETTERS; letter++) {
      bits |= 1L << (3 * letter);
    }
    return bits & QUALITIES;
  }
}

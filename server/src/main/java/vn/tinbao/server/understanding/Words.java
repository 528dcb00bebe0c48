package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * The words of a text, in columns: their number in the vocabulary, their marks, where they stand in
 * the original, and what stood before them. Everything else in this room reads texts through this.
 */
final class Words {
  /** What stands between a word and the one before it. */
  static final byte JOINED = 0;

  /** A comma, a bracket, a dash: the sentence goes on. */
  static final byte PAUSE = 1;

  /** A full stop, a question mark, a new line. */
  static final byte SENTENCE = 2;

  /** From this share of marked words on, a text counts as written with accents. */
  private static final double ACCENTED_SHARE = 0.5;

  private static final int LONGEST_NUMBER = 6;

  private final Fold fold;
  private int[] ids;
  private long[] accents;
  private int[] from;
  private int[] to;
  private int count;
  private final byte[] before;
  private final int[] sentenceStarts;
  private final int[] sentenceEnds;
  private final boolean accented;
  private final boolean usesCase;

  private Words(Fold fold, Vocabulary vocabulary) {
    this.fold = fold;
    int guess = Math.max(8, fold.length() / 3);
    ids = new int[guess];
    accents = new long[guess];
    from = new int[guess];
    to = new int[guess];
    split(vocabulary);
    before = gaps();
    sentenceStarts = new int[count];
    sentenceEnds = new int[count];
    markSentences();
    accented = isAccented();
    usesCase = hasCapitalsAndSmall();
  }

  static Words of(String text, Vocabulary vocabulary) {
    return new Words(Fold.of(text), vocabulary);
  }

  int count() {
    return count;
  }

  int id(int word) {
    return ids[word];
  }

  long accents(int word) {
    return accents[word];
  }

  /** First character in the original. */
  int start(int word) {
    return fold.start(from[word]);
  }

  /** First character in the original that is no more part of the word. */
  int end(int word) {
    return fold.end(to[word] - 1);
  }

  /** What stands before the word: {@link #JOINED}, {@link #PAUSE} or {@link #SENTENCE}. */
  byte before(int word) {
    return before[word];
  }

  /** Whether the sender writes with accents: then a word without any is meant so. */
  boolean accented() {
    return accented;
  }

  /** Whether the text has both capitals and small letters, so that a capital says something. */
  boolean usesCase() {
    return usesCase;
  }

  boolean capital(int word) {
    int at = start(word);
    return Character.isUpperCase(fold.original().codePointAt(at));
  }

  int length(int word) {
    return to[word] - from[word];
  }

  boolean isNumber(int word) {
    for (int at = from[word]; at < to[word]; at++) {
      char c = fold.chars()[at];
      if (c < '0' || c > '9') {
        return false;
      }
    }
    return true;
  }

  /** The number written in digits at this place, −1 when it is none or longer than six digits. */
  int number(int word) {
    if (length(word) > LONGEST_NUMBER || !isNumber(word)) {
      return -1;
    }
    int value = 0;
    for (int at = from[word]; at < to[word]; at++) {
      value = value * 10 + (fold.chars()[at] - '0');
    }
    return value;
  }

  /**
   * The digits a word begins with when letters follow ({@code 15t}: 15), −1 when there are none.
   */
  int leadingNumber(int word) {
    int value = -1;
    for (int at = from[word]; at < to[word] && at - from[word] < LONGEST_NUMBER; at++) {
      char c = fold.chars()[at];
      if (c < '0' || c > '9') {
        return value;
      }
      value = Math.max(value, 0) * 10 + (c - '0');
    }
    return -1;
  }

  /** The last folded letter of a word. */
  char lastLetter(int word) {
    return fold.chars()[to[word] - 1];
  }

  /** First word of the sentence that this word stands in. */
  int sentenceStart(int word) {
    return sentenceStarts[word];
  }

  /** The word after the last word of the sentence that this word stands in. */
  int sentenceEnd(int word) {
    return sentenceEnds[word];
  }

  private void split(Vocabulary vocabulary) {
    char[] chars = fold.chars();
    int at = 0;
    while (at < fold.length()) {
      int end = at;
      while (end < fold.length() && chars[end] != ' ') {
        end++;
      }
      if (count == ids.length) {
        int capacity = count * 2;
        ids = Arrays.copyOf(ids, capacity);
        accents = Arrays.copyOf(accents, capacity);
        from = Arrays.copyOf(from, capacity);
        to = Arrays.copyOf(to, capacity);
      }
      ids[count] = vocabulary.id(chars, at, end);
      accents[count] = Accents.of(fold, at, end);
      from[count] = at;
      to[count] = end;
      count++;
      at = end + 1;
    }
  }

  private byte[] gaps() {
    byte[] gaps = new byte[count];
    String text = fold.original();
    for (int word = 0; word < count; word++) {
      if (word == 0) {
        gaps[word] = SENTENCE;
        continue;
      }
      byte gap = JOINED;
      int gapEnd = start(word);
      for (int at = end(word - 1); at < gapEnd && gap != SENTENCE; at++) {
        gap = (byte) Math.max(gap, gapOf(text.charAt(at), word, at, gapEnd));
      }
      gaps[word] = gap;
    }
    return gaps;
  }

  private void markSentences() {
    for (int word = 0, start = 0; word < count; word++) {
      start = before[word] == SENTENCE ? word : start;
      sentenceStarts[word] = start;
    }
    for (int word = count - 1, end = count; word >= 0; word--) {
      sentenceEnds[word] = end;
      end = before[word] == SENTENCE ? word : end;
    }
  }

  private byte gapOf(char c, int word, int at, int gapEnd) {
    return switch (c) {
      case '!', '?', '\n', '\r', ';', '…', '。' -> SENTENCE;
      case '.' -> endsSentence(word, at, gapEnd) ? SENTENCE : JOINED;
      case ',', '(', ')', ':', '/', '"', '“', '”', '–', '—', '|' -> PAUSE;
      default -> JOINED;
    };
  }

  /** {@code x. Bình Trung}, {@code Tp.HCM} and {@code 2.000} end no sentence. */
  private boolean endsSentence(int word, int at, int gapEnd) {
    boolean abbreviation = isAbbreviation(word - 1);
    boolean insideNumber = at + 1 == gapEnd && isNumber(word - 1) && isNumber(word);
    return !abbreviation && !insideNumber;
  }

  /** One letter, or two consonants: {@code x.}, {@code tp.}, but not {@code đi.} */
  private boolean isAbbreviation(int word) {
    int length = length(word);
    return length <= 2
        && !isNumber(word)
        && (length == 1
            || (!isVowel(fold.chars()[from[word]]) && !isVowel(fold.chars()[from[word] + 1])));
  }

  private static boolean isVowel(char c) {
    return switch (c) {
      case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
      default -> false;
    };
  }

  private boolean isAccented() {
    int marked = 0;
    int spelled = 0;
    for (int word = 0; word < count; word++) {
      if (length(word) < 2 || isNumber(word)) {
        continue;
      }
      spelled++;
      if (accents[word] != Accents.NONE) {
        marked++;
      }
    }
    return marked > 0 && marked >= spelled * ACCENTED_SHARE;
  }

  private boolean hasCapitalsAndSmall() {
    int capitals = 0;
    for (int word = 0; word < count; word++) {
      if (capital(word)) {
        capitals++;
      }
    }
    return capitals > 0 && capitals * 2 < count + 2;
  }
}

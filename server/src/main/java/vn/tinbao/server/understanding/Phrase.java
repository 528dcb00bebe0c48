package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * A phrase of the lexicon with the conditions under which it counts.
 *
 * @param tail second part of a phrase with a gap ({@code bị … đánh}), null when it has none
 * @param exact only with its accents
 * @param after only right after one of these, null for anywhere; the others alike
 */
record Phrase(
    SignGroup group,
    Spelling spelling,
    @Nullable Spelling tail,
    boolean exact,
    @Nullable WordSet after,
    @Nullable WordSet before,
    @Nullable WordSet notAfter,
    @Nullable WordSet notBefore) {

  /** So many words may stand in the gap of a phrase. */
  private static final int WIDEST_GAP = 4;

  /** There is no such phrase here. */
  static final int NONE = -1;

  /**
   * The word after the phrase that begins at this word of the reading, {@link #NONE} when it does
   * not. The words of the first part are already known to be the same but for their marks.
   */
  int endAt(Reading reading, int from) {
    int to = from + spelling.length();
    if (!spellingAgrees(spelling, reading, from)) {
      return NONE;
    }
    if (tail != null) {
      to = endOfTail(tail, reading, to);
    }
    return to != NONE && neighboursAgree(reading, from, to) ? to : NONE;
  }

  private int endOfTail(Spelling wanted, Reading reading, int from) {
    int last = Math.min(reading.count() - wanted.length(), from + WIDEST_GAP);
    for (int at = from; at <= last; at++) {
      if (reading.startsClause(at)) {
        return NONE;
      }
      if (wanted.sameWords(reading, at) && spellingAgrees(wanted, reading, at)) {
        return at + wanted.length();
      }
    }
    return NONE;
  }

  private boolean spellingAgrees(Spelling wanted, Reading reading, int from) {
    int marked = 0;
    int bare = 0;
    int partial = 0;
    for (int i = 0; i < wanted.length(); i++) {
      long accents = wanted.accents()[i];
      marked += accents == Accents.NONE ? 0 : 1;
      switch (Accents.agreement(reading.accents(from + i), accents)) {
        case EXACT -> {}
        case BARE -> bare++;
        case PARTIAL -> partial++;
        case CONFLICT -> {
          return false;
        }
      }
    }
    if (exact) {
      return bare == 0 && partial == 0;
    }
    if (!reading.accented()) {
      return true;
    }
    return wanted.length() == 1 ? bare == 0 && partial == 0 : (bare + partial) * 2 <= marked;
  }

  private boolean neighboursAgree(Reading reading, int from, int to) {
    boolean accented = reading.accented();
    return (after == null || reading.isOneOf(from - 1, after, accented))
        && (before == null || reading.isOneOf(to, before, accented))
        && (notAfter == null || !reading.isOneOf(from - 1, notAfter, accented))
        && (notBefore == null || !reading.isOneOf(to, notBefore, accented));
  }

  /** The words of a phrase as numbers, and their marks. */
  static final class Spelling {
    private final int[] ids;
    private final long[] accents;

    private Spelling(int[] ids, long[] accents) {
      this.ids = ids;
      this.accents = accents;
    }

    static Spelling of(String text, Vocabulary vocabulary) {
      Fold fold = Fold.of(text);
      String folded = fold.toString();
      if (folded.isEmpty()) {
        return new Spelling(new int[0], new long[0]);
      }
      String[] words = folded.split(" ", -1);
      int[] ids = new int[words.length];
      long[] accents = new long[words.length];
      int at = 0;
      for (int i = 0; i < words.length; i++) {
        ids[i] = vocabulary.add(words[i]);
        accents[i] = Accents.of(fold, at, at + words[i].length());
        at += words[i].length() + 1;
      }
      return new Spelling(ids, accents);
    }

    int length() {
      return ids.length;
    }

    boolean sameWords(Reading reading, int from) {
      for (int i = 0; i < ids.length; i++) {
        if (reading.id(from + i) != ids[i]) {
          return false;
        }
      }
      return true;
    }

    int[] ids() {
      return ids;
    }

    long[] accents() {
      return accents;
    }
  }
}

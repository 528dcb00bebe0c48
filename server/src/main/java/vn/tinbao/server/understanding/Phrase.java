package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * A row of words of the lexicon with the conditions under which it counts.
 *
 * @param exact only with its accents
 * @param where what may stand beside it
 */
record Phrase(SignGroup group, Spelling spelling, boolean exact, Neighbours where) {

  /**
   * Words that must or must not stand right before or after.
   *
   * @param after only right after one of these, null for anywhere; the others alike
   * @param ends only at the end of a clause
   */
  record Neighbours(
      @Nullable WordSet after,
      @Nullable WordSet before,
      @Nullable WordSet notAfter,
      @Nullable WordSet notBefore,
      boolean ends) {

    static final Neighbours ANY = new Neighbours(null, null, null, null, false);

    boolean agree(Reading reading, int from, int to) {
      boolean accented = reading.accented();
      return (!ends || to == reading.count() || reading.startsClause(to))
          && (after == null || reading.isOneOf(from - 1, after, accented))
          && (before == null || reading.isOneOf(to, before, accented))
          && (notAfter == null || !reading.isOneOf(from - 1, notAfter, accented))
          && (notBefore == null || !reading.isOneOf(to, notBefore, accented));
    }
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
        if (i > 0) {
          vocabulary.addPair(ids[i - 1], ids[i]);
        }
      }
      return new Spelling(ids, accents);
    }

    int length() {
      return ids.length;
    }

    int[] ids() {
      return ids;
    }

    long[] accents() {
      return accents;
    }
  }
}

package vn.tinbao.server.understanding;

import java.util.List;

/**
 * A sign made of others: {@code ép … tiếp khách} is a word of forcing and, further on, a word of
 * serving.
 *
 * @param group what it is a sign of
 * @param parts groups that must follow one another
 * @param gaps for each part but the first how far it may stand from the one before
 */
record Pattern(SignGroup group, List<SignGroup> parts, List<Gap> gaps, Phrase.Neighbours where) {

  /** What may stand between two parts. */
  enum Gap {
    /** Nothing. */
    NONE(0),
    /** {@code …}: some words of the same clause. */
    CLAUSE(6),
    /** {@code ~}: some words of the same sentence. */
    SENTENCE(14);

    private final int words;

    Gap(int words) {
      this.words = words;
    }

    /** So many words at most. */
    int words() {
      return words;
    }
  }
}

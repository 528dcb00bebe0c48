package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.function.Function;

/**
 * The marks of all phrases of a {@link PhraseTrie}, by the numbers of its entries. They stand one
 * behind the other, so that phrases of the same words are read together and no object is looked up
 * for each of them.
 */
final class AccentColumn {
  private final int[] begins;
  private final long[] accents;

  private AccentColumn(int[] begins, long[] accents) {
    this.begins = begins;
    this.accents = accents;
  }

  /** The marks of what this trie holds. */
  static <E> AccentColumn of(PhraseTrie<E> trie, Function<E, Phrase.Spelling> spelling) {
    int[] begins = new int[trie.entries() + 1];
    for (int entry = 0; entry < trie.entries(); entry++) {
      begins[entry + 1] = begins[entry] + spelling.apply(trie.entry(entry)).length();
    }
    long[] accents = new long[begins[trie.entries()]];
    for (int entry = 0; entry < trie.entries(); entry++) {
      long[] ofEntry = spelling.apply(trie.entry(entry)).accents();
      System.arraycopy(ofEntry, 0, accents, begins[entry], ofEntry.length);
    }
    return new AccentColumn(begins, accents);
  }

  /** Of how many words this entry is. */
  int length(int entry) {
    return begins[entry + 1] - begins[entry];
  }

  /** Whether the words of two entries have the same marks. */
  boolean areAlike(int one, int other) {
    return Arrays.equals(
        accents, begins[one], begins[one + 1], accents, begins[other], begins[other + 1]);
  }

  /**
   * Whether the words of the reading from here, which are known to be those of this entry but for
   * their marks, may be meant so.
   *
   * @param exact only with the very marks
   */
  boolean agree(int entry, Reading reading, int from, boolean exact) {
    int begin = begins[entry];
    int length = begins[entry + 1] - begin;
    int lacking = 0;
    int marked = 0;
    for (int i = 0; i < length; i++) {
      long meant = accents[begin + i];
      long written = reading.accents(from + i);
      marked += meant == Accents.NONE ? 0 : 1;
      if (written != meant) {
        if (exact || Accents.conflict(written, meant)) {
          return false;
        }
        lacking++;
      }
    }
    return lacking == 0 || !reading.accented() || (length > 1 && lacking * 2 <= marked);
  }
}

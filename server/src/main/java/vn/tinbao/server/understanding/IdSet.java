package vn.tinbao.server.understanding;

import java.util.BitSet;

/** Words by their numbers in a {@link Vocabulary}, one bit each; {@link Vocabulary#UNKNOWN} too. */
final class IdSet {
  private final BitSet bits = new BitSet();

  void add(int id) {
    bits.set(id - Vocabulary.UNKNOWN);
  }

  void remove(int id) {
    bits.clear(id - Vocabulary.UNKNOWN);
  }

  boolean contains(int id) {
    return bits.get(id - Vocabulary.UNKNOWN);
  }
}

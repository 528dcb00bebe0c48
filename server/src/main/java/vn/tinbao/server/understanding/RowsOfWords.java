package vn.tinbao.server.understanding;

import java.util.Arrays;

/** Rows of {@link WeightTable} for single words and for two words side by side. */
final class RowsOfWords {
  /** There is no such row. */
  static final int NONE = -1;

  private static final int ROW_BITS = 24;
  private static final int WORD_BITS = 20;
  private static final int ROW = (1 << ROW_BITS) - 1;
  private static final int BEGINS_PAIR = 1 << ROW_BITS;

  /** By word: one more than its row, and whether rows of two words begin with it. */
  private int[] alone = new int[1024];

  /** The two words, and in the lowest bits one more than their row; 0 where a place is empty. */
  private long[] pairs = new long[1024];

  private int pairCount;

  /**
   * Remembers a row.
   *
   * @param words one or two
   * @throws IllegalArgumentException when there are more than can be told apart
   */
  void add(int[] words, int row) {
    for (int word : words) {
      if (word >>> WORD_BITS != 0 || row >= ROW) {
        throw new IllegalArgumentException("too many words or rows");
      }
    }
    if (words[0] >= alone.length) {
      alone = Arrays.copyOf(alone, 2 * words[0]);
    }
    if (words.length == 1) {
      alone[words[0]] = (alone[words[0]] & BEGINS_PAIR) | (row + 1);
      return;
    }
    alone[words[0]] |= BEGINS_PAIR;
    if (2 * pairCount >= pairs.length) {
      long[] old = pairs;
      pairs = new long[2 * old.length];
      for (long pair : old) {
        if (pair != 0) {
          put(pair);
        }
      }
    }
    put(key(words[0], words[1]) << ROW_BITS | (row + 1));
    pairCount++;
  }

  private void put(long pair) {
    int slot = slotOf(pair >>> ROW_BITS);
    while (pairs[slot] != 0) {
      slot = (slot + 1) & (pairs.length - 1);
    }
    pairs[slot] = pair;
  }

  /** The row of a word, {@link #NONE} for none or no word. */
  int of(int word) {
    return word < 0 || word >= alone.length ? NONE : (alone[word] & ROW) - 1;
  }

  /** The row of two words, {@link #NONE} for none. */
  int of(int first, int second) {
    if (first < 0 || second < 0 || first >= alone.length || (alone[first] & BEGINS_PAIR) == 0) {
      return NONE;
    }
    long key = key(first, second);
    int slot = slotOf(key);
    while (pairs[slot] != 0) {
      if (pairs[slot] >>> ROW_BITS == key) {
        return ((int) pairs[slot] & ROW) - 1;
      }
      slot = (slot + 1) & (pairs.length - 1);
    }
    return NONE;
  }

  private int slotOf(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> 40) & (pairs.length - 1);
  }

  private static long key(int first, int second) {
    return (long) first << WORD_BITS | second;
  }
}

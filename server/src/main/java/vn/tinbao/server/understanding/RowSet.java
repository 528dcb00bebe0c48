package vn.tinbao.server.understanding;

/** Which rows of a table were seen, one bit each; unlike a bit set it never looks at its others. */
final class RowSet {
  private final long[] bits;

  /** None of so many. */
  RowSet(int rows) {
    bits = new long[(rows + Long.SIZE - 1) / Long.SIZE];
  }

  /** Adds one; false when it was seen before. */
  boolean add(int row) {
    long bit = 1L << row;
    int at = row / Long.SIZE;
    boolean fresh = (bits[at] & bit) == 0;
    bits[at] |= bit;
    return fresh;
  }

  void remove(int row) {
    bits[row / Long.SIZE] &= ~(1L << row);
  }
}

package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * Rows of {@link WeightTable} that a reading has, and the words that they stand for: {@code from}
 * inclusive, {@code to} exclusive. In columns, since a text has hundreds of them.
 */
final class FoundRows {
  private int[] rows;
  private int[] from;
  private int[] to;
  private int count;

  /** None yet, room for so many. */
  FoundRows(int capacity) {
    rows = new int[capacity];
    from = new int[capacity];
    to = new int[capacity];
  }

  void add(int row, int first, int end) {
    if (count == rows.length) {
      int capacity = 2 * count + 8;
      rows = Arrays.copyOf(rows, capacity);
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
    }
    rows[count] = row;
    from[count] = first;
    to[count] = end;
    count++;
  }

  /** Adds one of others. */
  void add(FoundRows others, int at) {
    add(others.rows[at], others.from[at], others.to[at]);
  }

  void clear() {
    count = 0;
  }

  int count() {
    return count;
  }

  int row(int at) {
    return rows[at];
  }

  int from(int at) {
    return from[at];
  }

  int to(int at) {
    return to[at];
  }
}

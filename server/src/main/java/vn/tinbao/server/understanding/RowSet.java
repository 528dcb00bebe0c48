package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * Which rows of a table were seen, as large as what was seen and not as the table: a text has a
 * hundred of fifty thousand.
 */
final class RowSet {
  private static final int EMPTY = -1;

  private int[] slots;
  private int count;

  /** None yet, room for so many. */
  RowSet(int expected) {
    slots = empty(Integer.highestOneBit(Math.max(4, expected)) * 4);
  }

  /** Adds one; false when it was seen before. */
  boolean add(int row) {
    int slot = slotOf(row);
    while (slots[slot] != EMPTY) {
      if (slots[slot] == row) {
        return false;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = row;
    count++;
    if (count * 2 > slots.length) {
      grow();
    }
    return true;
  }

  /** Begins anew. */
  void clear() {
    Arrays.fill(slots, EMPTY);
    count = 0;
  }

  private void grow() {
    int[] old = slots;
    slots = empty(2 * old.length);
    count = 0;
    for (int row : old) {
      if (row != EMPTY) {
        add(row);
      }
    }
  }

  private int slotOf(int row) {
    return (row * 0x9E3779B1 >>> 8) & (slots.length - 1);
  }

  private static int[] empty(int capacity) {
    int[] slots = new int[capacity];
    Arrays.fill(slots, EMPTY);
    return slots;
  }
}

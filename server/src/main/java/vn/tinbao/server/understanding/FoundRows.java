package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * The rows of {@link WeightTable} that a text has, each once, with the words where it stands first;
 * and of the sentence that is being read, which of them it is the first to say, and which it says
 * again. In columns, since a text has hundreds of them.
 */
final class FoundRows {
  private static final int LEAST = 16;

  /** Of how many rows a word is part, about; long texts repeat themselves. */
  private static final int ROWS_OF_WORD = 3;

  private static final int MOST_AT_FIRST = 1024;

  private int[] rows;
  private int[] from;
  private byte[] length;
  private int[] lastSentence;
  private int count;

  /** Where the rows stand in the columns, by hash; one more, 0 for empty. */
  private int[] slots;

  private int sentence;
  private int firstOfSentence;
  private int[] again = new int[LEAST];
  private int agains;

  /** None yet, of a text of so many words. */
  FoundRows(int words) {
    int capacity = Math.max(LEAST, Math.min(ROWS_OF_WORD * words, MOST_AT_FIRST));
    rows = new int[capacity];
    from = new int[capacity];
    length = new byte[capacity];
    lastSentence = new int[capacity];
    slots = new int[slots(capacity)];
  }

  /** What is added from now on belongs to the next sentence. */
  void beginSentence() {
    sentence++;
    firstOfSentence = count;
    agains = 0;
  }

  /**
   * Adds a row, unless the sentence has it.
   *
   * @param first its first word
   * @param words of how many words it is
   */
  void add(int row, int first, int words) {
    int slot = slotOf(row);
    while (slots[slot] != 0) {
      int at = slots[slot] - 1;
      if (rows[at] == row) {
        if (lastSentence[at] != sentence) {
          lastSentence[at] = sentence;
          addAgain(row);
        }
        return;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    if (count == rows.length) {
      grow();
      slot = freeSlotOf(row);
    }
    rows[count] = row;
    from[count] = first;
    length[count] = (byte) words;
    lastSentence[count] = sentence;
    slots[slot] = ++count;
  }

  private void addAgain(int row) {
    if (agains == again.length) {
      again = Arrays.copyOf(again, 2 * agains);
    }
    again[agains++] = row;
  }

  private void grow() {
    int capacity = 2 * count;
    rows = Arrays.copyOf(rows, capacity);
    from = Arrays.copyOf(from, capacity);
    length = Arrays.copyOf(length, capacity);
    lastSentence = Arrays.copyOf(lastSentence, capacity);
    slots = new int[slots(capacity)];
    for (int at = 0; at < count; at++) {
      slots[freeSlotOf(rows[at])] = at + 1;
    }
  }

  private int freeSlotOf(int row) {
    int slot = slotOf(row);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int slotOf(int row) {
    return (row * 0x9E3779B1 >>> 8) & (slots.length - 1);
  }

  /** Half of them stay empty. */
  private static int slots(int capacity) {
    return 4 * Integer.highestOneBit(capacity - 1);
  }

  int count() {
    return count;
  }

  int row(int at) {
    return rows[at];
  }

  /** The first word where it stands first. */
  int from(int at) {
    return from[at];
  }

  /** The word behind the last of these. */
  int to(int at) {
    return from[at] + length[at];
  }

  /** From here on are the rows that this sentence is the first to say. */
  int firstOfSentence() {
    return firstOfSentence;
  }

  /** How many rows this sentence says that others said before. */
  int agains() {
    return agains;
  }

  /** One of these. */
  int again(int at) {
    return again[at];
  }

  /** How many rows this sentence has. */
  int inSentence() {
    return count - firstOfSentence + agains;
  }
}

package vn.tinbao.server.understanding;

/** Rows of {@link WeightTable} for words with the accents they are written with: bạn, bán, bàn. */
final class AccentedWords {
  /** Begins the text of such a row; no word begins so. */
  static final String BEGINS = "~";

  private static final char MARKS = ':';

  private int[] ids = new int[64];
  private long[] accents = new long[64];
  private int[] rows = new int[64];
  private int count;

  /**
   * A word as the rows are called.
   *
   * @param accents as {@link Accents} packs them
   */
  static String text(String folded, long accents) {
    return BEGINS + folded + MARKS + Long.toHexString(accents);
  }

  /**
   * Remembers a row.
   *
   * @param text as {@link #text} made it
   * @throws IllegalArgumentException for anything else
   */
  void add(String text, Vocabulary words, int row) {
    int marks = text.indexOf(MARKS);
    if (!text.startsWith(BEGINS) || marks < 0) {
      throw new IllegalArgumentException(WeightTable.RESOURCE + ": no accented word: " + text);
    }
    if (count * 2 >= ids.length) {
      grow();
    }
    put(
        words.add(text.substring(BEGINS.length(), marks)),
        Long.parseUnsignedLong(text.substring(marks + 1), 16),
        row);
  }

  /** The row of a word written so, −1 when there is none. */
  int row(int id, long written) {
    int slot = slot(id, written);
    while (accents[slot] != Accents.NONE) {
      if (ids[slot] == id && accents[slot] == written) {
        return rows[slot];
      }
      slot = (slot + 1) & (ids.length - 1);
    }
    return -1;
  }

  private void put(int id, long written, int row) {
    int slot = slot(id, written);
    while (accents[slot] != Accents.NONE) {
      slot = (slot + 1) & (ids.length - 1);
    }
    ids[slot] = id;
    accents[slot] = written;
    rows[slot] = row;
    count++;
  }

  private void grow() {
    int[] oldIds = ids;
    long[] oldAccents = accents;
    int[] oldRows = rows;
    int capacity = oldIds.length * 2;
    ids = new int[capacity];
    accents = new long[capacity];
    rows = new int[capacity];
    count = 0;
    for (int slot = 0; slot < oldIds.length; slot++) {
      if (oldAccents[slot] != Accents.NONE) {
        put(oldIds[slot], oldAccents[slot], oldRows[slot]);
      }
    }
  }

  private int slot(int id, long written) {
    long mixed = (written * 31 + id) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) & (ids.length - 1);
  }
}

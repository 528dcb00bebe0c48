package vn.tinbao.server.understanding;

/** Rows of {@link WeightTable} for words with the accents they are written with: bạn, bán, bàn. */
final class AccentedWords {
  /** Begins the text of such a row; no word begins so. */
  static final String BEGINS = "~";

  private static final char MARKS = ':';

  /** Of each word its accents, which none of them lacks, then its number and its row. */
  private long[] words = new long[128];

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
  void add(String text, Vocabulary vocabulary, int row) {
    int marks = text.indexOf(MARKS);
    if (!text.startsWith(BEGINS) || marks < 0) {
      throw new IllegalArgumentException(WeightTable.RESOURCE + ": no accented word: " + text);
    }
    if (count * 4 >= words.length) {
      grow();
    }
    put(
        Long.parseUnsignedLong(text.substring(marks + 1), 16),
        vocabulary.add(text.substring(BEGINS.length(), marks)),
        row);
    count++;
  }

  /** The row of a word written so, −1 when there is none. */
  int row(int id, long written) {
    int slot = slot(id, written);
    while (words[slot] != Accents.NONE) {
      if (words[slot] == written && words[slot + 1] >>> Integer.SIZE == id) {
        return (int) words[slot + 1];
      }
      slot = next(slot);
    }
    return -1;
  }

  private void put(long written, long id, int row) {
    int slot = slot((int) id, written);
    while (words[slot] != Accents.NONE) {
      slot = next(slot);
    }
    words[slot] = written;
    words[slot + 1] = id << Integer.SIZE | row;
  }

  private void grow() {
    long[] old = words;
    words = new long[2 * old.length];
    for (int slot = 0; slot < old.length; slot += 2) {
      if (old[slot] != Accents.NONE) {
        put(old[slot], old[slot + 1] >>> Integer.SIZE, (int) old[slot + 1]);
      }
    }
  }

  private int next(int slot) {
    return (slot + 2) & (words.length - 1);
  }

  private int slot(int id, long written) {
    long mixed = (written * 31 + id) * 0x9E3779B97F4A7C15L;
    return (int) (mixed >>> 40) << 1 & (words.length - 1);
  }
}

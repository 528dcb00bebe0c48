package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * Single words with a value each, to look a word of a text up in; marks are respected where the
 * text has them. Values are bit sets: a word that means several things gives all of them.
 */
final class WordTable {
  /** Nothing that this table knows. */
  static final long NOTHING = 0;

  private int[] ids = filled(8);
  private long[] accents = new long[8];
  private long[] values = new long[8];
  private int count;

  /** The words that are there at all, one bit each: most words of a text are not. */
  private long[] known = new long[8];

  /**
   * Adds one word.
   *
   * @param value not {@link #NOTHING}
   * @throws IllegalArgumentException naming the word when it has no syllable or several
   */
  void add(String word, long value, Vocabulary vocabulary) {
    Phrase.Spelling spelling = Phrase.Spelling.of(word, vocabulary);
    if (spelling.length() != 1) {
      throw new IllegalArgumentException("One syllable is expected, not \"" + word + "\"");
    }
    int id = spelling.ids()[0];
    if (isKnown(id)) {
      for (int slot = 0; slot < ids.length; slot++) {
        if (ids[slot] == id && accents[slot] == spelling.accents()[0]) {
          values[slot] |= value;
          return;
        }
      }
    }
    if (count * 2 >= ids.length) {
      grow();
    }
    put(id, spelling.accents()[0], value);
    count++;
    if (id / Long.SIZE >= known.length) {
      known = Arrays.copyOf(known, id / Long.SIZE + 1);
    }
    known[id / Long.SIZE] |= 1L << id;
  }

  private boolean isKnown(int id) {
    int at = id / Long.SIZE;
    return at < known.length && (known[at] & 1L << id) != 0;
  }

  /**
   * What the word with this number and these marks means.
   *
   * @param accentedText whether the text is written with accents, so that a bare word is meant bare
   */
  long get(int id, long marks, boolean accentedText) {
    if (id < 0 || !isKnown(id)) {
      return NOTHING;
    }
    int mask = ids.length - 1;
    long found = NOTHING;
    for (int slot = slotOf(id, mask); ids[slot] >= 0; slot = (slot + 1) & mask) {
      if (ids[slot] == id) {
        long wanted = accents[slot];
        if (marks == wanted || (!accentedText && !Accents.conflict(marks, wanted))) {
          found |= values[slot];
        }
      }
    }
    return found;
  }

  private void grow() {
    int[] oldIds = ids;
    long[] oldAccents = accents;
    long[] oldValues = values;
    int capacity = oldIds.length * 2;
    ids = filled(capacity);
    accents = new long[capacity];
    values = new long[capacity];
    for (int slot = 0; slot < oldIds.length; slot++) {
      if (oldIds[slot] >= 0) {
        put(oldIds[slot], oldAccents[slot], oldValues[slot]);
      }
    }
  }

  private void put(int id, long marks, long value) {
    int mask = ids.length - 1;
    int slot = slotOf(id, mask);
    while (ids[slot] >= 0) {
      slot = (slot + 1) & mask;
    }
    ids[slot] = id;
    accents[slot] = marks;
    values[slot] = value;
  }

  private static int[] filled(int capacity) {
    int[] empty = new int[capacity];
    Arrays.fill(empty, Vocabulary.UNKNOWN);
    return empty;
  }

  private static int slotOf(int id, int mask) {
    return (id * 0x9E3779B1 >>> 16) & mask;
  }
}

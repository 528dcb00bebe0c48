package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * Numbers for all folded words that the lexicon and the gazetteer know, so that phrases are
 * compared as numbers. Filled while the two are built, only read afterwards.
 */
final class Vocabulary {
  /** A word that nothing knows. */
  static final int UNKNOWN = -1;

  private String[] words = new String[1024];
  private int[] slots = new int[4096];
  private int count;
  private long[] pairs = new long[8192];
  private int pairCount;

  Vocabulary() {}

  /** Begins with all words of another, under the same numbers; the other is not changed. */
  Vocabulary(Vocabulary start) {
    words = start.words.clone();
    slots = start.slots.clone();
    count = start.count;
    pairs = start.pairs.clone();
    pairCount = start.pairCount;
  }

  int size() {
    return count;
  }

  String word(int id) {
    return words[id];
  }

  /** Remembers that the second word stands right behind the first in something that is known. */
  void addPair(int first, int second) {
    if (pairCount * 2 >= pairs.length) {
      long[] old = pairs;
      pairs = new long[old.length * 2];
      pairCount = 0;
      for (long pair : old) {
        if (pair != 0) {
          putPair(pair);
        }
      }
    }
    putPair(pair(first, second));
  }

  /** Whether the two stand side by side in a phrase or a name. */
  boolean knowsPair(int first, int second) {
    if (first < 0 || second < 0) {
      return false;
    }
    long wanted = pair(first, second);
    int slot = slotOf(wanted);
    while (pairs[slot] != 0) {
      if (pairs[slot] == wanted) {
        return true;
      }
      slot = (slot + 1) & (pairs.length - 1);
    }
    return false;
  }

  private void putPair(long pair) {
    int slot = slotOf(pair);
    while (pairs[slot] != 0) {
      if (pairs[slot] == pair) {
        return;
      }
      slot = (slot + 1) & (pairs.length - 1);
    }
    pairs[slot] = pair;
    pairCount++;
  }

  private int slotOf(long pair) {
    return (int) (pair * 0x9E3779B97F4A7C15L >>> 40) & (pairs.length - 1);
  }

  private static long pair(int first, int second) {
    return (long) (first + 1) << 32 | (second + 1);
  }

  /** The number of this word, a new one when it is new. */
  int add(String folded) {
    int known = id(folded.toCharArray(), 0, folded.length());
    if (known != UNKNOWN) {
      return known;
    }
    if (count == words.length) {
      words = Arrays.copyOf(words, count * 2);
    }
    if (count * 3 > slots.length) {
      grow();
    }
    words[count] = folded;
    place(count);
    return count++;
  }

  /** Whether the number is one of this vocabulary and not of one that began with it. */
  boolean knows(int id) {
    return id >= 0 && id < count;
  }

  /** How many words there are; their numbers go from zero. */
  int count() {
    return count;
  }

  int id(String folded) {
    return id(folded.toCharArray(), 0, folded.length());
  }

  /** The number of the word in these characters, or {@link #UNKNOWN}. */
  int id(char[] chars, int from, int to) {
    int slot = hash(chars, from, to) & (slots.length - 1);
    while (slots[slot] != 0) {
      int id = slots[slot] - 1;
      if (same(words[id], chars, from, to)) {
        return id;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return UNKNOWN;
  }

  private void grow() {
    slots = new int[slots.length * 2];
    for (int id = 0; id < count; id++) {
      place(id);
    }
  }

  private void place(int id) {
    char[] chars = words[id].toCharArray();
    int slot = hash(chars, 0, chars.length) & (slots.length - 1);
    while (slots[slot] != 0) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = id + 1;
  }

  private static boolean same(String word, char[] chars, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) != chars[from + i]) {
        return false;
      }
    }
    return true;
  }

  private static int hash(char[] chars, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + chars[i];
    }
    return hash ^ hash >>> 15;
  }
}

package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds names of units that are written without blanks ({@code dongdang}) or with one letter wrong,
 * missing, too many or swapped with the next ({@code khanh khke}).
 *
 * <p>Names are kept without blanks under the hash of their letters and of their letters with any
 * one left out; two words that differ by one letter meet in one of these. What is found is compared
 * again, so that a hash never decides.
 */
final class NearNames {
  /** Shorter names have too many neighbours that are words themselves. */
  static final int SHORTEST = 6;

  static final int LONGEST = 24;

  private final char[][] letters;
  private final List<List<Gazetteer.Name>> names;
  private final int[] slots;
  private final int mask;

  /**
   * What was found.
   *
   * @param exact whether only the blanks were missing
   */
  record Found(List<Gazetteer.Name> names, boolean exact) {}

  private NearNames(Map<String, List<Gazetteer.Name>> byLetters) {
    letters = new char[byLetters.size()][];
    names = new ArrayList<>(byLetters.size());
    int entries = 0;
    for (Map.Entry<String, List<Gazetteer.Name>> entry : byLetters.entrySet()) {
      char[] name = entry.getKey().toCharArray();
      letters[names.size()] = name;
      names.add(List.copyOf(entry.getValue()));
      entries += name.length + 1;
    }
    int size = Integer.highestOneBit(Math.max(16, entries)) * 4;
    slots = new int[size];
    mask = size - 1;
    for (int name = 0; name < letters.length; name++) {
      for (int without = -1; without < letters[name].length; without++) {
        put(hash(letters[name], letters[name].length, without), name);
      }
    }
  }

  static Builder builder() {
    return new Builder();
  }

  /** The names that these letters may be; null when there is none. */
  @Nullable Found find(char[] text, int length) {
    if (length < SHORTEST - 1 || length > LONGEST) {
      return null;
    }
    int exact = exactly(text, length);
    if (exact >= 0) {
      return new Found(names.get(exact), true);
    }
    int[] found = new int[0];
    for (int without = -1; without < length; without++) {
      int slot = slotOf(hash(text, length, without));
      for (; slots[slot] != 0; slot = (slot + 1) & mask) {
        int name = slots[slot] - 1;
        if (!contains(found, name) && isOneLetterOff(letters[name], text, length)) {
          found = Arrays.copyOf(found, found.length + 1);
          found[found.length - 1] = name;
        }
      }
    }
    if (found.length == 0) {
      return null;
    }
    List<Gazetteer.Name> all = new ArrayList<>();
    for (int name : found) {
      all.addAll(names.get(name));
    }
    return new Found(all, false);
  }

  private int exactly(char[] text, int length) {
    int slot = slotOf(hash(text, length, -1));
    for (; slots[slot] != 0; slot = (slot + 1) & mask) {
      char[] name = letters[slots[slot] - 1];
      if (name.length == length && Arrays.equals(name, 0, length, text, 0, length)) {
        return slots[slot] - 1;
      }
    }
    return -1;
  }

  private static boolean contains(int[] found, int name) {
    for (int known : found) {
      if (known == name) {
        return true;
      }
    }
    return false;
  }

  /** One letter replaced, added, left out, or two neighbours swapped. */
  static boolean isOneLetterOff(char[] name, char[] text, int length) {
    int shorter = Math.min(name.length, length);
    if (Math.abs(name.length - length) > 1) {
      return false;
    }
    int same = 0;
    while (same < shorter && name[same] == text[same]) {
      same++;
    }
    int end = 0;
    while (end < shorter - same && name[name.length - 1 - end] == text[length - 1 - end]) {
      end++;
    }
    int nameLeft = name.length - same - end;
    int textLeft = length - same - end;
    boolean swapped =
        nameLeft == 2
            && textLeft == 2
            && name[same] == text[same + 1]
            && name[same + 1] == text[same];
    return swapped || (nameLeft <= 1 && textLeft <= 1);
  }

  private void put(int hash, int name) {
    int slot = slotOf(hash);
    while (slots[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    slots[slot] = name + 1;
  }

  private int slotOf(int hash) {
    return (hash * 0x9E3779B9 >>> 8) & mask;
  }

  private static int hash(char[] text, int length, int without) {
    int hash = 7;
    for (int at = 0; at < length; at++) {
      if (at != without) {
        hash = hash * 31 + text[at];
      }
    }
    return hash;
  }

  /** Collects names. */
  static final class Builder {
    private final Map<String, List<Gazetteer.Name>> byLetters = new LinkedHashMap<>();

    private Builder() {}

    void add(String name, Gazetteer.Name meaning) {
      String glued = Fold.text(name).replace(" ", "");
      if (glued.length() >= SHORTEST && glued.length() <= LONGEST) {
        byLetters.computeIfAbsent(glued, g -> new ArrayList<>(2)).add(meaning);
      }
    }

    NearNames build() {
      return new NearNames(byLetters);
    }
  }
}

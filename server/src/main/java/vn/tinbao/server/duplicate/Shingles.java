package vn.tinbao.server.duplicate;

import java.util.LinkedHashSet;
import java.util.Set;
import vn.tinbao.server.understanding.Fold;

/** The pieces by which texts are compared: every two folded words that stand beside each other. */
public final class Shingles {
  /** Of one text; what lies beyond is not compared. */
  private static final int MOST = 10_000;

  private Shingles() {}

  /** Of a text of one word, that word; of a text without words, none. */
  public static Set<String> of(String text) {
    Set<String> pieces = new LinkedHashSet<>();
    String folded = Fold.text(text);
    if (folded.isEmpty()) {
      return pieces;
    }
    String[] words = folded.split(" ");
    if (words.length == 1) {
      pieces.add(words[0]);
    }
    for (int i = 1; i < words.length && pieces.size() < MOST; i++) {
      pieces.add(words[i - 1] + ' ' + words[i]);
    }
    return pieces;
  }

  /** How much of the first is in the second, 0–1; 0 when the first has nothing. */
  public static double contained(Set<String> first, Set<String> second) {
    return first.isEmpty()
        ? 0
        : first.stream().filter(second::contains).count() / (double) first.size();
  }
}

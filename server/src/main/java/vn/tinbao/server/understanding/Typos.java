package vn.tinbao.server.understanding;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Words of five letters and more with one letter wrong: missing, too many, two swapped, or the key
 * beside it. Found by leaving letters out, so that the time does not grow with the vocabulary.
 */
final class Typos {
  private static final int SHORTEST = 5;
  private static final int LONGEST = 14;
  private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  private static final int[][] PLACES = places();

  /** Words by themselves with one letter left out. */
  private final Map<Long, int[]> shortened = new HashMap<>();

  private final Vocabulary vocabulary;

  /** How likely it is that this word was meant. */
  interface Judge {
    /** 0 when it was not; the larger the likelier. */
    int likelihood(int id);
  }

  Typos(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    for (int id = 0; id < vocabulary.size(); id++) {
      char[] word = vocabulary.word(id).toCharArray();
      if (word.length >= SHORTEST && word.length <= LONGEST && isLetters(word)) {
        for (int without = 0; without < word.length; without++) {
          add(hash(word, word.length, without), id);
        }
      }
    }
  }

  /**
   * The word that was meant, as it should have been typed, marks kept; null when none is one letter
   * away, or when several are and the judge does not prefer one.
   */
  @Nullable Token meant(Token typed, Judge judge) {
    if (typed.length() < SHORTEST - 1 || typed.length() > LONGEST + 1) {
      return null;
    }
    Search search = new Search(typed, judge);
    search.add(shortened.get(hash(typed.letters(), typed.length(), -1)));
    for (int without = 0; without < typed.length(); without++) {
      search.add(shortened.get(hash(typed.letters(), typed.length(), without)));
      search.addShorter(without);
    }
    return search.found();
  }

  private final class Search {
    private final Token typed;
    private final Judge judge;
    private int best = Vocabulary.UNKNOWN;
    private int likelihood;
    private boolean several;

    private Search(Token typed, Judge judge) {
      this.typed = typed;
      this.judge = judge;
    }

    private void add(int @Nullable [] ids) {
      if (ids != null) {
        for (int id : ids) {
          consider(id);
        }
      }
    }

    /** A letter too many. */
    private void addShorter(int without) {
      Token shorter = new Token();
      shorter.take(typed);
      shorter.remove(without);
      int id = shorter.id(vocabulary);
      if (id >= 0 && shorter.length() >= SHORTEST) {
        consider(id);
      }
    }

    private void consider(int id) {
      if (id == best) {
        return;
      }
      int likely = judge.likelihood(id);
      if (likely < likelihood || likely == 0) {
        return;
      }
      if (repaired(typed, vocabulary.word(id)) == null) {
        return;
      }
      several = likely == likelihood;
      likelihood = likely;
      best = id;
    }

    private @Nullable Token found() {
      return best < 0 || several ? null : repaired(typed, vocabulary.word(best));
    }
  }

  /** The typed letters made into the word by one change, null when one is not enough. */
  private static @Nullable Token repaired(Token typed, String word) {
    int first = 0;
    int shorter = Math.min(word.length(), typed.length());
    while (first < shorter && typed.letter(first) == word.charAt(first)) {
      first++;
    }
    Token out = new Token();
    out.take(typed);
    if (typed.length() == word.length() && first < shorter) {
      boolean swapped =
          first + 1 < shorter
              && typed.letter(first) == word.charAt(first + 1)
              && typed.letter(first + 1) == word.charAt(first);
      if (swapped) {
        out.swap(first);
      } else if (areNeighbours(typed.letter(first), word.charAt(first))) {
        out.letter(first, word.charAt(first));
      }
    } else if (typed.length() == word.length() + 1) {
      out.remove(first);
    } else if (typed.length() == word.length() - 1 && typed.length() < Token.LONGEST) {
      out.insert(first, word.charAt(first));
    }
    return out.toString().equals(word) ? out : null;
  }

  private static boolean areNeighbours(char a, char b) {
    int first = a - 'a';
    int second = b - 'a';
    if (first < 0 || first > 25 || second < 0 || second > 25) {
      return false;
    }
    int rows = Math.abs(PLACES[first][0] - PLACES[second][0]);
    int columns = Math.abs(PLACES[first][1] - PLACES[second][1]);
    return rows <= 1 && columns <= 1;
  }

  private static int[][] places() {
    int[][] places = new int[26][2];
    for (int row = 0; row < ROWS.length; row++) {
      for (int column = 0; column < ROWS[row].length(); column++) {
        places[ROWS[row].charAt(column) - 'a'] = new int[] {row, column};
      }
    }
    return places;
  }

  private static boolean isLetters(char[] word) {
    for (char c : word) {
      if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return true;
  }

  private void add(long hash, int id) {
    shortened.merge(hash, new int[] {id}, Typos::joined);
  }

  private static int[] joined(int[] known, int[] more) {
    for (int id : known) {
      if (id == more[0]) {
        return known;
      }
    }
    int[] all = java.util.Arrays.copyOf(known, known.length + 1);
    all[known.length] = more[0];
    return all;
  }

  private static long hash(char[] letters, int length, int without) {
    long hash = 1125899906842597L;
    for (int at = 0; at < length; at++) {
      if (at != without) {
        hash = hash * 31 + letters[at];
      }
    }
    return hash;
  }
}

package vn.tinbao.server.understanding;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rows of up to three words of a reading, names of places left out and every number alike: what
 * {@link Weights} weighs.
 */
final class WordRows {
  /** Longest row, in words. */
  static final int LONGEST = 3;

  /** Stands for every number. */
  static final String NUMBER = "0";

  private WordRows() {}

  /** All rows as text, for training: also of words that no vocabulary knows. */
  static Set<String> rows(Reading reading, boolean[] place, Vocabulary vocabulary) {
    Set<String> rows = new LinkedHashSet<>();
    for (int at = 0; at < reading.count(); at++) {
      StringBuilder row = new StringBuilder();
      for (int to = at; to < reading.count() && to - at < LONGEST; to++) {
        if (place[reading.word(to)]) {
          break;
        }
        row.append(row.isEmpty() ? "" : " ").append(text(reading, to, vocabulary));
        rows.add(row.toString());
      }
    }
    return rows;
  }

  private static String text(Reading reading, int at, Vocabulary vocabulary) {
    if (reading.number(at) >= 0) {
      return NUMBER;
    }
    int id = reading.id(at);
    return id < 0 ? reading.words().folded(reading.word(at)) : vocabulary.word(id);
  }
}

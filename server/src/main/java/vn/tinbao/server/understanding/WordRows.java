package vn.tinbao.server.understanding;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rows of up to two words of a sentence, without accents, names of places left out and every
 * number alike; and the words with accents once more as they are written: what {@link Weights}
 * weighs.
 */
final class WordRows {
  /** Longest row, in words. */
  static final int LONGEST = 2;

  /** Stands for every number. */
  static final String NUMBER = "0";

  private WordRows() {}

  /** All rows of a sentence as text, for training: also of words that no vocabulary knows. */
  static Set<String> rows(
      Sentences.Sentence sentence, Reading reading, boolean[] place, Vocabulary vocabulary) {
    Set<String> rows = new LinkedHashSet<>();
    for (int at = sentence.from(); at < sentence.to(); at++) {
      StringBuilder row = new StringBuilder();
      for (int to = at; to < sentence.to() && to - at < LONGEST; to++) {
        if (place[reading.word(to)]) {
          break;
        }
        row.append(row.isEmpty() ? "" : " ").append(text(reading, to, vocabulary));
        rows.add(row.toString());
        if (to == at && isAccented(reading, at)) {
          rows.add(AccentedWords.text(row.toString(), reading.accents(at)));
        }
      }
    }
    return rows;
  }

  /** A number has no accents. */
  static boolean isAccented(Reading reading, int at) {
    return reading.accents(at) != Accents.NONE && reading.number(at) < 0;
  }

  private static String text(Reading reading, int at, Vocabulary vocabulary) {
    if (reading.number(at) >= 0) {
      return NUMBER;
    }
    int id = reading.id(at);
    return id < 0 ? reading.words().folded(reading.word(at)) : vocabulary.word(id);
  }
}

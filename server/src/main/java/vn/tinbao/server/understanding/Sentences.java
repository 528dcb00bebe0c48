package vn.tinbao.server.understanding;

import java.util.ArrayList;
import java.util.List;

/** The sentences of a reading, in order; together they hold every word of it. */
final class Sentences {
  private Sentences() {}

  /**
   * A sentence.
   *
   * @param from its first word in the reading
   * @param to the word after its last
   * @param asks whether a question mark ends it
   */
  record Sentence(int from, int to, boolean asks) {}

  /** Empty when the reading has no words. */
  static List<Sentence> of(Reading reading) {
    List<Sentence> sentences = new ArrayList<>();
    int from = 0;
    for (int at = 1; at <= reading.count() && reading.count() > 0; at++) {
      if (at == reading.count() || reading.startsSentence(at)) {
        sentences.add(new Sentence(from, at, asks(reading, at)));
        from = at;
      }
    }
    return sentences;
  }

  private static boolean asks(Reading reading, int end) {
    Words words = reading.words();
    String text = words.text();
    int from = words.end(reading.word(end - 1));
    int to = end == reading.count() ? text.length() : words.start(reading.word(end));
    for (int at = from; at < to; at++) {
      if (text.charAt(at) == '?' || text.charAt(at) == '？') {
        return true;
      }
    }
    return false;
  }
}

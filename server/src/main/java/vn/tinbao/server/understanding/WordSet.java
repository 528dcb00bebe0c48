package vn.tinbao.server.understanding;

import java.util.List;

/** Single words to compare with the words of a text, accents respected where the text has them. */
final class WordSet {
  private final WordTable table = new WordTable();

  /**
   * Words of one syllable each.
   *
   * @throws IllegalArgumentException naming the word that has none or several
   */
  static WordSet of(List<String> words, Vocabulary vocabulary) {
    WordSet set = new WordSet();
    words.forEach(word -> set.table.add(word, 1, vocabulary));
    return set;
  }

  /**
   * Whether the word with this number and these marks is one of the set.
   *
   * @param accentedText whether the text is written with accents, so that a bare word is meant bare
   */
  boolean has(int id, long accents, boolean accentedText) {
    return table.get(id, accents, accentedText) != WordTable.NOTHING;
  }

  boolean has(Words words, int at) {
    return at >= 0
        && at < words.count()
        && has(words.id(at), words.accents(at), words.bareIsMeant(at));
  }

  /** Only as spelled, also in a text that is written without accents. */
  boolean hasExactly(Words words, int at) {
    return at >= 0 && at < words.count() && has(words.id(at), words.accents(at), true);
  }
}

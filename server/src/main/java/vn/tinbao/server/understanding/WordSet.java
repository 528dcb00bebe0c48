package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Single words to compare with the words of a text, accents respected where the text has them. */
final class WordSet {
  private final Map<Integer, long[]> accentsById = new HashMap<>();

  /**
   * Words of one syllable each.
   *
   * @throws IllegalArgumentException naming the word that has none or several
   */
  static WordSet of(List<String> words, Vocabulary vocabulary) {
    WordSet set = new WordSet();
    for (String word : words) {
      Phrase.Spelling spelling = Phrase.Spelling.of(word, vocabulary);
      if (spelling.length() != 1) {
        throw new IllegalArgumentException("One syllable is expected, not \"" + word + "\"");
      }
      set.add(spelling.ids()[0], spelling.accents()[0]);
    }
    return set;
  }

  /**
   * Whether the word with this number and these marks is one of the set.
   *
   * @param accentedText whether the text is written with accents, so that a bare word is meant bare
   */
  boolean has(int id, long accents, boolean accentedText) {
    long[] spellings = accentsById.get(id);
    if (spellings == null) {
      return false;
    }
    for (long spelling : spellings) {
      Accents.Agreement agreement = Accents.agreement(accents, spelling);
      if (agreement == Accents.Agreement.EXACT
          || (agreement != Accents.Agreement.CONFLICT && !accentedText)) {
        return true;
      }
    }
    return false;
  }

  boolean has(Words words, int at) {
    return at >= 0 && at < words.count() && has(words.id(at), words.accents(at), words.accented());
  }

  /** Only as spelled, also in a text that is written without accents. */
  boolean hasExactly(Words words, int at) {
    return at >= 0 && at < words.count() && has(words.id(at), words.accents(at), true);
  }

  private void add(int id, long accents) {
    long[] known = accentsById.getOrDefault(id, new long[0]);
    long[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = accents;
    accentsById.put(id, more);
  }
}

package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * A text as the lexicon reads it: the words with abbreviations spelled out. Every word remembers
 * which word of the text it came from.
 */
final class Reading {
  private final Words words;
  private int[] ids;
  private long[] accents;
  private int[] wordOf;
  private int[] numbers;
  private int count;

  private Reading(Words words) {
    this.words = words;
    int capacity = words.count() + words.count() / 8 + 8;
    ids = new int[capacity];
    accents = new long[capacity];
    wordOf = new int[capacity];
    numbers = new int[capacity];
  }

  static Reading of(Words words, Abbreviations abbreviations) {
    Reading reading = new Reading(words);
    for (int word = 0; word < words.count(); word++) {
      Phrase.Spelling spelledOut = abbreviations.spelledOut(words, word);
      if (spelledOut == null) {
        reading.append(words.id(word), words.accents(word), word);
      } else {
        for (int i = 0; i < spelledOut.length(); i++) {
          reading.append(spelledOut.ids()[i], spelledOut.accents()[i], word);
        }
      }
    }
    return reading;
  }

  int count() {
    return count;
  }

  int id(int at) {
    return ids[at];
  }

  long accents(int at) {
    return accents[at];
  }

  /** The word of the text that this word was read from. */
  int word(int at) {
    return wordOf[at];
  }

  boolean accented() {
    return words.accented();
  }

  Words words() {
    return words;
  }

  /** The number written in digits here, −1 when it is none or longer than six digits. */
  int number(int at) {
    return at < 0 || at >= count ? -1 : numbers[at];
  }

  /** What the word means by the table, {@link WordTable#NOTHING} outside of the text. */
  long in(WordTable table, int at) {
    return at >= 0 && at < count
        ? table.get(ids[at], accents[at], words.accented())
        : WordTable.NOTHING;
  }

  /** Whether between this word and the one before it there is one of these characters only. */
  boolean joinedBy(int at, String characters) {
    return at > 0 && wordOf[at] != wordOf[at - 1] && words.joinedBy(wordOf[at], characters);
  }

  /** Whether a pause or a new sentence stands before this word. */
  boolean startsClause(int at) {
    return at > 0
        && at < count
        && wordOf[at] != wordOf[at - 1]
        && words.before(wordOf[at]) != Words.JOINED;
  }

  /** Whether a new sentence begins with this word. */
  boolean startsSentence(int at) {
    return wordOf[at] != wordOf[at - 1] && words.before(wordOf[at]) == Words.SENTENCE;
  }

  boolean isOneOf(int at, WordSet set, boolean accentedText) {
    return at >= 0 && at < count && set.has(ids[at], accents[at], accentedText);
  }

  boolean isOneOf(int at, WordSet set) {
    return isOneOf(at, set, words.accented());
  }

  private void append(int id, long accent, int word) {
    if (count == ids.length) {
      int capacity = count * 2;
      ids = Arrays.copyOf(ids, capacity);
      accents = Arrays.copyOf(accents, capacity);
      wordOf = Arrays.copyOf(wordOf, capacity);
      numbers = Arrays.copyOf(numbers, capacity);
    }
    ids[count] = id;
    accents[count] = accent;
    wordOf[count] = word;
    numbers[count] = id == words.id(word) ? words.number(word) : -1;
    count++;
  }
}

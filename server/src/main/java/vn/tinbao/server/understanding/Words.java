package vn.tinbao.server.understanding;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The words of a text, in columns: their number in the vocabulary, their marks, where they stand in
 * the original, and what stood before them. Everything else in this room reads texts through this.
 */
final class Words {
  /** What stands between a word and the one before it. */
  static final byte JOINED = 0;

  /** A comma, a bracket, a dash: the sentence goes on. */
  static final byte PAUSE = 1;

  /** A full stop, a question mark, a new line. */
  static final byte SENTENCE = 2;

  /** From this share of marked words on, a text counts as written with accents. */
  private static final double ACCENTED_SHARE = 0.5;

  /** Who forgets the marks of more than every sixth word writes half with accents, half without. */
  private static final int FORGETFUL = 6;

  private static final int LONGEST_NUMBER = 6;

  /** Of a word that has anything but digits. */
  private static final int NO_NUMBER = -1;

  /** Of one that has more digits than {@link #LONGEST_NUMBER}. */
  private static final int LONG_NUMBER = -2;

  private final Fold fold;
  private final @Nullable Typing typing;
  private Typing.@Nullable Evidence evidence;
  private int[] ids;
  private long[] accents;
  private int[] from;
  private int[] to;
  private int count;
  private final int[] numbers;
  private final byte[] before;
  private final boolean accented;
  private final boolean usesCase;

  private Words(Fold fold, Vocabulary vocabulary, @Nullable Typing typing) {
    this.fold = fold;
    this.typing = typing;
    int guess = Math.max(8, fold.length() / 3);
    ids = new int[guess];
    accents = new long[guess];
    from = new int[guess];
    to = new int[guess];
    split(vocabulary);
    numbers = numbers();
    before = gaps();
    accented = isAccented();
    usesCase = hasCapitalsAndSmall();
  }

  /** The words as they are typed. */
  static Words of(String text, Vocabulary vocabulary) {
    return new Words(Fold.of(text), vocabulary, null);
  }

  /** The words as they were meant. */
  static Words of(String text, Typing typing) {
    return new Words(Fold.of(text), typing.vocabulary(), typing);
  }

  /** Whether the text asks: it has a question mark. */
  boolean hasQuestionMark() {
    String text = fold.original();
    return text.indexOf('?') >= 0 || text.indexOf('？') >= 0;
  }

  int count() {
    return count;
  }

  int id(int word) {
    return ids[word];
  }

  long accents(int word) {
    return accents[word];
  }

  /** First character in the original. */
  int start(int word) {
    return fold.start(from[word]);
  }

  /** First character in the original that is no more part of the word. */
  int end(int word) {
    return fold.end(to[word] - 1);
  }

  /** The first word that begins at this character of the original or behind it. */
  int firstFrom(int character) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (start(middle) < character) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What stands before the word: {@link #JOINED}, {@link #PAUSE} or {@link #SENTENCE}. */
  byte before(int word) {
    return before[word];
  }

  /** Whether between this word and the one before it there is one of these characters only. */
  boolean joinedBy(int word, String characters) {
    if (word <= 0 || word >= count) {
      return false;
    }
    int at = end(word - 1);
    return start(word) == at + 1 && characters.indexOf(fold.original().charAt(at)) >= 0;
  }

  /** Whether the sender writes with accents: then a word without any is meant so. */
  boolean accented() {
    return accented;
  }

  /**
   * Whether a word that stands here without accents is meant so: the sender writes with accents,
   * and the word is one that exists without ({@code phuong} does not: it was forgotten).
   */
  boolean bareIsMeant(int word) {
    return accented
        && (accents[word] != Accents.NONE || typing == null || !typing.isNeverBare(ids[word]));
  }

  /** Whether the text has both capitals and small letters, so that a capital says something. */
  boolean usesCase() {
    return usesCase;
  }

  boolean capital(int word) {
    int at = start(word);
    return Character.isUpperCase(fold.original().codePointAt(at));
  }

  /** Whether each of these words has a capital, in a text that also has words without. */
  boolean areCapitals(int from, int to) {
    if (!usesCase) {
      return false;
    }
    for (int word = from; word < to; word++) {
      if (!capital(word)) {
        return false;
      }
    }
    return true;
  }

  /** The text as it was given. */
  String text() {
    return fold.original();
  }

  /** The word without marks, in small letters. */
  String folded(int word) {
    return new String(fold.chars(), from[word], to[word] - from[word]);
  }

  int length(int word) {
    return to[word] - from[word];
  }

  boolean isNumber(int word) {
    return numbers[word] != NO_NUMBER;
  }

  /** The number written in digits at this place, −1 when it is none or longer than six digits. */
  int number(int word) {
    return Math.max(NO_NUMBER, numbers[word]);
  }

  /** The year that {@code 2k10} stands for, −1 when the word is not written so. */
  int shortYear(int word) {
    int length = length(word);
    int at = from[word];
    char[] chars = fold.chars();
    if (length < 3 || length > 4 || chars[at] != '2' || chars[at + 1] != 'k') {
      return -1;
    }
    int year = 0;
    for (int i = at + 2; i < at + length; i++) {
      if (!isDigit(chars[i])) {
        return -1;
      }
      year = year * 10 + (chars[i] - '0');
    }
    return 2000 + year;
  }

  /**
   * Copies the folded letters of a word to this place.
   *
   * @return the place behind them; when they do not fit, nothing is copied
   */
  int copyLetters(int word, char[] into, int at) {
    int end = at + length(word);
    if (end <= into.length) {
      System.arraycopy(fold.chars(), from[word], into, at, length(word));
    }
    return end;
  }

  /** First word of the sentence that this word stands in. */
  int sentenceStart(int word) {
    int start = word;
    while (before[start] != SENTENCE) {
      start--;
    }
    return start;
  }

  /** The word after the last word of the sentence that this word stands in. */
  int sentenceEnd(int word) {
    int end = word + 1;
    while (end < count && before[end] != SENTENCE) {
      end++;
    }
    return end;
  }

  private void split(Vocabulary vocabulary) {
    char[] chars = fold.chars();
    int at = 0;
    while (at < fold.length()) {
      int end = endOfWord(at);
      int apart = end - at == 1 && typing != null ? endOfLettersApart(typing, at) : at;
      if (apart > at) {
        end = apart;
      } else if (isDigit(chars[at]) && !isDigit(chars[end - 1])) {
        splitNumber(vocabulary, at, end);
      } else if (isDigit(chars[at]) && isClock(at, end)) {
        splitNumber(vocabulary, at, end);
      } else {
        addWord(vocabulary, at, end);
      }
      at = end + 1;
    }
  }

  private int endOfWord(int at) {
    int end = at;
    while (end < fold.length() && fold.chars()[end] != ' ') {
      end++;
    }
    return end;
  }

  /** {@code c.ứ.u} and {@code c ứ u} as one word; where it ends, or where it began when none. */
  private int endOfLettersApart(Typing repairs, int from) {
    int end = from + 1;
    int letters = 1;
    while (end + 1 < fold.length()
        && fold.start(end + 1) == fold.end(end - 1) + 1
        && endOfWord(end + 1) == end + 2
        && letters < Syllable.LONGEST
        && fold.original().charAt(fold.end(end - 1)) == fold.original().charAt(fold.end(from))) {
      end += 2;
      letters++;
    }
    if (letters < 3) {
      return from;
    }
    Token joined = new Token();
    for (int at = from; at < end; at += 2) {
      joined.add(fold.chars()[at], fold.quality(at), fold.tone(at));
    }
    int id = joined.id(repairs.vocabulary());
    if (id < 0 || !joined.isSyllable()) {
      return from;
    }
    add(id, joined.accents(), from, end);
    return end;
  }

  private void addWord(Vocabulary vocabulary, int from, int to) {
    int id = vocabulary.id(fold.chars(), from, to);
    boolean doubtful =
        typing != null
            && (id < 0 || (evidence != null && evidence.telex() && typing.isTelexOrEnglish(id)));
    if (!doubtful || !isRepaired(from, to)) {
      add(id, Accents.of(fold, from, to), from, to);
    }
  }

  private boolean isRepaired(int from, int to) {
    Typing repairs = Objects.requireNonNull(typing);
    if (evidence == null) {
      evidence = new Typing.Evidence(fold);
    }
    int last = count == 0 ? Vocabulary.UNKNOWN : ids[count - 1];
    return repairs.repair(fold, from, to, last, evidence, this::add);
  }

  /** {@code 15t}, {@code 3dua} and {@code 22h30} are read as their numbers and their letters. */
  private void splitNumber(Vocabulary vocabulary, int from, int to) {
    char[] chars = fold.chars();
    int at = from;
    while (at < to) {
      int end = at + 1;
      while (end < to && isDigit(chars[end]) == isDigit(chars[at])) {
        end++;
      }
      addWord(vocabulary, at, end);
      at = end;
    }
  }

  /** Digits, {@code h} or {@code g}, digits. */
  private boolean isClock(int from, int to) {
    int at = from;
    while (at < to && isDigit(fold.chars()[at])) {
      at++;
    }
    return at - from <= 2
        && to - at <= 3
        && to - at > 1
        && (fold.chars()[at] == 'h' || fold.chars()[at] == 'g')
        && isDigit(fold.chars()[at + 1]);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void add(int id, long marks, int first, int end) {
    if (count == ids.length) {
      int capacity = count * 2;
      ids = Arrays.copyOf(ids, capacity);
      accents = Arrays.copyOf(accents, capacity);
      from = Arrays.copyOf(from, capacity);
      to = Arrays.copyOf(to, capacity);
    }
    ids[count] = id;
    accents[count] = marks;
    from[count] = first;
    to[count] = end;
    count++;
  }

  private int[] numbers() {
    int[] read = new int[count];
    for (int word = 0; word < count; word++) {
      read[word] = readNumber(word);
    }
    return read;
  }

  private int readNumber(int word) {
    int value = 0;
    for (int at = from[word]; at < to[word]; at++) {
      char c = fold.chars()[at];
      if (!isDigit(c)) {
        return NO_NUMBER;
      }
      value = value * 10 + (c - '0');
    }
    return length(word) > LONGEST_NUMBER ? LONG_NUMBER : value;
  }

  private byte[] gaps() {
    byte[] gaps = new byte[count];
    String text = fold.original();
    for (int word = 0; word < count; word++) {
      if (word == 0) {
        gaps[word] = SENTENCE;
        continue;
      }
      byte gap = JOINED;
      int gapEnd = start(word);
      for (int at = end(word - 1); at < gapEnd && gap != SENTENCE; at++) {
        gap = (byte) Math.max(gap, gapOf(text.charAt(at), word, at, gapEnd));
      }
      gaps[word] = gap;
    }
    return gaps;
  }

  private byte gapOf(char c, int word, int at, int gapEnd) {
    return switch (c) {
      case '!', '?', '\n', '\r', ';', '…', '。' -> SENTENCE;
      case '.' -> endsSentence(word, at, gapEnd) ? SENTENCE : JOINED;
      case ',', '(', ')', ':', '/', '–', '—', '|' -> PAUSE;
      default -> JOINED;
    };
  }

  /** {@code x. Bình Trung}, {@code Tp.HCM} and {@code 2.000} end no sentence. */
  private boolean endsSentence(int word, int at, int gapEnd) {
    boolean abbreviation = isAbbreviation(word - 1);
    boolean insideNumber = at + 1 == gapEnd && isNumber(word - 1) && isNumber(word);
    return !abbreviation && !insideNumber;
  }

  /** One letter, or two consonants: {@code x.}, {@code tp.}, but not {@code đi.} */
  private boolean isAbbreviation(int word) {
    int length = length(word);
    return length <= 2
        && !isNumber(word)
        && (length == 1
            || (!isVowel(fold.chars()[from[word]]) && !isVowel(fold.chars()[from[word] + 1])));
  }

  private static boolean isVowel(char c) {
    return switch (c) {
      case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
      default -> false;
    };
  }

  private boolean isAccented() {
    int marked = 0;
    int spelled = 0;
    int forgotten = 0;
    for (int word = 0; word < count; word++) {
      if (length(word) < 2 || isNumber(word)) {
        continue;
      }
      spelled++;
      if (accents[word] != Accents.NONE) {
        marked++;
      } else if (typing != null && typing.isNeverBare(ids[word])) {
        forgotten++;
      }
    }
    return marked > 0 && marked >= spelled * ACCENTED_SHARE && forgotten * FORGETFUL <= marked;
  }

  private boolean hasCapitalsAndSmall() {
    int capitals = 0;
    for (int word = 0; word < count; word++) {
      if (capital(word)) {
        capitals++;
      }
    }
    return capitals > 0 && capitals * 2 < count + 2;
  }
}

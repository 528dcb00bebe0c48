package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.List;

/**
 * Reads ages: {@code 15 tuổi}, {@code 15t}, {@code mười lăm tuổi}, {@code 16-17 tuổi}, {@code sinh
 * năm 2012}, {@code sn 2012}, {@code 2k10}, {@code lớp 9}, {@code lớp chín}; in English {@code 15
 * years old}, {@code 15yo}, {@code aged 15}, {@code I am 15}.
 */
final class AgeReader {
  /** Child in the sense of the law on trafficking (53/2024/QH15, article 2.1). */
  static final int ADULT = 18;

  private static final int OLDEST = 99;
  private static final int LAST_SCHOOL_YEAR = 12;

  /** A pupil of the first class is six. */
  private static final int BEFORE_SCHOOL = 5;

  private static final int YEARS = 1;
  private static final int INFANCY = 1 << 1;
  private static final int BORN = 1 << 2;
  private static final int BORN_SHORT = 1 << 3;
  private static final int YEAR = 1 << 4;
  private static final int SCHOOL_YEAR = 1 << 5;

  /** {@code chưa đủ 18 tuổi}, {@code dưới 18 tuổi}. */
  private static final int BELOW = 1 << 6;

  private static final int ENOUGH = 1 << 7;

  /** {@code lớp 1} is a class at school, {@code lớp học 1} too, {@code hơn 18 tuổi} is adult. */
  private static final int YEARS_LETTER = 1 << 8;

  /** {@code 16 years old}, {@code a 16 year old girl}; {@code 2 years ago} is no age. */
  private static final int YEARS_ENGLISH = 1 << 9;

  private static final int OLD = 1 << 10;
  private static final int YEARS_OLD = 1 << 11;
  private static final int AGED = 1 << 12;

  /** {@code I am 16}, but {@code I am 5 months pregnant}: an age when nothing else is counted. */
  private static final int AM = 1 << 13;

  private final Numbers numbers;
  private final WordTable table = new WordTable();

  /**
   * What the text says of ages.
   *
   * @param childWord a word of the text that gives an age under 18, −1 when none does
   * @param adult whether an age of 18 or more is given
   */
  record Ages(int childWord, boolean adult) {}

  AgeReader(Numbers numbers, Vocabulary vocabulary) {
    this.numbers = numbers;
    add(YEARS, vocabulary, "tuổi", "tủi");
    add(YEARS_LETTER, vocabulary, "t");
    add(INFANCY, vocabulary, "tháng", "ngày", "tuần");
    add(BORN, vocabulary, "sinh", "đẻ");
    add(BORN_SHORT, vocabulary, "sn");
    add(YEAR, vocabulary, "năm");
    add(SCHOOL_YEAR, vocabulary, "lớp");
    add(BELOW, vocabulary, "dưới", "chưa");
    add(ENOUGH, vocabulary, "đủ", "đầy", "tới", "đến", "tròn", "qua");
    add(YEARS_ENGLISH, vocabulary, "year", "years", "yrs");
    add(OLD, vocabulary, "old");
    add(YEARS_OLD, vocabulary, "yo");
    add(AGED, vocabulary, "aged");
    add(AM, vocabulary, "am", "im");
  }

  Ages read(Reading reading, LocalDate day) {
    int childWord = -1;
    boolean adult = false;
    int partOfNumberTo = 0;
    for (int at = 0; at < reading.count(); at++) {
      boolean number = at >= partOfNumberTo && numbers.mayBegin(reading, at);
      Numbers.Found found = number ? numbers.at(reading, at) : null;
      if (found != null) {
        partOfNumberTo = found.to();
      }
      int age = found == null ? shortYearOfBirth(reading, at, day) : ageAt(reading, at, found, day);
      if (age >= 0 && age < ADULT && childWord < 0) {
        childWord = reading.word(at);
      }
      adult |= age >= ADULT;
    }
    return new Ages(childWord, adult);
  }

  private int ageAt(Reading reading, int at, Numbers.Found number, LocalDate day) {
    int next = number.to();
    int low = number.low();
    boolean joined = next < reading.count() && !reading.startsClause(next);
    if (low <= OLDEST && joined && isYears(reading, next, number)) {
      return isBelow(reading, at) ? low - 1 : low;
    }
    boolean infant = joined && has(reading, next, INFANCY) && has(reading, next + 1, YEARS);
    if (infant) {
      return 0;
    }
    if (low <= OLDEST && isEnglishAge(reading, at, next)) {
      return low;
    }
    if (low >= 1 && low <= LAST_SCHOOL_YEAR && has(reading, at - 1, SCHOOL_YEAR)) {
      return low + BEFORE_SCHOOL;
    }
    int age = day.getYear() - reading.number(at);
    return age >= 0 && age <= OLDEST && isYearOfBirth(reading, at) ? age : -1;
  }

  /** {@code 15 tuổi}; {@code 15t} in one word or {@code 15 t}, but not {@code mấy t}. */
  private boolean isYears(Reading reading, int next, Numbers.Found number) {
    if (has(reading, next, YEARS)) {
      return true;
    }
    return !number.open()
        && reading.number(next - 1) >= 0
        && has(reading, next, YEARS_LETTER)
        && reading.words().length(reading.word(next)) == 1;
  }

  private boolean isEnglishAge(Reading reading, int at, int next) {
    if (has(reading, at - 1, AGED)) {
      return true;
    }
    if (next == reading.count() || reading.startsClause(next)) {
      return has(reading, at - 1, AM);
    }
    return has(reading, next, YEARS_OLD)
        || (has(reading, next, YEARS_ENGLISH) && has(reading, next + 1, OLD));
  }

  private boolean isBelow(Reading reading, int at) {
    return has(reading, at - 1, BELOW)
        || (has(reading, at - 1, ENOUGH) && has(reading, at - 2, BELOW));
  }

  private boolean isYearOfBirth(Reading reading, int at) {
    return has(reading, at - 1, BORN_SHORT)
        || has(reading, at - 1, BORN)
        || (has(reading, at - 1, YEAR) && has(reading, at - 2, BORN));
  }

  /** {@code 2k10} is born in 2010. */
  private static int shortYearOfBirth(Reading reading, int at, LocalDate day) {
    int year = reading.words().shortYear(reading.word(at));
    int age = year < 0 ? -1 : day.getYear() - year;
    return age <= OLDEST ? age : -1;
  }

  private boolean has(Reading reading, int at, int what) {
    return (reading.in(table, at) & what) != 0;
  }

  private void add(int value, Vocabulary vocabulary, String... words) {
    for (String word : List.of(words)) {
      table.add(word, value, vocabulary);
    }
  }
}

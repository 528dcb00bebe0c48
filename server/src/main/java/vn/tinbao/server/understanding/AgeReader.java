package vn.tinbao.server.understanding;

import java.time.LocalDate;
import java.util.List;

/**
 * Reads ages: {@code 15 tuổi}, {@code 15t}, {@code sinh năm 2012}, {@code sn 2012}, {@code lớp 9}.
 */
final class AgeReader {
  /** Child in the sense of the law on trafficking (53/2024/QH15, article 2.1). */
  static final int ADULT = 18;

  private static final int OLDEST = 99;
  private static final int LAST_SCHOOL_YEAR = 12;

  private final WordSet years;
  private final WordSet infancy;
  private final WordSet born;
  private final WordSet bornShort;
  private final WordSet year;
  private final WordSet schoolYear;

  /**
   * What the text says of ages.
   *
   * @param childWord a word that gives an age under 18, −1 when none does
   * @param adult whether an age of 18 or more is given
   */
  record Ages(int childWord, boolean adult) {}

  AgeReader(Vocabulary vocabulary) {
    years = WordSet.of(List.of("tuổi", "t", "tuoi"), vocabulary);
    infancy = WordSet.of(List.of("tháng", "ngày", "tuần"), vocabulary);
    born = WordSet.of(List.of("sinh"), vocabulary);
    bornShort = WordSet.of(List.of("sn"), vocabulary);
    year = WordSet.of(List.of("năm"), vocabulary);
    schoolYear = WordSet.of(List.of("lớp"), vocabulary);
  }

  Ages read(Words words, LocalDate day) {
    int childWord = -1;
    boolean adult = false;
    for (int word = 0; word < words.count(); word++) {
      int age = ageAt(words, word, day);
      if (age >= 0 && age < ADULT && childWord < 0) {
        childWord = word;
      }
      adult |= age >= ADULT;
    }
    return new Ages(childWord, adult);
  }

  private int ageAt(Words words, int word, LocalDate day) {
    int number = words.number(word);
    if (number < 0) {
      int leading = words.leadingNumber(word);
      boolean age = leading >= 0 && leading <= OLDEST && words.lastLetter(word) == 't';
      return age && words.length(word) <= 3 ? leading : -1;
    }
    if (number <= OLDEST && years.has(words, word + 1)) {
      return number;
    }
    if (infancy.has(words, word + 1) && years.has(words, word + 2)) {
      return 0;
    }
    if (number <= LAST_SCHOOL_YEAR && schoolYear.has(words, word - 1)) {
      return number + 5;
    }
    int age = day.getYear() - number;
    return age >= 0 && age <= OLDEST && isYearOfBirth(words, word) ? age : -1;
  }

  private boolean isYearOfBirth(Words words, int word) {
    return bornShort.has(words, word - 1)
        || born.has(words, word - 1)
        || (year.has(words, word - 1) && born.has(words, word - 2));
  }
}

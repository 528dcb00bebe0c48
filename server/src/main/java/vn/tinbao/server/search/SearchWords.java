package vn.tinbao.server.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.understanding.Fold;

/**
 * What of a text can be searched for: its folded words (no marks, small letters), every two that
 * stand beside each other, and long numbers whole, however they were broken up.
 */
final class SearchWords {
  /** Of one tip; what lies beyond is not found. */
  static final int MOST = 20_000;

  private static final int LONG_NUMBER = 8;
  private static final String COUNTRY = "84";
  private static final int WITH_COUNTRY = 11;

  private SearchWords() {}

  /** Folded words in their order. */
  static List<String> words(String text) {
    String folded = Fold.text(text);
    return folded.isEmpty() ? List.of() : List.of(folded.split(" "));
  }

  /** All that a text is found by. */
  static Set<String> of(String text) {
    Set<String> found = new LinkedHashSet<>();
    for (String line : text.split("\n")) {
      List<String> words = words(line);
      for (int i = 0; i < words.size() && found.size() < MOST; i++) {
        found.add(words.get(i));
        if (i > 0) {
          found.add(pair(words.get(i - 1), words.get(i)));
        }
      }
      found.addAll(numbers(words));
      if (found.size() >= MOST) {
        return found;
      }
    }
    return found;
  }

  /**
   * What must all be there for a text to be found.
   *
   * @param query words; those between two {@code "} must stand beside each other; a long number is
   *     one word however it is broken up
   */
  static Set<String> wanted(String query) {
    Set<String> wanted = new LinkedHashSet<>();
    String[] parts = query.split("[\"“”]");
    for (int i = 0; i < parts.length; i++) {
      List<String> words = words(parts[i]);
      List<String> numbers = numbers(words);
      if (!numbers.isEmpty()) {
        wanted.addAll(numbers);
        words = words.stream().filter(word -> !isNumber(word)).toList();
      }
      boolean phrase = i % 2 == 1 && words.size() > 1;
      for (int j = 0; j < words.size(); j++) {
        if (!phrase) {
          wanted.add(words.get(j));
        } else if (j > 0) {
          wanted.add(pair(words.get(j - 1), words.get(j)));
        }
      }
    }
    return wanted;
  }

  private static String pair(String first, String second) {
    return first + ' ' + second;
  }

  /** Numbers of eight digits and more, a Vietnamese one without its country. */
  private static List<String> numbers(List<String> words) {
    List<String> numbers = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (int i = 0; i <= words.size(); i++) {
      if (i < words.size() && isNumber(words.get(i))) {
        run.append(words.get(i));
      } else {
        if (run.length() >= LONG_NUMBER) {
          numbers.add("#" + national(run.toString()));
        }
        run.setLength(0);
      }
    }
    return numbers;
  }

  private static String national(String digits) {
    return digits.startsWith(COUNTRY) && digits.length() == WITH_COUNTRY
        ? "0" + digits.substring(COUNTRY.length())
        : digits;
  }

  private static boolean isNumber(String word) {
    return word.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}

package vn.tinbao.sms.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words of a command line: {@code --name value}. */
final class Options {
  private final Map<String, String> values = new HashMap<>();

  /**
   * @param known the names that exist
   * @throws IllegalArgumentException when a word is none of them, or has no value
   */
  Options(String[] words, Set<String> known) {
    for (int i = 0; i < words.length; i += 2) {
      String name = words[i].startsWith("--") ? words[i].substring(2) : "";
      if (!known.contains(name)) {
        throw new IllegalArgumentException(words[i] + " is none of " + known);
      }
      if (i + 1 == words.length) {
        throw new IllegalArgumentException(words[i] + " needs a value");
      }
      values.put(name, words[i + 1]);
    }
  }

  int number(String name, int otherwise) {
    String value = values.get(name);
    if (value == null) {
      return otherwise;
    }
    if (!value.matches("\\d{1,9}")) {
      throw new IllegalArgumentException("--" + name + " must be a number");
    }
    return Integer.parseInt(value);
  }

  List<String> list(String name, String otherwise) {
    return Arrays.stream(values.getOrDefault(name, otherwise).split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  List<Integer> numbers(String name, String otherwise) {
    return list(name, otherwise).stream()
        .map(
            word -> {
              if (!word.matches("\\d{1,9}")) {
                throw new IllegalArgumentException("--" + name + " must be numbers with commas");
              }
              return Integer.parseInt(word);
            })
        .toList();
  }
}

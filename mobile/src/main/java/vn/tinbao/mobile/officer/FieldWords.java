package vn.tinbao.mobile.officer;

import java.util.Arrays;
import java.util.stream.Collectors;
import vn.tinbao.mobile.text.Words;

/** A field's value as people read it. */
final class FieldWords {
  private FieldWords() {}

  static String of(String field, String value, Words words) {
    if (value.isEmpty()) {
      return words.say("report.empty");
    }
    if (field.equals(ReportField.NEEDS.code())) {
      return Arrays.stream(value.split(","))
          .map(need -> words.sayOr("report.need." + need, need))
          .collect(Collectors.joining(", "));
    }
    if (field.startsWith(ReportField.SCREENING)) {
      String question = field.substring(ReportField.SCREENING.length());
      return Screening.question(question, words.language())
          + " – "
          + words.sayOr("screening.answer." + value, value);
    }
    return value;
  }
}

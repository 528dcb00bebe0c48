package vn.tinbao.mobile.officer;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.stream.Collectors;
import vn.tinbao.mobile.text.Times;
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
    return field.equals(ReportField.POSITION.code()) ? position(value, words) : value;
  }

  /** What another app wrote otherwise is shown as it is. */
  private static String position(String value, Words words) {
    String[] parts = value.split(" ");
    if (parts.length != 4) {
      return value;
    }
    String accuracy =
        parts[2].equals("-")
            ? words.say("report.position.accuracy.unknown")
            : words.say("report.position.accuracy", parts[2]);
    String where = parts[0] + ", " + parts[1] + " (" + accuracy + ")";
    try {
      return parts[3].equals("-")
          ? where
          : where + ", " + Times.dayAndTime(Instant.parse(parts[3]));
    } catch (DateTimeParseException noTime) {
      return where;
    }
  }
}

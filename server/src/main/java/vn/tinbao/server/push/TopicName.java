package vn.tinbao.server.push;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A public topic: news for whoever follows an administrative unit in a language, written {@code
 * u-<code>-<validFrom yyyymmdd>-<vi|en>}, e.g. {@code u-06286-20250701-vi}. The day is part of it,
 * since official codes were reused in 2025.
 *
 * @param unitCode official code, digits
 * @param validFrom first day of the unit
 * @param language {@code vi} or {@code en}
 */
public record TopicName(String unitCode, LocalDate validFrom, String language) {
  private static final Pattern WRITTEN = Pattern.compile("u-(\\d{2,10})-(\\d{8})-(vi|en)");
  private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;

  /** Reads one; empty for anything else, however it is meant. */
  public static Optional<TopicName> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new TopicName(
              written.group(1), LocalDate.parse(written.group(2), DAY), written.group(3)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return "u-" + unitCode + "-" + validFrom.format(DAY) + "-" + language;
  }
}

package vn.tinbao.server.console.catalogue;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;

/**
 * The day that a page is asked for.
 *
 * @param day as asked; today when nothing or no day was asked
 * @param today whether it is today
 * @param wrong whether something was asked that is no day, or one far off
 */
public record AskedDay(LocalDate day, boolean today, boolean wrong) {
  /** Nothing of the catalogue is older than the country. */
  static final LocalDate FIRST = LocalDate.of(1945, 9, 2);

  static final LocalDate LAST = LocalDate.of(2199, 12, 31);

  static AskedDay of(Optional<String> asked, Clock clock) {
    LocalDate today = LegalTime.day(clock.instant());
    String text = asked.map(String::strip).orElse("");
    if (text.isEmpty()) {
      return new AskedDay(today, true, false);
    }
    LocalDate day = read(text);
    return day == null
        ? new AskedDay(today, true, true)
        : new AskedDay(day, day.equals(today), false);
  }

  /** A day such as 2025-07-01 or 01/07/2025; null when it is none, or one that nobody means. */
  static @Nullable LocalDate read(String text) {
    try {
      String[] parts = text.strip().split("/", -1);
      LocalDate day =
          parts.length == 3
              ? LocalDate.of(
                  Integer.parseInt(parts[2]),
                  Integer.parseInt(parts[1]),
                  Integer.parseInt(parts[0]))
              : LocalDate.parse(text.strip());
      return day.isBefore(FIRST) || day.isAfter(LAST) ? null : day;
    } catch (DateTimeException | NumberFormatException e) {
      return null;
    }
  }

  /** {@code &at=2024-06-01}, nothing for today. */
  public String more() {
    return today ? "" : "&at=" + day;
  }

  /** {@code ?at=2024-06-01}, nothing for today. */
  public String query() {
    return today ? "" : "?at=" + day;
  }
}

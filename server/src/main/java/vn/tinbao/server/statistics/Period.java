package vn.tinbao.server.statistics;

import java.time.Instant;
import java.time.LocalDate;
import vn.tinbao.server.calendar.LegalTime;

/**
 * Days of Asia/Ho_Chi_Minh that are counted together.
 *
 * @param from the first day
 * @param toExclusive the first day that is not counted any more
 */
public record Period(LocalDate from, LocalDate toExclusive) {
  /** Refuses a period without a day, and one that no database could keep. */
  public Period {
    if (!from.isBefore(toExclusive)) {
      throw new IllegalArgumentException("A period needs a day: " + from + " to " + toExclusive);
    }
    if (from.getYear() < 1 || toExclusive.getYear() > 9999) {
      throw new IllegalArgumentException("A period lies in the years 1 to 9999");
    }
  }

  /** A calendar year. */
  public static Period year(int year) {
    return new Period(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1));
  }

  /** The first instant. */
  public Instant begins() {
    return LegalTime.start(from);
  }

  /** The first instant after it. */
  public Instant ends() {
    return LegalTime.start(toExclusive);
  }

  /** The same days of the year before; 29 February counts as the 28th. */
  public Period yearBefore() {
    LocalDate begins = from.minusYears(1);
    LocalDate ends = toExclusive.minusYears(1);
    return new Period(begins, ends.isAfter(begins) ? ends : begins.plusDays(1));
  }

  /**
   * The same days of the year before, as far as this period has gone by on that day: a year that
   * goes on is not held against a whole one. Of a period that has not begun, its first day.
   */
  public Period yearBefore(LocalDate today) {
    LocalDate over = today.plusDays(1);
    LocalDate end = over.isBefore(toExclusive) ? over : toExclusive;
    return new Period(from, end.isAfter(from) ? end : from.plusDays(1)).yearBefore();
  }
}

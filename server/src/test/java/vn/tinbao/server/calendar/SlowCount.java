package vn.tinbao.server.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;

/**
 * Counts limits step by step, as with a finger on a wall calendar: slow, and apart from {@link
 * LegalCount}, which it is held against.
 */
public final class SlowCount {
  private static final ZoneId HERE = ZoneId.of("Asia/Ho_Chi_Minh");

  private final Predicate<LocalDate> worked;

  /** A count over days of which that says whether they are worked. */
  public SlowCount(Predicate<LocalDate> worked) {
    this.worked = worked;
  }

  /** The first instant after a limit that begins with an event. */
  public Instant after(Instant event, Limit limit) {
    LocalDate day = event.atZone(HERE).toLocalDate();
    return switch (limit.unit()) {
      case HOURS -> {
        Instant at = event;
        for (int i = 0; i < limit.amount(); i++) {
          at = at.plusSeconds(3600);
        }
        yield at;
      }
      case DAYS -> {
        for (int i = 0; i < limit.amount(); i++) {
          day = day.plusDays(1);
        }
        yield endOfWorked(day);
      }
      case WORKING_DAYS -> {
        int left = limit.amount();
        while (left > 0) {
          day = day.plusDays(1);
          left -= worked.test(day) ? 1 : 0;
        }
        yield end(day);
      }
      case MONTHS -> endOfWorked(months(day, limit.amount()));
      case YEARS -> endOfWorked(months(day, 12 * limit.amount()));
    };
  }

  /** The first instant after a limit that goes on where another one ends. */
  public Instant afterEnd(Instant due, Limit limit) {
    return limit.unit() == Limit.Unit.HOURS ? after(due, limit) : after(due.minusSeconds(1), limit);
  }

  /** So long before a due time. */
  public Instant before(Instant due, Limit limit) {
    int left = -limit.amount();
    ZonedDateTime at = due.atZone(HERE);
    switch (limit.unit()) {
      case HOURS -> {
        for (int i = 0; i < left; i++) {
          at = at.minusHours(1);
        }
      }
      case DAYS -> {
        for (int i = 0; i < left; i++) {
          at = at.minusDays(1);
        }
      }
      case WORKING_DAYS -> {
        while (left > 0) {
          at = at.minusDays(1);
          left -= worked.test(at.toLocalDate()) ? 1 : 0;
        }
      }
      default -> throw new IllegalArgumentException(limit.toString());
    }
    return at.toInstant();
  }

  /**
   * The same day of the month, or its last one, so many months on: each first of a month is one.
   */
  private static LocalDate months(LocalDate from, int months) {
    LocalDate day = from;
    int firsts = 0;
    while (firsts < months) {
      day = day.plusDays(1);
      firsts += day.getDayOfMonth() == 1 ? 1 : 0;
    }
    while (day.getDayOfMonth() < from.getDayOfMonth()
        && day.plusDays(1).getMonth() == day.getMonth()) {
      day = day.plusDays(1);
    }
    return day;
  }

  private Instant endOfWorked(LocalDate last) {
    LocalDate day = last;
    while (!worked.test(day)) {
      day = day.plusDays(1);
    }
    return end(day);
  }

  private static Instant end(LocalDate day) {
    return day.atTime(23, 59, 59).atZone(HERE).toInstant().plusSeconds(1);
  }
}

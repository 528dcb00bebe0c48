package vn.tinbao.server.campaign;

import java.time.LocalDate;
import java.util.Optional;

/** How often a campaign comes back. */
public enum Recurrence {
  NO,
  /** The same days of the next year; 29 February becomes the 28th. */
  YEARLY,
  /** The same days of the next month; the 31st becomes the month's last. */
  MONTHLY;

  /** The same day of the next time. */
  public Optional<LocalDate> next(LocalDate day) {
    return switch (this) {
      case NO -> Optional.empty();
      case YEARLY -> Optional.of(day.plusYears(1));
      case MONTHLY -> Optional.of(day.plusMonths(1));
    };
  }

  /**
   * The first day after {@code today} that lies whole steps behind {@code day}; counted from {@code
   * day} itself, so that a 31st stays one where the month has it.
   */
  public Optional<LocalDate> nextAfter(LocalDate day, LocalDate today) {
    if (this == NO) {
      return Optional.empty();
    }
    long steps = 1;
    LocalDate next = plus(day, steps);
    while (!next.isAfter(today)) {
      next = plus(day, ++steps);
    }
    return Optional.of(next);
  }

  /**
   * The next after both {@code last} and {@code today}, counted from the first of the series as
   * long as {@code last} lies on its steps, so that 31/1, 28/2 leads to 31/3; somebody who moved
   * {@code last} began anew.
   */
  public Optional<LocalDate> nextAfter(LocalDate first, LocalDate last, LocalDate today) {
    if (this == NO) {
      return Optional.empty();
    }
    long steps = 0;
    LocalDate day = first;
    while (day.isBefore(last)) {
      day = plus(first, ++steps);
    }
    return nextAfter(day.equals(last) ? first : last, last.isAfter(today) ? last : today);
  }

  private LocalDate plus(LocalDate day, long steps) {
    return this == YEARLY ? day.plusYears(steps) : day.plusMonths(steps);
  }
}

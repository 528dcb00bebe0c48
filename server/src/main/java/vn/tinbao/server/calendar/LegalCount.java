package vn.tinbao.server.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Counts legal limits (BLTTHS 2015 art. 134; civil code 2015 art. 147 and 148 for what that leaves
 * open: the day of the event itself is not counted). Days are those of Asia/Ho_Chi_Minh.
 */
public final class LegalCount {
  private final WorkingDays days;

  public LegalCount(WorkingDays days) {
    this.days = days;
  }

  /**
   * When a limit is over.
   *
   * @param at the first instant after it: midnight at the end of the last day for limits in days
   * @param confirmed false when it was counted over days whose calendar nobody has confirmed
   */
  public record Due(Instant at, boolean confirmed) {}

  /**
   * Counts on from an event.
   *
   * @throws IllegalArgumentException for a limit that counts back
   */
  public Due after(Instant event, Limit limit) {
    if (limit.back()) {
      throw new IllegalArgumentException(limit + " counts back from a due time");
    }
    LocalDate day = LegalTime.day(event);
    return switch (limit.unit()) {
      case HOURS -> new Due(event.plus(Duration.ofHours(limit.amount())), true);
      case DAYS -> rolled(day.plusDays(limit.amount()));
      case MONTHS -> rolled(day.plusMonths(limit.amount()));
      case YEARS -> rolled(day.plusYears(limit.amount()));
      case WORKING_DAYS -> worked(day, limit.amount());
    };
  }

  /**
   * Counts on from the end of another limit, as one that is prolonged: its last day is the day from
   * which it goes on.
   */
  public Due afterEnd(Instant due, Limit limit) {
    return limit.unit() == Limit.Unit.HOURS ? after(due, limit) : after(due.minusNanos(1), limit);
  }

  /**
   * Counts back from a due time: the same time of day, as many days earlier; a day off stays, since
   * the next working day might be too late.
   *
   * @throws IllegalArgumentException for a limit that does not count back
   */
  public Due before(Instant due, Limit limit) {
    if (!limit.back()) {
      throw new IllegalArgumentException(limit + " does not count back");
    }
    int back = -limit.amount();
    return switch (limit.unit()) {
      case HOURS -> new Due(due.minus(Duration.ofHours(back)), true);
      case DAYS -> new Due(due.minus(Duration.ofDays(back)), true);
      case MONTHS -> new Due(due.atZone(LegalTime.ZONE).minusMonths(back).toInstant(), true);
      case YEARS -> new Due(due.atZone(LegalTime.ZONE).minusYears(back).toInstant(), true);
      case WORKING_DAYS -> workedBack(due, back);
    };
  }

  /** 24:00 of that day, or of the next working one when it is a day off. */
  private Due rolled(LocalDate last) {
    boolean confirmed = days.confirmed(last);
    LocalDate day = last;
    while (!days.worked(day)) {
      day = day.plusDays(1);
      confirmed &= days.confirmed(day);
    }
    return new Due(LegalTime.start(day.plusDays(1)), confirmed);
  }

  private Due worked(LocalDate event, int amount) {
    boolean confirmed = true;
    LocalDate day = event;
    for (int left = amount; left > 0; ) {
      day = day.plusDays(1);
      confirmed &= days.confirmed(day);
      if (days.worked(day)) {
        left--;
      }
    }
    return new Due(LegalTime.start(day.plusDays(1)), confirmed);
  }

  private Due workedBack(Instant due, int amount) {
    boolean confirmed = true;
    Instant at = due;
    for (int left = amount; left > 0; ) {
      at = at.minus(Duration.ofDays(1));
      LocalDate day = LegalTime.day(at);
      confirmed &= days.confirmed(day);
      if (days.worked(day)) {
        left--;
      }
    }
    return new Due(at, confirmed);
  }
}

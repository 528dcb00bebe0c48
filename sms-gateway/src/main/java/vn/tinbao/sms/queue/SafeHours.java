package vn.tinbao.sms.queue;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * Hours of the day in Vietnam within which a message may be sent: a person who must not be found
 * out names hours in which the phone is in their own hand.
 *
 * @param from first moment
 * @param until first moment that is outside; before {@code from} when the hours span midnight;
 *     equal to it: all day
 */
public record SafeHours(LocalTime from, LocalTime until) {
  /** Where the hours hold. */
  static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  /** True when this moment lies within. */
  public boolean contains(Instant moment) {
    LocalTime time = moment.atZone(ZONE).toLocalTime();
    if (from.equals(until)) {
      return true;
    }
    boolean afterStart = !time.isBefore(from);
    boolean beforeEnd = time.isBefore(until);
    return from.isBefore(until) ? afterStart && beforeEnd : afterStart || beforeEnd;
  }

  /** This moment when it lies within, else the next beginning of the hours. */
  public Instant next(Instant moment) {
    return contains(moment) ? moment : nextStart(moment);
  }

  /** The first moment after this one that lies outside; {@link Instant#MAX} when there is none. */
  Instant end(Instant moment) {
    if (from.equals(until) || !contains(moment)) {
      return from.equals(until) ? Instant.MAX : moment;
    }
    ZonedDateTime there = moment.atZone(ZONE);
    ZonedDateTime end = there.with(until);
    return (end.isAfter(there) ? end : end.plusDays(1)).toInstant();
  }

  /** The next beginning of the hours after this moment. */
  Instant nextStart(Instant moment) {
    ZonedDateTime there = moment.atZone(ZONE);
    ZonedDateTime start = there.with(from);
    return (start.isAfter(there) ? start : start.plusDays(1)).toInstant();
  }
}

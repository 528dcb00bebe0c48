package vn.tinbao.server.tip;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.queue.SafeHours;

/**
 * How a reporter can be reached without danger, for machine and staff: whoever reads the phone of
 * somebody who is watched must learn nothing. What cannot be put so is said in free words, which
 * are sealed with the identity.
 *
 * @param neverCall nobody may ring
 * @param hours text messages only within these; null: at any hour
 * @param neutral text messages say that there is news, and not what
 */
public record SafeContact(boolean neverCall, @Nullable SafeHours hours, boolean neutral) {
  private static final DateTimeFormatter TYPED =
      DateTimeFormatter.ofPattern("HH:mm[:ss]", Locale.ROOT);

  /**
   * What somebody typed.
   *
   * @param from {@code HH:mm}, Vietnam; with {@code until}, or both empty
   * @return empty when nothing was asked for
   * @throws IllegalArgumentException when one of the hours is missing or unreadable, or they leave
   *     no time between them
   */
  public static Optional<SafeContact> typed(
      boolean neverCall, @Nullable String from, @Nullable String until, boolean neutral) {
    boolean none = blank(from) && blank(until);
    SafeHours hours = none ? null : new SafeHours(hour(from), hour(until));
    if (hours != null && hours.from().equals(hours.until())) {
      throw new IllegalArgumentException("No time between the hours");
    }
    return neverCall || neutral || hours != null
        ? Optional.of(new SafeContact(neverCall, hours, neutral))
        : Optional.empty();
  }

  /** Whether {@link #typed} takes these hours. */
  public static boolean readable(@Nullable String from, @Nullable String until) {
    try {
      var unused = typed(false, from, until, false);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** {@code HH:mm}, empty when messages may come at any hour. */
  public String from() {
    return hours == null ? "" : hours.from().toString();
  }

  /** {@code HH:mm}, empty when messages may come at any hour. */
  public String until() {
    return hours == null ? "" : hours.until().toString();
  }

  private static boolean blank(@Nullable String value) {
    return value == null || value.isBlank();
  }

  private static LocalTime hour(@Nullable String value) {
    try {
      return LocalTime.parse(value == null ? "" : value.strip(), TYPED).withSecond(0);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("No hour of the day");
    }
  }
}

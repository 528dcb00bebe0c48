package vn.tinbao.server.console;

import java.time.Duration;
import java.time.Instant;
import vn.tinbao.server.web.Ui;

/**
 * How long ago, how long left, in words: {@code 5 phút trước}, {@code còn 3 giờ 20 phút}.
 *
 * @param now one and the same for the whole page
 * @param immediately how long after its start a clock without any time counts as kept
 */
public record Moments(Ui ui, Instant now, Duration immediately) {
  private static final long MINUTES_OF_HOUR = 60;
  private static final long HOURS_SHOWN_IN_DAYS = 48;

  /** A tip as young as this is shown as new. */
  private static final Duration FRESH = Duration.ofMinutes(2);

  /** A clock with less than this left is shown as running out. */
  private static final Duration SOON = Duration.ofHours(3);

  /** {@code vừa xong}, {@code 5 phút trước}, {@code 3 giờ trước}, {@code 4 ngày trước}. */
  public String ago(Instant at) {
    Duration age = Duration.between(at, now);
    return age.toMinutes() < 1 ? ui.t("console.just-now") : ui.t("console.ago", length(age));
  }

  /**
   * {@code còn 3 giờ 20 phút}, {@code quá hạn 2 giờ}, or {@code làm ngay} for a duty without any
   * time to spare.
   *
   * @param start when the clock began to run
   */
  public String left(Instant start, Instant due) {
    Duration left = Duration.between(now, due);
    if (left.compareTo(Duration.ZERO) > 0) {
      return ui.t("console.left", length(left));
    }
    return atOnce(start, due)
        ? ui.t("console.at-once")
        : ui.t("console.overdue", length(left.negated()));
  }

  /** {@code overdue}, {@code soon} or {@code calm}: also the class of its style. */
  public String haste(Instant start, Instant due) {
    Duration left = Duration.between(now, due);
    if (left.compareTo(Duration.ZERO) <= 0) {
      return atOnce(start, due) ? "soon" : "overdue";
    }
    return left.compareTo(SOON) < 0 ? "soon" : "calm";
  }

  private boolean atOnce(Instant start, Instant due) {
    return !due.isAfter(start) && now.isBefore(start.plus(immediately));
  }

  /** Whether it came within the last two minutes. */
  public boolean fresh(Instant at) {
    return Duration.between(at, now).compareTo(FRESH) < 0;
  }

  private String length(Duration duration) {
    long hours = duration.toHours();
    long minutes = duration.toMinutes() - hours * MINUTES_OF_HOUR;
    if (hours >= HOURS_SHOWN_IN_DAYS) {
      return ui.t("console.days", duration.toDays());
    }
    if (hours == 0) {
      return ui.t("console.minutes", Math.max(1, minutes));
    }
    return minutes == 0
        ? ui.t("console.hours", hours)
        : ui.t("console.hours-minutes", hours, minutes);
  }
}

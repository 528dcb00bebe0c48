package vn.tinbao.mobile.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times as people in Vietnam write them, wherever the phone is. */
public final class Times {
  private static final ZoneId VIETNAM = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("dd/MM/uuuu HH:mm").withZone(VIETNAM);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm").withZone(VIETNAM);

  private Times() {}

  /** {@code 22/11/2026 08:30}. */
  public static String dayAndTime(Instant at) {
    return DAY_AND_TIME.format(at);
  }

  /** The time alone on the day of {@code now}, else with its day. */
  public static String brief(Instant at, Instant now) {
    boolean today = at.atZone(VIETNAM).toLocalDate().equals(now.atZone(VIETNAM).toLocalDate());
    return today ? TIME.format(at) : DAY_AND_TIME.format(at);
  }
}

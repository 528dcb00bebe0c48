package vn.tinbao.server.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The one time zone in which days are counted. */
public final class LegalTime {
  /** Asia/Ho_Chi_Minh, +07:00 all year. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private LegalTime() {}

  /** The legal day of an instant. */
  public static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** The instant as people here write it, {@code +07:00}. */
  public static OffsetDateTime withOffset(Instant instant) {
    return instant.atZone(ZONE).toOffsetDateTime();
  }
}

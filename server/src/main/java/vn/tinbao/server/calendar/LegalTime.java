package vn.tinbao.server.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** The one time zone in which days are counted. */
public final class LegalTime {
  /** Asia/Ho_Chi_Minh, +07:00 all year. */
  public static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

  private LegalTime() {}

  /** The legal day of an instant. */
  public static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZONE);
  }

  /** Whether PostgreSQL can keep it: what somebody typed may lie a billion years off. */
  public static boolean storable(Instant instant) {
    return !instant.isBefore(FIRST) && !instant.isAfter(LAST);
  }

  /** The first instant of a day. */
  public static Instant start(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant();
  }

  /** The instant as people here write it, {@code +07:00}. */
  public static OffsetDateTime withOffset(Instant instant) {
    return instant.atZone(ZONE).toOffsetDateTime();
  }
}

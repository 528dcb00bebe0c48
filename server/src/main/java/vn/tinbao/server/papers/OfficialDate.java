package vn.tinbao.server.papers;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.jspecify.annotations.Nullable;

/**
 * Days and times as Vietnamese papers write them (decree 30/2020, annex I: days below 10 and the
 * months 1 and 2 get a zero in front). Asia/Ho_Chi_Minh.
 */
public final class OfficialDate {
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");
  private static final int FIRST_MONTH_WITHOUT_ZERO = 3;
  private static final String DOTS = "......";

  private OfficialDate() {}

  /** {@code ngày 05 tháng 02 năm 2026}; dotted for null. */
  public static String of(@Nullable LocalDate day) {
    if (day == null) {
      return "ngày " + DOTS + " tháng " + DOTS + " năm " + DOTS;
    }
    int month = day.getMonthValue();
    return "ngày %02d tháng %s năm %d"
        .formatted(
            day.getDayOfMonth(),
            month < FIRST_MONTH_WITHOUT_ZERO ? "0" + month : Integer.toString(month),
            day.getYear());
  }

  /** {@code 08 giờ 05 phút, ngày 05 tháng 02 năm 2026}. */
  public static String of(Instant at) {
    ZonedDateTime here = at.atZone(ZONE);
    return "%02d giờ %02d phút, %s"
        .formatted(here.getHour(), here.getMinute(), of(here.toLocalDate()));
  }

  /** {@code 08:05 05/02/2026}, for the narrow cells of a register. */
  public static String brief(Instant at) {
    ZonedDateTime here = at.atZone(ZONE);
    return "%02d:%02d %s".formatted(here.getHour(), here.getMinute(), brief(here.toLocalDate()));
  }

  /** {@code 05/02/2026}. */
  public static String brief(LocalDate day) {
    return "%02d/%02d/%d".formatted(day.getDayOfMonth(), day.getMonthValue(), day.getYear());
  }

  /** The day in Vietnam at this moment. */
  public static LocalDate day(Instant at) {
    return at.atZone(ZONE).toLocalDate();
  }
}

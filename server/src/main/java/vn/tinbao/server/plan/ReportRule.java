package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.time.MonthDay;
import org.jspecify.annotations.Nullable;

/**
 * A report that a plan demands.
 *
 * @param quarter the one quarter that it is for; null: every one
 * @param due when each year; null: the plan names no day
 * @param onDate ONE_OFF only: the one day
 * @param before due before that day, that is by the end of the day before
 * @param title null: as its period says
 */
public record ReportRule(
    Period period,
    @Nullable Integer quarter,
    @Nullable MonthDay due,
    @Nullable LocalDate onDate,
    boolean before,
    @Nullable String title) {

  /** How often. */
  public enum Period {
    MONTH,
    QUARTER,
    HALF_YEAR,
    YEAR,
    ONE_OFF
  }
}

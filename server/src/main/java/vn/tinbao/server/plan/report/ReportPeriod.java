package vn.tinbao.server.plan.report;

import java.time.LocalDate;
import java.time.YearMonth;
import vn.tinbao.server.plan.ReportRule;

/** What stretch of time a report is about, in months and quarters of the calendar. */
public enum ReportPeriod {
  MONTH(1),
  /** One of the four quarters; which of them are asked for says the rule. */
  QUARTER(3),
  /** The first six months. */
  HALF_YEAR(6),
  YEAR(12),
  /** Something that a plan asks for once, such as the report on 30 July. */
  ONE_OFF(0);

  private final int months;

  ReportPeriod(int months) {
    this.months = months;
  }

  /** That of a line of a plan's calendar. */
  static ReportPeriod of(ReportRule rule) {
    return valueOf(rule.period().name());
  }

  /**
   * The last day of the stretch.
   *
   * @param from its first day, first of a month; not for {@link #ONE_OFF}
   */
  LocalDate end(LocalDate from) {
    return YearMonth.from(from).plusMonths(months - 1L).atEndOfMonth();
  }
}

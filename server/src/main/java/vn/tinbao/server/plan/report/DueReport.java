package vn.tinbao.server.plan.report;

import java.time.Instant;
import java.time.LocalDate;
import vn.tinbao.server.calendar.LegalTime;

/**
 * A report and when it must be there.
 *
 * @param from first day that it is about
 * @param to last day that it is about; may lie after the last day for sending it: such a report
 *     tells what is known when it is written
 * @param lastDay last day on which it is in time
 * @param dated whether the plan names the day; else {@link #lastDay} is the period's own last day
 */
public record DueReport(
    ReportPeriod period, LocalDate from, LocalDate to, LocalDate lastDay, boolean dated) {

  /** The moment from which it is late: 24:00 of its last day in Vietnam (BLTTHS art. 134). */
  public Instant dueAt() {
    return LegalTime.start(lastDay.plusDays(1));
  }
}

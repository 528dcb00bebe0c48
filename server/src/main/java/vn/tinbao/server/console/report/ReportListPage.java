package vn.tinbao.server.console.report;

import java.time.Instant;
import java.util.List;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.ReportNotices;
import vn.tinbao.server.plan.report.ReportStanding;

/**
 * What an agency owes, what it has sent, what its people are reminded of.
 *
 * @param open not sent yet, the first due first
 * @param sent the newest first
 * @param receives whether anything comes to the agency
 */
public record ReportListPage(
    List<Reminder> reminders, List<Line> open, List<Line> sent, boolean receives) {

  /** A word to the viewer. */
  public record Reminder(ReportNotices.Kind kind, Instant at, Line line) {}

  /**
   * A report in a list.
   *
   * @param title {@code Báo cáo 6 tháng đầu năm 2024}
   * @param agency who writes it
   */
  public record Line(
      PeriodicReport report, String title, String plan, String agency, ReportStanding standing) {}
}

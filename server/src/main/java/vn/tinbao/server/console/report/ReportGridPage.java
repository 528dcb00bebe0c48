package vn.tinbao.server.console.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.ReportStanding;

/** What comes to an agency in a year, a table for each plan. */
public record ReportGridPage(int year, List<Table> tables) {

  /**
   * The reports of one plan.
   *
   * @param columns periods, by their due days
   * @param unknown names of makers of whom the catalogue has no agency: their reports come, if at
   *     all, on paper
   */
  public record Table(
      String planId, String plan, List<Column> columns, List<Row> rows, List<String> unknown) {}

  /** A period, and how many of its reports are there. */
  public record Column(String title, String due, int received, int all, int late, int missing) {}

  /** An agency and its report in each column; null: it owes none. */
  public record Row(String agency, List<@Nullable Cell> cells) {}

  /** A report in the grid. */
  public record Cell(PeriodicReport report, ReportStanding standing) {
    /** What is seen besides colour and words. */
    public String sign() {
      return switch (standing) {
        case IN_TIME -> "✓";
        case LATE -> "◔";
        case MISSING -> "✗";
        case AWAITED -> "·";
      };
    }
  }
}

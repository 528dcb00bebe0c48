package vn.tinbao.server.console.report;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.report.FigureMarks;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.ReportAnnex;
import vn.tinbao.server.plan.report.ReportPart;
import vn.tinbao.server.plan.report.ReportStanding;

/**
 * One report.
 *
 * @param to null: nobody that the catalogue knows
 * @param annex null while nothing is written, or the viewer may not read it yet
 * @param formId a fresh id for the next writing
 * @param mistake message key; null for none
 * @param why as it was typed
 */
public record PeriodicReportPage(
    PeriodicReport report,
    String title,
    String plan,
    String agency,
    @Nullable String to,
    @Nullable String via,
    ReportStanding standing,
    List<Part> parts,
    @Nullable ReportAnnex annex,
    List<FigureMarks.Contradiction> contradictions,
    List<Happened> events,
    May may,
    UUID formId,
    LocalDate today,
    @Nullable String mistake,
    String why) {

  /** A part in pieces, and as it is typed. */
  public record Part(ReportPart part, List<FigureMarks.Piece> pieces, String typed) {}

  /** Something in its history; an empty name: the house itself. */
  public record Happened(Instant at, String kind, String who, @Nullable String note) {}

  /** What the viewer may do with it now. */
  public record May(
      boolean begin,
      boolean write,
      boolean submit,
      boolean accept,
      boolean sendBack,
      boolean onPaper) {}
}

package vn.tinbao.server.console.report;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.attachment.FileNames;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.Papers;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.PeriodicReports;
import vn.tinbao.server.plan.report.ReportPapers;
import vn.tinbao.server.plan.report.ReportText;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.db.SqlTime;

/** A report as a file: DOCX and PDF as an official paper, its annex as a workbook. */
@Controller("/reports")
@Hidden
@Allowed(Action.REPORT_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class ReportFiles {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final PeriodicReports reports;
  private final ReportPapers writer;
  private final Papers papers;
  private final Messages messages;
  private final Clock clock;

  ReportFiles(
      PeriodicReports reports, ReportPapers writer, Papers papers, Messages messages, Clock clock) {
    this.reports = reports;
    this.writer = writer;
    this.papers = papers;
    this.messages = messages;
    this.clock = clock;
  }

  /** Leaves a row in the audit. */
  @Get("/{id}/file/{format}")
  HttpResponse<byte[]> file(StaffMember viewer, UUID id, String format) {
    Optional<PaperFormat> paper = PaperFormat.of(format);
    PeriodicReport report = reports.seen(viewer, id).orElseThrow(ReportFiles::unknown);
    ReportText text = reports.text(viewer, report).orElseThrow(ReportFiles::unknown);
    boolean sheet = format.equals("xlsx");
    if (paper.isEmpty() && !sheet) {
      throw unknown();
    }
    byte[] bytes =
        sheet
            ? AnnexSheet.bytes(messages, text.annex())
            : papers.print(writer.paper(report, text, SqlTime.now(clock)), paper.orElseThrow());
    reports.printed(viewer, id, format.toUpperCase(Locale.ROOT));
    return HttpResponse.ok(bytes)
        .contentType(MediaType.of(paper.map(PaperFormat::mediaType).orElse(XLSX)))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            FileNames.disposition(
                paper.filter(one -> one == PaperFormat.PDF).isPresent(),
                "bao-cao-" + report.planId() + "-" + report.from() + "." + format))
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "report.unknown");
  }
}

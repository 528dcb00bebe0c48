package vn.tinbao.server.console.report;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.report.PeriodicReport;
import vn.tinbao.server.plan.report.PeriodicReports;
import vn.tinbao.server.plan.report.ReportDrafts;
import vn.tinbao.server.plan.report.ReportMistake;
import vn.tinbao.server.plan.report.ReportNotices;
import vn.tinbao.server.plan.report.ReportOutcome;
import vn.tinbao.server.plan.report.ReportPart;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Reports of an agency: what is due, each on one page, and the grid of what comes in. */
@Controller("/reports")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.REPORT_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PeriodicReportPages {
  private static final String HERE = "/reports";
  private static final String MISTAKE = "report.mistake.";

  private final Templates pages = new StaticTemplates();
  private final PeriodicReports reports;
  private final ReportDrafts drafts;
  private final ReportNotices notices;
  private final ReportPageMaker maker;

  PeriodicReportPages(
      PeriodicReports reports, ReportDrafts drafts, ReportNotices notices, ReportPageMaker maker) {
    this.reports = reports;
    this.drafts = drafts;
    this.notices = notices;
    this.maker = maker;
  }

  @Get
  JteModel list(Ui ui, StaffMember viewer) {
    return pages.consoleReportList(ui, maker.list(ui, viewer));
  }

  /** Received, late, missing; this year when none is asked for. */
  @Get("/grid")
  JteModel grid(Ui ui, StaffMember viewer, @QueryValue Optional<String> year) {
    int asked =
        year.filter(typed -> typed.matches("2[01][0-9]{2}"))
            .map(Integer::parseInt)
            .orElseGet(() -> maker.today().getYear());
    return pages.consoleReportGrid(ui, maker.grid(ui, viewer, asked));
  }

  @Get("/{id}")
  JteModel one(Ui ui, StaffMember viewer, UUID id) {
    return pages.consoleReportPage(ui, maker.page(ui, viewer, seen(viewer, id), null, ""));
  }

  /** The viewer has seen what is said about it. */
  @Post("/{id}/seen")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> seenNotice(StaffMember viewer, UUID id) {
    seen(viewer, id);
    notices.read(viewer, id);
    return HttpResponse.seeOther(URI.create(HERE));
  }

  @Post("/{id}/draft")
  @Allowed(Action.REPORT_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> draft(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(ui, viewer, id, drafts.begin(viewer, id, Ids.read(form.formId())), "");
  }

  @Get("/{id}/write")
  @Allowed(Action.REPORT_WRITE)
  JteModel write(Ui ui, StaffMember viewer, UUID id) {
    PeriodicReport report = written(viewer, id);
    return pages.consoleReportWrite(ui, maker.page(ui, viewer, report, null, ""), Map.of());
  }

  @Post("/{id}/write")
  @Allowed(Action.REPORT_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> save(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.WordsForm form) {
    Map<ReportPart, String> parts = form.parts();
    ReportOutcome outcome =
        drafts.save(
            viewer, id, ReportForms.version(form.version()), Ids.read(form.formId()), parts);
    if (outcome instanceof ReportOutcome.Wrong wrong && wrong.mistake() == ReportMistake.TOO_LONG) {
      return writeAgain(
          ui, viewer, id, HttpStatus.UNPROCESSABLE_ENTITY, MISTAKE + wrong.mistake(), parts);
    }
    if (outcome instanceof ReportOutcome.TooLate) {
      return writeAgain(ui, viewer, id, HttpStatus.CONFLICT, "report.too-late", parts);
    }
    return answered(ui, viewer, id, outcome, "");
  }

  private HttpResponse<JteModel> writeAgain(
      Ui ui,
      StaffMember viewer,
      UUID id,
      HttpStatus status,
      String mistake,
      Map<ReportPart, String> typed) {
    return HttpResponse.<JteModel>status(status)
        .body(
            pages.consoleReportWrite(
                ui, maker.page(ui, viewer, written(viewer, id), mistake, ""), typed));
  }

  @Post("/{id}/count")
  @Allowed(Action.REPORT_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> count(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(
        ui,
        viewer,
        id,
        drafts.renew(viewer, id, ReportForms.version(form.version()), Ids.read(form.formId())),
        "");
  }

  @Post("/{id}/submit")
  @Allowed(Action.REPORT_SUBMIT)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> submit(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(
        ui,
        viewer,
        id,
        reports.submit(viewer, id, ReportForms.version(form.version()), form.meant() != null),
        "");
  }

  @Post("/{id}/accept")
  @Allowed(Action.REPORT_RECEIVE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> accept(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(
        ui, viewer, id, reports.accept(viewer, id, ReportForms.version(form.version())), "");
  }

  @Post("/{id}/back")
  @Allowed(Action.REPORT_RECEIVE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> back(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(
        ui,
        viewer,
        id,
        reports.sendBack(viewer, id, ReportForms.version(form.version()), form.why()),
        form.why() == null ? "" : form.why());
  }

  @Post("/{id}/paper")
  @Allowed(Action.REPORT_RECEIVE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> paper(Ui ui, StaffMember viewer, UUID id, @Body ReportForms.StepForm form) {
    return answered(
        ui,
        viewer,
        id,
        ReportForms.day(form.day())
            .map(day -> reports.onPaper(viewer, id, ReportForms.version(form.version()), day))
            .orElseGet(() -> new ReportOutcome.Wrong(ReportMistake.DAY_WRONG)),
        "");
  }

  private HttpResponse<?> answered(
      Ui ui, StaffMember viewer, UUID id, ReportOutcome outcome, String why) {
    if (outcome instanceof ReportOutcome.Done) {
      return HttpResponse.seeOther(URI.create(HERE + "/" + id));
    }
    if (outcome instanceof ReportOutcome.Wrong wrong) {
      return again(ui, viewer, id, HttpStatus.UNPROCESSABLE_ENTITY, MISTAKE + wrong.mistake(), why);
    }
    if (outcome instanceof ReportOutcome.TooLate) {
      return again(ui, viewer, id, HttpStatus.CONFLICT, "report.too-late", why);
    }
    throw unknown();
  }

  private HttpResponse<JteModel> again(
      Ui ui, StaffMember viewer, UUID id, HttpStatus status, @Nullable String mistake, String why) {
    return HttpResponse.<JteModel>status(status)
        .body(pages.consoleReportPage(ui, maker.page(ui, viewer, seen(viewer, id), mistake, why)));
  }

  private PeriodicReport seen(StaffMember viewer, UUID id) {
    return reports.seen(viewer, id).orElseThrow(PeriodicReportPages::unknown);
  }

  private PeriodicReport written(StaffMember viewer, UUID id) {
    return reports
        .seen(viewer, id)
        .filter(report -> report.writtenBy(viewer))
        .filter(report -> reports.text(viewer, report).isPresent())
        .orElseThrow(PeriodicReportPages::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "report.unknown");
  }
}

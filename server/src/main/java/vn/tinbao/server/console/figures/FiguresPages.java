package vn.tinbao.server.console.figures;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.time.Clock;
import java.util.Optional;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** The figures of the own territory and of each place in it: numbers only, no report. */
@Controller("/figures")
@Hidden
@Allowed(Action.FIGURES_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class FiguresPages {
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  private final Templates pages = new StaticTemplates();
  private final FiguresView view;
  private final FiguresPageMaker maker;
  private final Clock clock;

  FiguresPages(FiguresView view, FiguresPageMaker maker, Clock clock) {
    this.view = view;
    this.maker = maker;
    this.clock = clock;
  }

  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel page(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit) {
    return pages.consoleFiguresPage(ui, made(ui, viewer, period, unit));
  }

  /** The same as a workbook. */
  @Get("/workbook")
  HttpResponse<byte[]> workbook(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit) {
    StatisticsPage page = made(ui, viewer, period, unit);
    return file(FigureFiles.workbook(ui, page), XLSX, "so-lieu-" + page.asked().code() + ".xlsx");
  }

  /** The figures as CSV. */
  @Get("/table")
  HttpResponse<byte[]> table(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit) {
    StatisticsPage page = made(ui, viewer, period, unit);
    return file(
        FigureFiles.table(ui, page),
        "text/csv; charset=utf-8",
        "so-lieu-" + page.asked().code() + ".csv");
  }

  private StatisticsPage made(
      Ui ui, StaffMember viewer, Optional<String> period, Optional<String> unit) {
    AskedPeriod asked =
        AskedPeriod.of(
                period
                    .filter(code -> !code.isEmpty())
                    .orElseGet(() -> Integer.toString(LegalTime.day(clock.instant()).getYear())))
            .orElseThrow(FiguresPages::unknown);
    return maker.page(
        ui, view.place(viewer, unit.orElse("")).orElseThrow(FiguresPages::unknown), asked);
  }

  private static HttpResponse<byte[]> file(byte[] bytes, String type, String name) {
    return HttpResponse.ok(bytes)
        .contentType(MediaType.of(type))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
        .header("X-Content-Type-Options", "nosniff")
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "figures.unknown");
  }
}

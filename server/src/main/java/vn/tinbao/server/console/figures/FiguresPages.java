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
import java.time.LocalDate;
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

  /**
   * The page; {@code map} and {@code known} are days: whose units, and by when written down.
   *
   * @param known by the end of that day; of a whole country this is counted for a minute
   */
  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel page(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> map,
      @QueryValue Optional<String> known) {
    return pages.consoleFiguresPage(ui, made(ui, viewer, period, unit, map, known));
  }

  /** The same as a workbook. */
  @Get("/workbook")
  HttpResponse<byte[]> workbook(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> map,
      @QueryValue Optional<String> known) {
    StatisticsPage page = made(ui, viewer, period, unit, map, known);
    return file(FigureFiles.workbook(ui, page), XLSX, name(page, "xlsx"));
  }

  /** The figures as CSV. */
  @Get("/table")
  HttpResponse<byte[]> table(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> period,
      @QueryValue Optional<String> unit,
      @QueryValue Optional<String> map,
      @QueryValue Optional<String> known) {
    StatisticsPage page = made(ui, viewer, period, unit, map, known);
    return file(FigureFiles.table(ui, page), "text/csv; charset=utf-8", name(page, "csv"));
  }

  private StatisticsPage made(
      Ui ui,
      StaffMember viewer,
      Optional<String> period,
      Optional<String> unit,
      Optional<String> map,
      Optional<String> known) {
    LocalDate today = LegalTime.day(clock.instant());
    AskedFigures asked =
        AskedFigures.of(period.orElse(""), unit.orElse(""), map.orElse(""), known.orElse(""), today)
            .orElseThrow(FiguresPages::unknown);
    LocalDate on = asked.map();
    FiguresView.Place place =
        view.place(viewer, asked.unit(), on == null ? today : on)
            .orElseThrow(FiguresPages::unknown);
    return maker.page(ui, place, asked.of(place.asked()));
  }

  private static String name(StatisticsPage page, String extension) {
    return "so-lieu-" + page.asked().period().code() + "." + extension;
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

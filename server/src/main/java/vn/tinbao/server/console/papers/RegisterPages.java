package vn.tinbao.server.console.papers;

import gg.jte.models.runtime.JteModel;
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
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.papers.OfficialDate;
import vn.tinbao.server.papers.PaperFormat;
import vn.tinbao.server.papers.PaperForms;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;

/** The register of the own agency, a period of it as a paper. */
@Controller("/desk/papers/register")
@Hidden
@Allowed(Action.TIP_PRINT)
@ExecuteOn(TaskExecutors.BLOCKING)
class RegisterPages {
  private static final int LONGEST_DAYS = 366;

  private final Templates pages = new StaticTemplates();
  private final TipPapers papers;
  private final PaperFiles files;
  private final PaperForms forms;
  private final Clock clock;

  RegisterPages(TipPapers papers, PaperFiles files, PaperForms forms, Clock clock) {
    this.papers = papers;
    this.files = files;
    this.forms = forms;
    this.clock = clock;
  }

  /** Asks for the period: this month up to today. */
  @Get
  @Produces(MediaType.TEXT_HTML)
  JteModel choose(Ui ui) {
    LocalDate today = OfficialDate.day(clock.instant());
    return page(ui, today.withDayOfMonth(1).toString(), today.toString(), null);
  }

  /** The paper; each tip in it is opened and leaves its rows. */
  @Get("/pdf")
  @Produces(MediaType.ALL)
  HttpResponse<?> pdf(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> from,
      @QueryValue Optional<String> to) {
    return print(ui, viewer, PaperFormat.PDF, from, to);
  }

  /** The same for a word processor. */
  @Get("/docx")
  @Produces(MediaType.ALL)
  HttpResponse<?> docx(
      Ui ui,
      StaffMember viewer,
      @QueryValue Optional<String> from,
      @QueryValue Optional<String> to) {
    return print(ui, viewer, PaperFormat.DOCX, from, to);
  }

  private HttpResponse<?> print(
      Ui ui, StaffMember viewer, PaperFormat as, Optional<String> from, Optional<String> to) {
    Optional<LocalDate> first = from.flatMap(RegisterPages::day);
    Optional<LocalDate> last = to.flatMap(RegisterPages::day);
    if (first.isEmpty() || last.isEmpty()) {
      return again(ui, from, to, "papers.register.no-day");
    }
    if (last.get().isBefore(first.get())
        || first.get().plusDays(LONGEST_DAYS).isBefore(last.get())) {
      return again(ui, from, to, "papers.register.wrong-period");
    }
    TipPapers.Extract extract = papers.register(viewer, first.get(), last.get(), as);
    if (extract instanceof TipPapers.Extract.Printed printed) {
      return files.answer(printed.paper(), as, "register-%s-%s".formatted(first.get(), last.get()));
    }
    return again(ui, from, to, "papers.register.too-many");
  }

  private HttpResponse<JteModel> again(
      Ui ui, Optional<String> from, Optional<String> to, String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .contentType(MediaType.TEXT_HTML_TYPE)
        .body(page(ui, from.orElse(""), to.orElse(""), mistake));
  }

  private JteModel page(Ui ui, String from, String to, @Nullable String mistake) {
    return pages.consolePapersRegister(
        ui,
        new RegisterPage(
            from, to, forms.on(TipPapers.REGISTER, OfficialDate.day(clock.instant())), mistake));
  }

  /** A day of a year with four digits; empty for anything else. */
  private static Optional<LocalDate> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text))
          .filter(d -> d.getYear() > 999 && d.getYear() < 9999);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}

package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpRequest;
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
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Optional;
import vn.tinbao.server.campaign.TipsThatFollowed;
import vn.tinbao.server.gate.Door;
import vn.tinbao.server.gate.Entrance;
import vn.tinbao.server.gate.Gate;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.web.Ui;

/**
 * The page where anyone reports, and the receipt. The receipt is the answer to the form itself: an
 * address with the code in it would stay in the browser's history.
 */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class ReportPages {
  private final Templates pages = new StaticTemplates();
  private final TipIntake intake;
  private final Gate gate;
  private final Waiting waiting;
  private final Lines lines;
  private final TipsThatFollowed followed;

  ReportPages(
      TipIntake intake, Gate gate, Waiting waiting, Lines lines, TipsThatFollowed followed) {
    this.intake = intake;
    this.gate = gate;
    this.waiting = waiting;
    this.lines = lines;
    this.followed = followed;
  }

  /**
   * An empty form.
   *
   * @param via code of the campaign whose page led here; nothing of it is shown
   */
  @Get("/")
  JteModel form(Ui ui, @QueryValue Optional<String> via) {
    return pages.portalReport(
        ui, lines.danger(), ReportForm.fresh().by(via.orElse(null)), Map.of());
  }

  @Post("/")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> report(HttpRequest<?> request, Ui ui, @Body ReportForm sent) {
    ReportForm form = sent.withUsableIdentity();
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.portalReport(ui, lines.danger(), form, mistakes));
    }
    Entrance entrance =
        gate.enter(Door.REPORT, request, form.fields().getOrDefault("id", ""), null, null);
    return entrance instanceof Entrance.Open
        ? take(ui, form)
        : waiting.page(request, ui, Door.REPORT, form.fields(), entrance);
  }

  /** Takes a form without mistakes in, past the gate. */
  HttpResponse<JteModel> take(Ui ui, ReportForm form) {
    IntakeOutcome outcome = intake.submit(form.submission(ui.locale()));
    if (outcome instanceof IntakeOutcome.Received received) {
      // After the tip is safe: a crash in between costs a count, never a tip.
      followed.byPath(form.viaCode(), received.receipt().id());
      return HttpResponse.<JteModel>status(HttpStatus.CREATED)
          .body(pages.portalReceipt(ui, lines.danger(), received.receipt()));
    }
    // Somebody else's id: cannot come from a page of ours. The words are not lost.
    return HttpResponse.<JteModel>status(HttpStatus.CONFLICT)
        .body(
            pages.portalReport(
                ui, lines.danger(), form.withNewIdentity(), Map.of("form", "portal.again")));
  }
}

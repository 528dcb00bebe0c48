package vn.tinbao.server.console;

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
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import vn.tinbao.server.duplicate.Candidates;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.web.Ui;

/**
 * Where a duty officer types what a caller says. The code to read out is the answer to the form
 * itself: it stands in no address.
 */
@Controller("/desk/tips/new")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_WRITE)
@ExecuteOn(TaskExecutors.BLOCKING)
class TypedTipPages {
  private final Templates pages = new StaticTemplates();
  private final DeskReports reports;
  private final Candidates candidates;

  TypedTipPages(DeskReports reports, Candidates candidates) {
    this.reports = reports;
    this.candidates = candidates;
  }

  @Get
  JteModel form(Ui ui) {
    return pages.consoleTypedTip(ui, TypedTipForm.fresh(), Map.of(), null);
  }

  /** The same form, with reports that are like what was typed so far; nothing is kept. */
  @Post("/similar")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> similar(Ui ui, StaffMember viewer, @Body TypedTipForm sent) {
    TypedTipForm form = sent.withUsableId();
    Map<String, String> mistakes = form.mistakes();
    return mistakes.isEmpty()
        ? HttpResponse.ok(
            pages.consoleTypedTip(
                ui,
                form,
                mistakes,
                candidates.like(
                    viewer,
                    form.call().story() + "\n" + Objects.requireNonNullElse(form.place(), ""))))
        : HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
            .body(pages.consoleTypedTip(ui, form, mistakes, null));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> take(Ui ui, StaffMember viewer, @Body TypedTipForm sent) {
    TypedTipForm form = sent.withUsableId();
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleTypedTip(ui, form, mistakes, null));
    }
    Optional<DeskReports.Taken> taken = reports.take(viewer, form.call());
    return taken.isPresent()
        ? HttpResponse.<JteModel>status(HttpStatus.CREATED)
            .body(pages.consoleTypedTipDone(ui, taken.get()))
        : HttpResponse.<JteModel>status(HttpStatus.CONFLICT)
            .body(
                pages.consoleTypedTip(ui, form.withNewId(), Map.of("form", "portal.again"), null));
  }
}

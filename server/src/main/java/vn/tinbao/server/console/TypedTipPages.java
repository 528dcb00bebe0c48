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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import vn.tinbao.server.duplicate.Candidates;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.proceeding.PhoneIntake;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
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
  private final PhoneIntake intake;
  private final Candidates candidates;

  TypedTipPages(PhoneIntake intake, Candidates candidates) {
    this.intake = intake;
    this.candidates = candidates;
  }

  @Get
  JteModel form(Ui ui, StaffMember viewer) {
    return pages.consoleTypedTip(ui, TypedTipForm.fresh(viewer), Map.of(), null);
  }

  /**
   * The same form, with reports that are like what was typed so far; nothing is kept. Only the list
   * when htmx asks: then unfinished fields do not matter.
   */
  @Post("/similar")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> similar(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    TypedTipForm form = TypedTipForm.of(StepPages.typed(sent)).withUsableId();
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty() && !ui.partial()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleTypedTip(ui, form.marked(), mistakes, null));
    }
    List<Candidates.Candidate> alike =
        mistakes.containsKey("story") || mistakes.containsKey("place")
            ? List.of()
            : candidates.like(viewer, form.saidSoFar());
    return HttpResponse.ok(
        ui.partial()
            ? pages.consoleTypedAlike(ui, alike)
            : pages.consoleTypedTip(ui, form, Map.of(), alike));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> take(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    TypedTipForm form = TypedTipForm.of(StepPages.typed(sent)).withUsableId();
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleTypedTip(ui, form.marked(), mistakes, null));
    }
    Optional<PhoneIntake.Taken> taken =
        intake.take(viewer, form.call(), form.register().refused(), form.register().typed());
    return taken.isPresent()
        ? HttpResponse.<JteModel>status(HttpStatus.CREATED)
            .body(pages.consoleTypedTipDone(ui, taken.get()))
        : HttpResponse.<JteModel>status(HttpStatus.CONFLICT)
            .body(
                pages.consoleTypedTip(ui, form.withNewId(), Map.of("form", "portal.again"), null));
  }
}

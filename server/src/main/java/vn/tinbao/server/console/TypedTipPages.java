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
import java.util.Optional;
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

  TypedTipPages(DeskReports reports) {
    this.reports = reports;
  }

  @Get
  JteModel form(Ui ui) {
    return pages.consoleTypedTip(ui, TypedTipForm.fresh(), Map.of());
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> take(Ui ui, StaffMember viewer, @Body TypedTipForm sent) {
    TypedTipForm form = sent.withUsableId();
    Map<String, String> mistakes = form.mistakes();
    if (!mistakes.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(pages.consoleTypedTip(ui, form, mistakes));
    }
    Optional<DeskReports.Taken> taken = reports.take(viewer, form.call());
    return taken.isPresent()
        ? HttpResponse.<JteModel>status(HttpStatus.CREATED)
            .body(pages.consoleTypedTipDone(ui, taken.get()))
        : HttpResponse.<JteModel>status(HttpStatus.CONFLICT)
            .body(pages.consoleTypedTip(ui, form.withNewId(), Map.of("form", "portal.again")));
  }
}

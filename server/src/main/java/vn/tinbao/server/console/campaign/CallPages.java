package vn.tinbao.server.console.campaign;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.UUID;
import vn.tinbao.server.campaign.StaffCalls;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Calls to duty to whoever is signed in. */
@Controller("/account/calls")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class CallPages {
  private final Templates pages = new StaticTemplates();
  private final StaffCalls calls;

  CallPages(StaffCalls calls) {
    this.calls = calls;
  }

  @Get
  JteModel list(Ui ui, StaffMember viewer) {
    return pages.consoleCampaignCalls(ui, calls.of(viewer, ui.lang()));
  }

  /** One has read it. */
  @Post("/{id}/read")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> read(StaffMember viewer, UUID id) {
    if (!calls.read(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "campaign.call.unknown");
    }
    return HttpResponse.seeOther(URI.create("/account/calls"));
  }
}

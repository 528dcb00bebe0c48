package vn.tinbao.server.portal;

import gg.jte.models.runtime.JteModel;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.PathVariable;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import vn.tinbao.server.campaign.sending.LeaveLink;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.web.Ui;

/**
 * Where the link in a campaign's message leads: one button, and no more messages come. Opening the
 * page alone changes nothing, since phones and operators look at links by themselves.
 */
@Controller(LeaveLink.PATH)
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class LeavePages {
  private static final String UNKNOWN = "leave.unknown";

  private final Templates pages = new StaticTemplates();
  private final LeaveLink links;
  private final Lines lines;

  LeavePages(LeaveLink links, Lines lines) {
    this.links = links;
    this.lines = lines;
  }

  /** Asks. */
  @Get("{token}")
  JteModel ask(Ui ui, @PathVariable String token) {
    return pages.portalLeave(ui, lines.danger(), false, null);
  }

  /** Ends it. */
  @Post("{token}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> leave(Ui ui, @PathVariable String token) {
    return links.leave(token)
        ? HttpResponse.ok(pages.portalLeave(ui, lines.danger(), true, null))
        : HttpResponse.<JteModel>status(HttpStatus.NOT_FOUND)
            .body(pages.portalLeave(ui, lines.danger(), false, UNKNOWN));
  }
}

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
import java.net.URI;
import java.util.UUID;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.SafeContactDesk;
import vn.tinbao.server.tip.SafeContacts;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** How a reporter asks to be reached, written down while the report is worked on. */
@Controller("/desk/tips/{id}/safe-contact")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_ANSWER)
@ExecuteOn(TaskExecutors.BLOCKING)
class SafeContactPages {
  private final Templates pages = new StaticTemplates();
  private final SafeContacts contacts;
  private final SafeContactDesk desk;
  private final TipAccess access;

  SafeContactPages(SafeContacts contacts, SafeContactDesk desk, TipAccess access) {
    this.contacts = contacts;
    this.desk = desk;
    this.access = access;
  }

  @Get
  JteModel form(Ui ui, StaffMember viewer, UUID id) {
    if (!access.mayAct(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return page(ui, id, SafeContactForm.of(contacts.of(id)), false);
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> say(Ui ui, StaffMember viewer, UUID id, @Body SafeContactForm form) {
    if (!form.readable() && access.mayAct(viewer, id)) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, id, form, true));
    }
    if (!form.readable() || !desk.say(viewer, id, form.safe())) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#safe-contact"));
  }

  private JteModel page(Ui ui, UUID id, SafeContactForm form, boolean wrong) {
    return pages.consoleTipSafeContact(ui, id, TipPageMaker.number(id), form, wrong);
  }
}

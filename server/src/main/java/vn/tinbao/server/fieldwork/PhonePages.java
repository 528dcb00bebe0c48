package vn.tinbao.server.fieldwork;

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
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** A person's own phones: what they still hold, and the order to forget it. */
@Controller("/account/phones")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class PhonePages {
  private static final String PHONES = "/account/phones";

  private final Templates pages = new StaticTemplates();
  private final FieldDevices devices;

  PhonePages(FieldDevices devices) {
    this.devices = devices;
  }

  @Get
  JteModel phones(Ui ui, StaffMember member) {
    return pages.fieldworkPhones(
        ui, new FieldPhonesPage(member.name(), "/account", PHONES, true, devices.of(member.id())));
  }

  @Post("/{id}/wipe")
  @Consumes(MediaType.ALL)
  HttpResponse<?> wipe(StaffMember member, UUID id) {
    if (!devices.orderWipe(member.id(), member.id(), id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "fieldwork.device.unknown");
    }
    return HttpResponse.seeOther(URI.create(PHONES));
  }
}

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
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.UUID;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** A colleague's phones for whoever keeps the account: a lost one must forget what it holds. */
@Controller("/admin/staff/{id}/phones")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class KeptPhonePages {
  private final Templates pages = new StaticTemplates();
  private final FieldDevices devices;
  private final StaffDevices staff;

  KeptPhonePages(FieldDevices devices, StaffDevices staff) {
    this.devices = devices;
    this.staff = staff;
  }

  @Get
  @Allowed(Action.ACCOUNTS_SEE)
  JteModel phones(Ui ui, StaffMember viewer, UUID id) {
    StaffDevices.Colleague colleague = staff.colleague(viewer, id);
    return pages.fieldworkPhones(
        ui,
        new FieldPhonesPage(
            colleague.member().name(),
            "/admin/staff/" + id,
            address(id),
            colleague.keeps(),
            devices.of(id)));
  }

  @Post("/{phone}/wipe")
  @Allowed(Action.ACCOUNTS_KEEP)
  @Consumes(MediaType.ALL)
  HttpResponse<?> wipe(StaffMember keeper, UUID id, UUID phone) {
    if (!staff.colleague(keeper, id).keeps()) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.not-keeper");
    }
    if (!devices.orderWipe(keeper.id(), id, phone)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "fieldwork.device.unknown");
    }
    return HttpResponse.seeOther(URI.create(address(id)));
  }

  private static String address(UUID id) {
    return "/admin/staff/" + id + "/phones";
  }
}

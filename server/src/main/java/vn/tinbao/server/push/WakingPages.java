package vn.tinbao.server.push;

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
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffDevices;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.phone.PhoneNumber;

/** Where people see the phones on which they are signed in, and who keeps accounts sees others'. */
@Controller
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class WakingPages {
  private static final String OWN = "/account/notifications";
  private static final String VIETNAM = "+84";

  private final Templates pages = new StaticTemplates();
  private final StaffDevices devices;
  private final PushDevices addresses;
  private final OfficerNumbers numbers;

  WakingPages(StaffDevices devices, PushDevices addresses, OfficerNumbers numbers) {
    this.devices = devices;
    this.addresses = addresses;
    this.numbers = numbers;
  }

  @Get(OWN)
  @Secured(SecurityRule.IS_AUTHENTICATED)
  JteModel own(Ui ui, StaffMember member) {
    return own(ui, member, null);
  }

  /** The number for text messages: a Vietnamese one. */
  @Post(OWN + "/number")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> number(Ui ui, StaffMember member, @Body Map<String, String> form) {
    @Nullable String typed = form.get("number");
    Optional<PhoneNumber> number =
        PhoneNumber.parseValid(typed == null ? "" : typed)
            .filter(parsed -> parsed.e164().startsWith(VIETNAM));
    if (number.isEmpty()) {
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(own(ui, member, "device.number.wrong"));
    }
    numbers.set(member.id(), number.get());
    return HttpResponse.seeOther(URI.create(OWN));
  }

  @Post(OWN + "/number/end")
  @Secured(SecurityRule.IS_AUTHENTICATED)
  @Consumes(MediaType.ALL)
  HttpResponse<?> noNumber(StaffMember member) {
    numbers.remove(member.id());
    return HttpResponse.seeOther(URI.create(OWN));
  }

  @Get("/admin/staff/{id}/notifications")
  @Allowed(Action.ACCOUNTS_SEE)
  JteModel colleague(Ui ui, StaffMember viewer, UUID id) {
    StaffDevices.Colleague colleague = devices.colleague(viewer, id);
    return pages.pushWaking(
        ui,
        new WakingPage(
            colleague.member(),
            false,
            colleague.keeps(),
            devices.of(id),
            addresses.withAddress(id),
            numbers.has(id),
            null,
            null));
  }

  /** Signs a colleague's phone out: a lost one. */
  @Post("/admin/staff/{id}/notifications/{phone}/end")
  @Allowed(Action.ACCOUNTS_KEEP)
  @Consumes(MediaType.ALL)
  HttpResponse<?> end(StaffMember keeper, UUID id, UUID phone) {
    devices.end(keeper, id, phone);
    return HttpResponse.seeOther(URI.create("/admin/staff/" + id + "/notifications"));
  }

  private JteModel own(Ui ui, StaffMember member, @Nullable String mistake) {
    Optional<String> digits = numbers.lastDigits(member.id());
    return pages.pushWaking(
        ui,
        new WakingPage(
            member,
            true,
            true,
            devices.of(member.id()),
            addresses.withAddress(member.id()),
            digits.isPresent(),
            digits.orElse(null),
            mistake));
  }
}

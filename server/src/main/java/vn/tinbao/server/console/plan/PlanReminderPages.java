package vn.tinbao.server.console.plan;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.UUID;
import vn.tinbao.server.plan.PlanReminders;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;

/** Reminders of plans to whoever is signed in. */
@Controller("/account/plan-reminders")
@Hidden
@Secured(SecurityRule.IS_AUTHENTICATED)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanReminderPages {
  private final PlanReminders reminders;

  PlanReminderPages(PlanReminders reminders) {
    this.reminders = reminders;
  }

  /** One has read it. */
  @Post("/{id}/read")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> read(StaffMember viewer, UUID id) {
    if (!reminders.read(viewer, id)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "plan.reminder.unknown");
    }
    return HttpResponse.seeOther(URI.create("/plans/mine"));
  }
}

package vn.tinbao.server.console.duty;

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
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.duty.DutyRole;
import vn.tinbao.server.duty.DutyRoster;
import vn.tinbao.server.duty.Handovers;
import vn.tinbao.server.duty.Shift;
import vn.tinbao.server.duty.Wakes;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Who is on duty, and what one shift hands on to the next. */
@Controller("/desk/duty")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.DUTY_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class DutyPages {
  private static final String HERE = "/desk/duty";
  private static final DutyPage.Typed NOTHING = new DutyPage.Typed("", "", "", "", "", "");

  private final Templates pages = new StaticTemplates();
  private final DutyRoster roster;
  private final Handovers handovers;
  private final DutyPageMaker maker;

  DutyPages(DutyRoster roster, Handovers handovers, DutyPageMaker maker) {
    this.roster = roster;
    this.handovers = handovers;
    this.maker = maker;
  }

  /** The roster of the week of this day, today's when none is asked for. */
  @Get
  JteModel duty(Ui ui, StaffMember viewer, @QueryValue Optional<String> week) {
    return page(ui, viewer, week.flatMap(DutyForms::day), null, NOTHING);
  }

  @Post("/shifts")
  @Allowed(Action.DUTY_KEEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> add(Ui ui, StaffMember viewer, @Body DutyForms.ShiftForm form) {
    var staff = Ids.find(form.staff());
    var role = FormValues.value(DutyRole.class, form.role());
    var wakes = FormValues.value(Wakes.class, form.wakes());
    var from = FormValues.time(form.from());
    var until = FormValues.time(form.until());
    if (from.isEmpty() || until.isEmpty()) {
      return again(ui, viewer, "duty.mistake.TIME_WRONG", form.typed());
    }
    if (staff.isEmpty() || role.isEmpty() || wakes.isEmpty()) {
      return again(ui, viewer, "duty.mistake.NOBODY", form.typed());
    }
    DutyRoster.Outcome outcome =
        roster.add(
            viewer,
            new Shift(
                Ids.read(form.shiftId()),
                staff.get(),
                role.get(),
                wakes.get(),
                from.get(),
                until.get()));
    return switch (outcome) {
      case DONE -> back(LegalTime.day(from.get()));
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "duty.unknown");
      case NOBODY, TIME_WRONG, OVERLAPS ->
          again(ui, viewer, "duty.mistake." + outcome, form.typed());
    };
  }

  @Post("/shifts/{id}/end")
  @Allowed(Action.DUTY_KEEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> drop(StaffMember viewer, UUID id, @QueryValue Optional<String> week) {
    if (roster.drop(viewer, id) != DutyRoster.Outcome.DONE) {
      throw new Refusal(HttpStatus.NOT_FOUND, "duty.unknown");
    }
    return HttpResponse.seeOther(
        URI.create(
            HERE + week.flatMap(DutyForms::day).map(day -> "?week=" + day).orElse("") + "#roster"));
  }

  /** The week before onto this one. */
  @Post("/weeks")
  @Allowed(Action.DUTY_KEEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> copy(Ui ui, StaffMember viewer, @Body DutyForms.WeekForm form) {
    Optional<LocalDate> day = DutyForms.day(form.week());
    if (day.isEmpty()) {
      return again(ui, viewer, "duty.mistake.TIME_WRONG", NOTHING);
    }
    LocalDate first = DutyPageMaker.monday(day.get());
    var unused = roster.copyWeek(viewer, Ids.read(form.formId()), LegalTime.start(first));
    return back(first);
  }

  @Post("/handovers")
  @Allowed(Action.DUTY_HANDOVER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> give(Ui ui, StaffMember viewer, @Body DutyForms.HandoverForm form) {
    UUID id = Ids.read(form.handoverId());
    return switch (handovers.give(viewer, id, form.note())) {
      case DONE -> HttpResponse.seeOther(URI.create(HERE + "/handovers/" + id));
      case NOTE_WRONG -> again(ui, viewer, "duty.mistake.NOTE_WRONG", noted(form));
      case ANOTHER_OPEN -> again(ui, viewer, "duty.mistake.ANOTHER_OPEN", noted(form));
      case NOT_FOUND, TOO_LATE -> throw new Refusal(HttpStatus.NOT_FOUND, "duty.unknown");
    };
  }

  /** Leaves an audit row. */
  @Get("/handovers/{id}")
  JteModel one(Ui ui, StaffMember viewer, UUID id) {
    return handovers
        .open(viewer, id)
        .map(view -> pages.consoleDutyHandover(ui, maker.handover(ui, viewer, view)))
        .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "duty.unknown"));
  }

  @Post("/handovers/{id}/signature")
  @Allowed(Action.DUTY_HANDOVER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> take(StaffMember viewer, UUID id) {
    return decided(handovers.take(viewer, id), HERE + "/handovers/" + id);
  }

  @Post("/handovers/{id}/withdrawal")
  @Allowed(Action.DUTY_HANDOVER)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> withdraw(StaffMember viewer, UUID id) {
    return decided(handovers.withdraw(viewer, id), HERE);
  }

  private static HttpResponse<?> decided(Handovers.Outcome outcome, String to) {
    return switch (outcome) {
      case DONE -> HttpResponse.seeOther(URI.create(to));
      case TOO_LATE, ANOTHER_OPEN, NOTE_WRONG ->
          throw new Refusal(HttpStatus.CONFLICT, "duty.too-late");
      case NOT_FOUND -> throw new Refusal(HttpStatus.NOT_FOUND, "duty.unknown");
    };
  }

  private static DutyPage.Typed noted(DutyForms.HandoverForm form) {
    return new DutyPage.Typed("", "", "", "", "", DutyForms.text(form.note()));
  }

  private static HttpResponse<?> back(LocalDate day) {
    return HttpResponse.seeOther(URI.create(HERE + "?week=" + day + "#roster"));
  }

  private HttpResponse<JteModel> again(
      Ui ui, StaffMember viewer, String mistake, DutyPage.Typed typed) {
    Optional<LocalDate> day = FormValues.time(typed.from()).map(LegalTime::day);
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(page(ui, viewer, day, mistake, typed));
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      Optional<LocalDate> day,
      @Nullable String mistake,
      DutyPage.Typed typed) {
    return pages.consoleDutyRoster(ui, maker.roster(ui, viewer, day, mistake, typed));
  }
}

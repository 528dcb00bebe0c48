package vn.tinbao.server.console.victim;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Parameter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.victim.Consents;
import vn.tinbao.server.victim.DecidedBy;
import vn.tinbao.server.victim.Referrals;
import vn.tinbao.server.victim.Supports;
import vn.tinbao.server.victim.VictimCourse;
import vn.tinbao.server.victim.VictimMistake;
import vn.tinbao.server.victim.VictimOutcome;
import vn.tinbao.server.victim.VictimState;
import vn.tinbao.server.web.Ui;

/** What is written into a record: status, what happened, consent, support, referral. */
@Controller("/victims/{id}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.VICTIM_KEEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class VictimWorkPages {
  private final Templates pages = new StaticTemplates();
  private final VictimCourse course;
  private final Consents consents;
  private final Supports supports;
  private final Referrals referrals;
  private final VictimPageMaker maker;

  VictimWorkPages(
      VictimCourse course,
      Consents consents,
      Supports supports,
      Referrals referrals,
      VictimPageMaker maker) {
    this.course = course;
    this.consents = consents;
    this.supports = supports;
    this.referrals = referrals;
    this.maker = maker;
  }

  @Post("/statuses")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> decide(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.StatusForm form) {
    Optional<LocalDate> day = VictimForms.day(form.day());
    Optional<VictimState> status = FormValues.value(VictimState.class, form.status());
    String note = VictimForms.text(form.note());
    if (day.isEmpty() || status.isEmpty()) {
      return answered(ui, viewer, id, wrong(VictimMistake.DAY_WRONG), "", note);
    }
    return answered(
        ui,
        viewer,
        id,
        course.decide(
            viewer,
            Ids.read(form.formId()),
            id,
            status.get(),
            day.get(),
            FormValues.value(DecidedBy.class, form.by()).orElse(DecidedBy.OTHER),
            all(form.evidence()),
            note),
        "#status",
        note);
  }

  @Post("/events")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> happened(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.EventForm form) {
    Optional<Instant> at = FormValues.time(form.at());
    LegalEvent event = FormValues.value(LegalEvent.class, form.event()).orElse(LegalEvent.ENDED);
    return answered(
        ui,
        viewer,
        id,
        at.isEmpty()
            ? wrong(VictimMistake.DAY_WRONG)
            : course.happened(viewer, Ids.read(form.formId()), id, event, at.get()),
        "#clocks",
        "");
  }

  @Post("/consents")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> consent(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.ConsentForm form) {
    Optional<LocalDate> day = VictimForms.day(form.day());
    Optional<LocalDate> until = VictimForms.day(form.until());
    String note = VictimForms.text(form.note());
    if (day.isEmpty() || (until.isEmpty() && !VictimForms.text(form.until()).isEmpty())) {
      return answered(ui, viewer, id, wrong(VictimMistake.DAY_WRONG), "", note);
    }
    Consents.Entry entry =
        new Consents.Entry(
            FormValues.value(Consents.Purpose.class, form.purpose())
                .orElse(Consents.Purpose.SUPPORT),
            all(form.service()),
            day.get(),
            FormValues.value(Consents.GivenBy.class, form.by()).orElse(Consents.GivenBy.SELF),
            FormValues.value(Consents.Way.class, form.way()).orElse(Consents.Way.SPOKEN),
            until.orElse(null),
            note);
    return answered(
        ui,
        viewer,
        id,
        consents.give(viewer, Ids.read(form.formId()), id, entry),
        "#consents",
        note);
  }

  @Post("/consents/{consentId}/withdrawal")
  @Consumes(MediaType.ALL)
  HttpResponse<?> withdraw(
      Ui ui, @Parameter(hidden = true) StaffMember viewer, UUID id, UUID consentId) {
    return answered(ui, viewer, id, consents.withdraw(viewer, id, consentId), "#consents", "");
  }

  @Post("/supports")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> support(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.SupportForm form) {
    Optional<LocalDate> day = VictimForms.day(form.day());
    String note = VictimForms.text(form.note());
    return answered(
        ui,
        viewer,
        id,
        day.isEmpty()
            ? wrong(VictimMistake.DAY_WRONG)
            : supports.give(
                viewer,
                Ids.read(form.formId()),
                id,
                VictimForms.text(form.kind()),
                day.get(),
                note),
        "#supports",
        note);
  }

  @Post("/supports/{supportId}/withdrawal")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> takeBack(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      UUID supportId,
      @Body VictimForms.SupportForm form) {
    return answered(
        ui,
        viewer,
        id,
        supports.takeBack(viewer, Ids.read(form.formId()), id, supportId),
        "#supports",
        "");
  }

  @Post("/referrals")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> refer(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      @Body VictimForms.ReferralForm form) {
    String note = VictimForms.text(form.note());
    return answered(
        ui,
        viewer,
        id,
        referrals.offer(
            viewer,
            Ids.read(form.formId()),
            id,
            Ids.read(form.consent()),
            VictimForms.given(form.agency()),
            VictimForms.text(form.outside()),
            VictimForms.text(form.service()),
            note),
        "#referrals",
        note);
  }

  /** Takes an offer back, or says for somebody outside that they accepted. */
  @Post("/referrals/{referralId}/answer")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> answer(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      UUID referralId,
      @Body VictimForms.AnswerForm form) {
    boolean accepted = VictimForms.text(form.answer()).equals("ACCEPTED");
    return answered(
        ui, viewer, id, referrals.answer(viewer, id, referralId, accepted), "#referrals", "");
  }

  @Post("/referrals/{referralId}/end")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> end(
      Ui ui,
      @Parameter(hidden = true) StaffMember viewer,
      UUID id,
      UUID referralId,
      @Body VictimForms.AnswerForm form) {
    String note = VictimForms.text(form.note());
    Referrals.Result result =
        FormValues.value(Referrals.Result.class, form.answer()).orElse(Referrals.Result.NOT_SERVED);
    VictimOutcome outcome = referrals.end(viewer, id, referralId, result, note);
    // Whoever received the person sees the record no more.
    boolean still = maker.page(ui, viewer, id, "", "").isPresent();
    return outcome instanceof VictimOutcome.Done && !still
        ? HttpResponse.seeOther(java.net.URI.create(VictimPages.HERE))
        : answered(ui, viewer, id, outcome, "#referrals", note);
  }

  private HttpResponse<?> answered(
      Ui ui, StaffMember viewer, UUID id, VictimOutcome outcome, String part, String typed) {
    String mistake =
        outcome instanceof VictimOutcome.Wrong wrong
            ? VictimPages.MISTAKE + wrong.mistake()
            : outcome instanceof VictimOutcome.TooLate ? "victim.too-late" : "";
    if (mistake.isEmpty()) {
      return VictimPages.answered(outcome, part);
    }
    HttpStatus status =
        outcome instanceof VictimOutcome.Wrong
            ? HttpStatus.UNPROCESSABLE_ENTITY
            : HttpStatus.CONFLICT;
    return HttpResponse.status(status)
        .body(
            pages.consoleVictimPage(
                ui, maker.page(ui, viewer, id, typed, mistake).orElseThrow(VictimPages::unknown)));
  }

  private static VictimOutcome wrong(VictimMistake mistake) {
    return new VictimOutcome.Wrong(mistake);
  }

  private static List<String> all(@Nullable List<String> ticked) {
    return ticked == null ? List.of() : ticked;
  }
}

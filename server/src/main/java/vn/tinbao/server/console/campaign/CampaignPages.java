package vn.tinbao.server.console.campaign;

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
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignChannel;
import vn.tinbao.server.campaign.CampaignMistake;
import vn.tinbao.server.campaign.CampaignOutcome;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.CampaignText;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.campaign.TestSends;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.console.Ids;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Campaigns of an agency: the year, and each on one page. */
@Controller("/campaigns")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.CAMPAIGN_SEE)
@ExecuteOn(TaskExecutors.BLOCKING)
class CampaignPages {
  private static final String HERE = "/campaigns";
  private static final String MISTAKE = "campaign.mistake.";

  private final Templates pages = new StaticTemplates();
  private final Campaigns campaigns;
  private final TestSends tests;
  private final CampaignPageMaker maker;

  CampaignPages(Campaigns campaigns, TestSends tests, CampaignPageMaker maker) {
    this.campaigns = campaigns;
    this.tests = tests;
    this.maker = maker;
  }

  /** The campaigns of a year, this one when none is asked for. */
  @Get
  JteModel list(Ui ui, StaffMember viewer, @QueryValue Optional<String> year) {
    int asked =
        year.filter(typed -> typed.matches("2[01][0-9]{2}"))
            .map(Integer::parseInt)
            .orElseGet(() -> maker.today().getYear());
    return pages.consoleCampaignList(ui, maker.list(viewer, asked));
  }

  @Get("/new")
  @Allowed(Action.CAMPAIGN_WRITE)
  JteModel blank(Ui ui, StaffMember viewer) {
    return pages.consoleCampaignPlan(ui, maker.plan(ui, viewer, null, maker.empty(viewer), null));
  }

  @Post
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> make(Ui ui, StaffMember viewer, @Body CampaignForms.PlanForm form) {
    CampaignForms.Read read = form.read();
    if (read.plan() == null) {
      return planAgain(ui, viewer, null, form, MISTAKE + read.mistake());
    }
    UUID id = Ids.read(form.formId());
    return planned(ui, viewer, null, form, campaigns.make(viewer, id, read.plan()));
  }

  /** One campaign; the text of a channel and language in the editor when both are named. */
  @Get("/{id}")
  JteModel one(
      Ui ui,
      StaffMember viewer,
      UUID id,
      @QueryValue Optional<String> channel,
      @QueryValue Optional<String> in) {
    Campaign campaign = seen(viewer, id);
    return pages.consoleCampaignPage(
        ui,
        maker.page(
            ui, viewer, campaign, editor(id, channel, in), null, CampaignPage.Typed.NOTHING));
  }

  private CampaignPage.@Nullable Editor editor(
      UUID id, Optional<String> channel, Optional<String> in) {
    CampaignChannel chosen =
        channel.flatMap(name -> FormValues.value(CampaignChannel.class, name)).orElse(null);
    if (chosen == null) {
      return null;
    }
    String language = in.filter(typed -> typed.length() <= 20).orElse("vi");
    return campaigns.texts(id).stream()
        .filter(text -> text.channel() == chosen && text.language().equals(language))
        .findFirst()
        .map(CampaignPages::editor)
        .orElseGet(() -> new CampaignPage.Editor(chosen, language, "", "", false));
  }

  private static CampaignPage.Editor editor(CampaignText text) {
    return new CampaignPage.Editor(
        text.channel(), text.language(), text.title(), text.body(), text.unaccented());
  }

  @Get("/{id}/plan")
  @Allowed(Action.CAMPAIGN_WRITE)
  JteModel plan(Ui ui, StaffMember viewer, UUID id) {
    Campaign campaign = own(viewer, id);
    return pages.consoleCampaignPlan(
        ui,
        maker.plan(
            ui,
            viewer,
            campaign,
            CampaignForms.of(campaign.id(), campaign.version(), campaign.plan()),
            null));
  }

  @Post("/{id}/plan")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> plan(Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.PlanForm form) {
    Campaign campaign = own(viewer, id);
    CampaignForms.Read read = form.read();
    if (read.plan() == null) {
      return planAgain(ui, viewer, campaign, form, MISTAKE + read.mistake());
    }
    return planned(
        ui,
        viewer,
        campaign,
        form,
        campaigns.plan(viewer, id, CampaignForms.version(form.version()), read.plan()));
  }

  private HttpResponse<?> planned(
      Ui ui,
      StaffMember viewer,
      @Nullable Campaign campaign,
      CampaignForms.PlanForm form,
      CampaignOutcome outcome) {
    if (outcome instanceof CampaignOutcome.Done done) {
      return to(done.campaign().id(), "");
    }
    if (outcome instanceof CampaignOutcome.Wrong wrong) {
      return planAgain(ui, viewer, campaign, form, MISTAKE + wrong.mistake());
    }
    if (outcome instanceof CampaignOutcome.TooLate late) {
      return HttpResponse.status(HttpStatus.CONFLICT)
          .body(
              pages.consoleCampaignPlan(
                  ui,
                  maker.plan(
                      ui,
                      viewer,
                      late.now(),
                      form.over(late.now().version()),
                      "campaign.too-late")));
    }
    throw unknown();
  }

  private HttpResponse<JteModel> planAgain(
      Ui ui,
      StaffMember viewer,
      @Nullable Campaign campaign,
      CampaignForms.PlanForm form,
      String mistake) {
    return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(pages.consoleCampaignPlan(ui, maker.plan(ui, viewer, campaign, form, mistake)));
  }

  /** What a text costs and how it looks, while it is typed; keeps nothing. */
  @Post("/{id}/check")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  JteModel check(Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.TextForm form) {
    own(viewer, id);
    return pages.consoleCampaignChecked(ui, maker.checked(form));
  }

  @Post("/{id}/texts")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> text(Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.TextForm form) {
    CampaignChannel channel =
        FormValues.value(CampaignChannel.class, form.channel()).orElse(CampaignChannel.SMS);
    String language = CampaignForms.text(form.language()).strip();
    CampaignOutcome outcome =
        campaigns.text(
            viewer,
            id,
            CampaignForms.version(form.version()),
            channel,
            language,
            form.title(),
            form.body(),
            form.bare());
    return answered(
        ui,
        viewer,
        id,
        outcome,
        "#texts",
        new CampaignPage.Editor(
            channel,
            language,
            CampaignForms.text(form.title()),
            CampaignForms.text(form.body()),
            form.bare()));
  }

  /** What it would reach and cost, counted now. */
  @Get("/{id}/audience")
  JteModel audience(Ui ui, StaffMember viewer, UUID id) {
    return pages.consoleCampaignAudience(ui, maker.audience(seen(viewer, id)));
  }

  /** How it stands. */
  @Get("/{id}/progress")
  JteModel progress(Ui ui, StaffMember viewer, UUID id) {
    return pages.consoleCampaignProgress(ui, maker.running(viewer, seen(viewer, id)));
  }

  /** A writer's step: lays it before somebody, takes it back, opens it again. */
  @Post("/{id}/writing/{step}")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> written(
      Ui ui, StaffMember viewer, UUID id, String step, @Body CampaignForms.StepForm form) {
    return step(ui, viewer, id, Action.CAMPAIGN_WRITE, step, form);
  }

  /** The second person's: yes or no. */
  @Post("/{id}/approval/{step}")
  @Allowed(Action.CAMPAIGN_APPROVE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> approved(
      Ui ui, StaffMember viewer, UUID id, String step, @Body CampaignForms.StepForm form) {
    return step(ui, viewer, id, Action.CAMPAIGN_APPROVE, step, form);
  }

  /** Holds it, lets it go on, stops it, sends again to whom it failed. */
  @Post("/{id}/running/{step}")
  @Allowed(Action.CAMPAIGN_RUN)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> run(
      Ui ui, StaffMember viewer, UUID id, String step, @Body CampaignForms.StepForm form) {
    return step(ui, viewer, id, Action.CAMPAIGN_RUN, step, form);
  }

  private HttpResponse<?> step(
      Ui ui, StaffMember viewer, UUID id, Action action, String step, CampaignForms.StepForm form) {
    CampaignStep chosen =
        FormValues.value(CampaignStep.class, step)
            .filter(one -> one.action() == action && one != CampaignStep.SCHEDULE)
            .orElseThrow(CampaignPages::unknown);
    return answered(
        ui,
        viewer,
        id,
        campaigns.step(viewer, id, CampaignForms.version(form.version()), chosen, form.why()),
        "#state",
        null,
        CampaignPage.Typed.why(chosen, CampaignForms.text(form.why())));
  }

  @Post("/{id}/schedule")
  @Allowed(Action.CAMPAIGN_RUN)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> schedule(
      Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.ScheduleForm form) {
    var at = FormValues.time(form.at());
    CampaignOutcome outcome =
        at.isEmpty()
            ? new CampaignOutcome.Wrong(CampaignMistake.TIME_WRONG)
            : campaigns.schedule(
                viewer, id, CampaignForms.version(form.version()), at.get(), form.dayOff() != null);
    return answered(
        ui,
        viewer,
        id,
        outcome,
        "#state",
        null,
        CampaignPage.Typed.time(CampaignForms.text(form.at()), form.dayOff() != null));
  }

  /** Sends the SMS to a few phones, named here and kept nowhere. */
  @Post("/{id}/test")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> test(Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.TestForm form) {
    return answered(
        ui,
        viewer,
        id,
        tests.send(
            viewer,
            id,
            Ids.read(form.formId()),
            form.language() == null ? "vi" : form.language(),
            CampaignForms.text(form.phones())),
        "#test",
        null,
        CampaignPage.Typed.phones(
            CampaignForms.text(form.phones()), CampaignForms.text(form.language())));
  }

  /** A draft with its plan and texts on other days. */
  @Post("/{id}/copy")
  @Allowed(Action.CAMPAIGN_WRITE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> copy(Ui ui, StaffMember viewer, UUID id, @Body CampaignForms.CopyForm form) {
    Optional<LocalDate> from = CampaignForms.day(form.from());
    CampaignOutcome outcome =
        from.isEmpty()
            ? new CampaignOutcome.Wrong(CampaignMistake.DAYS_WRONG)
            : campaigns.copy(viewer, Ids.read(form.formId()), id, from.get());
    return answered(ui, viewer, id, outcome, "", null);
  }

  private HttpResponse<?> answered(
      Ui ui,
      StaffMember viewer,
      UUID id,
      CampaignOutcome outcome,
      String part,
      CampaignPage.@Nullable Editor editor) {
    return answered(ui, viewer, id, outcome, part, editor, CampaignPage.Typed.NOTHING);
  }

  private HttpResponse<?> answered(
      Ui ui,
      StaffMember viewer,
      UUID id,
      CampaignOutcome outcome,
      String part,
      CampaignPage.@Nullable Editor editor,
      CampaignPage.Typed typed) {
    if (outcome instanceof CampaignOutcome.Done done) {
      return to(done.campaign().id(), part);
    }
    if (outcome instanceof CampaignOutcome.Wrong wrong) {
      return again(
          ui,
          viewer,
          id,
          HttpStatus.UNPROCESSABLE_ENTITY,
          MISTAKE + wrong.mistake(),
          editor,
          typed);
    }
    if (outcome instanceof CampaignOutcome.TooLate) {
      return again(ui, viewer, id, HttpStatus.CONFLICT, "campaign.too-late", editor, typed);
    }
    throw unknown();
  }

  private HttpResponse<JteModel> again(
      Ui ui,
      StaffMember viewer,
      UUID id,
      HttpStatus status,
      String mistake,
      CampaignPage.@Nullable Editor editor,
      CampaignPage.Typed typed) {
    return HttpResponse.<JteModel>status(status)
        .body(
            pages.consoleCampaignPage(
                ui, maker.page(ui, viewer, seen(viewer, id), editor, mistake, typed)));
  }

  private static HttpResponse<?> to(UUID id, String part) {
    return HttpResponse.seeOther(URI.create(HERE + "/" + id + part));
  }

  private Campaign seen(StaffMember viewer, UUID id) {
    return campaigns.seen(viewer, id).orElseThrow(CampaignPages::unknown);
  }

  private Campaign own(StaffMember viewer, UUID id) {
    return campaigns
        .seen(viewer, id)
        .filter(campaign -> campaign.agencyId().equals(viewer.agencyId()))
        .orElseThrow(CampaignPages::unknown);
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "campaign.unknown");
  }
}

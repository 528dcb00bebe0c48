package vn.tinbao.server.console.plan;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
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
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.DraftOutcome;
import vn.tinbao.server.plan.DraftState;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.plan.PlanImport;
import vn.tinbao.server.plan.PlanMistake;
import vn.tinbao.server.plan.PlanWork;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Drafts of plans: made, changed as a document, issued by a second person. */
@Controller("/plans/drafts")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.PLAN_WRITE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanDraftPages {
  private static final String HERE = "/plans/drafts";
  private static final String MISTAKE = "plan.draft.mistake.";

  private final Templates pages = new StaticTemplates();
  private final PlanDrafts drafts;
  private final Plans plans;
  private final PlanWork work;
  private final PlanDraftPageMaker maker;

  PlanDraftPages(PlanDrafts drafts, Plans plans, PlanWork work, PlanDraftPageMaker maker) {
    this.drafts = drafts;
    this.plans = plans;
    this.work = work;
    this.maker = maker;
  }

  /** What is sent for a new draft. */
  @Serdeable
  @Introspected
  record NewForm(
      @Nullable String way,
      @Nullable String from,
      @Nullable String id,
      @Nullable String year,
      @Nullable String title,
      @Nullable String starts,
      @Nullable String ends,
      @Nullable List<String> task) {}

  /** A document. */
  @Serdeable
  @Introspected
  record TextForm(@Nullable String revision, @Nullable String text) {}

  /** Number, day and signer. */
  @Serdeable
  @Introspected
  record IssueForm(
      @Nullable String revision,
      @Nullable String number,
      @Nullable String day,
      @Nullable String signer) {}

  @Get
  JteModel list(Ui ui, StaffMember viewer, @QueryValue Optional<String> from) {
    return drafts(ui, viewer, from.orElse(""), null, null, List.of());
  }

  private JteModel drafts(
      Ui ui,
      StaffMember viewer,
      String from,
      @Nullable NewForm form,
      @Nullable String mistake,
      List<PlanMistake> mistakes) {
    Plan source = from.isEmpty() ? null : plans.plan(from).orElse(null);
    int year = work.today().getYear() + 1;
    String id =
        source == null
            ? ""
            : source
                .id()
                .replace(Integer.toString(source.startsOn().getYear()), Integer.toString(year));
    return pages.consolePlanDrafts(
        ui,
        new PlanDraftsPage(
            drafts.of(viewer),
            source,
            year,
            id,
            form == null ? "" : text(form.id()),
            form == null ? "" : text(form.title()),
            form == null ? year + "-01-01" : text(form.starts()),
            form == null ? year + "-12-31" : text(form.ends()),
            mistake,
            mistakes));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> make(Ui ui, StaffMember viewer, @Body NewForm form) {
    String from = text(form.from());
    DraftOutcome outcome =
        switch (text(form.way())) {
          case "YEAR" -> drafts.year(viewer, from, text(form.id()), number(form.year()));
          case "BELOW" ->
              drafts.below(
                  viewer,
                  from,
                  form.task() == null ? Set.of() : Set.copyOf(form.task()),
                  text(form.id()));
          case "NEW" ->
              drafts.blank(
                  viewer,
                  text(form.id()),
                  text(form.title()),
                  day(text(form.starts())),
                  day(text(form.ends())));
          default -> drafts.again(viewer, from);
        };
    if (outcome instanceof DraftOutcome.Done done) {
      return HttpResponse.seeOther(URI.create(HERE + "/" + done.draft().planId()));
    }
    if (outcome instanceof DraftOutcome.Wrong wrong) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(drafts(ui, viewer, from, form, MISTAKE + wrong.mistake(), List.of()));
    }
    if (outcome instanceof DraftOutcome.Unreadable unreadable) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(drafts(ui, viewer, from, form, null, unreadable.mistakes()));
    }
    return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
        .body(drafts(ui, viewer, "", form, "plan.drafts.choose", List.of()));
  }

  @Get("/{id}")
  JteModel one(Ui ui, StaffMember viewer, String id) {
    PlanDraft draft = drafts.one(viewer, id).orElseThrow(PlanDraftPages::unknown);
    return page(ui, viewer, draft, draft.text(), null, List.of(), null);
  }

  @Post("/{id}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> write(Ui ui, StaffMember viewer, String id, @Body TextForm form) {
    // Browsers send lines that end with both signs.
    String typed = form.text() == null ? "" : form.text().replace("\r\n", "\n");
    return answered(
        ui, viewer, id, drafts.write(viewer, id, number(form.revision()), typed), typed, null);
  }

  @Post("/{id}/steps/{step}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> step(Ui ui, StaffMember viewer, String id, String step) {
    DraftState to =
        FormValues.value(DraftState.class, step)
            .filter(one -> one != DraftState.ISSUED)
            .orElseThrow(PlanDraftPages::unknown);
    return answered(ui, viewer, id, drafts.move(viewer, id, to), null, null);
  }

  @Post("/{id}/issue")
  @Allowed(Action.PLAN_ISSUE)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> issue(Ui ui, StaffMember viewer, String id, @Body IssueForm form) {
    return answered(
        ui,
        viewer,
        id,
        drafts.issue(
            viewer,
            id,
            number(form.revision()),
            text(form.number()),
            day(text(form.day())),
            text(form.signer())),
        null,
        form);
  }

  private HttpResponse<?> answered(
      Ui ui,
      StaffMember viewer,
      String id,
      DraftOutcome outcome,
      @Nullable String typed,
      @Nullable IssueForm form) {
    if (outcome instanceof DraftOutcome.Issued issued) {
      return HttpResponse.seeOther(URI.create("/plans/" + issued.planId()));
    }
    if (outcome instanceof DraftOutcome.Done) {
      boolean open = drafts.one(viewer, id).isPresent();
      return HttpResponse.seeOther(URI.create(open ? HERE + "/" + id : HERE));
    }
    PlanDraft draft = drafts.one(viewer, id).orElseThrow(PlanDraftPages::unknown);
    String text = typed == null ? draft.text() : typed;
    if (outcome instanceof DraftOutcome.Wrong wrong) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, viewer, draft, text, MISTAKE + wrong.mistake(), List.of(), form));
    }
    if (outcome instanceof DraftOutcome.Unreadable unreadable) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, viewer, draft, text, null, unreadable.mistakes(), form));
    }
    if (outcome instanceof DraftOutcome.TooLate) {
      return HttpResponse.status(HttpStatus.CONFLICT)
          .body(page(ui, viewer, draft, text, "plan.too-late", List.of(), form));
    }
    throw unknown();
  }

  private JteModel page(
      Ui ui,
      StaffMember viewer,
      PlanDraft draft,
      String text,
      @Nullable String mistake,
      List<PlanMistake> mistakes,
      @Nullable IssueForm form) {
    Plan plan = draft.plan();
    List<String> changes =
        plans.plan(draft.planId()).map(now -> PlanImport.changes(now, plan)).orElse(List.of());
    String number = plan.number();
    String signer = plan.signer().name();
    return pages.consolePlanDraft(
        ui,
        new PlanDraftPage(
            draft,
            plan.title(),
            maker.sections(ui, plan),
            text,
            changes,
            maker.nobody(ui, plan),
            Permissions.may(viewer, Action.PLAN_ISSUE) && !viewer.id().equals(draft.submittedBy()),
            work.today(),
            form == null ? (number == null ? "" : number) : text(form.number()),
            form == null ? work.today().toString() : text(form.day()),
            form == null ? (signer == null ? "" : signer) : text(form.signer()),
            mistake,
            mistakes));
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip();
  }

  private static int number(@Nullable String typed) {
    return typed != null && typed.matches("[0-9]{1,9}") ? Integer.parseInt(typed) : -1;
  }

  private static @Nullable LocalDate day(String typed) {
    try {
      return LocalDate.parse(typed);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "plan.unknown");
  }
}

package vn.tinbao.server.console.plan;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.FormValues;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.plan.DraftOutcome;
import vn.tinbao.server.plan.DraftState;
import vn.tinbao.server.plan.PlanDraft;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.plan.PlanEntries;
import vn.tinbao.server.plan.PlanMistake;
import vn.tinbao.server.plan.PlanSection;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** The ordinary way to change a draft of a plan: a form for each task, target, day and report. */
@Controller("/plans/drafts/{id}/parts/{section}/{n}")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.PLAN_WRITE)
@ExecuteOn(TaskExecutors.BLOCKING)
class PlanPartPages {
  private final Templates pages = new StaticTemplates();
  private final PlanDrafts drafts;
  private final PlanDraftPageMaker maker;

  PlanPartPages(PlanDrafts drafts, PlanDraftPageMaker maker) {
    this.drafts = drafts;
    this.maker = maker;
  }

  /** One entry, or the form of a new one: n is one more than there are. */
  @Get
  JteModel one(Ui ui, StaffMember viewer, String id, String section, int n) {
    return page(ui, draft(viewer, id), section(section), n, null, null, List.of());
  }

  /** Writes it. */
  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> write(
      Ui ui, StaffMember viewer, String id, String section, int n, @Body Map<String, Object> form) {
    Map<String, List<String>> typed = typed(form);
    PlanSection part = section(section);
    return answered(
        ui, viewer, id, part, n, drafts.write(viewer, id, revision(typed), part, n, typed), typed);
  }

  /** Moves it up or down, or takes it out. */
  @Post("/moves/{move}")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> move(
      Ui ui,
      StaffMember viewer,
      String id,
      String section,
      int n,
      String move,
      @Body Map<String, Object> form) {
    PlanSection part = section(section);
    PlanDrafts.Move to =
        FormValues.value(PlanDrafts.Move.class, move).orElseThrow(PlanPartPages::unknown);
    return answered(
        ui, viewer, id, part, n, drafts.move(viewer, id, revision(typed(form)), part, n, to), null);
  }

  private HttpResponse<?> answered(
      Ui ui,
      StaffMember viewer,
      String id,
      PlanSection section,
      int n,
      DraftOutcome outcome,
      @Nullable Map<String, List<String>> typed) {
    if (outcome instanceof DraftOutcome.Done) {
      return HttpResponse.seeOther(
          URI.create("/plans/drafts/" + id + "#s-" + section.name().toLowerCase(Locale.ROOT)));
    }
    PlanDraft draft = draft(viewer, id);
    if (outcome instanceof DraftOutcome.Wrong wrong) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              page(
                  ui,
                  draft,
                  section,
                  n,
                  typed,
                  "plan.draft.mistake." + wrong.mistake(),
                  List.of()));
    }
    if (outcome instanceof DraftOutcome.Unreadable unreadable) {
      return HttpResponse.status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(page(ui, draft, section, n, typed, null, unreadable.mistakes()));
    }
    if (outcome instanceof DraftOutcome.TooLate) {
      return HttpResponse.status(HttpStatus.CONFLICT)
          .body(
              page(
                  ui,
                  draft,
                  section,
                  now(draft, section, n, typed),
                  typed,
                  "plan.too-late",
                  List.of()));
    }
    throw unknown();
  }

  /**
   * Where the entry is that somebody typed while the draft changed: where its id is now; one that
   * has no id, or is gone, becomes a new one, so that no other is written over.
   */
  private static int now(
      PlanDraft draft, PlanSection section, int n, @Nullable Map<String, List<String>> typed) {
    if (!section.many()) {
      return n;
    }
    PlanEntries entries = PlanEntries.of(draft.plan());
    int count = entries.count(section);
    if (typed == null) {
      return Math.min(n, count + 1);
    }
    List<String> id = typed.getOrDefault("entry", List.of());
    for (int i = 1; i <= count; i++) {
      if (!id.isEmpty()
          && entries.values(section, i).orElseThrow().getOrDefault("id", List.of()).equals(id)) {
        return i;
      }
    }
    return count + 1;
  }

  private JteModel page(
      Ui ui,
      PlanDraft draft,
      PlanSection section,
      int n,
      @Nullable Map<String, List<String>> typed,
      @Nullable String mistake,
      List<PlanMistake> mistakes) {
    PlanPartPage page = maker.part(ui, draft, section, n, typed, mistake, mistakes);
    if (page == null) {
      throw unknown();
    }
    return pages.consolePlanPart(ui, page);
  }

  private PlanDraft draft(StaffMember viewer, String id) {
    return drafts
        .one(viewer, id)
        .filter(draft -> draft.state() == DraftState.DRAFT)
        .orElseThrow(PlanPartPages::unknown);
  }

  private static PlanSection section(String name) {
    return FormValues.value(PlanSection.class, name.toUpperCase(Locale.ROOT))
        .orElseThrow(PlanPartPages::unknown);
  }

  private static Map<String, List<String>> typed(Map<String, Object> form) {
    Map<String, List<String>> typed = new HashMap<>();
    form.forEach(
        (name, value) ->
            typed.put(
                name.replace('-', '.'),
                value instanceof Collection<?> many
                    ? many.stream().map(String::valueOf).toList()
                    : List.of(String.valueOf(value))));
    return typed;
  }

  private static int revision(Map<String, List<String>> typed) {
    String text = String.join("", typed.getOrDefault("revision", List.of()));
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "plan.unknown");
  }
}

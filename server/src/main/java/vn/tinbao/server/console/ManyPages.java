package vn.tinbao.server.console;

import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.exceptions.DataAccessException;
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
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.proceeding.Comments;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.StepKind;
import vn.tinbao.server.proceeding.StepOutcome;
import vn.tinbao.server.proceeding.StepRule;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.web.DerivedIds;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * What the queue does with several tips at a time. Each goes through the door of single ones, in a
 * transaction of its own; what could not be done is listed with its reason, also when the database
 * failed at one. The same form again does nothing twice.
 */
@Controller("/desk/many")
@Hidden
@Produces(MediaType.TEXT_HTML)
@ExecuteOn(TaskExecutors.BLOCKING)
class ManyPages {
  /** Tips that one form may name. */
  static final int MOST = 50;

  private static final String TRY_AGAIN = "many.try-again";

  private static final Logger LOG = LoggerFactory.getLogger(ManyPages.class);
  private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9_=&%.:@/+-]{1,2000}");

  private final Templates pages = new StaticTemplates();
  private final Proceedings proceedings;
  private final Comments comments;
  private final LegalPartMaker parts;
  private final TipAccess access;
  private final TipDesk desk;

  ManyPages(
      Proceedings proceedings,
      Comments comments,
      LegalPartMaker parts,
      TipAccess access,
      TipDesk desk) {
    this.proceedings = proceedings;
    this.comments = comments;
    this.parts = parts;
    this.access = access;
    this.desk = desk;
  }

  /**
   * What was ticked in the queue.
   *
   * @param tip ids, as the ticks send them
   * @param tips the same, as the next page sends them on
   * @param back filter of the queue
   */
  @Serdeable
  @Introspected
  record Ticked(
      @Nullable String formId,
      @Nullable List<String> tip,
      @Nullable String tips,
      @Nullable String back,
      @Nullable String step,
      @Nullable String scope,
      @Nullable String text) {

    @Override
    public String toString() {
      return "Ticked[…]";
    }
  }

  /** Says the same about each. */
  @Post("/comments")
  @Allowed(Action.TIP_COMMENT)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> comment(Ui ui, StaffMember viewer, @Body Ticked form) {
    List<UUID> ids = ids(form.tip());
    String words = text(form.text());
    if (words.isEmpty() || words.length() > Comments.MOST_CHARACTERS) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.comment.wrong");
    }
    Comments.Audience scope =
        "BETWEEN".equals(form.scope()) ? Comments.Audience.BETWEEN : Comments.Audience.INTERNAL;
    // Whoever comes back to the same form and writes something else says another thing.
    UUID said =
        DerivedIds.of(
            Ids.read(form.formId()),
            UUID.nameUUIDFromBytes((scope + words).getBytes(StandardCharsets.UTF_8)));
    List<ManyPage.Tip> tips = new ArrayList<>();
    for (UUID id : ids) {
      Optional<Comments.Outcome> outcome =
          tried(id, () -> comments.say(viewer, DerivedIds.of(said, id), id, scope, words));
      String left = outcome.isEmpty() ? ui.t(TRY_AGAIN) : ui.t("console.no-tip");
      boolean done = outcome.filter(Comments.Outcome.DONE::equals).isPresent();
      tips.add(tip(viewer, id, done ? null : left));
    }
    return HttpResponse.ok(
        pages.consoleManyDone(
            ui, new ManyPage(back(form.back()), tips, List.of(), null), "many.commented"));
  }

  /** Which steps the tips can take; with {@code step}: its form, once for all of them. */
  @Post("/steps")
  @Allowed(Action.TIP_STEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> steps(Ui ui, StaffMember viewer, @Body Ticked form) {
    List<UUID> ids = form.tips() == null ? ids(form.tip()) : sentOn(form.tips());
    Optional<StepKind> kind = kind(form.step());
    Map<StepRule, Integer> open = new LinkedHashMap<>();
    List<ManyPage.Tip> tips = new ArrayList<>();
    for (UUID id : ids) {
      List<Proceedings.Open> steps = course(viewer, id);
      steps.stream()
          .filter(step -> step.closed() == null && step.rule().many())
          .forEach(step -> open.merge(step.rule(), 1, Integer::sum));
      tips.add(tip(viewer, id, kind.isEmpty() ? null : closed(ui, viewer, id, kind.get(), steps)));
    }
    List<ManyPage.Choice> choices =
        open.entrySet().stream()
            .map(entry -> new ManyPage.Choice(entry.getKey(), entry.getValue()))
            .sorted(Comparator.comparingInt(ManyPage.Choice::many).reversed())
            .toList();
    StepForm asked =
        choices.stream()
            .map(ManyPage.Choice::rule)
            .filter(rule -> kind.filter(rule.step()::equals).isPresent())
            .findFirst()
            .map(rule -> parts.fresh(null, rule))
            .orElse(null);
    return HttpResponse.ok(
        pages.consoleManySteps(ui, new ManyPage(back(form.back()), tips, choices, asked)));
  }

  /** Takes the step for each. What the step asks for stands in the form once. */
  @Post("/steps/taken")
  @Allowed(Action.TIP_STEP)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<JteModel> take(Ui ui, StaffMember viewer, @Body Map<String, String> sent) {
    Map<String, String> typed = StepPages.typed(sent);
    List<UUID> ids = sentOn(typed.get("tips"));
    StepKind kind =
        kind(typed.get("step"))
            .orElseThrow(
                () -> new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.unknown-step"));
    StepRule rule =
        proceedings
            .rule(kind)
            .filter(StepRule::many)
            .orElseThrow(() -> new Refusal(HttpStatus.FORBIDDEN, "many.one-by-one"));
    rule.fields().stream()
        .filter(field -> !rule.fieldsOfMany().contains(field))
        .forEach(field -> typed.remove(field.name()));
    UUID formId = Ids.read(typed.get("stepId"));
    Map<UUID, StepOutcome> outcomes = new LinkedHashMap<>();
    for (UUID id : ids) {
      tried(id, () -> proceedings.byHand(viewer, DerivedIds.of(formId, id), id, kind, typed))
          .ifPresent(outcome -> outcomes.put(id, outcome));
    }
    String back = back(typed.get("back"));
    Optional<Map<String, StepOutcome.Wrong>> wrong = wrongForAll(outcomes);
    List<ManyPage.Tip> tips = new ArrayList<>();
    for (UUID id : ids) {
      StepOutcome outcome = outcomes.get(id);
      String why = outcome == null ? ui.t(TRY_AGAIN) : why(ui, outcome);
      boolean asked = wrong.isPresent() && outcome instanceof StepOutcome.FieldsWrong;
      tips.add(tip(viewer, id, asked ? null : why));
    }
    if (wrong.isPresent()) {
      Map<String, String> mistakes = new LinkedHashMap<>();
      wrong.get().forEach((field, what) -> mistakes.put(field, "proceeding.wrong." + what));
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              pages.consoleManySteps(
                  ui,
                  new ManyPage(
                      back, tips, List.of(), new StepForm(null, formId, rule, typed, mistakes))));
    }
    return HttpResponse.ok(
        pages.consoleManyDone(
            ui, new ManyPage(back, tips, List.of(), null), "proceeding.step." + kind));
  }

  /**
   * What is done to one tip. When the database fails at it the others go on: it was rolled back
   * alone. The log says which and how, and nothing of what was typed.
   */
  private static <T> Optional<T> tried(UUID id, Supplier<T> one) {
    try {
      return Optional.of(one.get());
    } catch (DataAccessException e) {
      String state = e.getCause() instanceof SQLException sql ? sql.getSQLState() : "none";
      LOG.error(
          "Nothing was done to tip {}, one of several: {}, SQL state {}",
          id,
          e.getClass().getSimpleName(),
          state);
      return Optional.empty();
    }
  }

  /** What is wrong in the form, when nothing was done for that reason. */
  private static Optional<Map<String, StepOutcome.Wrong>> wrongForAll(
      Map<UUID, StepOutcome> outcomes) {
    return outcomes.values().stream().anyMatch(StepOutcome.Done.class::isInstance)
        ? Optional.empty()
        : outcomes.values().stream()
            .filter(StepOutcome.FieldsWrong.class::isInstance)
            .map(outcome -> ((StepOutcome.FieldsWrong) outcome).fields())
            .findFirst();
  }

  private List<Proceedings.Open> course(StaffMember viewer, UUID id) {
    return access.mayAsLead(viewer, id, Action.TIP_STEP)
        ? proceedings.course(viewer, id).steps()
        : List.of();
  }

  /** Why a tip would be left as it is. */
  private @Nullable String closed(
      Ui ui, StaffMember viewer, UUID id, StepKind kind, List<Proceedings.Open> steps) {
    if (!access.mayOpen(viewer, id)) {
      return ui.t("console.no-tip");
    }
    if (!access.mayAsLead(viewer, id, Action.TIP_STEP)) {
      return ui.t("proceeding.why." + StepOutcome.Why.ONLY_LEAD);
    }
    for (Proceedings.Open step : steps) {
      if (step.rule().step() == kind) {
        return step.closed() == null ? null : ui.t("proceeding.why." + step.closed());
      }
    }
    return ui.t("proceeding.not-now");
  }

  private static @Nullable String why(Ui ui, StepOutcome outcome) {
    if (outcome instanceof StepOutcome.Done) {
      return null;
    }
    if (outcome instanceof StepOutcome.NotAllowed not) {
      return ui.t("proceeding.why." + not.why());
    }
    if (outcome instanceof StepOutcome.TooLate late) {
      return ui.t("many.elsewhere", ui.t("console.state." + late.state()));
    }
    if (outcome instanceof StepOutcome.FieldsWrong wrong) {
      return String.join(
          " ",
          wrong.fields().entrySet().stream()
              .map(
                  entry ->
                      ui.t("proceeding.field." + entry.getKey())
                          + ": "
                          + ui.t("proceeding.wrong." + entry.getValue()))
              .toList());
    }
    return ui.t("console.no-tip");
  }

  /** What may be shown of a tip: of one that the viewer may not open, its number only. */
  private ManyPage.Tip tip(StaffMember viewer, UUID id, @Nullable String why) {
    return desk.line(id)
        .filter(line -> access.mayOpen(viewer, id))
        .map(
            line ->
                new ManyPage.Tip(
                    id,
                    TipPageMaker.number(id),
                    line.place(),
                    "console.state." + line.state(),
                    line.receivedAt(),
                    why))
        .orElseGet(() -> new ManyPage.Tip(id, TipPageMaker.number(id), null, null, null, why));
  }

  private static List<UUID> ids(@Nullable List<String> ticked) {
    List<UUID> ids =
        (ticked == null ? List.<String>of() : ticked)
            .stream().flatMap(id -> Ids.find(id).stream()).distinct().toList();
    if (ids.isEmpty()) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "many.none-ticked");
    }
    if (ids.size() > MOST) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "many.too-many-ticked");
    }
    return ids;
  }

  private static List<UUID> sentOn(@Nullable String ids) {
    return ids(Arrays.asList(text(ids).split("\\s+", MOST + 2)));
  }

  private static Optional<StepKind> kind(@Nullable String name) {
    return Arrays.stream(StepKind.values()).filter(kind -> kind.name().equals(name)).findFirst();
  }

  /** The queue with the filter it had, as far as that is one. */
  private static String back(@Nullable String filter) {
    return filter != null && QUERY.matcher(filter).matches() ? "/desk?" + filter : "/desk";
  }

  private static String text(@Nullable String typed) {
    return typed == null ? "" : typed.strip().replace("\r\n", "\n");
  }
}

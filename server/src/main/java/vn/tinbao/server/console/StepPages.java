package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.StepKind;
import vn.tinbao.server.proceeding.StepOutcome;
import vn.tinbao.server.proceeding.StepRule;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Allowed;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/** Legal steps of a tip, taken by hand. */
@Controller("/desk/tips/{id}/steps")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Allowed(Action.TIP_STEP)
@ExecuteOn(TaskExecutors.BLOCKING)
class StepPages {
  private static final int MOST_FIELDS = 40;

  private final Templates pages = new StaticTemplates();
  private final Proceedings proceedings;
  private final LegalPartMaker parts;
  private final TipAccess access;

  StepPages(Proceedings proceedings, LegalPartMaker parts, TipAccess access) {
    this.proceedings = proceedings;
    this.parts = parts;
    this.access = access;
  }

  /** The form of a step that is open now. */
  @Get("/{step}")
  JteModel form(Ui ui, StaffMember viewer, UUID id, String step) {
    StepRule rule = open(viewer, id, step).rule();
    return pages.consoleTipStepForm(ui, parts.fresh(id, rule), TipPageMaker.number(id));
  }

  @Post
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> take(Ui ui, StaffMember viewer, UUID id, @Body Map<String, String> sent) {
    Map<String, String> typed = typed(sent);
    Optional<StepKind> kind = kind(typed.getOrDefault("step", ""));
    if (kind.isEmpty()) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "proceeding.unknown-step");
    }
    UUID stepId = Ids.find(typed.get("stepId")).orElseGet(UuidCreator::getTimeOrderedEpoch);
    StepOutcome outcome = proceedings.byHand(viewer, stepId, id, kind.get(), typed);
    if (outcome instanceof StepOutcome.Done) {
      return HttpResponse.seeOther(URI.create("/desk/tips/" + id + "#legal"));
    }
    if (outcome instanceof StepOutcome.FieldsWrong wrong) {
      Map<String, String> mistakes = new LinkedHashMap<>();
      wrong.fields().forEach((field, what) -> mistakes.put(field, "proceeding.wrong." + what));
      StepRule rule = open(viewer, id, kind.get().name()).rule();
      return HttpResponse.<JteModel>status(HttpStatus.UNPROCESSABLE_ENTITY)
          .body(
              pages.consoleTipStepForm(
                  ui, new StepForm(id, stepId, rule, typed, mistakes), TipPageMaker.number(id)));
    }
    if (outcome instanceof StepOutcome.NotAllowed not) {
      throw new Refusal(HttpStatus.FORBIDDEN, "proceeding.why." + not.why());
    }
    if (outcome instanceof StepOutcome.TooLate) {
      throw new Refusal(HttpStatus.CONFLICT, "proceeding.too-late");
    }
    throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
  }

  private Proceedings.Open open(StaffMember viewer, UUID id, String step) {
    if (!access.mayAsLead(viewer, id, Action.TIP_STEP)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "console.no-tip");
    }
    Proceedings.Open open =
        proceedings.course(viewer, id).steps().stream()
            .filter(one -> one.rule().step().name().equals(step))
            .filter(one -> one.rule().page() == StepRule.Page.FORM)
            .findFirst()
            .orElseThrow(() -> new Refusal(HttpStatus.NOT_FOUND, "proceeding.not-now"));
    if (open.closed() != null) {
      throw new Refusal(HttpStatus.FORBIDDEN, "proceeding.why." + open.closed());
    }
    return open;
  }

  private static Optional<StepKind> kind(String name) {
    try {
      return Optional.of(StepKind.valueOf(name));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Browsers write line ends as two characters. */
  static Map<String, String> typed(Map<String, String> sent) {
    Map<String, String> typed = new HashMap<>();
    sent.entrySet().stream()
        .limit(MOST_FIELDS)
        .forEach(
            entry ->
                typed.put(entry.getKey(), String.valueOf(entry.getValue()).replace("\r\n", "\n")));
    return typed;
  }
}

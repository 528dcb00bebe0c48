package vn.tinbao.server.console;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.Comments;
import vn.tinbao.server.proceeding.NoticeKind;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.StepRule;
import vn.tinbao.server.proceeding.TakenStep;
import vn.tinbao.server.proceeding.Tasks;
import vn.tinbao.server.web.Ui;

/**
 * The part of a tip's page about its legal life: the next step, the others, what the reporter must
 * be told, the register, tasks and comments.
 *
 * @param leads whether the viewer's agency leads the tip and may take steps
 * @param next the form of the step whose button is the biggest; null: none, or another page's
 * @param typed what was typed into the steps that were taken
 * @param owed what the reporter must be told
 * @param untold tips that were merged into this one, whose reporters must be told something
 * @param register newest version, null when nothing was written
 * @param parts ids of the agencies that have a part in the tip
 * @param agencies ids to names of those and of all that are named here
 */
public record LegalPart(
    UUID tipId,
    boolean leads,
    Proceedings.Course course,
    @Nullable StepForm next,
    Map<UUID, Map<String, String>> typed,
    List<NoticeKind> owed,
    List<UUID> untold,
    Register.@Nullable Entry register,
    List<Tasks.Task> tasks,
    List<Comments.Comment> comments,
    String ownAgency,
    List<String> parts,
    Map<String, String> agencies,
    Map<UUID, String> names,
    UUID formId,
    Instant now) {

  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  /** Steps besides the next one. */
  public List<Proceedings.Open> others() {
    return course.steps().stream().filter(open -> open.rule() != course.next()).toList();
  }

  /** Whether the biggest button leads to the page for handing over. */
  public boolean nextIsTransfer() {
    StepRule rule = course.next();
    return rule != null && rule.page() == StepRule.Page.TRANSFER;
  }

  /** Steps taken, the newest first. */
  public List<TakenStep> taken() {
    List<TakenStep> steps = new ArrayList<>(course.history());
    Collections.reverse(steps);
    return steps;
  }

  /** Number in the register of the agency that registered it last; null: none was given. */
  public @Nullable String registerNumber() {
    return taken().stream()
        .map(step -> typed.getOrDefault(step.id(), Map.of()).get(Proceedings.GIVEN_NUMBER))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  /** What was typed into a step: names of its fields to what to show of them. */
  public Map<String, String> typedInto(Ui ui, TakenStep step) {
    Map<String, String> shown = new LinkedHashMap<>();
    typed
        .getOrDefault(step.id(), Map.of())
        .forEach(
            (field, value) ->
                shown.put(
                    ui.t("proceeding.field." + field),
                    ui.messages().has("proceeding.choice." + value)
                        ? ui.t("proceeding.choice." + value)
                        : readable(ui, value)));
    return shown;
  }

  /** A day as people write it; an id of another report as its short number. */
  private static String readable(Ui ui, String value) {
    if (DAY.matcher(value).matches()) {
      return ui.day(LocalDate.parse(value));
    }
    return Ids.find(value).map(TipPageMaker::number).orElse(value);
  }

  /** The number under which people speak of a tip. */
  public String number(UUID id) {
    return TipPageMaker.number(id);
  }

  public String name(@Nullable UUID id) {
    return id == null ? "" : names.getOrDefault(id, "");
  }

  public String agency(String id) {
    return agencies.getOrDefault(id, id);
  }

  @Override
  public String toString() {
    return "LegalPart[" + tipId + "]";
  }
}

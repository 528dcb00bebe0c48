package vn.tinbao.server.console;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.duplicate.Merges;
import vn.tinbao.server.proceeding.Comments;
import vn.tinbao.server.proceeding.Notices;
import vn.tinbao.server.proceeding.Proceedings;
import vn.tinbao.server.proceeding.Register;
import vn.tinbao.server.proceeding.StepField;
import vn.tinbao.server.proceeding.StepKind;
import vn.tinbao.server.proceeding.StepRule;
import vn.tinbao.server.proceeding.TakenStep;
import vn.tinbao.server.proceeding.Tasks;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.understanding.Category;

/** Puts together what the page of an opened tip says of its legal life. */
@Singleton
final class LegalPartMaker {
  private final Proceedings proceedings;
  private final Notices notices;
  private final Merges merges;
  private final Register register;
  private final Tasks tasks;
  private final Comments comments;
  private final TipAccess access;
  private final TipDesk desk;
  private final StaffAccounts accounts;
  private final Catalogue catalogue;
  private final Clock clock;

  LegalPartMaker(
      Proceedings proceedings,
      Notices notices,
      Merges merges,
      Register register,
      Tasks tasks,
      Comments comments,
      TipAccess access,
      TipDesk desk,
      StaffAccounts accounts,
      Catalogue catalogue,
      Clock clock) {
    this.proceedings = proceedings;
    this.notices = notices;
    this.merges = merges;
    this.register = register;
    this.tasks = tasks;
    this.comments = comments;
    this.access = access;
    this.desk = desk;
    this.accounts = accounts;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** For a tip that this viewer has opened. */
  LegalPart make(StaffMember viewer, TipDesk.View tip) {
    UUID id = tip.id();
    boolean leads = access.mayAsLead(viewer, id, Action.TIP_STEP);
    Proceedings.Course course = proceedings.course(viewer, id);
    StepRule next = course.next();
    List<Tasks.Task> given = tasks.ofTip(id);
    List<Comments.Comment> said = comments.ofTip(viewer, id);
    List<String> parts = desk.agencies(id);
    Map<UUID, String> names = new HashMap<>();
    course.history().forEach(step -> name(names, step.staffId()));
    given.forEach(
        task -> {
          name(names, task.givenBy());
          name(names, task.endedBy());
        });
    said.forEach(comment -> name(names, comment.staffId()));
    Map<String, String> shown = new LinkedHashMap<>();
    parts.forEach(agency -> shown.put(agency, agencyName(agency)));
    given.forEach(task -> shown.computeIfAbsent(task.agencyId(), this::agencyName));
    said.forEach(comment -> shown.computeIfAbsent(comment.agencyId(), this::agencyName));
    course.history().stream()
        .map(TakenStep::agencyId)
        .forEach(agency -> shown.computeIfAbsent(agency, this::agencyName));
    return new LegalPart(
        id,
        leads,
        course,
        next == null || next.page() == StepRule.Page.TRANSFER ? null : fresh(id, next),
        proceedings.typed(id),
        leads ? notices.owed(id) : List.of(),
        leads ? untold(viewer, id) : List.of(),
        register.of(id).orElse(null),
        given,
        said,
        viewer.agencyId(),
        parts,
        Map.copyOf(shown),
        Map.copyOf(names),
        UuidCreator.getTimeOrderedEpoch(),
        clock.instant());
  }

  /** Of what was merged into it, as far as this viewer may tell its reporters. */
  private List<UUID> untold(StaffMember viewer, UUID tipId) {
    return notices.untold(merges.into(tipId).stream().map(Merges.Joined::tipId).toList()).stream()
        .filter(other -> access.mayAsLead(viewer, other, Action.TIP_STEP))
        .toList();
  }

  /** A form with what is known already: papers are dated today unless somebody says otherwise. */
  StepForm fresh(@Nullable UUID tipId, StepRule rule) {
    Map<String, String> typed = new HashMap<>();
    for (StepField field : rule.fields()) {
      if (field.kind() == StepField.Kind.DAY && !field.ahead()) {
        typed.put(field.name(), LegalTime.day(clock.instant()).toString());
      }
    }
    if (tipId != null) {
      typed.putAll(known(tipId, rule.step()));
    }
    return new StepForm(tipId, UuidCreator.getTimeOrderedEpoch(), rule, typed, Map.of());
  }

  /** What the report itself says of a step; whoever takes it may say otherwise. */
  private Map<String, String> known(UUID tipId, StepKind step) {
    return switch (step) {
      case REGISTER -> Map.of(Proceedings.SOURCE, desk.sourceKind(tipId));
      case ASSIGN -> only(proceedings.typedLast(tipId, StepKind.PROPOSE_INVESTIGATOR), "officer");
      case NOT_A_REPORT ->
          desk.line(tipId)
              .filter(line -> line.categories().equals(List.of(Category.ADVICE)))
              .map(line -> Map.of("outcome", Category.ADVICE.name()))
              .orElse(Map.of());
      default -> Map.of();
    };
  }

  private static Map<String, String> only(Map<String, String> typed, String field) {
    String value = typed.get(field);
    return value == null ? Map.of() : Map.of(field, value);
  }

  private void name(Map<UUID, String> names, @Nullable UUID id) {
    if (id != null) {
      names.computeIfAbsent(id, i -> accounts.byId(i).map(StaffMember::name).orElse(""));
    }
  }

  private String agencyName(String id) {
    return catalogue.now().agency(id).map(Agency::name).orElse(id);
  }
}

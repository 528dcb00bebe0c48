package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.db.SqlTime;

/**
 * The door to drafts of plans: made from a plan of an earlier year, from a superior plan, or as
 * another version of one's own; changed as a document; issued by a second person. Drafts are seen
 * by their agency only.
 */
@Singleton
public class PlanDrafts {
  private static final int FIRST_YEAR = 2010;
  private static final int LAST_YEAR = 2200;

  private final PlanDraftRows drafts;
  private final PlanRows rows;
  private final Plans plans;
  private final PlanAgencies agencies;
  private final Catalogue catalogue;
  private final Audit audit;
  private final Clock clock;

  PlanDrafts(
      PlanDraftRows drafts,
      PlanRows rows,
      Plans plans,
      PlanAgencies agencies,
      Catalogue catalogue,
      Audit audit,
      Clock clock) {
    this.drafts = drafts;
    this.rows = rows;
    this.plans = plans;
    this.agencies = agencies;
    this.catalogue = catalogue;
    this.audit = audit;
    this.clock = clock;
  }

  /** The open drafts of the viewer's agency. */
  public List<PlanDraft> of(StaffMember viewer) {
    return Permissions.may(viewer, Action.PLAN_WRITE)
        ? drafts.ofAgency(viewer.agencyId())
        : List.of();
  }

  /** One of them. */
  public Optional<PlanDraft> one(StaffMember viewer, String planId) {
    return Permissions.may(viewer, Action.PLAN_WRITE)
        ? drafts.open(planId).filter(draft -> draft.agencyId().equals(viewer.agencyId()))
        : Optional.empty();
  }

  /** Another version of a plan of the viewer's agency, to be changed. */
  @Transactional
  public DraftOutcome again(StaffMember viewer, String planId) {
    Plan plan = plans.plan(planId).orElse(null);
    return plan == null ? new DraftOutcome.NotFound() : make(viewer, plan);
  }

  /** The plan of another year, from one that is in force. */
  @Transactional
  public DraftOutcome year(StaffMember viewer, String planId, String newId, int year) {
    Plan plan = plans.plan(planId).orElse(null);
    if (plan == null) {
      return new DraftOutcome.NotFound();
    }
    if (year < FIRST_YEAR || year > LAST_YEAR) {
      return new DraftOutcome.Wrong(DraftMistake.YEAR_WRONG);
    }
    return make(viewer, PlanSuccessor.year(plan, newId, year, unitThen(viewer, plan, year)));
  }

  /** What stands then where the plan's unit stood; of several, that of the viewer's agency. */
  private String unitThen(StaffMember viewer, Plan plan, int year) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate first = plan.startsOn().withYear(year);
    List<Unit> then =
        agencies.unit(plan).map(unit -> snapshot.currentOf(unit, first)).orElse(List.of());
    return then.size() == 1
        ? then.get(0).code()
        : snapshot
            .agency(viewer.agencyId())
            .flatMap(own -> snapshot.unit(own.unitId()))
            .map(Unit::code)
            .orElse(plan.unitCode());
  }

  /** A plan of the viewer's agency that carries out tasks of a superior plan. */
  @Transactional
  public DraftOutcome below(
      StaffMember viewer, String superiorId, Set<String> taskIds, String newId) {
    Plan superior = plans.plan(superiorId).orElse(null);
    Agency own = catalogue.now().agency(viewer.agencyId()).orElse(null);
    Unit unit = own == null ? null : catalogue.now().unit(own.unitId()).orElse(null);
    if (superior == null || own == null || unit == null) {
      return new DraftOutcome.NotFound();
    }
    if (superior.tasks().stream().noneMatch(task -> taskIds.contains(task.id()))) {
      return new DraftOutcome.Wrong(DraftMistake.NO_TASKS);
    }
    if (!PlanKeys.builtIn().knows(own.key())) {
      return new DraftOutcome.Wrong(DraftMistake.NOT_OWN_UNIT);
    }
    return make(
        viewer,
        PlanSuccessor.below(
            superior,
            taskIds,
            newId,
            unit.code(),
            own.key(),
            own.name(),
            own.key(),
            List.of(own.key())));
  }

  /**
   * A plan of the viewer's agency from nothing: its head is there, its parts are empty.
   *
   * @param starts null, like {@code ends}: no day was typed
   */
  @Transactional
  public DraftOutcome blank(
      StaffMember viewer,
      String newId,
      String title,
      @Nullable LocalDate starts,
      @Nullable LocalDate ends) {
    Agency own = catalogue.now().agency(viewer.agencyId()).orElse(null);
    Unit unit = own == null ? null : catalogue.now().unit(own.unitId()).orElse(null);
    if (own == null || unit == null) {
      return new DraftOutcome.NotFound();
    }
    if (!PlanKeys.builtIn().knows(own.key())) {
      return new DraftOutcome.Wrong(DraftMistake.NOT_OWN_UNIT);
    }
    if (starts == null || ends == null || starts.getYear() < FIRST_YEAR) {
      return new DraftOutcome.Wrong(DraftMistake.DAYS_WRONG);
    }
    if (plans.plan(newId).isPresent()) {
      return new DraftOutcome.Wrong(DraftMistake.ID_TAKEN);
    }
    return make(
        viewer,
        PlanSuccessor.blank(newId, title, starts, ends, unit.code(), own.key(), own.name()));
  }

  private DraftOutcome make(StaffMember viewer, Plan plan) {
    if (!Permissions.may(viewer, Action.PLAN_WRITE)) {
      return new DraftOutcome.NotFound();
    }
    String text = PlanText.of(plan);
    List<PlanMistake> mistakes = mistakes(plan.id(), text);
    if (!mistakes.isEmpty()) {
      return new DraftOutcome.Unreadable(mistakes);
    }
    rows.lock(plan.id());
    PlanDraft there = drafts.open(plan.id()).orElse(null);
    if (there != null) {
      return there.agencyId().equals(viewer.agencyId())
          ? new DraftOutcome.Done(there)
          : new DraftOutcome.Wrong(DraftMistake.DRAFT_THERE);
    }
    Optional<DraftMistake> mistake = foreign(viewer, plan);
    if (mistake.isPresent()) {
      return new DraftOutcome.Wrong(mistake.get());
    }
    PlanDraft draft =
        new PlanDraft(
            plan.id(),
            rows.newest(plan.id()) + 1,
            DraftState.DRAFT,
            viewer.agencyId(),
            text,
            1,
            viewer.id(),
            null);
    drafts.insert(draft, SqlTime.now(clock));
    audit.record(viewer.id(), "PLAN_DRAFTED", "PLAN", plan.id());
    return new DraftOutcome.Done(draft);
  }

  /** Whether the plan is, or would be, another agency's. */
  private Optional<DraftMistake> foreign(StaffMember viewer, Plan plan) {
    String owner = drafts.owner(plan.id()).orElse(null);
    if (owner != null && !owner.isEmpty() && !owner.equals(viewer.agencyId())) {
      return Optional.of(DraftMistake.ID_TAKEN);
    }
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Agency own = snapshot.agency(viewer.agencyId()).orElse(null);
    Unit unit = agencies.unit(plan).orElse(null);
    boolean here =
        own != null
            && unit != null
            && (unit.id() == own.unitId()
                || snapshot.currentOf(unit, today).stream()
                    .anyMatch(now -> now.id() == own.unitId()));
    boolean issues =
        own != null
            && (own.standing()
                || agencies.resolve(plan.issuerKey(), plan, today).contains(own.id()));
    return here && issues ? Optional.empty() : Optional.of(DraftMistake.NOT_OWN_UNIT);
  }

  private List<PlanMistake> mistakes(String planId, String text) {
    try {
      PlanFile file = PlanFile.read(planId, text);
      return agencies.unit(file.plan()).isPresent()
          ? List.of()
          : List.of(
              new PlanMistake(
                  file.unitLine(), "unit", PlanMistake.Why.UNKNOWN_UNIT, file.plan().unitCode()));
    } catch (PlanUnreadableException e) {
      return e.mistakes();
    }
  }

  /**
   * Another document of a draft.
   *
   * @param revision that the writer saw
   */
  @Transactional
  public DraftOutcome write(StaffMember viewer, String planId, int revision, String text) {
    PlanDraft draft = locked(viewer, planId);
    if (draft == null) {
      return new DraftOutcome.NotFound();
    }
    if (draft.state() != DraftState.DRAFT) {
      return new DraftOutcome.Wrong(DraftMistake.NOT_NOW);
    }
    List<PlanMistake> mistakes = mistakes(planId, text);
    if (!mistakes.isEmpty()) {
      return new DraftOutcome.Unreadable(mistakes);
    }
    Plan plan = PlanFile.read(planId, text).plan();
    if (!plan.id().equals(planId)) {
      return new DraftOutcome.Wrong(DraftMistake.OTHER_ID);
    }
    Optional<DraftMistake> mistake = foreign(viewer, plan);
    if (mistake.isPresent()) {
      return new DraftOutcome.Wrong(mistake.get());
    }
    String document = PlanText.of(plan);
    if (document.equals(draft.text())) {
      return new DraftOutcome.Done(draft);
    }
    if (draft.revision() != revision) {
      return new DraftOutcome.TooLate(draft);
    }
    drafts.content(draft, document);
    return new DraftOutcome.Done(drafts.open(planId).orElseThrow());
  }

  /** What becomes of an entry of a section. */
  public enum Move {
    UP,
    DOWN,
    OUT
  }

  /**
   * Writes one entry of a draft.
   *
   * @param revision that the writer saw
   * @param n from 1; one more than there are: a new one
   * @param typed values by field
   */
  @Transactional
  public DraftOutcome write(
      StaffMember viewer,
      String planId,
      int revision,
      PlanSection section,
      int n,
      Map<String, List<String>> typed) {
    PlanDraft draft = locked(viewer, planId);
    if (draft == null) {
      return new DraftOutcome.NotFound();
    }
    // Entries are numbered: of another revision, n may be another entry.
    if (draft.revision() != revision) {
      return new DraftOutcome.TooLate(draft);
    }
    PlanEntries entries = PlanEntries.of(draft.plan());
    int most = entries.count(section) + (section.many() ? 1 : 0);
    return n < 1 || n > most
        ? new DraftOutcome.NotFound()
        : write(viewer, planId, revision, entries.with(section, n, typed));
  }

  /** Moves an entry of a draft, or takes it out. */
  @Transactional
  public DraftOutcome move(
      StaffMember viewer, String planId, int revision, PlanSection section, int n, Move to) {
    PlanDraft draft = locked(viewer, planId);
    if (draft == null) {
      return new DraftOutcome.NotFound();
    }
    if (draft.revision() != revision) {
      return new DraftOutcome.TooLate(draft);
    }
    PlanEntries entries = PlanEntries.of(draft.plan());
    if (!section.many() || n < 1 || n > entries.count(section)) {
      return new DraftOutcome.NotFound();
    }
    return write(
        viewer,
        planId,
        revision,
        switch (to) {
          case UP -> entries.moved(section, n, -1);
          case DOWN -> entries.moved(section, n, 1);
          case OUT -> entries.without(section, n);
        });
  }

  /** Lays a draft before a second person, takes it back, or gives it up. */
  @Transactional
  public DraftOutcome move(StaffMember viewer, String planId, DraftState to) {
    PlanDraft draft = locked(viewer, planId);
    if (draft == null) {
      return new DraftOutcome.NotFound();
    }
    if (draft.state() == to) {
      return new DraftOutcome.Done(draft);
    }
    boolean allowed =
        switch (to) {
          case SUBMITTED -> draft.state() == DraftState.DRAFT;
          case DRAFT -> draft.state() == DraftState.SUBMITTED;
          case DROPPED -> draft.state() == DraftState.DRAFT;
          case ISSUED -> false;
        };
    if (!allowed) {
      return new DraftOutcome.Wrong(DraftMistake.NOT_NOW);
    }
    if (to == DraftState.SUBMITTED && draft.plan().tasks().isEmpty()) {
      return new DraftOutcome.Wrong(DraftMistake.NO_TASKS);
    }
    drafts.state(draft, to, to == DraftState.SUBMITTED ? viewer.id() : null, SqlTime.now(clock));
    audit.record(viewer.id(), "PLAN_" + to, "PLAN", planId);
    return new DraftOutcome.Done(drafts.open(planId).orElse(draft));
  }

  /**
   * Issues a submitted draft: its number, day and signer are written into it, and it is in force.
   *
   * @param signer name of who signed; empty: as the document says
   */
  @Transactional
  public DraftOutcome issue(
      StaffMember viewer,
      String planId,
      int revision,
      String number,
      @Nullable LocalDate day,
      String signer) {
    PlanDraft draft = Permissions.may(viewer, Action.PLAN_ISSUE) ? locked(viewer, planId) : null;
    if (draft == null) {
      return new DraftOutcome.NotFound();
    }
    if (draft.state() != DraftState.SUBMITTED) {
      return new DraftOutcome.Wrong(DraftMistake.NOT_NOW);
    }
    if (viewer.id().equals(draft.submittedBy())) {
      return new DraftOutcome.Wrong(DraftMistake.SELF_ISSUE);
    }
    if (draft.revision() != revision) {
      return new DraftOutcome.TooLate(draft);
    }
    if (number.isBlank()) {
      return new DraftOutcome.Wrong(DraftMistake.NUMBER_MISSING);
    }
    Instant now = SqlTime.now(clock);
    if (day == null || day.isAfter(LegalTime.day(now)) || day.getYear() < FIRST_YEAR) {
      return new DraftOutcome.Wrong(DraftMistake.DAY_WRONG);
    }
    Plan plan = signed(draft.plan(), number.strip(), day, signer.strip());
    String text = PlanText.of(plan);
    List<PlanMistake> mistakes = mistakes(planId, text);
    if (!mistakes.isEmpty()) {
      return new DraftOutcome.Unreadable(mistakes);
    }
    int version = Math.max(draft.version(), rows.newest(planId));
    if (version != draft.version()) {
      version++;
    }
    drafts.issued(draft, version, text, viewer.id(), now);
    rows.inForce(plan, version, false, now);
    audit.record(viewer.id(), "PLAN_ISSUED", "PLAN", planId);
    return new DraftOutcome.Issued(planId, version);
  }

  private static Plan signed(Plan plan, String number, LocalDate day, String signer) {
    PlanSigner before = plan.signer();
    return new Plan(
        plan.id(),
        plan.title(),
        number,
        day,
        null,
        null,
        plan.place(),
        plan.startsOn(),
        plan.endsOn(),
        plan.outlook(),
        plan.unitCode(),
        plan.issuerKey(),
        plan.issuerName(),
        plan.theme(),
        new PlanSigner(
            before.authority(),
            before.position(),
            before.secondPosition(),
            signer.isEmpty() ? before.name() : signer),
        plan.source(),
        plan.superiorId(),
        plan.copiedFrom(),
        plan.basis(),
        plan.targets(),
        plan.tasks(),
        plan.windows(),
        plan.reporting(),
        plan.recipients(),
        plan.notes());
  }

  private @Nullable PlanDraft locked(StaffMember viewer, String planId) {
    rows.lock(planId);
    return one(viewer, planId).orElse(null);
  }
}

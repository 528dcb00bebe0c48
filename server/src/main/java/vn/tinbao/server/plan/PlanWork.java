package vn.tinbao.server.plan;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.FileCheck;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.CampaignStepped;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.sms.db.SqlTime;

/**
 * The door to work on tasks: how an agency's part stands, who is responsible, what proves it. Only
 * people of that agency change it. What proves it and what was said about it is shown to that
 * agency and to those to whom the plan reports; how it stands to whoever sees plans.
 */
@Singleton
public class PlanWork {
  /** Largest file that proves something. */
  public static final int MOST_FILE_BYTES = 8 << 20;

  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_PEOPLE = 10_000_000;
  private static final LocalDate FIRST_DAY = LocalDate.of(2010, 1, 1);

  private final Plans plans;
  private final PlanAgencies agencies;
  private final PlanWorkRows rows;
  private final StaffAccounts staff;
  private final Campaigns campaigns;
  private final TipAccess tips;
  private final FileCheck files;
  private final TransactionOperations<Connection> transactions;
  private final Audit audit;
  private final Clock clock;

  PlanWork(
      Plans plans,
      PlanAgencies agencies,
      PlanWorkRows rows,
      StaffAccounts staff,
      Campaigns campaigns,
      TipAccess tips,
      FileCheck files,
      TransactionOperations<Connection> transactions,
      Audit audit,
      Clock clock) {
    this.plans = plans;
    this.agencies = agencies;
    this.rows = rows;
    this.staff = staff;
    this.campaigns = campaigns;
    this.tips = tips;
    this.files = files;
    this.transactions = transactions;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * A proof as it comes from a form.
   *
   * @param ref id of the campaign or tip, where the kind asks for one
   */
  public record NewEvidence(
      Evidence.Kind kind,
      @Nullable LocalDate happenedOn,
      @Nullable Integer people,
      @Nullable UUID ref,
      String note,
      @Nullable String fileName,
      byte @Nullable [] file) {

    /** Nothing that people typed. */
    @Override
    public String toString() {
      return "NewEvidence[" + kind + "]";
    }
  }

  /** The parts of all agencies that touched the plan's tasks. */
  public List<Work> ofPlan(String planId) {
    return rows.ofPlan(planId);
  }

  /** The parts of an agency in all tasks that it touched. */
  public List<Work> ofAgency(String agencyId) {
    return rows.ofAgency(agencyId);
  }

  /** The part of an agency in a task, whether it touched it or not. */
  public Work one(String planId, String taskId, String agencyId) {
    return rows.one(planId, taskId, agencyId);
  }

  /** Whether this person may change their agency's part in the task. */
  public boolean mayWork(StaffMember viewer, Plan plan, PlanTask task) {
    return Permissions.may(viewer, Action.PLAN_WORK)
        && plans.part(plan, task, viewer.agencyId(), today()).isPresent();
  }

  /** Whether this person may see what that agency says of its work on this plan. */
  public boolean sees(StaffMember viewer, Plan plan, String agencyId) {
    return Permissions.may(viewer, Action.PLAN_SEE)
        && (viewer.agencyId().equals(agencyId)
            || agencies.above(plan, today()).contains(viewer.agencyId()));
  }

  /** What proves an agency's part, for who may see it. */
  public List<Evidence> evidence(StaffMember viewer, Plan plan, Work work) {
    return sees(viewer, plan, work.agencyId()) ? rows.evidence(work) : List.of();
  }

  /** The history of an agency's part, for who may see it. */
  public List<WorkEvent> events(StaffMember viewer, Plan plan, Work work) {
    return sees(viewer, plan, work.agencyId()) ? rows.events(work) : List.of();
  }

  /** What proves the tasks of a plan on these days; for other rooms, asks nobody. */
  public List<Evidence> evidenceOf(String planId, LocalDate from, LocalDate until) {
    return rows.evidence(planId, from, until);
  }

  /**
   * A file that proves something, for the agency that added it and those to whom the plan reports;
   * leaves an audit row.
   *
   * @param original as it came, for the own agency only; else the cleaned copy where there is one
   */
  @Transactional
  public Optional<EvidenceFile> file(
      StaffMember viewer, String planId, String taskId, UUID evidenceId, boolean original) {
    Plan plan = plans.plan(planId).orElse(null);
    if (plan == null || !Permissions.may(viewer, Action.PLAN_WORK)) {
      return Optional.empty();
    }
    Optional<EvidenceFile> found =
        rows.file(planId, taskId, evidenceId, original)
            .filter(
                file ->
                    original
                        ? file.agencyId().equals(viewer.agencyId())
                        : sees(viewer, plan, file.agencyId()))
            .map(file -> new EvidenceFile(file.name(), file.bytes()));
    if (found.isPresent()) {
      audit.record(viewer.id(), "PLAN_FILE_OPENED", "PLAN", planId);
    }
    return found;
  }

  /** A file to be handed out. */
  public record EvidenceFile(String name, byte[] bytes) {
    /** Nothing that people typed. */
    @Override
    public String toString() {
      return "EvidenceFile[" + bytes.length + "]";
    }
  }

  /**
   * Takes a step.
   *
   * @param formId UUIDv7 of the form: the same twice is one
   * @param version of the work that the form showed
   */
  @Transactional
  public WorkOutcome step(
      StaffMember viewer,
      String planId,
      String taskId,
      UUID formId,
      int version,
      WorkStep step,
      String note) {
    Work work = mine(viewer, planId, taskId);
    if (work == null) {
      return new WorkOutcome.NotFound();
    }
    if (rows.happened(formId)) {
      return new WorkOutcome.Done(work);
    }
    if (step.asksWhy() && note.isBlank()) {
      return new WorkOutcome.Wrong(WorkMistake.WHY_MISSING);
    }
    if (note.length() > LONGEST_NOTE) {
      return new WorkOutcome.Wrong(WorkMistake.NOTE_TOO_LONG);
    }
    if (work.version() != version) {
      return new WorkOutcome.TooLate(work);
    }
    if (work.state() != step.from()) {
      return new WorkOutcome.Wrong(WorkMistake.STEP_NOT_NOW);
    }
    if (step == WorkStep.FINISH && work.evidence() == 0) {
      return new WorkOutcome.Wrong(WorkMistake.NO_EVIDENCE);
    }
    Instant now = SqlTime.now(clock);
    moved(viewer, work, formId, step.to(), note, now);
    return done(planId, taskId, viewer);
  }

  private void moved(
      StaffMember viewer, Work work, UUID eventId, WorkState to, String note, Instant now) {
    rows.write(work, to, work.responsible(), now);
    rows.event(
        work,
        new WorkEvent(
            eventId,
            now,
            WorkEvent.Kind.STATE,
            viewer.id(),
            work.state(),
            to,
            null,
            null,
            note.isBlank() ? null : note.strip()));
  }

  private WorkOutcome done(String planId, String taskId, StaffMember viewer) {
    return new WorkOutcome.Done(rows.one(planId, taskId, viewer.agencyId()));
  }

  /** Names who is responsible, of the viewer's agency; null: nobody. */
  @Transactional
  public WorkOutcome responsible(
      StaffMember viewer,
      String planId,
      String taskId,
      UUID formId,
      int version,
      @Nullable UUID person) {
    Work work = mine(viewer, planId, taskId);
    if (work == null) {
      return new WorkOutcome.NotFound();
    }
    if (rows.happened(formId)) {
      return new WorkOutcome.Done(work);
    }
    if (work.version() != version) {
      return new WorkOutcome.TooLate(work);
    }
    if (person != null
        && staff.colleagues(viewer.agencyId()).stream().noneMatch(one -> one.id().equals(person))) {
      return new WorkOutcome.Wrong(WorkMistake.NO_COLLEAGUE);
    }
    Instant now = SqlTime.now(clock);
    rows.write(work, work.state(), person, now);
    rows.event(
        work,
        new WorkEvent(
            formId, now, WorkEvent.Kind.RESPONSIBLE, viewer.id(), null, null, person, null, null));
    return done(planId, taskId, viewer);
  }

  /**
   * Adds a proof; what nobody had begun is begun by it. Its file is scanned and cleaned first,
   * which takes seconds.
   *
   * @param formId UUIDv7 of the form, and of the proof: the same twice is one
   */
  public WorkOutcome prove(
      StaffMember viewer, String planId, String taskId, UUID formId, NewEvidence said) {
    byte[] file = said.file();
    FileCheck.Outcome.Kept looked = null;
    if (file != null && file.length <= MOST_FILE_BYTES) {
      FileCheck.Outcome outcome = files.look(String.valueOf(said.fileName()), file);
      if (outcome instanceof FileCheck.Outcome.Malware) {
        return new WorkOutcome.Wrong(WorkMistake.FILE_MALWARE);
      }
      if (outcome instanceof FileCheck.Outcome.NoAnswer) {
        return new WorkOutcome.Wrong(WorkMistake.FILE_NOT_SCANNED);
      }
      looked = (FileCheck.Outcome.Kept) outcome;
    }
    FileCheck.Outcome.Kept found = looked;
    return transactions.executeWrite(status -> prove(viewer, planId, taskId, formId, said, found));
  }

  private WorkOutcome prove(
      StaffMember viewer,
      String planId,
      String taskId,
      UUID formId,
      NewEvidence said,
      FileCheck.Outcome.@Nullable Kept looked) {
    Work work = mine(viewer, planId, taskId);
    if (work == null) {
      return new WorkOutcome.NotFound();
    }
    if (rows.happened(formId)) {
      return new WorkOutcome.Done(work);
    }
    Optional<WorkMistake> mistake = mistake(viewer, said);
    if (mistake.isPresent()) {
      return new WorkOutcome.Wrong(mistake.get());
    }
    UUID tipEvent = null;
    if (said.kind() == Evidence.Kind.TIP_EVENT && said.ref() != null) {
      tipEvent = rows.newestEvent(said.ref()).orElse(null);
      if (tipEvent == null) {
        return new WorkOutcome.Wrong(WorkMistake.NO_TIP);
      }
    }
    Instant now = SqlTime.now(clock);
    LocalDate day = said.happenedOn() == null ? today() : said.happenedOn();
    Evidence evidence =
        new Evidence(
            formId,
            planId,
            taskId,
            viewer.agencyId(),
            said.kind(),
            day,
            said.people(),
            said.kind() == Evidence.Kind.CAMPAIGN ? said.ref() : null,
            said.note().isBlank() ? null : said.note().strip(),
            said.fileName(),
            0,
            looked != null && looked.clean() != null,
            looked == null ? null : looked.problem(),
            viewer.id(),
            now,
            false);
    return add(work, evidence, tipEvent, said.file(), looked)
        ? done(planId, taskId, viewer)
        : new WorkOutcome.Wrong(WorkMistake.GONE_ALREADY);
  }

  /** Adds it; what nobody had begun is begun by it. False: it is there already. */
  private boolean add(
      Work work,
      Evidence evidence,
      @Nullable UUID tipEvent,
      byte @Nullable [] file,
      FileCheck.Outcome.@Nullable Kept looked) {
    if (!rows.evidence(evidence, tipEvent, file, looked)) {
      return false;
    }
    WorkState to = work.state() == WorkState.NOT_BEGUN ? WorkState.GOING_ON : work.state();
    rows.write(work, to, work.responsible(), evidence.addedAt());
    rows.event(
        work,
        new WorkEvent(
            evidence.id(),
            evidence.addedAt(),
            WorkEvent.Kind.EVIDENCE,
            evidence.addedBy(),
            work.state(),
            to,
            null,
            evidence.id(),
            null));
    return true;
  }

  /**
   * A campaign that was held for a task proves it, of the agency that held it: once, when all of it
   * is out. Whoever approved it stands for it.
   */
  @EventListener
  @Transactional
  void held(CampaignStepped event) {
    if (event.step() == CampaignStep.FINISH) {
      campaigns.byId(event.campaignId()).ifPresent(this::held);
    }
  }

  private void held(Campaign campaign) {
    String[] named = String.valueOf(campaign.plan().planTask()).split("/", 2);
    UUID by = campaign.approvedBy();
    Plan plan = named.length < 2 || by == null ? null : plans.plan(named[0]).orElse(null);
    PlanTask task = plan == null ? null : plan.task(named[1]).orElse(null);
    UUID id = UUID.nameUUIDFromBytes(("held:" + campaign.id()).getBytes(UTF_8));
    if (by == null
        || plan == null
        || task == null
        || plans.part(plan, task, campaign.agencyId(), today()).isEmpty()
        || rows.happened(id)) {
      return;
    }
    Instant now = SqlTime.now(clock);
    Instant began = campaign.startedAt();
    var unused =
        add(
            rows.lock(plan.id(), task.id(), campaign.agencyId(), now),
            new Evidence(
                id,
                plan.id(),
                task.id(),
                campaign.agencyId(),
                Evidence.Kind.CAMPAIGN,
                began == null ? today() : LegalTime.day(began),
                null,
                campaign.id(),
                campaign.plan().title(),
                null,
                0,
                false,
                null,
                by,
                now,
                false),
            null,
            null,
            null);
  }

  private Optional<WorkMistake> mistake(StaffMember viewer, NewEvidence said) {
    LocalDate day = said.happenedOn();
    if (day == null || day.isBefore(FIRST_DAY) || day.isAfter(today())) {
      return Optional.of(WorkMistake.DAY_WRONG);
    }
    Integer people = said.people();
    if (people != null && (people < 0 || people > MOST_PEOPLE)) {
      return Optional.of(WorkMistake.PEOPLE_WRONG);
    }
    if (said.note().length() > LONGEST_NOTE) {
      return Optional.of(WorkMistake.NOTE_TOO_LONG);
    }
    byte[] file = said.file();
    if (file != null && file.length > MOST_FILE_BYTES) {
      return Optional.of(WorkMistake.FILE_TOO_LARGE);
    }
    UUID ref = said.ref();
    return switch (said.kind()) {
      case TRAINING, COMMENDATION, NOTE ->
          said.note().isBlank() ? Optional.of(WorkMistake.NOTHING_SAID) : Optional.empty();
      case FILE -> file == null ? Optional.of(WorkMistake.NO_FILE) : Optional.empty();
      case CAMPAIGN ->
          ref == null || campaigns.seen(viewer, ref).isEmpty()
              ? Optional.of(WorkMistake.NO_CAMPAIGN)
              : Optional.empty();
      case TIP_EVENT ->
          ref == null || !tips.maySee(viewer, ref)
              ? Optional.of(WorkMistake.NO_TIP)
              : Optional.empty();
    };
  }

  /** Takes a proof back; what was done without another one is going on again. */
  @Transactional
  public WorkOutcome withdraw(
      StaffMember viewer, String planId, String taskId, UUID formId, UUID evidenceId) {
    Work work = mine(viewer, planId, taskId);
    if (work == null) {
      return new WorkOutcome.NotFound();
    }
    if (rows.happened(formId)) {
      return new WorkOutcome.Done(work);
    }
    Instant now = SqlTime.now(clock);
    if (!rows.withdraw(work, evidenceId, viewer.id(), now)) {
      return new WorkOutcome.Wrong(WorkMistake.GONE_ALREADY);
    }
    boolean bare = work.state() == WorkState.DONE && work.evidence() == 1;
    WorkState to = bare ? WorkState.GOING_ON : work.state();
    rows.write(work, to, work.responsible(), now);
    rows.event(
        work,
        new WorkEvent(
            formId,
            now,
            WorkEvent.Kind.WITHDRAWN,
            viewer.id(),
            work.state(),
            to,
            null,
            evidenceId,
            null));
    return done(planId, taskId, viewer);
  }

  /** The viewer's agency's part, locked; null: it has none, or they may not. */
  private @Nullable Work mine(StaffMember viewer, String planId, String taskId) {
    Plan plan = plans.plan(planId).orElse(null);
    PlanTask task = plan == null ? null : plan.task(taskId).orElse(null);
    if (plan == null || task == null || !mayWork(viewer, plan, task)) {
      return null;
    }
    return rows.lock(planId, taskId, viewer.agencyId(), SqlTime.now(clock));
  }

  /** Today in Vietnam. */
  public LocalDate today() {
    return LegalTime.day(clock.instant());
  }
}

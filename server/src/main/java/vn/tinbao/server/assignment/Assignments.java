package vn.tinbao.server.assignment;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.AssignmentState.Action;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.server.tip.ToldPlace;
import vn.tinbao.sms.db.SqlTime;

/** The one door to assignments, for the desk and for the officer's app. */
@Singleton
public class Assignments {
  /** How long an ended assignment stays in the officer's list. */
  private static final Duration SHOWN_AFTER_END = Duration.ofDays(7);

  /** Shortest and longest time to answer an offer. */
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  private static final Duration LONGEST = Duration.ofHours(24);

  /** Longest instruction or note, in characters. */
  public static final int MOST_CHARACTERS = 5_000;

  private final AssignmentRows rows;
  private final TipDesk tips;
  private final TipAccess access;
  private final StaffAccounts staff;
  private final Push push;
  private final Audit audit;
  private final Clock clock;

  Assignments(
      AssignmentRows rows,
      TipDesk tips,
      TipAccess access,
      StaffAccounts staff,
      Push push,
      Audit audit,
      Clock clock) {
    this.rows = rows;
    this.tips = tips;
    this.access = access;
    this.staff = staff;
    this.push = push;
    this.audit = audit;
    this.clock = clock;
  }

  /** What became of a wish. */
  public sealed interface Outcome {

    /** Done, or done before by the same operation: the assignment as it stands. */
    record Applied(View assignment) implements Outcome {}

    /** There is no such assignment for this person. */
    record NotFound() implements Outcome {}

    /** Not in this state. */
    record NotAllowed(AssignmentState state) implements Outcome {}

    /** A reason or report is missing or too long. */
    record NoteWrong() implements Outcome {}
  }

  /** One step of an assignment. */
  public record Step(Instant at, AssignmentState state, @Nullable String note) {

    @Override
    public String toString() {
      return "Step[" + state + "]";
    }
  }

  /**
   * An assignment, opened for the desk or its officer.
   *
   * @param narrative the reporter's words; only for its officer while at work on it
   * @param told where, as the reporter told it apart from the story; goes with the narrative
   */
  public record View(
      UUID id,
      UUID tipId,
      UUID officerId,
      AssignmentState state,
      @Nullable String instruction,
      @Nullable String narrative,
      @Nullable ToldPlace told,
      int urgency,
      @Nullable String place,
      String leadAgency,
      Instant offeredAt,
      Instant answerBy,
      Instant updatedAt,
      int version,
      List<Step> steps) {

    @Override
    public String toString() {
      return "View[" + id + ", " + state + "]";
    }
  }

  /**
   * Offers a tip to an officer of the viewer's own agency and pushes it to the officer's devices.
   *
   * @param id UUIDv7 of the form: the same twice is one offer
   * @param answerWithin 1 minute to 24 hours
   * @return empty when the viewer may not act on the tip, or the officer is not of this agency
   */
  @Transactional
  public Optional<View> offer(
      StaffMember viewer,
      UUID id,
      UUID tipId,
      UUID officerId,
      @Nullable String instruction,
      Duration answerWithin) {
    boolean ownOfficer =
        staff.officersOf(viewer.agencyId()).stream()
            .anyMatch(officer -> officer.id().equals(officerId));
    tips.hold(tipId);
    if (!ownOfficer || !tips.mayAct(viewer, tipId)) {
      return Optional.empty();
    }
    Instant now = now();
    Duration within =
        answerWithin.compareTo(SHORTEST) < 0
            ? SHORTEST
            : answerWithin.compareTo(LONGEST) > 0 ? LONGEST : answerWithin;
    byte[] sealed =
        instruction == null || instruction.isBlank()
            ? null
            : tips.seal(tipId, instruction, AssignmentRows.INSTRUCTION, id);
    int made =
        rows.offer(
            id, tipId, viewer.agencyId(), officerId, viewer.id(), sealed, now, now.plus(within));
    AssignmentRows.Row row = rows.byId(id).orElseThrow();
    if (made == 0 && !row.tipId().equals(tipId)) {
      return Optional.empty();
    }
    if (made == 1) {
      var unused =
          rows.addEvent(
              UuidCreator.getTimeOrderedEpoch(), id, "OFFERED", null, viewer.id(), null, now);
      tips.record(
          tipId, "ASSIGNMENT_OFFERED", viewer.id(), data(id, officerId), Attention.CLEAR, null);
      push.toStaff(officerId, "assignment", id);
    }
    return Optional.of(view(row, false));
  }

  /** All assignments of a tip, oldest first; whoever asks must have opened the tip. */
  public List<View> ofTip(UUID tipId) {
    return rows.ofTip(tipId).stream().map(row -> view(row, false)).toList();
  }

  /** The officer's open assignments and those that ended within the last seven days. */
  public List<View> ofOfficer(StaffMember officer) {
    return rows.ofOfficer(officer.id(), clock.instant().minus(SHOWN_AFTER_END)).stream()
        .map(row -> view(row, false))
        .toList();
  }

  /** One of the officer's own, without the tip's words: those go to phones that are known. */
  @Transactional
  public Optional<View> open(StaffMember officer, UUID id) {
    return rows.byId(id)
        .filter(row -> row.officerId().equals(officer.id()))
        .map(row -> view(row, false));
  }

  /**
   * Applies what an officer did, once, whenever it arrives.
   *
   * @param operationId UUIDv7 made by the phone when it was done
   * @param note needed for DECLINE and REPORT, at most 5,000 characters
   * @param at the phone's clock, kept beside ours and trusted for nothing
   */
  @Transactional
  public Outcome act(
      StaffMember officer,
      UUID id,
      UUID operationId,
      Action action,
      @Nullable String note,
      @Nullable Instant at) {
    rows.byId(id).ifPresent(row -> tips.hold(row.tipId()));
    Optional<AssignmentRows.Row> locked =
        rows.lock(id).filter(row -> row.officerId().equals(officer.id()));
    if (locked.isEmpty() || !officer.roles().contains(Role.FIELD_OFFICER)) {
      return new Outcome.NotFound();
    }
    AssignmentRows.Row row = locked.get();
    Optional<AssignmentRows.EventRow> before = rows.event(operationId);
    if (before.isPresent()) {
      return before.get().assignmentId().equals(id)
          ? new Outcome.Applied(view(row, false))
          : new Outcome.NotFound();
    }
    boolean hasNote = note != null && !note.isBlank();
    if ((action.needsNote() && !hasNote) || (note != null && note.length() > MOST_CHARACTERS)) {
      return new Outcome.NoteWrong();
    }
    Optional<AssignmentState> next = action.from(row.state());
    if (next.isEmpty()) {
      return new Outcome.NotAllowed(row.state());
    }
    if (!access.mayWork(officer, row.tipId(), row.task())) {
      return new Outcome.NotFound();
    }
    Instant now = now();
    AssignmentState state = next.get();
    byte[] sealed =
        hasNote && note != null
            ? tips.seal(row.tipId(), note, AssignmentRows.NOTE, operationId)
            : null;
    rows.state(id, state.name(), now);
    var unused = rows.addEvent(operationId, id, state.name(), sealed, officer.id(), at, now);
    tips.record(
        row.tipId(),
        "ASSIGNMENT_" + state,
        officer.id(),
        data(id, officer.id()),
        state == AssignmentState.DECLINED ? Attention.OFFER_DECLINED : Attention.KEEP,
        null);
    return new Outcome.Applied(view(rows.byId(id).orElseThrow(), false));
  }

  /**
   * One of an officer's own tasks, kept from changing until the running transaction ends.
   *
   * @param sees whether the officer may work on the tip, whatever the task's state
   */
  public record Held(UUID tipId, AssignmentState state, boolean sees) {}

  /** Holds the tip and the task, in this order; empty when it is not this officer's. */
  @Transactional
  public Optional<Held> hold(StaffMember officer, UUID id) {
    rows.byId(id)
        .filter(row -> row.officerId().equals(officer.id()))
        .ifPresent(row -> tips.hold(row.tipId()));
    return rows.lock(id)
        .filter(row -> row.officerId().equals(officer.id()))
        .map(
            row ->
                new Held(
                    row.tipId(),
                    row.state(),
                    officer.is(Role.FIELD_OFFICER)
                        && access.mayWork(officer, row.tipId(), row.task())));
  }

  /**
   * Keeps the words of a step that another phone of the officer had taken already; nothing when
   * there are none. In the transaction of {@link #hold}.
   */
  @Transactional
  public void addNote(
      StaffMember officer, UUID id, UUID operationId, @Nullable String note, @Nullable Instant at) {
    if (note == null || note.isBlank() || note.length() > MOST_CHARACTERS) {
      return;
    }
    AssignmentRows.Row row = rows.byId(id).orElseThrow();
    Instant now = now();
    var unused =
        rows.addEvent(
            operationId,
            id,
            row.state().name(),
            tips.seal(row.tipId(), note, AssignmentRows.NOTE, operationId),
            officer.id(),
            at,
            now);
    if (!row.state().ended()) {
      // What ended leaves the officer's list by the time of its end.
      rows.state(id, row.state().name(), now);
    }
    tips.changed(row.tipId());
  }

  /**
   * The officer's open tasks and those that ended lately, with all that a phone may hold of them
   * now: the narrative only while at work. Whoever hands a narrative over says so by {@link
   * #handedOver}.
   */
  public List<View> forPhone(StaffMember officer) {
    return rows.ofOfficer(officer.id(), clock.instant().minus(SHOWN_AFTER_END)).stream()
        .map(
            row ->
                view(row, row.state().atWork() && access.mayWork(officer, row.tipId(), row.task())))
        .toList();
  }

  /** The tip's words went to a phone of its officer. */
  @Transactional
  public void handedOver(StaffMember officer, View view) {
    audit.record(officer.id(), "TIP_OPENED", "TIP", view.tipId().toString());
  }

  /**
   * Ends offers that nobody answered in time: the tip comes back to the desk with a mark, and the
   * officer's devices are told. The tips are held first and the offers then, as by everybody; who
   * answered meanwhile has answered.
   *
   * @return how many
   */
  @Transactional
  public int expire() {
    Instant now = now();
    List<AssignmentRows.Row> found = rows.expired(now);
    tips.hold(found.stream().map(AssignmentRows.Row::tipId).distinct().toList());
    int ended = 0;
    for (AssignmentRows.Row before : found) {
      AssignmentRows.Row row = rows.lock(before.id()).orElse(null);
      if (row == null || row.state() != AssignmentState.OFFERED) {
        continue;
      }
      ended++;
      rows.state(row.id(), "EXPIRED", now);
      var unused =
          rows.addEvent(
              UuidCreator.getTimeOrderedEpoch(), row.id(), "EXPIRED", null, null, null, now);
      tips.record(
          row.tipId(),
          "ASSIGNMENT_EXPIRED",
          null,
          data(row.id(), row.officerId()),
          Attention.OFFER_EXPIRED,
          null);
      push.toStaff(row.officerId(), "assignment", row.id());
    }
    return ended;
  }

  /**
   * Takes back the open tasks on a tip whose officers may see it no more; their devices are told.
   * In the transaction of whoever holds the tip.
   *
   * @param attention what the desk must look at
   */
  void withdrawUnseen(UUID tipId, Attention attention) {
    Instant now = now();
    for (AssignmentRows.Row row : rows.lockOpen(tipId)) {
      boolean sees =
          staff
              .active(row.officerId())
              .filter(officer -> access.mayWork(officer, tipId, row.task()))
              .isPresent();
      if (sees) {
        continue;
      }
      rows.state(row.id(), "WITHDRAWN", now);
      var unused =
          rows.addEvent(
              UuidCreator.getTimeOrderedEpoch(), row.id(), "WITHDRAWN", null, null, null, now);
      tips.record(
          tipId, "ASSIGNMENT_WITHDRAWN", null, data(row.id(), row.officerId()), attention, null);
      push.toStaff(row.officerId(), "assignment", row.id());
    }
  }

  /**
   * Open tasks of people whose agency has an heir; in the transaction of whoever holds the tips.
   */
  void goAlong(String fromAgencyId, String toAgencyId, Set<UUID> people) {
    people.forEach(officer -> rows.goAlong(officer, fromAgencyId, toAgencyId));
  }

  /** The same for all tips on which this officer has a task. In the caller's transaction. */
  void withdrawUnseenOf(UUID officerId) {
    List<UUID> tipIds = rows.tipsOfOpen(officerId);
    tips.hold(tipIds);
    for (UUID tipId : tipIds) {
      withdrawUnseen(tipId, Attention.TASK_WITHDRAWN);
    }
  }

  private View view(AssignmentRows.Row row, boolean withNarrative) {
    TipDesk.Line tip = tips.line(row.tipId()).orElseThrow();
    byte[] instruction = row.instruction();
    return new View(
        row.id(),
        row.tipId(),
        row.officerId(),
        row.state(),
        instruction == null
            ? null
            : tips.unseal(row.tipId(), instruction, AssignmentRows.INSTRUCTION, row.id()),
        withNarrative ? tips.narrative(row.tipId()).orElse(null) : null,
        withNarrative ? tips.told(row.tipId()).orElse(null) : null,
        tip.urgency(),
        tip.place(),
        tip.leadAgency(),
        row.offeredAt(),
        row.answerBy(),
        row.updatedAt(),
        row.version(),
        rows.events(row.id()).stream().map(event -> step(row.tipId(), event)).toList());
  }

  private Step step(UUID tipId, AssignmentRows.EventRow event) {
    byte[] note = event.note();
    return new Step(
        event.at(),
        event.state(),
        note == null ? null : tips.unseal(tipId, note, AssignmentRows.NOTE, event.operationId()));
  }

  private static String data(UUID id, UUID officerId) {
    return "{\"assignment\":\"%s\",\"officer\":\"%s\"}".formatted(id, officerId);
  }

  private Instant now() {
    return SqlTime.now(clock);
  }
}

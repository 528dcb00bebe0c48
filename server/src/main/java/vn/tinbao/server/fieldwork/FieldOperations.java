package vn.tinbao.server.fieldwork;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.web.Messages;
import vn.tinbao.sms.db.SqlTime;

/**
 * Applies what officers did on their phones, each operation once and in a transaction of its own,
 * however late and in whatever order phones bring it. Nothing is silent: an operation is applied,
 * or meets another phone's, or comes too late, or is refused, and the phone is told which.
 */
@Singleton
class FieldOperations {
  static final int MOST_FIELDS = 100;

  private final Assignments assignments;
  private final FieldReports reports;
  private final ReportRows rows;
  private final Push push;
  private final Messages words;
  private final Clock clock;

  FieldOperations(
      Assignments assignments,
      FieldReports reports,
      ReportRows rows,
      Push push,
      Messages words,
      Clock clock) {
    this.assignments = assignments;
    this.reports = reports;
    this.rows = rows;
    this.push = push;
    this.words = words;
    this.clock = clock;
  }

  /** Something an officer did. */
  sealed interface Operation {
    UUID id();

    UUID assignmentId();

    /** By the phone's clock, kept beside ours and trusted for nothing. */
    @Nullable Instant at();
  }

  /** A step of the task. */
  record Step(
      UUID id,
      UUID assignmentId,
      @Nullable Instant at,
      AssignmentState.Action action,
      @Nullable String note)
      implements Operation {

    @Override
    public String toString() {
      return "Step[" + action + " " + id + "]";
    }
  }

  /**
   * Words in the report.
   *
   * @param finished whether the officer says with it that the report is done
   */
  record Writing(
      UUID id,
      UUID assignmentId,
      @Nullable Instant at,
      Map<String, FieldReports.Edit> edits,
      boolean finished)
      implements Operation {

    @Override
    public String toString() {
      return "Writing[" + id + "]";
    }
  }

  /** What became of an operation. */
  sealed interface Result {

    /** Done, now or before; or already so through another phone. */
    record Applied() implements Result {}

    /** The officer's other phone did something else: both are kept, the officer chooses. */
    record Conflict(List<String> fields) implements Result {}

    /**
     * The task is over for this officer; the words stay on the phone.
     *
     * @param why {@code WITHDRAWN}, {@code EXPIRED}, {@code DECLINED}, {@code DONE}, {@code MOVED}
     *     (the tip is no longer for this officer) or {@code UNKNOWN}
     */
    record Gone(String why) implements Result {}

    /**
     * It can never be done like this: {@code why} is {@code STATE}, {@code NOTE} or {@code FIELD}.
     */
    record Refused(String why, @Nullable AssignmentState state) implements Result {}
  }

  /** Applies one, unless it was applied before. */
  @Transactional
  public Result apply(StaffMember officer, UUID deviceId, Operation operation) {
    Optional<Assignments.Held> task = assignments.hold(officer, operation.assignmentId());
    if (task.isEmpty()) {
      return new Result.Gone("UNKNOWN");
    }
    Optional<UUID> before = rows.operation(operation.id());
    if (before.isPresent()) {
      List<String> rivals = rows.rivalFields(operation.id());
      return !before.get().equals(operation.assignmentId())
          ? new Result.Refused("FIELD", null)
          : rivals.isEmpty() ? new Result.Applied() : new Result.Conflict(rivals);
    }
    Result result =
        operation instanceof Step step
            ? step(officer, task.get(), step)
            : writing(officer, deviceId, task.get(), (Writing) operation);
    boolean conflict = result instanceof Result.Conflict meeting && !meeting.fields().isEmpty();
    if (result instanceof Result.Applied || conflict) {
      rows.settled(
          operation.id(),
          deviceId,
          officer.id(),
          operation.assignmentId(),
          operation instanceof Step ? "ACTION" : "REPORT",
          conflict ? "CONFLICT" : "APPLIED",
          operation.at(),
          SqlTime.now(clock));
    }
    return result;
  }

  /**
   * Tells the officer's other phones to fetch what was changed on one: once a task, and nothing
   * appears. When this is lost they fetch it on their own clock.
   */
  @Transactional
  public void tellOtherPhones(StaffMember officer, UUID session, Set<UUID> changed) {
    changed.forEach(task -> push.toOwnPhones(officer.id(), "assignment", task, session));
  }

  private Result step(StaffMember officer, Assignments.Held task, Step step) {
    Assignments.Outcome outcome =
        assignments.act(
            officer, step.assignmentId(), step.id(), step.action(), step.note(), step.at());
    if (outcome instanceof Assignments.Outcome.Applied) {
      return new Result.Applied();
    }
    if (outcome instanceof Assignments.Outcome.NoteWrong) {
      return new Result.Refused("NOTE", task.state());
    }
    if (outcome instanceof Assignments.Outcome.NotFound || !task.sees()) {
      return new Result.Gone(whyGone(task));
    }
    return late(officer, task, step);
  }

  /** The task went on without this phone: by another one of the same officer, or by the desk. */
  private Result late(StaffMember officer, Assignments.Held task, Step step) {
    AssignmentState state = task.state();
    boolean soAlready =
        switch (step.action()) {
          case ACCEPT -> state.atWork() || state == AssignmentState.DONE;
          case DECLINE -> state == AssignmentState.DECLINED;
          case EN_ROUTE, ON_SITE, REPORT ->
              state.atWork() && state != AssignmentState.ACCEPTED || state == AssignmentState.DONE;
          case DONE -> state == AssignmentState.DONE;
        };
    if (soAlready) {
      assignments.addNote(officer, step.assignmentId(), step.id(), step.note(), step.at());
      return new Result.Applied();
    }
    boolean ownChoice =
        state.atWork() || state == AssignmentState.DECLINED || state == AssignmentState.DONE;
    if (ownChoice
        && (step.action() == AssignmentState.Action.DECLINE
            || step.action() == AssignmentState.Action.ACCEPT)) {
      return new Result.Conflict(List.of());
    }
    return state.ended() ? new Result.Gone(whyGone(task)) : new Result.Refused("STATE", state);
  }

  private Result writing(
      StaffMember officer, UUID deviceId, Assignments.Held task, Writing writing) {
    boolean fits =
        writing.edits().size() <= MOST_FIELDS
            && writing.edits().entrySet().stream()
                .allMatch(edit -> ReportField.fits(edit.getKey(), edit.getValue().value()));
    if (!fits) {
      return new Result.Refused("FIELD", task.state());
    }
    boolean open = task.state().atWork() || task.state() == AssignmentState.DONE;
    if (!open || !task.sees()) {
      return task.state() == AssignmentState.OFFERED
          ? new Result.Refused("STATE", task.state())
          : new Result.Gone(whyGone(task));
    }
    List<String> rivals =
        reports.write(
            task.tipId(),
            officer.id(),
            deviceId,
            writing.id(),
            writing.assignmentId(),
            writing.edits(),
            writing.finished());
    if (writing.finished() && task.state().atWork()) {
      var unused =
          assignments.act(
              officer,
              writing.assignmentId(),
              writing.id(),
              AssignmentState.Action.REPORT,
              words.text(Locale.forLanguageTag("vi"), "fieldwork.report.sent"),
              writing.at());
    }
    return rivals.isEmpty() ? new Result.Applied() : new Result.Conflict(rivals);
  }

  private static String whyGone(Assignments.Held task) {
    return task.state().ended() ? task.state().name() : "MOVED";
  }
}

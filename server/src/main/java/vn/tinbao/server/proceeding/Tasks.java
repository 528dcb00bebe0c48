package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Audit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.TipAccess;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipDesk.Attention;
import vn.tinbao.sms.db.SqlTime;

/**
 * What the lead agency asks of those that support it, and of itself: given by the lead, answered by
 * the agency it is for.
 */
@Singleton
public class Tasks {
  /** Longest task or answer, in characters. */
  public static final int MOST_CHARACTERS = 2_000;

  private static final String WHAT = "tip_task.what";
  private static final String ANSWER = "tip_task.answer";

  private final JdbcOperations jdbc;
  private final TipDesk tips;
  private final TipAccess access;
  private final Audit audit;
  private final Clock clock;

  Tasks(JdbcOperations jdbc, TipDesk tips, TipAccess access, Audit audit, Clock clock) {
    this.jdbc = jdbc;
    this.tips = tips;
    this.access = access;
    this.audit = audit;
    this.clock = clock;
  }

  /** How far it is. */
  public enum State {
    OPEN,
    DONE,
    WITHDRAWN
  }

  /**
   * A task, opened.
   *
   * @param dueOn last day, in Vietnam; null when none was set
   * @param answer what was done, null before
   */
  public record Task(
      UUID id,
      String agencyId,
      String what,
      @Nullable LocalDate dueOn,
      State state,
      UUID givenBy,
      Instant givenAt,
      @Nullable UUID endedBy,
      @Nullable Instant endedAt,
      @Nullable String answer) {

    /** Whether its day is over and it is not done. */
    public boolean late(Instant now) {
      return state == State.OPEN && dueOn != null && LegalTime.day(now).isAfter(dueOn);
    }

    @Override
    public String toString() {
      return "Task[" + id + ", " + state + "]";
    }
  }

  /** What became of a wish. */
  public enum Outcome {
    DONE,
    /** No such tip or task for this person, or no longer so. */
    NOT_FOUND,
    /** Missing or too long, or its day is over already. */
    WORDS_WRONG,
    /** The agency has no part in the tip. */
    NO_PART,
    /** It was ended otherwise. */
    TOO_LATE
  }

  private record Stored(UUID tipId, String agencyId, State state) {}

  /** All of a tip that the viewer has opened, oldest first. */
  @Transactional
  public List<Task> ofTip(UUID tipId) {
    return jdbc.prepareStatement(
        // tip_task_of_tip
        """
        SELECT id, agency_id, what, due_on, state, given_by, given_at, ended_by, ended_at, answer
        FROM tinbao.tip_task WHERE tip_id = ? ORDER BY given_at, id
        """,
        select -> {
          select.setObject(1, tipId);
          List<Task> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(task(tipId, row));
            }
          }
          return List.copyOf(found);
        });
  }

  /**
   * Gives a task.
   *
   * @param id UUIDv7 of the form: the same twice is one task
   * @param agencyId an agency that leads or supports the tip
   */
  @Transactional
  public Outcome give(
      StaffMember viewer,
      UUID id,
      UUID tipId,
      String agencyId,
      String what,
      @Nullable LocalDate dueOn) {
    tips.hold(tipId);
    if (!access.mayAsLead(viewer, tipId, Action.TIP_STEP)) {
      return Outcome.NOT_FOUND;
    }
    Instant now = SqlTime.now(clock);
    if (what.isBlank()
        || what.length() > MOST_CHARACTERS
        || (dueOn != null && dueOn.isBefore(LegalTime.day(now)))) {
      return Outcome.WORDS_WRONG;
    }
    if (!tips.agencies(tipId).contains(agencyId)) {
      return Outcome.NO_PART;
    }
    byte[] sealed = tips.seal(tipId, what.strip(), WHAT, id);
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.tip_task (id, tip_id, agency_id, what, due_on, given_by, given_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setObject(2, tipId);
              insert.setString(3, agencyId);
              insert.setBytes(4, sealed);
              insert.setObject(5, dueOn);
              insert.setObject(6, viewer.id());
              insert.setObject(7, SqlTime.of(now));
              return insert.executeUpdate();
            });
    if (made == 0) {
      return stored(id).filter(s -> s.tipId().equals(tipId)).isPresent()
          ? Outcome.DONE
          : Outcome.NOT_FOUND;
    }
    happened(viewer, tipId, "TASK_GIVEN", agencyId);
    return Outcome.DONE;
  }

  /** Says that it is done, and what came of it: an officer of the agency it is for. */
  @Transactional
  public Outcome finish(StaffMember viewer, UUID tipId, UUID id, String answer) {
    tips.hold(tipId);
    Optional<Stored> found =
        of(tipId, id)
            .filter(s -> s.agencyId().equals(viewer.agencyId()))
            .filter(s -> access.may(viewer, tipId, Action.TIP_STEP));
    if (found.isEmpty()) {
      return Outcome.NOT_FOUND;
    }
    if (answer.isBlank() || answer.length() > MOST_CHARACTERS) {
      return Outcome.WORDS_WRONG;
    }
    byte[] sealed = tips.seal(tipId, answer.strip(), ANSWER, id);
    return end(viewer, tipId, id, found.get(), State.DONE, sealed);
  }

  /** Takes it back: an officer of the lead. */
  @Transactional
  public Outcome withdraw(StaffMember viewer, UUID tipId, UUID id) {
    tips.hold(tipId);
    Optional<Stored> found =
        of(tipId, id).filter(s -> access.mayAsLead(viewer, tipId, Action.TIP_STEP));
    return found.isEmpty()
        ? Outcome.NOT_FOUND
        : end(viewer, tipId, id, found.get(), State.WITHDRAWN, null);
  }

  private Outcome end(
      StaffMember viewer, UUID tipId, UUID id, Stored task, State to, byte @Nullable [] answer) {
    if (task.state() != State.OPEN) {
      return task.state() == to ? Outcome.DONE : Outcome.TOO_LATE;
    }
    jdbc.prepareStatement(
        """
        UPDATE tinbao.tip_task SET state = ?, ended_by = ?, ended_at = ?, answer = ? WHERE id = ?
        """,
        update -> {
          update.setString(1, to.name());
          update.setObject(2, viewer.id());
          update.setObject(3, SqlTime.of(SqlTime.now(clock)));
          update.setBytes(4, answer);
          update.setObject(5, id);
          return update.executeUpdate();
        });
    happened(viewer, tipId, "TASK_" + to, task.agencyId());
    return Outcome.DONE;
  }

  private void happened(StaffMember viewer, UUID tipId, String what, String agencyId) {
    audit.record(viewer.id(), "TIP_" + what, "TIP", tipId.toString());
    tips.record(
        tipId, what, viewer.id(), "{\"to\":\"%s\"}".formatted(agencyId), Attention.KEEP, null);
  }

  private Optional<Stored> of(UUID tipId, UUID id) {
    return stored(id).filter(s -> s.tipId().equals(tipId));
  }

  private Optional<Stored> stored(UUID id) {
    return jdbc.prepareStatement(
        "SELECT tip_id, agency_id, state FROM tinbao.tip_task WHERE id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new Stored(
                        row.getObject(1, UUID.class),
                        row.getString(2),
                        State.valueOf(row.getString(3))))
                : Optional.empty();
          }
        });
  }

  private Task task(UUID tipId, ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    byte[] answer = row.getBytes("answer");
    return new Task(
        id,
        row.getString("agency_id"),
        tips.unseal(tipId, row.getBytes("what"), WHAT, id),
        row.getObject("due_on", LocalDate.class),
        State.valueOf(row.getString("state")),
        row.getObject("given_by", UUID.class),
        Objects.requireNonNull(SqlTime.read(row, "given_at")),
        row.getObject("ended_by", UUID.class),
        SqlTime.read(row, "ended_at"),
        answer == null ? null : tips.unseal(tipId, answer, ANSWER, id));
  }
}

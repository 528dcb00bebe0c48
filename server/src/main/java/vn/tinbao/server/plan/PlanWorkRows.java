package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.attachment.FileCheck;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** The rows of {@code tinbao.plan_work}, its history and its evidence; seals and opens words. */
@Singleton
class PlanWorkRows {
  private static final String WORK =
      """
      SELECT w.*,
             (SELECT count(*) FROM tinbao.plan_evidence e
               WHERE e.plan_id = w.plan_id AND e.task_id = w.task_id AND e.agency_id = w.agency_id
                 AND e.withdrawn_at IS NULL) AS evidence
        FROM tinbao.plan_work w
      """;

  private final Statements sql;
  private final SecretSeal seal;

  PlanWorkRows(Statements sql, SecretSeal seal) {
    this.sql = sql;
    this.seal = seal;
  }

  /** The parts of all agencies in all tasks of a plan; primary key. */
  @Transactional
  public List<Work> ofPlan(String planId) {
    return sql.all(
        WORK + " WHERE w.plan_id = ? ORDER BY w.task_id, w.agency_id", PlanWorkRows::work, planId);
  }

  /** The parts of an agency in all tasks it touched; index plan_work_of_agency. */
  @Transactional
  public List<Work> ofAgency(String agencyId) {
    return sql.all(
        WORK + " WHERE w.agency_id = ? ORDER BY w.plan_id, w.task_id",
        PlanWorkRows::work,
        agencyId);
  }

  /** One part, as it stands; untouched when there is no row. */
  @Transactional
  public Work one(String planId, String taskId, String agencyId) {
    return sql.first(
            WORK + " WHERE w.plan_id = ? AND w.task_id = ? AND w.agency_id = ?",
            PlanWorkRows::work,
            planId,
            taskId,
            agencyId)
        .orElse(Work.untouched(planId, taskId, agencyId));
  }

  /** Makes its row if there is none, and keeps others from it until the transaction ends. */
  @Transactional
  public Work lock(String planId, String taskId, String agencyId, Instant now) {
    sql.write(
        """
        INSERT INTO tinbao.plan_work (plan_id, task_id, agency_id, state, version, changed_at)
        VALUES (?, ?, ?, 'NOT_BEGUN', 0, ?) ON CONFLICT DO NOTHING
        """,
        planId,
        taskId,
        agencyId,
        now);
    return sql.first(
            WORK + " WHERE w.plan_id = ? AND w.task_id = ? AND w.agency_id = ? FOR UPDATE OF w",
            PlanWorkRows::work,
            planId,
            taskId,
            agencyId)
        .orElseThrow();
  }

  /** Writes how it stands; its version rises. */
  @Transactional
  public void write(Work work, WorkState state, @Nullable UUID responsible, Instant now) {
    sql.write(
        """
        UPDATE tinbao.plan_work
           SET state = ?, responsible_id = ?, version = version + 1, changed_at = ?
         WHERE plan_id = ? AND task_id = ? AND agency_id = ?
        """,
        state,
        responsible,
        now,
        work.planId(),
        work.taskId(),
        work.agencyId());
  }

  /** Whether an event of this id is there: the same form came before. */
  @Transactional
  public boolean happened(UUID eventId) {
    return sql.is("SELECT EXISTS (SELECT FROM tinbao.plan_work_event WHERE id = ?)", eventId);
  }

  /** Adds to the history. */
  @Transactional
  public void event(Work work, WorkEvent event) {
    sql.write(
        """
        INSERT INTO tinbao.plan_work_event
          (id, plan_id, task_id, agency_id, at, kind, staff_id, from_state, to_state, responsible_id,
           evidence_id, note)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        event.id(),
        work.planId(),
        work.taskId(),
        work.agencyId(),
        event.at(),
        event.kind(),
        event.staffId(),
        event.from(),
        event.to(),
        event.responsible(),
        event.evidenceId(),
        sealed(event.note(), PlanSecrets.EVENT + event.id()));
  }

  /** The history of one part, newest first, 300 at most; index plan_work_event_of_task. */
  @Transactional
  public List<WorkEvent> events(Work work) {
    return sql.all(
        """
        SELECT * FROM tinbao.plan_work_event
         WHERE plan_id = ? AND task_id = ? AND agency_id = ? ORDER BY at DESC, id DESC LIMIT 300
        """,
        this::event,
        work.planId(),
        work.taskId(),
        work.agencyId());
  }

  private WorkEvent event(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new WorkEvent(
        id,
        at(row, "at"),
        WorkEvent.Kind.valueOf(row.getString("kind")),
        row.getObject("staff_id", UUID.class),
        state(row.getString("from_state")),
        state(row.getString("to_state")),
        row.getObject("responsible_id", UUID.class),
        row.getObject("evidence_id", UUID.class),
        opened(row.getBytes("note"), PlanSecrets.EVENT + id));
  }

  /** A file with its name, opened, and whose it is. */
  record Opened(String agencyId, String name, byte[] bytes) {}

  /**
   * Adds a proof.
   *
   * @param tipEvent TIP_EVENT only
   * @param file null for none; its name in the evidence
   * @param looked what was found in the file; null exactly when there is none
   * @return false: it is there already
   */
  @Transactional
  public boolean evidence(
      Evidence evidence,
      @Nullable UUID tipEvent,
      byte @Nullable [] file,
      FileCheck.Outcome.@Nullable Kept looked) {
    UUID id = evidence.id();
    byte[] clean = looked == null ? null : looked.clean();
    return sql.write(
            """
            INSERT INTO tinbao.plan_evidence
              (id, plan_id, task_id, agency_id, kind, happened_on, people, campaign_id, tip_event_id, note,
               file_name, file, file_size, added_by, added_at, clean, clean_name, scan, problem)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            id,
            evidence.planId(),
            evidence.taskId(),
            evidence.agencyId(),
            evidence.kind(),
            evidence.happenedOn(),
            evidence.people(),
            evidence.campaignId(),
            tipEvent,
            sealed(evidence.note(), PlanSecrets.NOTE + id),
            file == null ? null : sealed(evidence.fileName(), PlanSecrets.NAME + id),
            file == null ? null : seal.seal(file, PlanSecrets.FILE + id),
            file == null ? null : file.length,
            evidence.addedBy(),
            evidence.addedAt(),
            clean == null ? null : seal.seal(clean, PlanSecrets.CLEAN + id),
            looked == null || clean == null
                ? null
                : sealed(looked.name(), PlanSecrets.CLEAN_NAME + id),
            looked == null ? null : looked.scan(),
            looked == null ? null : looked.problem())
        == 1;
  }

  /**
   * Takes a proof back.
   *
   * @return false: it was taken back before, or is none of this part
   */
  @Transactional
  public boolean withdraw(Work work, UUID evidenceId, UUID by, Instant now) {
    return sql.write(
            """
            UPDATE tinbao.plan_evidence SET withdrawn_by = ?, withdrawn_at = ?
             WHERE id = ? AND plan_id = ? AND task_id = ? AND agency_id = ? AND withdrawn_at IS NULL
            """,
            by,
            now,
            evidenceId,
            work.planId(),
            work.taskId(),
            work.agencyId())
        == 1;
  }

  /** What proves one part, the newest day first; index plan_evidence_of_task. */
  @Transactional
  public List<Evidence> evidence(Work work) {
    return evidences(
        """
        WHERE plan_id = ? AND task_id = ? AND agency_id = ? ORDER BY happened_on DESC, id DESC LIMIT 500
        """,
        work.planId(),
        work.taskId(),
        work.agencyId());
  }

  /** What proves all tasks of a plan on these days (both inclusive), not taken back, by day. */
  @Transactional
  public List<Evidence> evidence(String planId, LocalDate from, LocalDate until) {
    return evidences(
        """
        WHERE plan_id = ? AND happened_on BETWEEN ? AND ? AND withdrawn_at IS NULL
        ORDER BY happened_on, id LIMIT 5000
        """,
        planId,
        from,
        until);
  }

  /**
   * The file of a proof of a task.
   *
   * @param original as it came; else the cleaned copy where there is one
   */
  @Transactional
  public Optional<Opened> file(String planId, String taskId, UUID evidenceId, boolean original) {
    return sql.first(
        """
        SELECT agency_id, clean IS NOT NULL AND NOT ? AS cleaned,
               CASE WHEN clean IS NOT NULL AND NOT ? THEN clean_name ELSE file_name END,
               CASE WHEN clean IS NOT NULL AND NOT ? THEN clean ELSE file END
          FROM tinbao.plan_evidence
         WHERE id = ? AND plan_id = ? AND task_id = ? AND file IS NOT NULL
        """,
        row -> {
          boolean cleaned = row.getBoolean(2);
          String name = cleaned ? PlanSecrets.CLEAN_NAME : PlanSecrets.NAME;
          String file = cleaned ? PlanSecrets.CLEAN : PlanSecrets.FILE;
          return new Opened(
              row.getString(1),
              String.valueOf(opened(row.getBytes(3), name + evidenceId)),
              seal.open(row.getBytes(4), file + evidenceId));
        },
        original,
        original,
        original,
        evidenceId,
        planId,
        taskId);
  }

  /** The newest event of a tip: primary key and index tip_event_of_tip. */
  @Transactional
  public Optional<UUID> newestEvent(UUID tipId) {
    return sql.first(
        "SELECT id FROM tinbao.tip_event WHERE tip_id = ? ORDER BY at DESC, id DESC LIMIT 1",
        row -> row.getObject(1, UUID.class),
        tipId);
  }

  private static Work work(ResultSet row) throws SQLException {
    return new Work(
        row.getString("plan_id"),
        row.getString("task_id"),
        row.getString("agency_id"),
        WorkState.valueOf(row.getString("state")),
        row.getObject("responsible_id", UUID.class),
        row.getInt("version"),
        row.getInt("evidence"));
  }

  private List<Evidence> evidences(String where, Object... values) {
    return sql.all(
        """
        SELECT id, plan_id, task_id, agency_id, kind, happened_on, people, campaign_id, note, file_name,
               coalesce(file_size, 0) AS file_size, clean IS NOT NULL AS cleaned, problem, added_by, added_at,
               withdrawn_at IS NOT NULL AS withdrawn
          FROM tinbao.plan_evidence
        """
            + where,
        this::evidence,
        values);
  }

  private Evidence evidence(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    return new Evidence(
        id,
        row.getString("plan_id"),
        row.getString("task_id"),
        row.getString("agency_id"),
        Evidence.Kind.valueOf(row.getString("kind")),
        row.getObject("happened_on", LocalDate.class),
        row.getObject("people", Integer.class),
        row.getObject("campaign_id", UUID.class),
        opened(row.getBytes("note"), PlanSecrets.NOTE + id),
        opened(row.getBytes("file_name"), PlanSecrets.NAME + id),
        row.getInt("file_size"),
        row.getBoolean("cleaned"),
        row.getString("problem"),
        row.getObject("added_by", UUID.class),
        at(row, "added_at"),
        row.getBoolean("withdrawn"));
  }

  private static Instant at(ResultSet row, String column) throws SQLException {
    Instant at = SqlTime.read(row, column);
    if (at == null) {
      throw new IllegalStateException(column + " is null");
    }
    return at;
  }

  private static @Nullable WorkState state(@Nullable String name) {
    return name == null ? null : WorkState.valueOf(name);
  }

  private byte @Nullable [] sealed(@Nullable String text, String context) {
    return text == null || text.isEmpty()
        ? null
        : seal.seal(text.getBytes(StandardCharsets.UTF_8), context);
  }

  private @Nullable String opened(byte @Nullable [] sealed, String context) {
    return sealed == null ? null : new String(seal.open(sealed, context), StandardCharsets.UTF_8);
  }
}

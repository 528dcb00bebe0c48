package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Statements;

/** The rows of {@code tinbao.plan_version} that are drafts. */
@Singleton
class PlanDraftRows {
  private static final String SELECT =
      """
      SELECT plan_id, version, state, agency_id, content, revision, made_by, submitted_by
        FROM tinbao.plan_version
      """;

  private final Statements sql;

  PlanDraftRows(Statements sql) {
    this.sql = sql;
  }

  /** The open draft of a plan; index plan_one_draft. */
  @Transactional
  public Optional<PlanDraft> open(String planId) {
    return sql.first(
        SELECT + " WHERE plan_id = ? AND state IN ('DRAFT', 'SUBMITTED')",
        PlanDraftRows::draft,
        planId);
  }

  /** The open drafts of an agency; index plan_version_of_agency. */
  @Transactional
  public List<PlanDraft> ofAgency(String agencyId) {
    return sql.all(
        SELECT + " WHERE agency_id = ? AND state IN ('DRAFT', 'SUBMITTED') ORDER BY plan_id",
        PlanDraftRows::draft,
        agencyId);
  }

  /** Whose the newest issued version was: null for an import; empty: none is issued. */
  @Transactional
  public Optional<String> owner(String planId) {
    return sql.first(
        """
        SELECT coalesce(agency_id, '') FROM tinbao.plan_version
         WHERE plan_id = ? AND state = 'ISSUED' ORDER BY version DESC LIMIT 1
        """,
        row -> row.getString(1),
        planId);
  }

  /** A new draft. */
  @Transactional
  public void insert(PlanDraft draft, Instant now) {
    sql.write(
        """
        INSERT INTO tinbao.plan_version (plan_id, version, state, agency_id, content, made_by, made_at)
        VALUES (?, ?, 'DRAFT', ?, ?, ?, ?)
        """,
        draft.planId(),
        draft.version(),
        draft.agencyId(),
        draft.text(),
        draft.madeBy(),
        now);
  }

  /** Another document. */
  @Transactional
  public void content(PlanDraft draft, String text) {
    sql.write(
        """
        UPDATE tinbao.plan_version SET content = ?, revision = revision + 1
         WHERE plan_id = ? AND version = ?
        """,
        text,
        draft.planId(),
        draft.version());
  }

  /** Lays it before somebody, takes it back, gives it up. */
  @Transactional
  public void state(PlanDraft draft, DraftState state, @Nullable UUID submittedBy, Instant now) {
    sql.write(
        """
        UPDATE tinbao.plan_version
           SET state = ?, submitted_by = ?, submitted_at = ?, revision = revision + 1
         WHERE plan_id = ? AND version = ?
        """,
        state,
        submittedBy,
        submittedBy == null ? null : now,
        draft.planId(),
        draft.version());
  }

  /** Issues it, under a number that no issued version has. */
  @Transactional
  public void issued(PlanDraft draft, int version, String text, UUID by, Instant now) {
    sql.write(
        """
        UPDATE tinbao.plan_version
           SET state = 'ISSUED', version = ?, content = ?, issued_by = ?, issued_at = ?
         WHERE plan_id = ? AND version = ?
        """,
        version,
        text,
        by,
        now,
        draft.planId(),
        draft.version());
  }

  private static PlanDraft draft(ResultSet row) throws SQLException {
    return new PlanDraft(
        row.getString(1),
        row.getInt(2),
        DraftState.valueOf(row.getString(3)),
        row.getString(4),
        row.getString(5),
        row.getInt(6),
        row.getObject(7, UUID.class),
        row.getObject(8, UUID.class));
  }
}

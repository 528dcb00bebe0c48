package vn.tinbao.server.plan;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** The rows of {@code tinbao.plan_version} that are drafts. */
@Singleton
class PlanDraftRows {
  private static final String SELECT =
      """
      SELECT plan_id, version, state, agency_id, content, revision, made_by, submitted_by
        FROM tinbao.plan_version
      """;

  private final JdbcOperations jdbc;

  PlanDraftRows(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** The open draft of a plan; index plan_one_draft. */
  @Transactional
  public Optional<PlanDraft> open(String planId) {
    return drafts(
            SELECT + " WHERE plan_id = ? AND state IN ('DRAFT', 'SUBMITTED')",
            select -> select.setString(1, planId))
        .stream()
        .findFirst();
  }

  /** The open drafts of an agency; index plan_version_of_agency. */
  @Transactional
  public List<PlanDraft> ofAgency(String agencyId) {
    return drafts(
        SELECT + " WHERE agency_id = ? AND state IN ('DRAFT', 'SUBMITTED') ORDER BY plan_id",
        select -> select.setString(1, agencyId));
  }

  /** Whose the newest issued version was: null for an import; empty: none is issued. */
  @Transactional
  public Optional<String> owner(String planId) {
    return jdbc.prepareStatement(
        """
        SELECT coalesce(agency_id, '') FROM tinbao.plan_version
         WHERE plan_id = ? AND state = 'ISSUED' ORDER BY version DESC LIMIT 1
        """,
        select -> {
          select.setString(1, planId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
          }
        });
  }

  /** A new draft. */
  @Transactional
  public void insert(PlanDraft draft, Instant now) {
    update(
        """
        INSERT INTO tinbao.plan_version (plan_id, version, state, agency_id, content, made_by, made_at)
        VALUES (?, ?, 'DRAFT', ?, ?, ?, ?)
        """,
        insert -> {
          insert.setString(1, draft.planId());
          insert.setInt(2, draft.version());
          insert.setString(3, draft.agencyId());
          insert.setString(4, draft.text());
          insert.setObject(5, draft.madeBy());
          insert.setObject(6, SqlTime.of(now));
        });
  }

  /** Another document. */
  @Transactional
  public void content(PlanDraft draft, String text) {
    update(
        """
        UPDATE tinbao.plan_version SET content = ?, revision = revision + 1
         WHERE plan_id = ? AND version = ?
        """,
        update -> {
          update.setString(1, text);
          update.setString(2, draft.planId());
          update.setInt(3, draft.version());
        });
  }

  /** Lays it before somebody, takes it back, gives it up. */
  @Transactional
  public void state(PlanDraft draft, DraftState state, @Nullable UUID submittedBy, Instant now) {
    update(
        """
        UPDATE tinbao.plan_version
           SET state = ?, submitted_by = ?, submitted_at = ?, revision = revision + 1
         WHERE plan_id = ? AND version = ?
        """,
        update -> {
          update.setString(1, state.name());
          update.setObject(2, submittedBy, Types.OTHER);
          update.setObject(3, submittedBy == null ? null : SqlTime.of(now));
          update.setString(4, draft.planId());
          update.setInt(5, draft.version());
        });
  }

  /** Issues it, under a number that no issued version has. */
  @Transactional
  public void issued(PlanDraft draft, int version, String text, UUID by, Instant now) {
    update(
        """
        UPDATE tinbao.plan_version
           SET state = 'ISSUED', version = ?, content = ?, issued_by = ?, issued_at = ?
         WHERE plan_id = ? AND version = ?
        """,
        update -> {
          update.setInt(1, version);
          update.setString(2, text);
          update.setObject(3, by);
          update.setObject(4, SqlTime.of(now));
          update.setString(5, draft.planId());
          update.setInt(6, draft.version());
        });
  }

  @FunctionalInterface
  private interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private void update(String sql, Binder binder) {
    var unused =
        jdbc.prepareStatement(
            sql,
            statement -> {
              binder.bind(statement);
              return statement.executeUpdate();
            });
  }

  private List<PlanDraft> drafts(String sql, Binder binder) {
    return jdbc.prepareStatement(
        sql,
        select -> {
          binder.bind(select);
          List<PlanDraft> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new PlanDraft(
                      row.getString(1),
                      row.getInt(2),
                      DraftState.valueOf(row.getString(3)),
                      row.getString(4),
                      row.getString(5),
                      row.getInt(6),
                      row.getObject(7, UUID.class),
                      row.getObject(8, UUID.class)));
            }
          }
          return found;
        });
  }
}

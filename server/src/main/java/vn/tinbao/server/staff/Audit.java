package vn.tinbao.server.staff;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who did or saw what. The row is written in the caller's transaction: what was seen and the row
 * that says so are one. Rows are never changed (a trigger refuses); within seconds of the commit
 * each is chained to those before it (room {@code audit}).
 */
@Singleton
public final class Audit {
  private final JdbcOperations jdbc;
  private final Clock clock;

  Audit(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Adds a row. Must be called in a transaction.
   *
   * @param staffId who; null for the house itself
   * @param action code such as {@code TIP_OPENED}
   * @param subjectKind code such as {@code TIP}
   * @param subjectId identifier, never content
   */
  public void record(@Nullable UUID staffId, String action, String subjectKind, String subjectId) {
    record(staffId, action, subjectKind, subjectId, null);
  }

  /**
   * The same with a reason.
   *
   * @param reasonCode code such as {@code CHILD}, upper case, at most 60 signs; what a person typed
   *     is content and belongs sealed into a table of its room
   */
  public void record(
      @Nullable UUID staffId,
      String action,
      String subjectKind,
      String subjectId,
      @Nullable String reasonCode) {
    jdbc.prepareStatement(
        """
        WITH a AS (
          INSERT INTO tinbao.audit (id, at, staff_id, action, subject_kind, subject_id, reason)
          VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id)
        INSERT INTO tinbao.audit_unsealed (audit_id) SELECT id FROM a
        """,
        insert -> {
          insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
          insert.setObject(2, OffsetDateTime.now(clock));
          insert.setObject(3, staffId);
          insert.setString(4, action);
          insert.setString(5, subjectKind);
          insert.setString(6, subjectId);
          insert.setString(7, reasonCode);
          return insert.executeUpdate();
        });
  }
}

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
 * that says so are one. Rows are never changed (a trigger refuses).
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
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.audit (id, at, staff_id, action, subject_kind, subject_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
          insert.setObject(2, OffsetDateTime.now(clock));
          insert.setObject(3, staffId);
          insert.setString(4, action);
          insert.setString(5, subjectKind);
          insert.setString(6, subjectId);
          return insert.executeUpdate();
        });
  }
}

package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** When somebody first read a report: what its reporter sees as "read". Never who. */
@Singleton
class FirstOpening {
  private final JdbcOperations jdbc;

  FirstOpening(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Empty while nobody has opened the tip. */
  @Transactional
  Optional<Instant> of(UUID tipId) {
    return jdbc.prepareStatement(
        // By audit_of_subject, in the order of the index.
        """
        SELECT at FROM tinbao.audit
         WHERE subject_kind = 'TIP' AND subject_id = ? AND action = 'TIP_OPENED'
         ORDER BY at LIMIT 1
        """,
        select -> {
          select.setString(1, tipId.toString());
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(row.getObject("at", OffsetDateTime.class).toInstant())
                : Optional.empty();
          }
        });
  }
}

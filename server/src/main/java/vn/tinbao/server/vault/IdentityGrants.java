package vn.tinbao.server.vault;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/** Turns a custodian's decision, as it stands in the database, into the proof that it is. */
@Singleton
public class IdentityGrants {
  private final JdbcOperations jdbc;
  private final Clock clock;

  IdentityGrants(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The proof, for the caller's transaction: until it ends nobody can take the decision back.
   *
   * @return empty unless this very person asked, another person granted it, and it has neither
   *     expired nor been taken back
   */
  @Transactional(Transactional.TxType.MANDATORY)
  public Optional<IdentityGrant> of(UUID requestId, UUID staffId) {
    Instant now = clock.instant();
    return jdbc.prepareStatement(
        """
        SELECT tip_id, expires_at FROM tinbao.identity_request
        WHERE id = ? AND asked_by = ? AND state = 'GRANTED' AND decided_by <> asked_by
          AND expires_at > ?
        FOR SHARE
        """,
        select -> {
          select.setObject(1, requestId);
          select.setObject(2, staffId);
          select.setObject(3, SqlTime.of(now));
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(
                    new IdentityGrant(
                        requestId,
                        row.getObject("tip_id", UUID.class),
                        staffId,
                        Objects.requireNonNull(SqlTime.read(row, "expires_at"))))
                : Optional.empty();
          }
        });
  }
}

package vn.tinbao.server.tip;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.tip_first_code}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FirstCodeRows extends GenericRepository<TipRows.Row, UUID> {

  /** A code that was given out. */
  @Introspected
  record Given(int attempt, UUID madeBy, Instant expiresAt, @Nullable Instant usedAt) {}

  /** Returns 0 when the tip has one, or another tip's is the same. */
  @Query(
      """
      INSERT INTO tinbao.tip_first_code (tip_id, code_hash, attempt, made_by, made_at, expires_at)
      VALUES (:tipId, :codeHash, :attempt, :byId, :now, :expiresAt) ON CONFLICT DO NOTHING
      """)
  int add(UUID tipId, byte[] codeHash, int attempt, UUID byId, Instant now, Instant expiresAt);

  @Query(
      """
      SELECT attempt, made_by, expires_at, used_at FROM tinbao.tip_first_code
      WHERE tip_id = :tipId
      """)
  Optional<Given> ofTip(UUID tipId);

  /** The tip of a code that nobody used and whose time is not up. Served by its unique index. */
  @Query(
      """
      SELECT tip_id FROM tinbao.tip_first_code
      WHERE code_hash = :codeHash AND used_at IS NULL AND expires_at > :now
      """)
  Optional<UUID> unused(byte[] codeHash, Instant now);

  /** Of two who use it at once one changes a row, the other none. */
  @Query(
      """
      UPDATE tinbao.tip_first_code SET used_at = :now, claim_hash = :claimHash
      WHERE code_hash = :codeHash AND used_at IS NULL AND expires_at > :now
      """)
  int use(byte[] codeHash, byte[] claimHash, Instant now);

  /** The tip of a code that was used by this very claim. */
  @Query(
      """
      SELECT tip_id FROM tinbao.tip_first_code
      WHERE code_hash = :codeHash AND claim_hash = :claimHash
      """)
  Optional<UUID> usedBy(byte[] codeHash, byte[] claimHash);
}

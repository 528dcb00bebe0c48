package vn.tinbao.server.fieldwork;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.field_device}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface DeviceRows extends GenericRepository<DeviceRows.Row, UUID> {

  /** One phone. */
  @MappedEntity(value = "field_device", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id,
      UUID accountId,
      byte[] keyHash,
      String name,
      long round,
      Instant firstAt,
      Instant lastAt,
      @Nullable Instant wipeOrderedAt,
      @Nullable UUID wipeOrderedBy,
      @Nullable Instant wipedAt,
      @Nullable UUID sessionId) {}

  @Query("SELECT * FROM tinbao.field_device WHERE id = :id")
  Optional<Row> byId(UUID id);

  @Query("SELECT * FROM tinbao.field_device WHERE id = :id FOR UPDATE")
  Optional<Row> lock(UUID id);

  /** Newest first. Served by field_device_of_account. */
  @Query(
      """
      SELECT * FROM tinbao.field_device WHERE account_id = :accountId
      ORDER BY last_at DESC, id LIMIT 100
      """)
  List<Row> ofAccount(UUID accountId);

  /** Returns 0 when the id is taken. */
  @Query(
      """
      INSERT INTO tinbao.field_device
        (id, account_id, key_hash, name, first_at, last_at, session_id)
      VALUES (:id, :accountId, :keyHash, :name, :now, :now, :session) ON CONFLICT (id) DO NOTHING
      """)
  int add(UUID id, UUID accountId, byte[] keyHash, String name, Instant now, UUID session);

  @Query(
      """
      UPDATE tinbao.field_device SET last_at = greatest(last_at, :now), session_id = :session
      WHERE id = :id AND (last_at < :now OR session_id IS DISTINCT FROM :session)
      """)
  void seen(UUID id, Instant now, UUID session);

  @Query("UPDATE tinbao.field_device SET round = :number WHERE id = :id")
  void round(UUID id, long number);

  /** Returns 0 when it was ordered before. */
  @Query(
      """
      UPDATE tinbao.field_device SET wipe_ordered_at = :now, wipe_ordered_by = :byId
      WHERE id = :id AND wipe_ordered_at IS NULL AND wiped_at IS NULL
      """)
  int orderWipe(UUID id, UUID byId, Instant now);

  /** Returns 0 when it said so before. */
  @Query("UPDATE tinbao.field_device SET wiped_at = :now WHERE id = :id AND wiped_at IS NULL")
  int wiped(UUID id, Instant now);
}

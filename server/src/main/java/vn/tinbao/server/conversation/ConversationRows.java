package vn.tinbao.server.conversation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.conversation}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ConversationRows extends GenericRepository<ConversationRows.Row, byte[]> {

  /**
   * Which tip a phone talks about, and whether an answer is awaited.
   *
   * @param awaiting {@code COMMUNE}: the machine asked for the place; {@code STAFF}: they wrote;
   *     null: nothing
   */
  @MappedEntity(value = "conversation", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(@Id byte[] phoneHash, UUID tipId, @Nullable String awaiting, Instant lastAt) {}

  /** Locks the phone for this transaction, so that its messages are handled one after the other. */
  @Query("SELECT pg_advisory_xact_lock(:key) IS NULL")
  boolean lock(long key);

  @Query("SELECT * FROM tinbao.conversation WHERE phone_hash = :phoneHash")
  Optional<Row> of(byte[] phoneHash);

  /**
   * What is talked about now, unless somebody changed it since it was read: staff write without the
   * lock of the phone, and what they asked last counts.
   *
   * @param seen {@code lastAt} as it was read; null when there was no row
   */
  @Query(
      """
      INSERT INTO tinbao.conversation AS c (phone_hash, tip_id, awaiting, last_at)
      VALUES (:phoneHash, :tipId, :awaiting, :at)
      ON CONFLICT (phone_hash) DO UPDATE
        SET tip_id = excluded.tip_id, awaiting = excluded.awaiting, last_at = excluded.last_at
        WHERE c.last_at = CAST(:seen AS timestamptz)
      """)
  void put(
      byte[] phoneHash, UUID tipId, @Nullable String awaiting, Instant at, @Nullable Instant seen);

  /** Staff wrote to this phone about this tip: what it says next is about that one. */
  @Query(
      """
      INSERT INTO tinbao.conversation (phone_hash, tip_id, awaiting, last_at)
      VALUES (:phoneHash, :tipId, 'STAFF', :at)
      ON CONFLICT (phone_hash) DO UPDATE
        SET tip_id = excluded.tip_id, awaiting = excluded.awaiting, last_at = excluded.last_at
      """)
  void asked(byte[] phoneHash, UUID tipId, Instant at);
}

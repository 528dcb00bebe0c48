package vn.tinbao.server.conversation;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The rows of {@code tinbao.sms_held}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HeldRows extends GenericRepository<HeldRows.Row, UUID> {

  /** A message that waits for its sender's word. */
  @MappedEntity(value = "sms_held", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id, byte[] phoneHash, byte[] phoneCipher, byte[] sealed, Instant receivedAt) {}

  @Query(
      """
      INSERT INTO tinbao.sms_held (id, phone_hash, phone_cipher, sealed, received_at)
      VALUES (:id, :phoneHash, :phoneCipher, :sealed, :receivedAt)
      ON CONFLICT (id) DO NOTHING
      """)
  void hold(UUID id, byte[] phoneHash, byte[] phoneCipher, byte[] sealed, Instant receivedAt);

  /** Takes the oldest ones out (index {@code sms_held_phone}). */
  @Query(
      """
      DELETE FROM tinbao.sms_held WHERE id IN (
        SELECT id FROM tinbao.sms_held WHERE phone_hash = :phoneHash
        ORDER BY received_at, id LIMIT :most)
      RETURNING *
      """)
  List<Row> take(byte[] phoneHash, int most);

  /** Removes what was never asked back (index {@code sms_held_received_at}). */
  @Query("DELETE FROM tinbao.sms_held WHERE received_at < :before")
  long removeBefore(Instant before);
}

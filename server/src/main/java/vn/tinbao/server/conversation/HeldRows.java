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
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.sms_held}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HeldRows extends GenericRepository<HeldRows.Row, UUID> {

  /** A message that waits for its sender's word. */
  @MappedEntity(value = "sms_held", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id,
      byte[] phoneHash,
      byte[] phoneCipher,
      byte[] sealed,
      String marks,
      Instant receivedAt,
      @Nullable UUID tipId) {}

  @Query(
      """
      INSERT INTO tinbao.sms_held (id, phone_hash, phone_cipher, sealed, marks, received_at, tip_id)
      VALUES (:id, :phoneHash, :phoneCipher, :sealed, :marks, :receivedAt, :tipId)
      ON CONFLICT (id) DO NOTHING
      """)
  void hold(
      UUID id,
      byte[] phoneHash,
      byte[] phoneCipher,
      byte[] sealed,
      String marks,
      Instant receivedAt,
      @Nullable UUID tipId);

  /** Takes the oldest ones out (index {@code sms_held_phone}). */
  @Query(
      """
      DELETE FROM tinbao.sms_held WHERE id IN (
        SELECT id FROM tinbao.sms_held WHERE phone_hash = :phoneHash
        ORDER BY received_at, id LIMIT :most)
      RETURNING *
      """)
  List<Row> take(byte[] phoneHash, int most);

  /** The same of what was about one tip (index {@code sms_held_of_tip}). */
  @Query(
      """
      DELETE FROM tinbao.sms_held WHERE id IN (
        SELECT id FROM tinbao.sms_held WHERE tip_id = :tipId
        ORDER BY received_at, id LIMIT :most)
      RETURNING *
      """)
  List<Row> takeOfTip(UUID tipId, int most);

  /** The same of what one number sent before (index {@code sms_held_phone}). */
  @Query(
      """
      DELETE FROM tinbao.sms_held WHERE id IN (
        SELECT id FROM tinbao.sms_held WHERE phone_hash = :phoneHash AND received_at < :before
        ORDER BY received_at, id LIMIT :most)
      RETURNING *
      """)
  List<Row> takeBefore(byte[] phoneHash, Instant before, int most);

  /**
   * Of whom something waits since before, longest first, in hex (index {@code
   * sms_held_received_at}).
   */
  @Query(
      """
      SELECT encode(phone_hash, 'hex') FROM tinbao.sms_held WHERE received_at < :before
      GROUP BY phone_hash ORDER BY min(received_at), phone_hash LIMIT :most
      """)
  List<String> phonesBefore(Instant before, int most);

  /**
   * Whose messages about this tip wait; one phone, as a rule; in hex (index {@code
   * sms_held_of_tip}).
   */
  @Query("SELECT DISTINCT encode(phone_hash, 'hex') FROM tinbao.sms_held WHERE tip_id = :tipId")
  List<String> phonesOfTip(UUID tipId);

  /** How many wait (index {@code sms_held_of_tip}). */
  @Query("SELECT count(*) FROM tinbao.sms_held WHERE tip_id = :tipId")
  long waiting(UUID tipId);
}

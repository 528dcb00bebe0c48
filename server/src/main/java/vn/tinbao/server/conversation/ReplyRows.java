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

/** The rows of {@code tinbao.sms_reply}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReplyRows extends GenericRepository<ReplyRows.Row, UUID> {

  /** An answer by SMS, and how it fares. */
  @MappedEntity(value = "sms_reply", schema = "tinbao")
  record Row(
      @Id UUID messageId,
      UUID tipId,
      String delivery,
      @Nullable String code,
      Instant createdAt,
      @Nullable Instant nextAt) {}

  @Query(
      """
      INSERT INTO tinbao.sms_reply (message_id, tip_id, delivery, created_at, next_at)
      VALUES (:messageId, :tipId, 'ON_ITS_WAY', :at, :at)
      ON CONFLICT (message_id) DO NOTHING
      """)
  void add(UUID messageId, UUID tipId, Instant at);

  /** Takes those that are due, until {@code until} (index {@code sms_reply_due}). */
  @Query(
      """
      UPDATE tinbao.sms_reply SET next_at = :until WHERE message_id IN (
        SELECT message_id FROM tinbao.sms_reply WHERE next_at <= :now
        ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED)
      RETURNING *
      """)
  List<Row> take(Instant now, Instant until, int most);

  @Query("UPDATE tinbao.sms_reply SET next_at = :nextAt WHERE message_id = :messageId")
  void askAgain(UUID messageId, @Nullable Instant nextAt);

  /** Changes how it fares; no row when another did. */
  @Query(
      """
      UPDATE tinbao.sms_reply SET delivery = :delivery, code = :code, next_at = :nextAt
      WHERE message_id = :messageId AND delivery = :before
      """)
  long fares(
      UUID messageId,
      String before,
      String delivery,
      @Nullable String code,
      @Nullable Instant nextAt);

  /** Index {@code sms_reply_of_tip}. */
  @Query("SELECT * FROM tinbao.sms_reply WHERE tip_id = :tipId")
  List<Row> ofTip(UUID tipId);
}

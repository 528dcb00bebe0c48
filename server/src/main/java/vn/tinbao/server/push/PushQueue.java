package vn.tinbao.server.push;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.push_message}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface PushQueue extends GenericRepository<PushMessage, UUID> {

  @Query(
      """
      INSERT INTO tinbao.push_message
        (id, staff_id, topic, ref, next_at, created_at, text_at, silent, except_session)
      VALUES (:id, :staffId, :topic, :ref, :now, :now, :textAt, :silent, :exceptSession)
      """)
  void add(
      UUID id,
      UUID staffId,
      String topic,
      UUID ref,
      Instant now,
      @Nullable Instant textAt,
      boolean silent,
      @Nullable UUID exceptSession);

  /** Claims by moving next_at: the lease. Served by push_message_pending. */
  @Query(
      """
      UPDATE tinbao.push_message SET attempt = attempt + 1, next_at = :leaseUntil
      WHERE id IN (SELECT id FROM tinbao.push_message WHERE state = 'PENDING' AND next_at <= :now
                   ORDER BY next_at LIMIT :most FOR UPDATE SKIP LOCKED)
      RETURNING id, staff_id, topic, ref, attempt, silent, except_session
      """)
  List<PushMessage> claim(Instant now, Instant leaseUntil, int most);

  @Query("UPDATE tinbao.push_message SET state = :state, sent_at = :now WHERE id = :id")
  void end(UUID id, String state, Instant now);

  @Query("UPDATE tinbao.push_message SET next_at = :nextAt WHERE id = :id")
  void later(UUID id, Instant nextAt);
}

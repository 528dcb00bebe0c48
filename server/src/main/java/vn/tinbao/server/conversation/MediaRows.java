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

/** The rows of {@code tinbao.sms_media}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MediaRows extends GenericRepository<MediaRows.Row, UUID> {

  /** One that shall become a file of a tip. */
  @MappedEntity(value = "sms_media", schema = "tinbao")
  record Row(@Id UUID mediaId, UUID tipId, int number, Instant nextAt) {}

  @Query(
      """
      INSERT INTO tinbao.sms_media (media_id, tip_id, number, next_at)
      VALUES (:mediaId, :tipId, :number, :at)
      ON CONFLICT (media_id) DO NOTHING
      """)
  void add(UUID mediaId, UUID tipId, int number, Instant at);

  /**
   * Takes the one that is due longest, at most one, until {@code until} (index {@code
   * sms_media_due}).
   */
  @Query(
      """
      UPDATE tinbao.sms_media SET next_at = :until WHERE media_id = (
        SELECT media_id FROM tinbao.sms_media WHERE next_at <= :now
        ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
      RETURNING *
      """)
  List<Row> take(Instant now, Instant until);

  @Query("DELETE FROM tinbao.sms_media WHERE media_id = :mediaId")
  long remove(UUID mediaId);
}

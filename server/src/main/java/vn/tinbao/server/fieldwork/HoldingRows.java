package vn.tinbao.server.fieldwork;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.field_holding}: what a phone was told of which task. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HoldingRows extends GenericRepository<DeviceRows.Row, UUID> {

  /**
   * What one phone was told of one task.
   *
   * @param print of what was told last; empty when nobody knows whether the phone has kept it, null
   *     when the phone keeps nothing of it
   * @param content whether words of a report may lie on the phone
   */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Holding(
      UUID assignmentId,
      @io.micronaut.core.annotation.Nullable byte[] print,
      long round,
      boolean content,
      @Nullable String purgeReason,
      @Nullable Instant purgeOrderedAt,
      @Nullable Instant purgedAt) {}

  /** Served by the primary key. */
  @Query(
      """
      SELECT assignment_id, print, round, content, purge_reason, purge_ordered_at, purged_at
      FROM tinbao.field_holding WHERE device_id = :deviceId
      """)
  List<Holding> of(UUID deviceId);

  /** What was told in answers that the phone has not kept, or in all of them, is told again. */
  @Query(
      """
      UPDATE tinbao.field_holding SET print = ''::bytea
      WHERE device_id = :deviceId AND round > :kept AND print IS NOT NULL
      """)
  void forgetAfter(UUID deviceId, long kept);

  /** {@code content} only ever becomes true here: false is the phone's to say. */
  @Query(
      """
      INSERT INTO tinbao.field_holding AS h
        (device_id, assignment_id, print, round, content, told_at)
      VALUES (:deviceId, :assignmentId, :print, :number, :content, :now)
      ON CONFLICT (device_id, assignment_id) DO UPDATE SET print = excluded.print,
        round = excluded.round, told_at = excluded.told_at, content = h.content OR excluded.content,
        purge_reason = CASE WHEN excluded.content THEN NULL ELSE h.purge_reason END,
        purge_ordered_at = CASE WHEN excluded.content THEN NULL ELSE h.purge_ordered_at END,
        purged_at = CASE WHEN excluded.content THEN NULL ELSE h.purged_at END
      """)
  void told(
      UUID deviceId, UUID assignmentId, byte[] print, long number, boolean content, Instant now);

  @Query(
      """
      UPDATE tinbao.field_holding SET purge_reason = :reason, purge_ordered_at = :now
      WHERE device_id = :deviceId AND assignment_id = :assignmentId AND purge_ordered_at IS NULL
      """)
  void orderPurge(UUID deviceId, UUID assignmentId, String reason, Instant now);

  /** The same for all of which words may lie on the phone. */
  @Query(
      """
      UPDATE tinbao.field_holding SET purge_reason = :reason, purge_ordered_at = :now
      WHERE device_id = :deviceId AND content AND purge_ordered_at IS NULL
      """)
  void orderAllPurges(UUID deviceId, String reason, Instant now);

  /** Returns 0 when there was nothing to purge, or it was said before. */
  @Query(
      """
      UPDATE tinbao.field_holding
      SET content = false, print = NULL, purged_at = coalesce(purged_at, :now)
      WHERE device_id = :deviceId AND assignment_id = :assignmentId
        AND purge_ordered_at IS NOT NULL AND (purged_at IS NULL OR print IS NOT NULL)
      """)
  int purged(UUID deviceId, UUID assignmentId, Instant now);

  /** A wiped phone holds nothing. Returns how many it had to purge. */
  @Query(
      """
      UPDATE tinbao.field_holding SET content = false, purged_at = :now, print = NULL,
        purge_ordered_at = coalesce(purge_ordered_at, :now),
        purge_reason = coalesce(purge_reason, 'WIPED')
      WHERE device_id = :deviceId AND purged_at IS NULL
      """)
  int allPurged(UUID deviceId, Instant now);

  /** A row tells nothing any longer once the phone has purged it and that was long ago. */
  @Query("DELETE FROM tinbao.field_holding WHERE purged_at < :before")
  int sweep(Instant before);

  /** How many tasks' content a phone was told to forget and has not said to have forgotten. */
  @Query(
      """
      SELECT count(*) FROM tinbao.field_holding
      WHERE device_id = :deviceId AND purge_ordered_at IS NOT NULL AND purged_at IS NULL
      """)
  long unpurged(UUID deviceId);
}

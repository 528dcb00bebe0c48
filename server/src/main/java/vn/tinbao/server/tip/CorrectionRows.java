package vn.tinbao.server.tip;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.correction}, and the values that a person gives a tip. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface CorrectionRows extends GenericRepository<TipRows.Row, UUID> {
  /** What the sealed columns are bound to; the row is the correction's. */
  String EXAMPLE = "correction.example";

  String REASON = "correction.reason";

  /** One correction, sealed, with the wrapped key of its tip. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      UUID id,
      UUID tipId,
      byte[] example,
      @io.micronaut.core.annotation.Nullable byte[] reason,
      UUID staffId,
      Instant at,
      byte[] wrapped) {}

  /** Returns 0 when there is one with this id. */
  @Query(
      """
      INSERT INTO tinbao.correction (id, tip_id, understanding_version, example, reason, staff_id,
        at)
      VALUES (:id, :tipId, :understandingVersion, :example, :reason, :byId, :now)
      ON CONFLICT (id) DO NOTHING
      """)
  int add(
      UUID id,
      UUID tipId,
      String understandingVersion,
      byte[] example,
      @io.micronaut.core.annotation.Nullable byte[] reason,
      UUID byId,
      Instant now);

  @Query("SELECT EXISTS (SELECT FROM tinbao.correction WHERE id = :id AND tip_id = :tipId)")
  boolean known(UUID id, UUID tipId);

  /** Served by correction_of_tip. */
  @Query("SELECT EXISTS (SELECT FROM tinbao.correction WHERE tip_id = :tipId)")
  boolean corrected(UUID tipId);

  /** Served by correction_of_tip. */
  @Query(
      """
      SELECT c.id, c.tip_id, c.example, c.reason, c.staff_id, c.at, k.wrapped
      FROM tinbao.correction c JOIN tinbao.tip_key k ON k.tip_id = c.tip_id
      WHERE c.tip_id = :tipId ORDER BY c.at, c.id
      """)
  List<Row> ofTip(UUID tipId);

  /**
   * The newest correction of each tip, by id, after the given one. Served by correction_of_tip and
   * the primary key.
   */
  @Query(
      """
      SELECT c.id, c.tip_id, c.example, c.reason, c.staff_id, c.at, k.wrapped
      FROM tinbao.correction c JOIN tinbao.tip_key k ON k.tip_id = c.tip_id
      WHERE c.id > :after AND NOT EXISTS (SELECT FROM tinbao.correction newer
        WHERE newer.tip_id = c.tip_id AND (newer.at, newer.id) > (c.at, c.id))
      ORDER BY c.id LIMIT :most
      """)
  List<Row> newest(UUID after, int most);

  @Query(
      """
      UPDATE tinbao.tip SET kind = :kind, categories = string_to_array(:categoryList, ','),
        urgency = :urgency, child = :child, unit_id = :unitId, entered_unit_id = :enteredUnitId,
        place_ambiguous = false, human_routed = true, updated_at = :now, version = version + 1
      WHERE id = :tipId
      """)
  void give(
      UUID tipId,
      String kind,
      String categoryList,
      int urgency,
      boolean child,
      @Nullable Long unitId,
      @Nullable Long enteredUnitId,
      Instant now);
}

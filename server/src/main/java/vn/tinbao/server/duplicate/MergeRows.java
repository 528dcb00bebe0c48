package vn.tinbao.server.duplicate;

import io.micronaut.core.annotation.Introspected;
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

/** Merges, splits, and what is not the same. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MergeRows extends GenericRepository<MergeRows.Merge, UUID> {

  /** A merge, in force or undone. */
  @MappedEntity(value = "tip_merge", schema = "tinbao")
  record Merge(
      @Id UUID id,
      UUID tipId,
      UUID intoId,
      boolean noNewFacts,
      String stateBefore,
      UUID mergedBy,
      Instant mergedAt,
      @Nullable UUID undoneBy,
      @Nullable Instant undoneAt,
      boolean ledAnew) {}

  /** What decides which of two tips leads, and whether they may be merged. */
  @Introspected
  record Standing(UUID id, String state, Instant receivedAt, boolean offered) {}

  /** A part of a tip. */
  @Introspected
  record Part(
      UUID childId,
      UUID parentId,
      @Nullable String stateBefore,
      UUID splitBy,
      Instant splitAt,
      @Nullable Instant undoneAt) {}

  @Query(
      """
      SELECT t.id, t.state, t.received_at, EXISTS (SELECT FROM tinbao.tip_transfer x
          WHERE x.tip_id = t.id AND x.state = 'PENDING') AS offered
      FROM tinbao.tip t WHERE t.id = :tipId
      """)
  Optional<Standing> standing(UUID tipId);

  @Query("SELECT language FROM tinbao.tip WHERE id = :tipId")
  String language(UUID tipId);

  @Query("SELECT tinbao.tip_root(:tipId)")
  UUID root(UUID tipId);

  @Query("SELECT * FROM tinbao.tip_merge WHERE id = :id")
  Optional<Merge> byId(UUID id);

  /** Served by tip_merge_one. */
  @Query("SELECT * FROM tinbao.tip_merge WHERE tip_id = :tipId AND undone_at IS NULL")
  Optional<Merge> ofTip(UUID tipId);

  /** Served by tip_merge_of_tip. */
  @Query(
      "SELECT * FROM tinbao.tip_merge WHERE tip_id = :tipId ORDER BY merged_at DESC, id DESC LIMIT 1")
  Optional<Merge> lastOfTip(UUID tipId);

  /** Everything that leads here, over other tips too; oldest merge first. By tip_merge_into. */
  @Query(
      """
      WITH RECURSIVE down AS (
        SELECT m.*, 1 AS depth FROM tinbao.tip_merge m
        WHERE m.into_id = :tipId AND m.undone_at IS NULL
        UNION ALL
        SELECT m.*, d.depth + 1 FROM down d
        JOIN tinbao.tip_merge m ON m.into_id = d.tip_id AND m.undone_at IS NULL
        WHERE d.depth < 100)
      SELECT id, tip_id, into_id, no_new_facts, state_before, merged_by, merged_at, undone_by,
        undone_at, led_anew
      FROM down ORDER BY merged_at, id LIMIT 200
      """)
  List<Merge> into(UUID tipId);

  /** Ids of all that lead here, over other tips too, in order. By tip_merge_into. */
  @Query(
      """
      WITH RECURSIVE down AS (
        SELECT m.tip_id, 1 AS depth FROM tinbao.tip_merge m
        WHERE m.into_id = :tipId AND m.undone_at IS NULL
        UNION ALL
        SELECT m.tip_id, d.depth + 1 FROM down d
        JOIN tinbao.tip_merge m ON m.into_id = d.tip_id AND m.undone_at IS NULL
        WHERE d.depth < 100)
      SELECT DISTINCT tip_id FROM down ORDER BY tip_id
      """)
  List<UUID> allInto(UUID tipId);

  /**
   * The same without parts that were joined to their whole again: who reported the whole is told of
   * it there.
   */
  @Query(
      """
      WITH RECURSIVE down AS (
        SELECT m.tip_id, 1 AS depth FROM tinbao.tip_merge m
        WHERE m.into_id = :tipId AND m.undone_at IS NULL
        UNION ALL
        SELECT m.tip_id, d.depth + 1 FROM down d
        JOIN tinbao.tip_merge m ON m.into_id = d.tip_id AND m.undone_at IS NULL
        WHERE d.depth < 100)
      SELECT DISTINCT tip_id FROM down
      WHERE NOT EXISTS (SELECT FROM tinbao.tip_split s
        WHERE s.child_id = down.tip_id AND s.undone_at IS NOT NULL)
      ORDER BY tip_id
      """)
  List<UUID> reportersInto(UUID tipId);

  /** Since when the agency leads that leads it now. Served by tip_agency_one_lead. */
  @Query(
      """
      SELECT since FROM tinbao.tip_agency
      WHERE tip_id = :tipId AND role = 'LEAD' AND until IS NULL
      """)
  Optional<Instant> ledSince(UUID tipId);

  /** Another agency with other people leads it while it rests. By tip_merge_one. */
  @Query("UPDATE tinbao.tip_merge SET led_anew = true WHERE tip_id = :tipId AND undone_at IS NULL")
  void ledAnew(UUID tipId);

  /** The part with which nothing remained of a tip: its id names what rests. */
  @Query(
      """
      SELECT child_id FROM tinbao.tip_split
      WHERE parent_id = :parentId AND state_before IS NOT NULL
      ORDER BY split_at DESC, child_id DESC LIMIT 1
      """)
  Optional<UUID> lastPart(UUID parentId);

  @Query(
      """
      INSERT INTO tinbao.tip_merge (id, tip_id, into_id, no_new_facts, state_before, merged_by,
        merged_at)
      VALUES (:id, :tipId, :intoId, :noNewFacts, :stateBefore, :by, :at) ON CONFLICT DO NOTHING
      """)
  int add(
      UUID id,
      UUID tipId,
      UUID intoId,
      boolean noNewFacts,
      String stateBefore,
      UUID by,
      Instant at);

  @Query(
      """
      UPDATE tinbao.tip_merge SET undone_by = :by, undone_at = :at
      WHERE id = :id AND undone_at IS NULL
      """)
  int undo(UUID id, UUID by, Instant at);

  @Query(
      """
      INSERT INTO tinbao.tip_not_same (one_id, other_id, staff_id, at)
      VALUES (least(:one::uuid, :other::uuid), greatest(:one::uuid, :other::uuid), :by, :at) ON CONFLICT DO NOTHING
      """)
  int notSame(UUID one, UUID other, UUID by, Instant at);

  @Query(
      """
      INSERT INTO tinbao.tip_split (child_id, parent_id, state_before, split_by, split_at)
      VALUES (:childId, :parentId, :stateBefore, :by, :at) ON CONFLICT DO NOTHING
      """)
  int addPart(UUID childId, UUID parentId, @Nullable String stateBefore, UUID by, Instant at);

  @Query(
      """
      SELECT child_id, parent_id, state_before, split_by, split_at, undone_at
      FROM tinbao.tip_split WHERE child_id = :childId
      """)
  Optional<Part> part(UUID childId);

  /** Parts that stand, oldest first. Served by tip_split_of_parent. */
  @Query(
      """
      SELECT child_id, parent_id, state_before, split_by, split_at, undone_at
      FROM tinbao.tip_split WHERE parent_id = :parentId AND undone_at IS NULL
      ORDER BY split_at, child_id
      """)
  List<Part> partsOf(UUID parentId);

  @Query(
      """
      UPDATE tinbao.tip_split SET undone_by = :by, undone_at = :at
      WHERE child_id = :childId AND undone_at IS NULL
      """)
  int undoPart(UUID childId, UUID by, Instant at);

  /** Returns 0 when the agency has a part in it already, or it is restricted. */
  @Query(
      """
      INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
      SELECT t.id, :agencyId, 'SUPPORTING', :at FROM tinbao.tip t
      WHERE t.id = :tipId
        AND NOT EXISTS (SELECT FROM tinbao.tip_agency a
          WHERE a.tip_id = t.id AND a.agency_id = :agencyId AND a.until IS NULL)
        AND NOT EXISTS (SELECT FROM tinbao.tip_restriction r
          WHERE r.tip_id = t.id AND r.until IS NULL)
      ON CONFLICT DO NOTHING
      """)
  int support(UUID tipId, String agencyId, Instant at);

  @Query(
      """
      INSERT INTO tinbao.tip_no_new_facts (message_id, tip_id, notice_id, staff_id, at)
      SELECT m.id, m.tip_id, :noticeId, :by, :at FROM tinbao.tip_message m
      WHERE m.id = :messageId AND m.tip_id = :tipId AND m.author = 'REPORTER' AND m.id <> m.tip_id
      ON CONFLICT DO NOTHING
      """)
  int addRepeat(UUID messageId, UUID tipId, UUID noticeId, UUID by, Instant at);

  /** Served by tip_no_new_facts_of_tip. */
  @Query("SELECT message_id FROM tinbao.tip_no_new_facts WHERE tip_id = :tipId")
  List<UUID> repeats(UUID tipId);
}

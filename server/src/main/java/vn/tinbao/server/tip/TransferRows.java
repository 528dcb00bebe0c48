package vn.tinbao.server.tip;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.tip_transfer}, and the change of lead. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface TransferRows extends GenericRepository<TipRows.Row, UUID> {
  /** What the sealed columns are bound to; the row is the transfer's. */
  String NOTE = "tip_transfer.note";

  String ANSWER = "tip_transfer.answer";

  /** One transfer; note and answer are sealed under the tip's key. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      UUID id,
      UUID tipId,
      String fromAgencyId,
      String toAgencyId,
      String reason,
      @io.micronaut.core.annotation.Nullable byte[] note,
      boolean staysSupporting,
      String state,
      UUID offeredBy,
      Instant offeredAt,
      @Nullable UUID decidedBy,
      @Nullable Instant decidedAt,
      @io.micronaut.core.annotation.Nullable byte[] answer) {}

  /** Returns 0 when there is one with this id, or another open one of this tip. */
  @Query(
      """
      INSERT INTO tinbao.tip_transfer (id, tip_id, from_agency_id, to_agency_id, reason, note,
        stays_supporting, offered_by, offered_at)
      VALUES (:id, :tipId, :fromId, :toId, :reason, :note, :stays, :byId, :now)
      ON CONFLICT DO NOTHING
      """)
  int offer(
      UUID id,
      UUID tipId,
      String fromId,
      String toId,
      String reason,
      @io.micronaut.core.annotation.Nullable byte[] note,
      boolean stays,
      UUID byId,
      Instant now);

  @Query(
      """
      SELECT id, tip_id, from_agency_id, to_agency_id, reason, note, stays_supporting, state,
        offered_by, offered_at, decided_by, decided_at, answer
      FROM tinbao.tip_transfer WHERE id = :id
      """)
  Optional<Row> byId(UUID id);

  /** Served by tip_transfer_of_tip. */
  @Query(
      """
      SELECT id, tip_id, from_agency_id, to_agency_id, reason, note, stays_supporting, state,
        offered_by, offered_at, decided_by, decided_at, answer
      FROM tinbao.tip_transfer WHERE tip_id = :tipId ORDER BY offered_at, id
      """)
  List<Row> ofTip(UUID tipId);

  /** Open offers to an agency, oldest first. Served by tip_transfer_inbox. */
  @Query(
      """
      SELECT id, tip_id, from_agency_id, to_agency_id, reason, note, stays_supporting, state,
        offered_by, offered_at, decided_by, decided_at, answer
      FROM tinbao.tip_transfer WHERE to_agency_id = :agencyId AND state = 'PENDING'
      ORDER BY offered_at, id LIMIT 200
      """)
  List<Row> inbox(String agencyId);

  /** Open offers of an agency, oldest first. Served by tip_transfer_outbox. */
  @Query(
      """
      SELECT id, tip_id, from_agency_id, to_agency_id, reason, note, stays_supporting, state,
        offered_by, offered_at, decided_by, decided_at, answer
      FROM tinbao.tip_transfer WHERE from_agency_id = :agencyId AND state = 'PENDING'
      ORDER BY offered_at, id LIMIT 200
      """)
  List<Row> outbox(String agencyId);

  /** Served by tip_transfer_inbox. */
  @Query(
      """
      SELECT count(*) FROM tinbao.tip_transfer
      WHERE to_agency_id = :agencyId AND state = 'PENDING'
      """)
  long waiting(String agencyId);

  /** Served by tip_transfer_one_open. */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.tip_transfer WHERE tip_id = :tipId AND state = 'PENDING')
      """)
  boolean open(UUID tipId);

  /** Returns 0 when it was decided before. */
  @Query(
      """
      UPDATE tinbao.tip_transfer SET state = :newState, decided_by = :byId, decided_at = :now,
        answer = :answer
      WHERE id = :id AND state = 'PENDING'
      """)
  int decide(
      UUID id,
      String newState,
      UUID byId,
      Instant now,
      @io.micronaut.core.annotation.Nullable byte[] answer);

  /** Whether the receiver's person may see the summary: as if it led the tip already. */
  @Query("SELECT tinbao.tip_open_to(:tipId, 'LEAD', :agencyId, :viewerId, :head)")
  boolean opensTo(UUID tipId, String agencyId, UUID viewerId, boolean head);

  /** Ends the rows of both agencies: the old lead's, and the new one's as a supporter. */
  @Query(
      """
      UPDATE tinbao.tip_agency SET until = :now
      WHERE tip_id = :tipId AND agency_id IN (:fromId, :toId) AND until IS NULL
      """)
  void endBoth(UUID tipId, String fromId, String toId, Instant now);

  @Query(
      """
      UPDATE tinbao.tip SET lead_agency_id = :toId, human_routed = true, fallback = false,
        attention = NULL, updated_at = :now, version = version + 1
      WHERE id = :tipId
      """)
  void lead(UUID tipId, String toId, Instant now);
}

package vn.tinbao.server.duty;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.Query;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.DataType;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of {@code tinbao.duty_handover}, and what they say of the agency's tips. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface HandoverRows extends GenericRepository<HandoverRows.Row, UUID> {
  String COLUMNS =
      "id, agency_id, from_id, since, given_at, figures::text AS figures,"
          + " array_to_string(on_duty, ',') AS on_duty, note, to_id, taken_at, withdrawn_at,"
          + " note_removed_at";

  /** Urgent lines and others whose figures are counted; beyond, a figure is "at least". */
  int MOST_COUNTED = 1_000;

  /** Rows of the timeline that are looked at for what changed. */
  int MOST_EVENTS = 10_000;

  /** Tips that a shift is told to look at. */
  int MOST_TIPS = 60;

  /** One hand-over, its note sealed. */
  @MappedEntity(value = "duty_handover", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id,
      String agencyId,
      UUID fromId,
      Instant since,
      Instant givenAt,
      @TypeDef(type = DataType.STRING) String figures,
      String onDuty,
      @io.micronaut.core.annotation.Nullable byte[] note,
      @Nullable UUID toId,
      @Nullable Instant takenAt,
      @Nullable Instant withdrawnAt,
      @Nullable Instant noteRemovedAt) {}

  /** How many of a kind. */
  @Introspected
  record Count(String kind, long many) {}

  /** A tip that the next shift must look at. */
  @Introspected
  record Tip(UUID tipId, String why, boolean opens) {}

  @Query("SELECT " + COLUMNS + " FROM tinbao.duty_handover WHERE id = :id")
  Optional<Row> byId(UUID id);

  /** Newest first. Served by duty_handover_of_agency. */
  @Query(
      "SELECT "
          + COLUMNS
          + " FROM tinbao.duty_handover WHERE agency_id = :agencyId"
          + " ORDER BY given_at DESC, id DESC LIMIT :most")
  List<Row> ofAgency(String agencyId, int most);

  /** When the last one was given that somebody took. Served by duty_handover_of_agency. */
  @Query(
      """
      SELECT given_at FROM tinbao.duty_handover
      WHERE agency_id = :agencyId AND taken_at IS NOT NULL
      ORDER BY given_at DESC LIMIT 1
      """)
  Optional<Instant> lastTaken(String agencyId);

  /** Returns 0 when there is one with this id, or another that nobody took yet. */
  @Query(
      """
      INSERT INTO tinbao.duty_handover (id, agency_id, from_id, since, given_at, figures, on_duty,
        note)
      VALUES (:id, :agencyId, :byId, :fromAt, :now, :numbers::jsonb,
        string_to_array(:people, ',')::uuid[], :sealed)
      ON CONFLICT DO NOTHING
      """)
  int give(
      UUID id,
      String agencyId,
      UUID byId,
      Instant fromAt,
      Instant now,
      String numbers,
      String people,
      @io.micronaut.core.annotation.Nullable byte[] sealed);

  /** Returns 0 when it is taken, taken back, or the person's own. */
  @Query(
      """
      UPDATE tinbao.duty_handover SET to_id = :byId, taken_at = :now
      WHERE id = :id AND taken_at IS NULL AND withdrawn_at IS NULL AND from_id <> :byId
      """)
  int take(UUID id, UUID byId, Instant now);

  @Query(
      """
      UPDATE tinbao.duty_handover SET withdrawn_at = :now
      WHERE id = :id AND taken_at IS NULL AND withdrawn_at IS NULL AND from_id = :byId
      """)
  int withdraw(UUID id, UUID byId, Instant now);

  /**
   * Removes notes of hand-overs that ended before, or were given before and never taken, so many at
   * a time, and tells which. One about a tip under a legal hold stays. Served by
   * duty_handover_notes.
   */
  @Query(
      """
      WITH removed AS (
      UPDATE tinbao.duty_handover SET note = NULL, note_removed_at = :now WHERE id IN (
        SELECT h.id FROM tinbao.duty_handover h
        WHERE h.note IS NOT NULL AND coalesce(h.taken_at, h.withdrawn_at, h.given_at) < :endedBefore
          AND NOT EXISTS (SELECT FROM tinbao.duty_handover_tip t
            JOIN tinbao.tip_hold o ON o.tip_id = t.tip_id AND o.lifted_at IS NULL
            WHERE t.handover_id = h.id)
        ORDER BY coalesce(h.taken_at, h.withdrawn_at, h.given_at) LIMIT :most
        FOR UPDATE OF h SKIP LOCKED)
      RETURNING id)
      SELECT id FROM removed
      """)
  List<UUID> removeNotes(Instant endedBefore, Instant now, int most);

  /** How many of these there are. */
  @Query(
      """
      SELECT count(*) FROM tinbao.duty_handover h
      WHERE h.note IS NOT NULL AND coalesce(h.taken_at, h.withdrawn_at, h.given_at) < :endedBefore
        AND NOT EXISTS (SELECT FROM tinbao.duty_handover_tip t
          JOIN tinbao.tip_hold o ON o.tip_id = t.tip_id AND o.lifted_at IS NULL
          WHERE t.handover_id = h.id)
      """)
  long notesOver(Instant endedBefore);

  /**
   * What is open at an agency now, in numbers: rows of one kind each. What the queue does not show
   * of a restricted tip is not counted for it. Of urgent lines and of others so many are looked at,
   * those whose clocks run out first: CUT says whether there are more. Served by
   * tip_agency_by_clock and tip_transfer_inbox; its cost does not grow with the number of tips, nor
   * does its plan change: limits are written out.
   */
  @Query(
      """
      WITH first AS MATERIALIZED (
        (SELECT a.tip_id, a.urgent, a.role, a.next_due_at FROM tinbao.tip_agency a
          WHERE a.agency_id = :agencyId AND a.urgent AND a.until IS NULL
            AND NOT (a.settled AND a.next_due_at IS NULL)
          ORDER BY coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id LIMIT
      """
          + MOST_COUNTED
          + """
        )
        UNION ALL
        (SELECT a.tip_id, a.urgent, a.role, a.next_due_at FROM tinbao.tip_agency a
          WHERE a.agency_id = :agencyId AND NOT a.urgent AND a.until IS NULL
            AND NOT (a.settled AND a.next_due_at IS NULL)
          ORDER BY coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id LIMIT
      """
          + MOST_COUNTED
          + """
        )),
      line AS MATERIALIZED (
        SELECT a.urgent, a.role, t.attention, t.state,
          EXISTS (SELECT FROM tinbao.tip_restriction r
            WHERE r.tip_id = a.tip_id AND r.until IS NULL) AS closed,
          a.next_due_at <= :now AND EXISTS (SELECT FROM tinbao.tip_clock c
            WHERE c.tip_id = a.tip_id AND c.state IN ('RUNNING', 'BREACHED')
              AND c.overdue_at <= :now) AS overdue
        FROM first a JOIN tinbao.tip t ON t.id = a.tip_id)
      SELECT 'OPEN' AS kind, count(*) AS many FROM line
      UNION ALL SELECT 'LEADING', count(*) FROM line WHERE role = 'LEAD'
      UNION ALL SELECT 'URGENT', count(*) FROM line WHERE urgent
      UNION ALL SELECT 'OVERDUE', count(*) FROM line WHERE overdue AND NOT closed
      UNION ALL SELECT 'WANTED', count(*) FROM line
        WHERE attention IS NOT NULL AND NOT closed
      UNION ALL SELECT 'NEW', count(*) FROM line WHERE state = 'RECEIVED'
      UNION ALL SELECT 'OFFERS', count(*) FROM (SELECT FROM tinbao.tip_transfer
        WHERE to_agency_id = :agencyId AND state = 'PENDING' LIMIT
      """
          + MOST_COUNTED
          + """
        ) o
      UNION ALL SELECT 'CUT', count(*) FROM (SELECT FROM first GROUP BY urgent
        HAVING count(*) >=
      """
          + MOST_COUNTED
          + """
        ) f
      """)
  List<Count> open(String agencyId, Instant now);

  /**
   * What happened since, by kind of the timeline: tips that the agency has a part in now, without
   * restricted ones. So many rows of the whole house's timeline are looked at, the newest: ids are
   * made in the order of time. Served by the primary keys of tip_event and tip_agency.
   */
  @Query(
      """
      WITH newest AS MATERIALIZED (
        SELECT e.tip_id, e.kind, e.at FROM tinbao.tip_event e ORDER BY e.id DESC LIMIT
      """
          + MOST_EVENTS
          + """
        ),
      since AS MATERIALIZED (SELECT tip_id, kind FROM newest WHERE at > :fromAt)
      SELECT e.kind, count(*) AS many FROM since e
      WHERE EXISTS (SELECT FROM tinbao.tip_agency a
        WHERE a.tip_id = e.tip_id AND a.agency_id = :agencyId AND a.until IS NULL)
        AND NOT EXISTS (SELECT FROM tinbao.tip_restriction r
          WHERE r.tip_id = e.tip_id AND r.until IS NULL)
      GROUP BY e.kind
      UNION ALL SELECT 'CUT', 1 WHERE
      """
          + MOST_EVENTS
          + """
        <= (SELECT count(*) FROM since)
      ORDER BY kind
      """)
  List<Count> changes(String agencyId, Instant fromAt);

  /**
   * What the next shift must look at first, and whether the viewer may open it; of a closed line
   * only what the queue tells of it. Urgent ones first; of the others those among the first so many
   * that are overdue or call for the desk. Served by tip_agency_by_clock.
   */
  @Query(
      """
      WITH first AS MATERIALIZED (
        (SELECT a.tip_id, a.urgent, a.role, a.agency_id, a.next_due_at FROM tinbao.tip_agency a
          WHERE a.agency_id = :agencyId AND a.urgent AND a.until IS NULL
            AND NOT (a.settled AND a.next_due_at IS NULL)
          ORDER BY coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id LIMIT
      """
          + MOST_TIPS
          + """
        )
        UNION ALL
        (SELECT a.tip_id, a.urgent, a.role, a.agency_id, a.next_due_at FROM tinbao.tip_agency a
          WHERE a.agency_id = :agencyId AND NOT a.urgent AND a.until IS NULL
            AND NOT (a.settled AND a.next_due_at IS NULL)
          ORDER BY coalesce(a.next_due_at, 'infinity'::timestamptz), a.tip_id LIMIT
      """
          + MOST_COUNTED
          + """
        )),
      line AS MATERIALIZED (
        SELECT a.*, t.attention IS NOT NULL AS wanted,
          a.next_due_at <= :now AND EXISTS (SELECT FROM tinbao.tip_clock c
            WHERE c.tip_id = a.tip_id AND c.state IN ('RUNNING', 'BREACHED')
              AND c.overdue_at <= :now) AS overdue
        FROM first a JOIN tinbao.tip t ON t.id = a.tip_id),
      seen AS MATERIALIZED (
        SELECT l.*, tinbao.tip_open_to(l.tip_id, l.role, l.agency_id, :viewerId, :head) AS opens
        FROM line l WHERE l.urgent OR l.overdue OR l.wanted)
      SELECT tip_id, CASE WHEN NOT opens THEN 'URGENT' WHEN overdue THEN 'OVERDUE'
          WHEN wanted THEN 'WANTED' ELSE 'URGENT' END AS why, opens
      FROM seen WHERE urgent OR opens
      ORDER BY urgent DESC, coalesce(next_due_at, 'infinity'), tip_id LIMIT
      """
          + MOST_TIPS)
  List<Tip> toWatch(String agencyId, UUID viewerId, boolean head, Instant now);

  @Query(
      """
      INSERT INTO tinbao.duty_handover_tip (handover_id, tip_id, why)
      VALUES (:id, :tipId, :reason) ON CONFLICT DO NOTHING
      """)
  void addTip(UUID id, UUID tipId, String reason);

  /**
   * The tips of a hand-over; those that the viewer's agency has no part in any more do not open,
   * and of restricted ones that do not open only urgent ones are told. Served by its primary key.
   */
  @Query(
      """
      WITH line AS MATERIALIZED (
        SELECT h.tip_id, h.why, t.urgency,
          EXISTS (SELECT FROM tinbao.tip_restriction r
            WHERE r.tip_id = h.tip_id AND r.until IS NULL) AS closed,
          EXISTS (SELECT FROM tinbao.tip_agency a
            WHERE a.tip_id = h.tip_id AND a.agency_id = :agencyId AND a.until IS NULL
              AND tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, :viewerId, :head)) AS opens
        FROM tinbao.duty_handover_tip h JOIN tinbao.tip t ON t.id = h.tip_id
        WHERE h.handover_id = :id)
      SELECT tip_id, CASE WHEN opens OR NOT closed THEN why ELSE 'URGENT' END AS why, opens
      FROM line WHERE opens OR NOT closed OR urgency >= 4
      ORDER BY why, tip_id
      """)
  List<Tip> tips(UUID id, String agencyId, UUID viewerId, boolean head);
}

package vn.tinbao.server.tip;

import io.micronaut.core.annotation.Introspected;
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

/** Open tips as far as it takes to route them anew, and the change of their lead. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface MoveRows extends GenericRepository<TipRows.Row, UUID> {
  /**
   * An open tip.
   *
   * @param question what routing was asked last, as JSON; null when it was read before that was
   *     kept
   * @param byHand a person chose its agency, offers it to another one, or closed it
   * @param keptAway not everybody at its agencies may see it, or it is about an official: nobody
   *     else learns that there is such a tip, not even by counting
   */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Open(
      UUID id,
      String kind,
      @TypeDef(type = DataType.STRING_ARRAY) String[] categories,
      int urgency,
      boolean immediateDanger,
      boolean child,
      boolean crossBorder,
      @Nullable Long unitId,
      @Nullable Long enteredUnitId,
      String leadAgencyId,
      @Nullable String question,
      boolean byHand,
      boolean keptAway) {}

  /** An offer that nobody can answer any more. */
  @Introspected
  record Offer(UUID id, UUID tipId, String toAgencyId) {}

  /** Open tips that an agency leads, from after the given one on. Served by tip_open_by_lead. */
  @Query(
      """
      SELECT t.id, t.kind, t.categories, t.urgency, t.immediate_danger, t.child, t.cross_border,
        t.unit_id, t.entered_unit_id, t.lead_agency_id, r.question::text AS question,
        t.human_routed OR c.kept_away
          OR EXISTS (SELECT FROM tinbao.tip_transfer f
                     WHERE f.tip_id = t.id AND f.state = 'PENDING') AS by_hand,
        c.kept_away
      FROM tinbao.tip t
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM tinbao.tip_restriction
        WHERE tip_id = t.id AND (until IS NULL OR reason = 'OFFICIAL'
          OR restricted_by IS NULL OR official IS NOT NULL)) AS kept_away) c
      LEFT JOIN LATERAL (SELECT question FROM tinbao.tip_reading
        WHERE tip_id = t.id ORDER BY read_at DESC, id DESC LIMIT 1) r ON true
      WHERE t.lead_agency_id = :ofAgency AND t.id > :afterId
        AND t.state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED',
          'ADMINISTRATIVE_TRANSFER', 'SPLIT', 'MERGED')
      ORDER BY t.id LIMIT :most
      """)
  List<Open> openOf(String ofAgency, UUID afterId, int most);

  /** The same of one tip. */
  @Query(
      """
      SELECT t.id, t.kind, t.categories, t.urgency, t.immediate_danger, t.child, t.cross_border,
        t.unit_id, t.entered_unit_id, t.lead_agency_id, r.question::text AS question,
        t.human_routed OR c.kept_away
          OR EXISTS (SELECT FROM tinbao.tip_transfer f
                     WHERE f.tip_id = t.id AND f.state = 'PENDING') AS by_hand,
        c.kept_away
      FROM tinbao.tip t
      CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM tinbao.tip_restriction
        WHERE tip_id = t.id AND (until IS NULL OR reason = 'OFFICIAL'
          OR restricted_by IS NULL OR official IS NOT NULL)) AS kept_away) c
      LEFT JOIN LATERAL (SELECT question FROM tinbao.tip_reading
        WHERE tip_id = t.id ORDER BY read_at DESC, id DESC LIMIT 1) r ON true
      WHERE t.id = :ofTip
        AND t.state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED',
          'ADMINISTRATIVE_TRANSFER', 'SPLIT', 'MERGED')
      """)
  Optional<Open> open(UUID ofTip);

  /** Agencies that lead open tips. Served by tip_open_by_lead alone. */
  @Query(
      """
      SELECT lead_agency_id FROM tinbao.tip
      WHERE state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED',
        'ADMINISTRATIVE_TRANSFER', 'SPLIT', 'MERGED')
      GROUP BY lead_agency_id ORDER BY lead_agency_id
      """)
  List<String> leads();

  /**
   * Agencies that lead or support open tips, wait for an answer to an offer or are asked for one.
   * Served by tip_agency_queue, tip_transfer_inbox and tip_transfer_outbox.
   */
  @Query(
      """
      SELECT DISTINCT a.agency_id FROM tinbao.tip_agency a JOIN tinbao.tip t ON t.id = a.tip_id
      WHERE a.until IS NULL AND t.state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED',
        'NOT_PROSECUTED', 'ADMINISTRATIVE_TRANSFER', 'SPLIT', 'MERGED')
      UNION SELECT to_agency_id FROM tinbao.tip_transfer WHERE state = 'PENDING'
      UNION SELECT from_agency_id FROM tinbao.tip_transfer WHERE state = 'PENDING'
      """)
  List<String> atWork();

  /**
   * The open tips in which an agency has a part, or that are offered to it or by it. Served by
   * tip_agency_queue, tip_transfer_inbox and tip_transfer_outbox.
   */
  @Query(
      """
      SELECT t.id FROM tinbao.tip t
      WHERE t.id IN (SELECT tip_id FROM tinbao.tip_agency
                     WHERE agency_id = :ofAgency AND until IS NULL
          UNION SELECT tip_id FROM tinbao.tip_transfer
                WHERE to_agency_id = :ofAgency AND state = 'PENDING'
          UNION SELECT tip_id FROM tinbao.tip_transfer
                WHERE from_agency_id = :ofAgency AND state = 'PENDING')
        AND t.state NOT IN ('NOT_A_REPORT', 'DUPLICATE', 'PROSECUTED', 'NOT_PROSECUTED',
          'ADMINISTRATIVE_TRANSFER', 'SPLIT', 'MERGED')
      ORDER BY t.id
      """)
  List<UUID> workOf(String ofAgency);

  /** Open offers of an agency and to it. Served by tip_transfer_inbox and tip_transfer_outbox. */
  @Query(
      """
      SELECT id, tip_id, to_agency_id FROM tinbao.tip_transfer
      WHERE state = 'PENDING' AND (from_agency_id = :ofAgency OR to_agency_id = :ofAgency)
      ORDER BY id
      """)
  List<Offer> offers(String ofAgency);

  /** Takes an offer back that nobody can answer any more. */
  @Query(
      """
      UPDATE tinbao.tip_transfer SET state = 'WITHDRAWN', decided_at = :now
      WHERE id = :offerId AND state = 'PENDING'
      """)
  void withdraw(UUID offerId, Instant now);

  /** Whether people were asked already who takes over from this agency. */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.tip_event WHERE tip_id = :ofTip AND kind = 'HEIR_WANTED'
        AND data ->> 'from' = :ofAgency)
      """)
  boolean heirWanted(UUID ofTip, String ofAgency);

  @Query(
      """
      UPDATE tinbao.tip_agency SET until = :now
      WHERE tip_id = :ofTip AND agency_id = :ofAgency AND until IS NULL
      """)
  void end(UUID ofTip, String ofAgency, Instant now);

  @Query(
      """
      UPDATE tinbao.tip SET lead_agency_id = :toAgency, fallback = :fallsBack,
        attention = CASE WHEN attention IN ('NEW_MESSAGE', 'REPLY_LOST', 'MESSAGES_WAIT')
          THEN attention END,
        human_routed = human_routed OR :byHuman,
        updated_at = :now, version = version + 1
      WHERE id = :ofTip
      """)
  void lead(UUID ofTip, String toAgency, boolean fallsBack, boolean byHuman, Instant now);

  @Query(
      """
      INSERT INTO tinbao.tip_reading (id, tip_id, understood, place_text, decision, question,
        read_at)
      VALUES (:readingId, :ofTip, :sealedWords, :sealedPlace, :decision::jsonb, :question::jsonb,
        :now)
      """)
  void addReading(
      UUID readingId,
      UUID ofTip,
      byte[] sealedWords,
      @io.micronaut.core.annotation.Nullable byte[] sealedPlace,
      String decision,
      @Nullable String question,
      Instant now);
}

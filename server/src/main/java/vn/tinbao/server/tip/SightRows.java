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

/** Who sees a tip: its agencies, its restriction and the named people. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface SightRows extends GenericRepository<TipRows.Row, UUID> {
  /** What {@code tip_restriction.official} is bound to; the row is the restriction's. */
  String OFFICIAL = "tip_restriction.official";

  /** How one agency stands to a tip, and whether one of its people may open it. */
  @Introspected
  record Sight(String agencyRole, boolean opens) {}

  /** A restriction that is in force. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Restriction(
      UUID id,
      String reason,
      @io.micronaut.core.annotation.Nullable byte[] official,
      @Nullable UUID restrictedBy,
      Instant since) {}

  /** Served by the primary key of tip_agency; the function by tip_restriction_one and others. */
  @Query(
      """
      SELECT a.role AS agency_role,
        tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, :viewerId, :head) AS opens
      FROM tinbao.tip_agency a
      WHERE a.tip_id = :tipId AND a.agency_id = :agencyId AND a.until IS NULL
      ORDER BY a.role LIMIT 1
      """)
  Optional<Sight> sight(UUID tipId, String agencyId, UUID viewerId, boolean head);

  /**
   * Whether an officer of this agency may go on with a task that was offered then: the agency has a
   * part in the tip, and the tip is open to the officer, or was restricted already when somebody
   * who might sent the officer out. Served by the primary key of tip_agency.
   */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.tip_agency a
        WHERE a.tip_id = :tipId AND a.agency_id = :agencyId AND a.until IS NULL
          AND (tinbao.tip_open_to(a.tip_id, a.role, a.agency_id, :officerId, :head)
            OR (a.role = 'LEAD' AND NOT EXISTS (SELECT FROM tinbao.tip_restriction r
                WHERE r.tip_id = a.tip_id AND r.until IS NULL AND r.since > :offeredAt))))
      """)
  boolean worksOn(UUID tipId, String agencyId, UUID officerId, boolean head, Instant offeredAt);

  @Query("SELECT lead_agency_id FROM tinbao.tip WHERE id = :tipId")
  Optional<String> leadAgency(UUID tipId);

  /** Served by tip_restriction_one. */
  @Query(
      """
      SELECT id, reason, official, restricted_by, since FROM tinbao.tip_restriction
      WHERE tip_id = :tipId AND until IS NULL
      """)
  Optional<Restriction> restriction(UUID tipId);

  /**
   * Whether an official ever was the reason, or the sender said so; also when that was lifted
   * since. Served by tip_restriction_of_tip.
   */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.tip_restriction
        WHERE tip_id = :tipId
          AND (reason = 'OFFICIAL' OR restricted_by IS NULL OR official IS NOT NULL))
      """)
  boolean everOfficial(UUID tipId);

  @Query(
      """
      INSERT INTO tinbao.tip_restriction (id, tip_id, reason, official, restricted_by, since)
      VALUES (:id, :tipId, :reason, :official, :byId, :now)
      """)
  void restrict(
      UUID id,
      UUID tipId,
      String reason,
      @io.micronaut.core.annotation.Nullable byte[] official,
      @Nullable UUID byId,
      Instant now);

  /** Whoever says so here, says it for this tip alone. */
  @Query(
      """
      UPDATE tinbao.tip_restriction SET reason = :reason, inherited_from = NULL
      WHERE tip_id = :tipId AND until IS NULL
      """)
  void reason(UUID tipId, String reason);

  /** The tip whose restriction this one's follows; empty when it stands by itself. */
  @Query(
      """
      SELECT inherited_from FROM tinbao.tip_restriction
      WHERE tip_id = :tipId AND until IS NULL AND inherited_from IS NOT NULL
      """)
  Optional<UUID> inheritedFrom(UUID tipId);

  /** Whose restriction this one's follows from now on, its reason too. */
  @Query(
      """
      UPDATE tinbao.tip_restriction r SET inherited_from = o.tip_id, reason = o.reason
      FROM tinbao.tip_restriction o
      WHERE o.tip_id = :source AND o.until IS NULL AND r.tip_id = :tipId AND r.until IS NULL
      """)
  void inherit(UUID tipId, UUID source);

  /** From now on it stands by itself. */
  @Query(
      """
      UPDATE tinbao.tip_restriction SET inherited_from = NULL
      WHERE tip_id = :tipId AND until IS NULL
      """)
  void inheritNoMore(UUID tipId);

  /** Restricts a tip as another one is. */
  @Query(
      """
      INSERT INTO tinbao.tip_restriction (id, tip_id, reason, restricted_by, since, inherited_from)
      SELECT :id, :tipId, reason, restricted_by, :now, tip_id
      FROM tinbao.tip_restriction WHERE tip_id = :source AND until IS NULL
      """)
  void restrictLike(UUID id, UUID tipId, UUID source, Instant now);

  /** Names somebody as on another tip. */
  @Query(
      """
      INSERT INTO tinbao.tip_named (tip_id, staff_id, named_by, since)
      SELECT :tipId, staff_id, named_by, :now FROM tinbao.tip_named
      WHERE tip_id = :source AND staff_id = :staffId AND until IS NULL
      """)
  void nameLike(UUID tipId, UUID staffId, UUID source, Instant now);

  /** Returns 0 when there is none. */
  @Query(
      """
      UPDATE tinbao.tip_restriction SET until = :now, lifted_by = :byId
      WHERE tip_id = :tipId AND until IS NULL
      """)
  int lift(UUID tipId, @Nullable UUID byId, Instant now);

  @Query("SELECT staff_id FROM tinbao.tip_named WHERE tip_id = :tipId AND until IS NULL")
  List<UUID> named(UUID tipId);

  @Query(
      """
      INSERT INTO tinbao.tip_named (tip_id, staff_id, named_by, since)
      VALUES (:tipId, :staffId, :byId, :now)
      """)
  void name(UUID tipId, UUID staffId, UUID byId, Instant now);

  @Query(
      """
      UPDATE tinbao.tip_named SET until = :now
      WHERE tip_id = :tipId AND staff_id = :staffId AND until IS NULL
      """)
  void unname(UUID tipId, UUID staffId, Instant now);

  @Query("UPDATE tinbao.tip_named SET until = :now WHERE tip_id = :tipId AND until IS NULL")
  void unnameAll(UUID tipId, Instant now);
}

package vn.tinbao.server.duty;

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

/** The rows of {@code tinbao.duty_shift}. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ShiftRows extends GenericRepository<ShiftRows.Row, UUID> {

  /** One shift. */
  @MappedEntity(value = "duty_shift", schema = "tinbao")
  record Row(
      @Id UUID id,
      String agencyId,
      UUID staffId,
      String role,
      String wakes,
      Instant startsAt,
      Instant endsAt,
      @Nullable Instant droppedAt) {

    Shift shift() {
      return new Shift(id, staffId, DutyRole.valueOf(role), Wakes.valueOf(wakes), startsAt, endsAt);
    }
  }

  /** Somebody whom a tip may wake. */
  @Introspected
  record Wakeable(UUID staffId, String wakes) {}

  @Query("SELECT * FROM tinbao.duty_shift WHERE id = :id")
  Optional<Row> byId(UUID id);

  /** Shifts that touch this time. Served by duty_shift_of_agency. */
  @Query(
      """
      SELECT * FROM tinbao.duty_shift
      WHERE agency_id = :agencyId AND dropped_at IS NULL AND ends_at > :fromAt
        AND starts_at < :untilAt
      ORDER BY starts_at, role, id LIMIT :most
      """)
  List<Row> between(String agencyId, Instant fromAt, Instant untilAt, int most);

  /** Served by duty_shift_of_agency. */
  @Query(
      """
      SELECT EXISTS (SELECT FROM tinbao.duty_shift
        WHERE agency_id = :agencyId AND dropped_at IS NULL AND ends_at > :fromAt
          AND starts_at < :untilAt AND staff_id = :ofStaff)
      """)
  boolean overlaps(String agencyId, UUID ofStaff, Instant fromAt, Instant untilAt);

  /** Returns 0 when there is one with this id. */
  @Query(
      """
      INSERT INTO tinbao.duty_shift (id, agency_id, staff_id, role, wakes, starts_at, ends_at,
        made_by, made_at)
      VALUES (:id, :agencyId, :ofStaff, :asRole, :asWakes, :fromAt, :untilAt, :byId, :now)
      ON CONFLICT (id) DO NOTHING
      """)
  int add(
      UUID id,
      String agencyId,
      UUID ofStaff,
      String asRole,
      String asWakes,
      Instant fromAt,
      Instant untilAt,
      UUID byId,
      Instant now);

  /** Returns 0 when there is none on this agency's roster. */
  @Query(
      """
      UPDATE tinbao.duty_shift SET dropped_at = :now, dropped_by = :byId
      WHERE id = :id AND agency_id = :agencyId AND dropped_at IS NULL
      """)
  int drop(UUID id, String agencyId, UUID byId, Instant now);

  /** Holds back everybody else who changes this roster until the transaction ends. */
  @Query("SELECT pg_advisory_xact_lock(hashtextextended('duty ' || :agencyId, 0))::text")
  Optional<String> lock(String agencyId);

  /**
   * Who is on duty now and may open a tip at this agency's desk. Served by duty_shift_of_agency.
   */
  @Query(
      """
      SELECT d.staff_id, d.wakes FROM tinbao.duty_shift d
      JOIN tinbao.staff_account s ON s.id = d.staff_id AND s.active AND s.agency_id = d.agency_id
      WHERE d.agency_id = :agencyId AND d.dropped_at IS NULL AND d.ends_at > :now
        AND d.starts_at <= :now
        AND EXISTS (SELECT FROM tinbao.staff_role r
          WHERE r.account_id = s.id AND r.role IN ('DUTY_OFFICER', 'AGENCY_LEAD'))
      """)
  List<Wakeable> onDuty(String agencyId, Instant now);

  /** Everybody of the desk. Served by staff_account_of_agency. */
  @Query(
      """
      SELECT s.id FROM tinbao.staff_account s
      WHERE s.agency_id = :agencyId AND s.active
        AND EXISTS (SELECT FROM tinbao.staff_role r
          WHERE r.account_id = s.id AND r.role IN ('DUTY_OFFICER', 'AGENCY_LEAD'))
        AND ((s.password_hash IS NOT NULL AND s.totp_secret IS NOT NULL)
          OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = s.id))
      ORDER BY s.id LIMIT 200
      """)
  List<UUID> desk(String agencyId);
}

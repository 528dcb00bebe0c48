package vn.tinbao.server.assignment;

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
import vn.tinbao.server.tip.TipAccess;

/** The rows of {@code tinbao.assignment} and its events. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface AssignmentRows extends GenericRepository<AssignmentRows.Row, UUID> {
  String INSTRUCTION = "assignment.instruction";
  String NOTE = "assignment_event.note";

  /** One assignment; instruction is sealed under the tip's key. */
  @MappedEntity(value = "assignment", schema = "tinbao")
  @SuppressWarnings("ArrayRecordComponent")
  record Row(
      @Id UUID id,
      UUID tipId,
      String agencyId,
      UUID officerId,
      UUID offeredBy,
      AssignmentState state,
      @io.micronaut.core.annotation.Nullable byte[] instruction,
      Instant offeredAt,
      Instant answerBy,
      Instant updatedAt,
      int version) {

    TipAccess.Task task() {
      return new TipAccess.Task(agencyId, offeredAt);
    }
  }

  /** One step. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record EventRow(
      UUID operationId,
      UUID assignmentId,
      AssignmentState state,
      @io.micronaut.core.annotation.Nullable byte[] note,
      @Nullable UUID staffId,
      Instant at) {}

  @Query(
      """
      INSERT INTO tinbao.assignment
        (id, tip_id, agency_id, officer_id, offered_by, state, instruction, offered_at, answer_by,
         updated_at)
      VALUES (:id, :tipId, :agencyId, :officerId, :offeredBy, 'OFFERED', :instruction, :now,
        :answerBy, :now)
      ON CONFLICT (id) DO NOTHING
      """)
  int offer(
      UUID id,
      UUID tipId,
      String agencyId,
      UUID officerId,
      UUID offeredBy,
      @io.micronaut.core.annotation.Nullable byte[] instruction,
      Instant now,
      Instant answerBy);

  @Query("SELECT * FROM tinbao.assignment WHERE id = :id")
  Optional<Row> byId(UUID id);

  @Query("SELECT * FROM tinbao.assignment WHERE id = :id FOR UPDATE")
  Optional<Row> lock(UUID id);

  /** Served by assignment_of_tip. */
  @Query("SELECT * FROM tinbao.assignment WHERE tip_id = :tipId ORDER BY offered_at, id")
  List<Row> ofTip(UUID tipId);

  /** Open ones; whoever locks any of them holds the tip before. Served by assignment_of_tip. */
  @Query(
      """
      SELECT * FROM tinbao.assignment WHERE tip_id = :tipId
        AND state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED')
      ORDER BY offered_at, id FOR UPDATE
      """)
  List<Row> lockOpen(UUID tipId);

  /** Tips of an officer's open ones, in one order for all. Served by assignment_of_officer. */
  @Query(
      """
      SELECT DISTINCT tip_id FROM tinbao.assignment WHERE officer_id = :officerId
        AND state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED')
      ORDER BY tip_id
      """)
  List<UUID> tipsOfOpen(UUID officerId);

  /** Open ones, then those that ended since. Served by assignment_of_officer. */
  @Query(
      """
      SELECT * FROM tinbao.assignment WHERE officer_id = :officerId
        AND (state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED')
             OR updated_at > :endedSince)
      ORDER BY state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED') DESC,
        updated_at DESC, id LIMIT 200
      """)
  List<Row> ofOfficer(UUID officerId, Instant endedSince);

  @Query(
      """
      UPDATE tinbao.assignment SET state = :state, updated_at = :now, version = version + 1
      WHERE id = :id
      """)
  void state(UUID id, String state, Instant now);

  /** Served by assignment_of_officer. */
  @Query(
      """
      UPDATE tinbao.assignment SET agency_id = :toAgency, version = version + 1
      WHERE officer_id = :officer AND agency_id = :fromAgency
        AND state IN ('OFFERED', 'ACCEPTED', 'EN_ROUTE', 'ON_SITE', 'REPORTED')
      """)
  void goAlong(UUID officer, String fromAgency, String toAgency);

  /** Returns 0 when this operation was applied before. */
  @Query(
      """
      INSERT INTO tinbao.assignment_event
        (operation_id, assignment_id, state, note, staff_id, reported_at, at)
      VALUES (:operationId, :assignmentId, :state, :note, :staffId, :reportedAt, :now)
      ON CONFLICT (operation_id) DO NOTHING
      """)
  int addEvent(
      UUID operationId,
      UUID assignmentId,
      String state,
      @io.micronaut.core.annotation.Nullable byte[] note,
      @Nullable UUID staffId,
      @Nullable Instant reportedAt,
      Instant now);

  @Query(
      """
      SELECT operation_id, assignment_id, state, note, staff_id, at FROM tinbao.assignment_event
      WHERE operation_id = :operationId
      """)
  Optional<EventRow> event(UUID operationId);

  /** Served by assignment_event_of_assignment. */
  @Query(
      """
      SELECT operation_id, assignment_id, state, note, staff_id, at FROM tinbao.assignment_event
      WHERE assignment_id = :assignmentId ORDER BY at, operation_id
      """)
  List<EventRow> events(UUID assignmentId);

  /** Unanswered ones whose time is up, not locked. Served by assignment_unanswered. */
  @Query(
      """
      SELECT * FROM tinbao.assignment WHERE state = 'OFFERED' AND answer_by <= :now
      ORDER BY answer_by LIMIT 50
      """)
  List<Row> expired(Instant now);
}

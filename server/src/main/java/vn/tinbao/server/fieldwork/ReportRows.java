package vn.tinbao.server.fieldwork;

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

/** The rows of field reports, sealed, and of what was done on phones. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface ReportRows extends GenericRepository<ReportRows.Row, UUID> {
  /** What values are bound to, with the field's name behind; the row is the task's. */
  String VALUE = "field_report_value.";

  /** The same of rivals; the row is the operation's. */
  String RIVAL = "field_report_rival.";

  /** A report without its fields. */
  @MappedEntity(value = "field_report", schema = "tinbao")
  record Row(
      @Id UUID assignmentId,
      UUID tipId,
      UUID officerId,
      int version,
      Instant startedAt,
      Instant updatedAt,
      @Nullable Instant finishedAt) {}

  /** One field. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Value(
      String field, byte[] value, int version, UUID operationId, UUID deviceId, Instant at) {}

  /** Something written into a field that another phone had changed. */
  @Introspected
  @SuppressWarnings("ArrayRecordComponent")
  record Rival(UUID operationId, String field, byte[] value, UUID deviceId, Instant at) {}

  @Query("SELECT * FROM tinbao.field_report WHERE assignment_id = :assignmentId")
  Optional<Row> byId(UUID assignmentId);

  /** Served by field_report_of_tip. */
  @Query("SELECT * FROM tinbao.field_report WHERE tip_id = :tipId ORDER BY started_at")
  List<Row> ofTip(UUID tipId);

  @Query(
      """
      INSERT INTO tinbao.field_report
        (assignment_id, tip_id, officer_id, version, started_at, updated_at)
      VALUES (:assignmentId, :tipId, :officerId, 0, :now, :now)
      ON CONFLICT (assignment_id) DO NOTHING
      """)
  int start(UUID assignmentId, UUID tipId, UUID officerId, Instant now);

  @Query(
      """
      UPDATE tinbao.field_report SET version = version + 1, updated_at = :now,
        finished_at = CASE WHEN :finished THEN coalesce(finished_at, :now) ELSE finished_at END
      WHERE assignment_id = :assignmentId
      """)
  void changed(UUID assignmentId, boolean finished, Instant now);

  @Query(
      """
      SELECT field, value, version, operation_id, device_id, at FROM tinbao.field_report_value
      WHERE assignment_id = :assignmentId ORDER BY field
      """)
  List<Value> values(UUID assignmentId);

  @Query(
      """
      INSERT INTO tinbao.field_report_value
        (assignment_id, field, value, version, operation_id, device_id, at)
      VALUES (:assignmentId, :field, :sealed, 1, :operationId, :deviceId, :now)
      ON CONFLICT (assignment_id, field) DO UPDATE SET value = excluded.value,
        version = field_report_value.version + 1, operation_id = excluded.operation_id,
        device_id = excluded.device_id, at = excluded.at
      """)
  void write(
      UUID assignmentId, String field, byte[] sealed, UUID operationId, UUID deviceId, Instant now);

  /** Served by field_report_rival_open. */
  @Query(
      """
      SELECT operation_id, field, value, device_id, at FROM tinbao.field_report_rival
      WHERE assignment_id = :assignmentId AND settled_at IS NULL ORDER BY field, at, operation_id
      """)
  List<Rival> rivals(UUID assignmentId);

  @Query(
      """
      INSERT INTO tinbao.field_report_rival
        (operation_id, assignment_id, field, value, device_id, at)
      VALUES (:operationId, :assignmentId, :field, :sealed, :deviceId, :now)
      ON CONFLICT (operation_id, field) DO NOTHING
      """)
  void keepRival(
      UUID operationId, UUID assignmentId, String field, byte[] sealed, UUID deviceId, Instant now);

  /** The fields in which this operation met another's. Served by the primary key. */
  @Query("SELECT field FROM tinbao.field_report_rival WHERE operation_id = :operationId")
  List<String> rivalFields(UUID operationId);

  @Query(
      """
      UPDATE tinbao.field_report_rival SET settled_by = :operationId, settled_at = :now
      WHERE operation_id = :rival AND assignment_id = :assignmentId AND field = :field
        AND settled_at IS NULL
      """)
  void settle(UUID rival, UUID assignmentId, String field, UUID operationId, Instant now);

  /** The task that an operation was about, when it was settled before. */
  @Query("SELECT assignment_id FROM tinbao.field_operation WHERE id = :id")
  Optional<UUID> operation(UUID id);

  @Query(
      """
      INSERT INTO tinbao.field_operation
        (id, device_id, account_id, assignment_id, kind, outcome, reported_at, at)
      VALUES (:id, :deviceId, :accountId, :assignmentId, :kind, :outcome, :reportedAt, :now)
      """)
  void settled(
      UUID id,
      UUID deviceId,
      UUID accountId,
      UUID assignmentId,
      String kind,
      String outcome,
      @Nullable Instant reportedAt,
      Instant now);
}

package vn.tinbao.server.fieldwork;

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

/** Which task an officer's file belongs to; the file itself is in room attachment. */
@JdbcRepository(dialect = Dialect.POSTGRES)
interface FileRows extends GenericRepository<FileRows.Row, UUID> {

  /** One file. */
  @MappedEntity(value = "field_file", schema = "tinbao")
  record Row(@Id UUID attachmentId, UUID assignmentId, @Nullable Instant takenAt, Instant at) {}

  @Query("SELECT * FROM tinbao.field_file WHERE attachment_id = :attachmentId")
  Optional<Row> byId(UUID attachmentId);

  /** Served by field_file_of_assignment. */
  @Query("SELECT * FROM tinbao.field_file WHERE assignment_id = :assignmentId ORDER BY at")
  List<Row> ofTask(UUID assignmentId);

  /** Served by attachment_of_tip and the primary key. */
  @Query(
      """
      SELECT f.* FROM tinbao.field_file f JOIN tinbao.attachment a ON a.id = f.attachment_id
      WHERE a.tip_id = :tipId ORDER BY f.at
      """)
  List<Row> ofTip(UUID tipId);

  /** Nothing when it is there. */
  @Query(
      """
      INSERT INTO tinbao.field_file (attachment_id, assignment_id, taken_at, at)
      VALUES (:fileId, :task, :taken, :now) ON CONFLICT (attachment_id) DO NOTHING
      """)
  void add(UUID fileId, UUID task, @Nullable Instant taken, Instant now);
}

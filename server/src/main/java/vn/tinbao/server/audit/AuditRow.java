package vn.tinbao.server.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code tinbao.audit}.
 *
 * @param staffId null for the house itself
 * @param reason code, null when none was asked
 */
public record AuditRow(
    UUID id,
    Instant at,
    @Nullable UUID staffId,
    String action,
    String subjectKind,
    String subjectId,
    @Nullable String reason) {

  /** The columns that {@link #read} wants, of a table named {@code a}. */
  static final String COLUMNS =
      "a.id, a.at, a.staff_id, a.action, a.subject_kind, a.subject_id, a.reason";

  static AuditRow read(ResultSet row) throws SQLException {
    return new AuditRow(
        row.getObject("id", UUID.class),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        row.getObject("staff_id", UUID.class),
        row.getString("action"),
        row.getString("subject_kind"),
        row.getString("subject_id"),
        row.getString("reason"));
  }
}

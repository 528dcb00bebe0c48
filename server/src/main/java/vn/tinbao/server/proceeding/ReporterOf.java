package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.util.Objects;
import java.util.UUID;

/** Who hears of a tip: a part of one has no reporter of its own (TTLT 01/2017 art. 12.1). */
@Singleton
class ReporterOf {
  private final JdbcOperations jdbc;

  ReporterOf(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** The tip whose reporter hears of this one: the whole that it is a part of, or itself. */
  UUID whole(UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT tinbao.tip_reporter(?)",
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return Objects.requireNonNull(row.getObject(1, UUID.class));
          }
        });
  }

  /** Whether it was a part and is one with its whole again: all is told there. By primary key. */
  boolean joinedAgain(UUID tipId) {
    return jdbc.prepareStatement(
        "SELECT EXISTS (SELECT FROM tinbao.tip_split WHERE child_id = ? AND undone_at IS NOT NULL)",
        select -> {
          select.setObject(1, tipId);
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return row.getBoolean(1);
          }
        });
  }
}

package vn.tinbao.server.duty;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import vn.tinbao.server.staff.RosteredDesks;
import vn.tinbao.sms.db.SqlTime;

/** All rosters of the house at once, for the check of the catalogue. */
@Singleton
class Rosters implements RosteredDesks {
  private final JdbcOperations jdbc;

  Rosters(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public Set<String> agencies(Instant from, Instant until) {
    return jdbc.prepareStatement(
        """
        SELECT DISTINCT agency_id FROM tinbao.duty_shift
        WHERE dropped_at IS NULL AND ends_at > ? AND starts_at < ?
        """,
        select -> {
          select.setObject(1, SqlTime.of(from));
          select.setObject(2, SqlTime.of(until));
          Set<String> found = new LinkedHashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getString(1));
            }
          }
          return found;
        });
  }
}

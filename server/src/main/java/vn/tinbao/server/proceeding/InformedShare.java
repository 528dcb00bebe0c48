package vn.tinbao.server.proceeding;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import vn.tinbao.sms.db.SqlTime;

/** How many reporters were told in time what they must be told: a figure of the desk. */
@Singleton
public class InformedShare {
  /** How far back it looks. */
  private static final Duration WINDOW = Duration.ofDays(90);

  /** So many tips are looked at: a figure of the desk must not wait for a year's worth. */
  static final int MOST = 2_000;

  private final JdbcOperations jdbc;
  private final Clock clock;

  InformedShare(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Clocks of notices to reporters that have come due, of the tips an agency leads.
   *
   * @param due met, or past their time
   * @param inTime met no later than due
   */
  public record Share(long due, long inTime) {

    /** In percent, rounded down; 100 when nothing was due. */
    public long percent() {
      return due == 0 ? 100 : inTime * 100 / due;
    }
  }

  /**
   * Of the last 90 days, at most of the newest {@link #MOST} tips. Served by tip_agency_queue and
   * the primary key of tip_clock.
   */
  @Transactional
  public Share of(String agencyId) {
    Instant now = clock.instant();
    return jdbc.prepareStatement(
        """
        SELECT count(*), count(*) FILTER (WHERE c.met_at <= c.due_at)
        FROM (SELECT tip_id FROM tinbao.tip_agency
              WHERE agency_id = ? AND until IS NULL AND role = 'LEAD' AND since > ?
              ORDER BY since DESC LIMIT ?) a
        JOIN tinbao.tip_clock c ON c.tip_id = a.tip_id
        WHERE starts_with(c.clock, 'notify_reporter_')
          AND (c.state = 'MET' OR (c.state IN ('RUNNING', 'BREACHED') AND c.due_at < ?))
        """,
        select -> {
          select.setString(1, agencyId);
          select.setObject(2, SqlTime.of(now.minus(WINDOW)));
          select.setInt(3, MOST);
          select.setObject(4, SqlTime.of(now));
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return new Share(row.getLong(1), row.getLong(2));
          }
        });
  }
}

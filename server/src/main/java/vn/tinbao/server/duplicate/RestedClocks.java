package vn.tinbao.server.duplicate;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/**
 * Clocks of tips that were made one, or several. What runs for the tip that came first goes on;
 * what runs for the other rests, but for what is owed to its reporter, who has a right to both
 * notices (TTLT 01/2017 art. 14). In the transaction of whoever holds the tip.
 */
@Singleton
class RestedClocks {
  /** Clocks whose name begins so are owed to the reporter. */
  private static final String TO_REPORTER = "notify_reporter%";

  private final JdbcOperations jdbc;

  RestedClocks(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Ends what is open, and remembers it for {@link #goOn}. */
  void rest(UUID tipId, UUID by, Instant at) {
    update(
        """
        WITH resting AS (
          UPDATE tinbao.tip_clock SET state = 'ENDED', ended_at = ?, next_alert_at = NULL
          WHERE tip_id = ? AND state IN ('RUNNING', 'BREACHED') AND clock NOT LIKE ?
          RETURNING tip_id, clock, started_at)
        INSERT INTO tinbao.tip_clock_rested (by_id, tip_id, clock, started_at)
        SELECT ?, tip_id, clock, started_at FROM resting
        """,
        s -> {
          s.setObject(1, SqlTime.of(at));
          s.setObject(2, tipId);
          s.setString(3, TO_REPORTER);
          s.setObject(4, by);
        });
  }

  /** Lets go on what a legal step ended since then, though it is owed to the reporter still. */
  void owedStill(UUID tipId, Instant since) {
    update(
        """
        UPDATE tinbao.tip_clock
        SET state = CASE WHEN breached_at IS NULL THEN 'RUNNING' ELSE 'BREACHED' END,
          ended_at = NULL, next_alert_at = CASE WHEN breached_at IS NULL THEN overdue_at END
        WHERE tip_id = ? AND state = 'ENDED' AND ended_at >= ? AND clock LIKE ?
        """,
        s -> {
          s.setObject(1, tipId);
          s.setObject(2, SqlTime.of(since));
          s.setString(3, TO_REPORTER);
        });
  }

  /** Takes away what a legal step started since then: the old ones go on instead. */
  void notAnew(UUID tipId, Instant since) {
    update(
        "DELETE FROM tinbao.tip_clock WHERE tip_id = ? AND started_at >= ?",
        s -> {
          s.setObject(1, tipId);
          s.setObject(2, SqlTime.of(since));
        });
  }

  /** Lets run on what rested, due when it was; what was broken before is broken still. */
  void goOn(UUID tipId, UUID by) {
    update(
        """
        WITH rested AS (
          DELETE FROM tinbao.tip_clock_rested WHERE by_id = ? AND tip_id = ?
          RETURNING tip_id, clock, started_at)
        UPDATE tinbao.tip_clock c
        SET state = CASE WHEN c.breached_at IS NULL THEN 'RUNNING' ELSE 'BREACHED' END,
          ended_at = NULL,
          next_alert_at = CASE WHEN c.breached_at IS NULL THEN c.overdue_at END
        FROM rested r
        WHERE c.tip_id = r.tip_id AND c.clock = r.clock AND c.started_at = r.started_at
          AND c.state = 'ENDED'
        """,
        s -> {
          s.setObject(1, by);
          s.setObject(2, tipId);
        });
  }

  /** Gives a part of a tip the clocks of the whole: they count from its receipt. */
  void likeThoseOf(UUID parentId, UUID childId) {
    update("DELETE FROM tinbao.tip_clock WHERE tip_id = ?", s -> s.setObject(1, childId));
    update(
        """
        INSERT INTO tinbao.tip_clock (tip_id, clock, basis, rule_version, state, started_at, due_at,
          overdue_at, calendar_confirmed, next_alert_at, warned_at, breached_at, met_at, ended_at)
        SELECT ?, clock, basis, rule_version, state, started_at, due_at, overdue_at,
          calendar_confirmed, next_alert_at, warned_at, breached_at, met_at, ended_at
        FROM tinbao.tip_clock WHERE tip_id = ? AND clock NOT LIKE ?
        """,
        s -> {
          s.setObject(1, childId);
          s.setObject(2, parentId);
          s.setString(3, TO_REPORTER);
        });
  }

  private interface Binding {
    void to(PreparedStatement statement) throws SQLException;
  }

  private void update(String sql, Binding binding) {
    var unused =
        jdbc.prepareStatement(
            sql,
            s -> {
              binding.to(s);
              return s.executeUpdate();
            });
  }
}

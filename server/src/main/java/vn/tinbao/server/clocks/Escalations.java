package vn.tinbao.server.clocks;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.db.Statements;

/** What agencies were told of clocks that agencies below let run out. */
@Singleton
public class Escalations {
  private static final int MOST = 200;

  private final Statements sql;

  Escalations(Statements sql) {
    this.sql = sql;
  }

  /**
   * A clock that ran out.
   *
   * @param of the tip, or the record of a person
   * @param from id of the agency that owed it then: the lead, who did not answer an offer, or who
   *     answered for the record
   * @param state how far the clock is by now
   */
  public record Escalation(
      UUID of,
      String from,
      String clock,
      Instant startedAt,
      Instant dueAt,
      TipClock.State state,
      Instant at) {}

  /** Reads one from a row that calls what it is about {@code of}. */
  public static Escalation read(ResultSet row) throws SQLException {
    return new Escalation(
        row.getObject("of", UUID.class),
        row.getString("from_id"),
        row.getString("clock"),
        Objects.requireNonNull(SqlTime.read(row, "started_at")),
        Objects.requireNonNull(SqlTime.read(row, "due_at")),
        TipClock.State.valueOf(row.getString("state")),
        Objects.requireNonNull(SqlTime.read(row, "at")));
  }

  /** Told to an agency: what is still open first, then the newest; 200 at most. */
  @Transactional
  public List<Escalation> to(String agencyId) {
    return sql.all(
        // Index clock_escalation_to, primary key of tip_clock.
        """
        SELECT * FROM (
          SELECT e.tip_id AS of, e.from_id, e.clock, e.started_at, c.due_at, c.state, e.at
          FROM tinbao.clock_escalation e
          JOIN tinbao.tip_clock c USING (tip_id, clock, started_at)
          WHERE e.to_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ?) newest
        ORDER BY (state = 'BREACHED') DESC, at DESC
        """,
        Escalations::read,
        agencyId,
        MOST);
  }
}

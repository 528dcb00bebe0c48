package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import vn.tinbao.server.clocks.TipClock;
import vn.tinbao.sms.db.SqlTime;

/** What agencies were told of clocks of people's records that agencies below let run out. */
@Singleton
public class PersonEscalations {
  private static final int MOST = 200;

  private final VictimSql sql;

  PersonEscalations(VictimSql sql) {
    this.sql = sql;
  }

  /**
   * A clock that ran out; nothing of the person.
   *
   * @param from id of the agency that answered for the record then
   * @param state how far the clock is by now
   */
  public record Escalation(
      UUID victimId,
      String from,
      String clock,
      Instant startedAt,
      Instant dueAt,
      TipClock.State state,
      Instant at) {}

  /** Told to an agency: what is still owed first, then the newest; 200 at most. */
  @Transactional
  public List<Escalation> to(String agencyId) {
    return sql.all(
        // Index victim_escalation_to, primary key of victim_clock.
        """
        SELECT * FROM (
          SELECT e.victim_id, e.from_id, e.clock, e.started_at, c.due_at,
            CASE WHEN c.met_at IS NOT NULL THEN 'MET' WHEN c.ended_at IS NOT NULL THEN 'ENDED'
              ELSE 'BREACHED' END AS state, e.at
          FROM tinbao.victim_escalation e
          JOIN tinbao.victim_clock c USING (victim_id, clock, started_at)
          WHERE e.to_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ?) newest
        ORDER BY (state = 'BREACHED') DESC, at DESC
        """,
        row ->
            new Escalation(
                row.getObject("victim_id", UUID.class),
                row.getString("from_id"),
                row.getString("clock"),
                Objects.requireNonNull(SqlTime.read(row, "started_at")),
                Objects.requireNonNull(SqlTime.read(row, "due_at")),
                TipClock.State.valueOf(row.getString("state")),
                Objects.requireNonNull(SqlTime.read(row, "at"))),
        agencyId,
        MOST);
  }
}

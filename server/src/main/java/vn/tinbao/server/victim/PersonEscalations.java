package vn.tinbao.server.victim;

import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.List;
import vn.tinbao.server.clocks.Escalations;
import vn.tinbao.server.clocks.Escalations.Escalation;
import vn.tinbao.sms.db.Statements;

/**
 * What agencies were told of clocks of people's records that agencies below let run out: nothing of
 * the person.
 */
@Singleton
public class PersonEscalations {
  private static final int MOST = 200;

  private final Statements sql;

  PersonEscalations(Statements sql) {
    this.sql = sql;
  }

  /** Told to an agency: what is still owed first, then the newest; 200 at most. */
  @Transactional
  public List<Escalation> to(String agencyId) {
    return sql.all(
        // Index victim_escalation_to, primary key of victim_clock.
        """
        SELECT * FROM (
          SELECT e.victim_id AS of, e.from_id, e.clock, e.started_at, c.due_at,
            CASE WHEN c.met_at IS NOT NULL THEN 'MET' WHEN c.ended_at IS NOT NULL THEN 'ENDED'
              ELSE 'BREACHED' END AS state, e.at
          FROM tinbao.victim_escalation e
          JOIN tinbao.victim_clock c USING (victim_id, clock, started_at)
          WHERE e.to_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ?) newest
        ORDER BY (state = 'BREACHED') DESC, at DESC
        """,
        Escalations::read,
        agencyId,
        MOST);
  }
}

package vn.tinbao.server.clocks;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/** What agencies were told of clocks that agencies below let run out. */
@Singleton
public class Escalations {
  private static final int MOST = 200;

  private final JdbcOperations jdbc;

  Escalations(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A clock that ran out.
   *
   * @param from id of the agency that owed it then: the lead, or who did not answer an offer
   * @param state how far the clock is by now
   */
  public record Escalation(
      UUID tipId,
      String from,
      String clock,
      Instant startedAt,
      Instant dueAt,
      TipClock.State state,
      Instant at) {}

  /** Told to an agency: what is still open first, then the newest; 200 at most. */
  @Transactional
  public List<Escalation> to(String agencyId) {
    return jdbc.prepareStatement(
        // Index clock_escalation_to, primary key of tip_clock.
        """
        SELECT * FROM (
          SELECT e.tip_id, e.from_id, e.clock, e.started_at, c.due_at, c.state, e.at
          FROM tinbao.clock_escalation e
          JOIN tinbao.tip_clock c USING (tip_id, clock, started_at)
          WHERE e.to_id = ? ORDER BY e.at DESC, e.id DESC LIMIT ?) newest
        ORDER BY (state = 'BREACHED') DESC, at DESC
        """,
        select -> {
          select.setString(1, agencyId);
          select.setInt(2, MOST);
          List<Escalation> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Escalation(
                      row.getObject("tip_id", UUID.class),
                      row.getString("from_id"),
                      row.getString("clock"),
                      Objects.requireNonNull(SqlTime.read(row, "started_at")),
                      Objects.requireNonNull(SqlTime.read(row, "due_at")),
                      TipClock.State.valueOf(row.getString("state")),
                      Objects.requireNonNull(SqlTime.read(row, "at"))));
            }
          }
          return found;
        });
  }
}

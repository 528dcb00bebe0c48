package vn.tinbao.server.calendar;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * Whose turn a nightly job is: one node's, once a night, whatever the number of nodes. The row of
 * the job decides ({@code tinbao.nightly_job}).
 */
@Singleton
public class NightlyTurns {
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  NightlyTurns(JdbcOperations jdbc, TransactionOperations<Connection> transactions, Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Takes the turn, in a transaction of its own. The first sight of a job only sets its time.
   *
   * @param at time of day, Asia/Ho_Chi_Minh
   * @return whether it was due and is this node's
   */
  public boolean take(String job, LocalTime at) {
    return transactions.executeWrite(status -> taken(job, at));
  }

  /** Makes the next turn come no later than this, in a transaction of its own. */
  public void noLaterThan(String job, Instant soon) {
    var unused =
        transactions.executeWrite(
            status ->
                jdbc.prepareStatement(
                    "UPDATE tinbao.nightly_job SET next_at = least(next_at, ?) WHERE name = ?",
                    update -> {
                      update.setObject(1, SqlTime.of(soon));
                      update.setString(2, job);
                      return update.executeUpdate();
                    }));
  }

  private boolean taken(String job, LocalTime at) {
    Instant now = clock.instant();
    jdbc.prepareStatement(
        "INSERT INTO tinbao.nightly_job (name, next_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        insert -> {
          insert.setString(1, job);
          insert.setObject(2, SqlTime.of(next(now, at)));
          return insert.executeUpdate();
        });
    return jdbc.prepareStatement(
            "UPDATE tinbao.nightly_job SET next_at = ? WHERE name = ? AND next_at <= ?",
            update -> {
              update.setObject(1, SqlTime.of(next(now, at)));
              update.setString(2, job);
              update.setObject(3, SqlTime.of(now));
              return update.executeUpdate();
            })
        == 1;
  }

  private static Instant next(Instant now, LocalTime at) {
    ZonedDateTime tonight = now.atZone(LegalTime.ZONE).with(at);
    return (tonight.toInstant().isAfter(now) ? tonight : tonight.plusDays(1)).toInstant();
  }
}

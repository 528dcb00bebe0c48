package vn.tinbao.server.subscription;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.Suppressions;

/**
 * A copy of what the gateway knows of numbers, to count audiences by. Who left by way of an
 * operator or the gateway is no subscriber any more, either. The gateway's own word decides when it
 * sends.
 */
@Singleton
public class BarredNumbers {
  private static final int AT_ONCE = 5_000;

  /** Longer than any transaction that changes a suppression. */
  private static final Duration OVERLAP = Duration.ofSeconds(70);

  private static final byte[] NOTHING = {};

  private final JdbcOperations jdbc;
  private final Suppressions suppressions;
  private final Leaving leaving;

  BarredNumbers(JdbcOperations jdbc, Suppressions suppressions, Leaving leaving) {
    this.jdbc = jdbc;
    this.suppressions = suppressions;
    this.leaving = leaving;
  }

  /** Takes over what changed; done when it returns, as far as it was committed. */
  @Scheduled(fixedDelay = "${tinbao.subscription.mirror:30s}", initialDelay = "15s")
  @Transactional
  public void refresh() {
    Instant mark = lock();
    Instant since = mark.minus(OVERLAP);
    byte[] after = NOTHING;
    List<Suppressions.Change> changes;
    do {
      changes = suppressions.changes(since, after, AT_ONCE);
      if (!changes.isEmpty()) {
        take(changes);
        Suppressions.Change last = changes.get(changes.size() - 1);
        since = last.changedAt();
        after = last.hash();
      }
    } while (changes.size() == AT_ONCE);
    if (since.isAfter(mark)) {
      keep(since);
    }
  }

  private Instant lock() {
    return jdbc.prepareStatement(
        "SELECT changed_at FROM tinbao.barred_mark FOR UPDATE",
        select -> {
          try (ResultSet row = select.executeQuery()) {
            row.next();
            return Objects.requireNonNull(SqlTime.read(row, "changed_at"));
          }
        });
  }

  private void keep(Instant mark) {
    jdbc.prepareStatement(
        "UPDATE tinbao.barred_mark SET changed_at = ?",
        update -> {
          update.setObject(1, SqlTime.of(mark));
          return update.executeUpdate();
        });
  }

  private void take(List<Suppressions.Change> changes) {
    List<Suppressions.Change> barred = changes.stream().filter(BarredNumbers::isBarred).toList();
    List<Suppressions.Change> free = changes.stream().filter(c -> !isBarred(c)).toList();
    if (!barred.isEmpty()) {
      jdbc.prepareStatement(
          """
          INSERT INTO tinbao.barred_number AS b (phone_hash, opted_out_at, bad_at)
          SELECT * FROM unnest(?::bytea[], ?::timestamptz[], ?::timestamptz[]) ORDER BY 1
          ON CONFLICT (phone_hash) DO UPDATE
             SET opted_out_at = excluded.opted_out_at, bad_at = excluded.bad_at
           WHERE (b.opted_out_at, b.bad_at) IS DISTINCT FROM (excluded.opted_out_at, excluded.bad_at)
          """,
          insert -> {
            hashes(insert, 1, barred);
            insert.setArray(2, times(insert.getConnection(), barred, true));
            insert.setArray(3, times(insert.getConnection(), barred, false));
            return insert.executeUpdate();
          });
    }
    if (!free.isEmpty()) {
      jdbc.prepareStatement(
          "DELETE FROM tinbao.barred_number WHERE phone_hash = ANY (?)",
          delete -> {
            hashes(delete, 1, free);
            return delete.executeUpdate();
          });
    }
    leaving.byProvider(
        barred.stream()
            .filter(c -> c.optedOutAt() != null)
            .map(Suppressions.Change::hash)
            .toList());
  }

  private static boolean isBarred(Suppressions.Change change) {
    return change.optedOutAt() != null || change.badAt() != null;
  }

  private static void hashes(PreparedStatement to, int index, List<Suppressions.Change> changes)
      throws SQLException {
    to.setArray(
        index,
        to.getConnection()
            .createArrayOf(
                "bytea", changes.stream().map(Suppressions.Change::hash).toArray(byte[][]::new)));
  }

  private static java.sql.Array times(
      Connection connection, List<Suppressions.Change> changes, boolean out) throws SQLException {
    String[] times = new String[changes.size()];
    for (int i = 0; i < times.length; i++) {
      Instant at = out ? changes.get(i).optedOutAt() : changes.get(i).badAt();
      times[i] = at == null ? null : at.toString();
    }
    return connection.createArrayOf("timestamptz", times);
  }
}

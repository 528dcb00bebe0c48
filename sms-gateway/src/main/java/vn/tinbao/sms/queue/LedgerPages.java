package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** Reads pages of the ledger under lock, and writes them, one statement for all rows. */
@Singleton
class LedgerPages {
  private final JdbcOperations jdbc;
  private final Clock clock;

  LedgerPages(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Locks these messages until the transaction ends, in the order of their ids so that nobody waits
   * in a circle, and reads the named attempt of each. The transaction is {@link ByIndex#only} from
   * here on.
   */
  @Transactional(TxType.MANDATORY)
  LedgerPage lock(Collection<LedgerPage.Key> keys) {
    LedgerPage page = new LedgerPage();
    if (keys.isEmpty()) {
      return page;
    }
    // By the primary keys.
    return jdbc.prepareStatement(
        ByIndex.only(
            """
        SELECT o.id, o.message_class, o.state, o.attempt, o.tries, o.deferrals, o.doubts, o.detours,
               o.segments, o.cost, o.next_at, o.error_code, o.valid_until, o.to_hash,
               a.n, a.provider, a.price, a.ended_at, a.outcome, a.code, a.provider_id
          FROM unnest(?::uuid[], ?::int[]) AS w(id, n)
          JOIN sms.outbound o ON o.id = w.id
          LEFT JOIN sms.attempt a ON a.message_id = w.id AND a.n = w.n
         ORDER BY o.id, w.n
           FOR UPDATE OF o
        """),
        select -> {
          SqlArrays.set(select, 1, "uuid", keys, LedgerPage.Key::message);
          SqlArrays.set(select, 2, "int", keys, LedgerPage.Key::n);
          try (ResultSet row = ByIndex.rows(select)) {
            while (row.next()) {
              page.read(message(row));
              if (row.getObject("n") != null) {
                page.read(attempt(row));
              }
            }
          }
          return page;
        });
  }

  private static OutboundRow message(ResultSet row) throws SQLException {
    return new OutboundRow(
        row.getObject("id", UUID.class),
        MessageClass.valueOf(row.getString("message_class")),
        OutboundState.valueOf(row.getString("state")),
        row.getInt("attempt"),
        row.getInt("tries"),
        row.getInt("deferrals"),
        row.getInt("doubts"),
        row.getInt("detours"),
        row.getInt("segments"),
        row.getLong("cost"),
        Objects.requireNonNull(instant(row.getObject("next_at", OffsetDateTime.class))),
        row.getString("error_code"),
        SqlTime.read(row, "valid_until"),
        row.getBytes("to_hash"));
  }

  /** A held message waits until {@code infinity}. */
  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    if (value == null) {
      return null;
    }
    return value.equals(OffsetDateTime.MAX) ? Instant.MAX : value.toInstant();
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    String outcome = row.getString("outcome");
    return new Attempt(
        row.getObject("id", UUID.class),
        row.getInt("n"),
        row.getString("provider"),
        row.getLong("price"),
        SqlTime.read(row, "ended_at"),
        outcome == null ? null : Attempt.End.valueOf(outcome),
        row.getString("code"),
        row.getString("provider_id"));
  }

  /** Writes what the rules changed; texts of messages that have reached their end are erased. */
  @Transactional(TxType.MANDATORY)
  void write(LedgerPage page) {
    Collection<Attempt> attempts = page.changedAttempts();
    List<OutboundRow> rows = page.changedRows();
    if (attempts.isEmpty() && rows.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        """
        WITH noted AS (
          UPDATE sms.attempt a
             SET ended_at = w.ended_at, outcome = w.outcome, code = left(w.code, 100),
                 provider_id = w.provider_id
            FROM unnest(?::uuid[], ?::int[], ?::timestamptz[], ?::text[], ?::text[], ?::text[])
                 AS w(message_id, n, ended_at, outcome, code, provider_id)
           WHERE a.message_id = w.message_id AND a.n = w.n)
        UPDATE sms.outbound o
           SET state = w.state, rank = w.rank, tries = w.tries, deferrals = w.deferrals,
               doubts = w.doubts, detours = w.detours, cost = w.cost, next_at = w.next_at,
               error_code = left(w.code, 100), changed_at = ?,
               lease_until = CASE WHEN w.state = 'SENDING' THEN o.lease_until END,
               body = CASE WHEN NOT w.ended THEN o.body END
          FROM unnest(?::uuid[], ?::text[], ?::smallint[], ?::smallint[], ?::smallint[],
                      ?::smallint[], ?::smallint[], ?::bigint[], ?::timestamptz[], ?::text[], ?::boolean[])
               AS w(id, state, rank, tries, deferrals, doubts, detours, cost, next_at, code, ended)
         WHERE o.id = w.id
        """,
        update -> {
          SqlArrays.set(update, 1, "uuid", attempts, Attempt::message);
          SqlArrays.set(update, 2, "int", attempts, Attempt::n);
          SqlArrays.set(update, 3, "timestamptz", attempts, Attempt::endedAt);
          SqlArrays.set(update, 4, "text", attempts, a -> a.end() == null ? null : a.end().name());
          SqlArrays.set(update, 5, "text", attempts, Attempt::code);
          SqlArrays.set(update, 6, "text", attempts, Attempt::providerId);
          update.setObject(7, SqlTime.of(clock.instant()));
          SqlArrays.set(update, 8, "uuid", rows, OutboundRow::id);
          SqlArrays.set(update, 9, "text", rows, r -> r.state().name());
          SqlArrays.set(update, 10, "smallint", rows, r -> r.state().rank());
          SqlArrays.set(update, 11, "smallint", rows, OutboundRow::tries);
          SqlArrays.set(update, 12, "smallint", rows, OutboundRow::deferrals);
          SqlArrays.set(update, 13, "smallint", rows, OutboundRow::doubts);
          SqlArrays.set(update, 14, "smallint", rows, OutboundRow::detours);
          SqlArrays.set(update, 15, "bigint", rows, OutboundRow::cost);
          SqlArrays.set(update, 16, "timestamptz", rows, OutboundRow::nextAt);
          SqlArrays.set(update, 17, "text", rows, OutboundRow::code);
          SqlArrays.set(update, 18, "boolean", rows, r -> r.state().isFinal());
          return update.executeUpdate();
        });
  }
}

package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/**
 * What is known of numbers, by the keyed hash of {@code PhoneKey}: who wants no awareness messages,
 * and which numbers reach nobody. Looked up when a message is claimed, so that it counts for what
 * was enqueued before, too. All doors join the caller's transaction.
 */
@Singleton
public class Suppressions {
  private final JdbcOperations jdbc;
  private final Clock clock;

  Suppressions(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * The person wants no awareness messages; replies and alerts still go. The first time counts.
   *
   * @param hash of the number
   * @param source who said so, for operators: {@code sms}, {@code provider}, {@code staff}
   */
  @Transactional
  public void optOut(byte[] hash, String source) {
    optOuts(List.of(hash), source);
  }

  @Transactional
  void optOuts(Collection<byte[]> hashes, String source) {
    upsert(
        """
        INSERT INTO sms.suppression AS s (to_hash, opted_out_at, source)
        SELECT DISTINCT w.hash, ?::timestamptz, left(?, 40) FROM unnest(?::bytea[]) AS w(hash)
         ORDER BY 1
        ON CONFLICT (to_hash) DO UPDATE
           SET opted_out_at = excluded.opted_out_at, source = excluded.source
         WHERE s.opted_out_at IS NULL
        """,
        source,
        hashes);
  }

  /** The person wants awareness messages again. */
  @Transactional
  public void optIn(byte[] hash) {
    jdbc.prepareStatement(
        "UPDATE sms.suppression SET opted_out_at = NULL, source = NULL WHERE to_hash = ?",
        update -> {
          update.setBytes(1, hash);
          return update.executeUpdate();
        });
  }

  /**
   * The number reaches no phone: no awareness message is tried there, until it is forgotten or
   * shows itself alive.
   */
  @Transactional
  public void badNumber(byte[] hash) {
    badNumbers(List.of(hash));
  }

  @Transactional
  void badNumbers(Collection<byte[]> hashes) {
    upsert(
        """
        INSERT INTO sms.suppression AS s (to_hash, bad_at)
        SELECT DISTINCT w.hash, ?::timestamptz FROM unnest(?::bytea[]) AS w(hash) ORDER BY 1
        ON CONFLICT (to_hash) DO UPDATE SET bad_at = excluded.bad_at
        """,
        null,
        hashes);
  }

  /** Something reached these numbers, or came from them. */
  @Transactional
  void aliveNumbers(Collection<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return;
    }
    // By the primary key; locked in one order, so that nobody waits in a circle.
    jdbc.prepareStatement(
        """
        UPDATE sms.suppression SET bad_at = NULL
         WHERE to_hash IN (SELECT to_hash FROM sms.suppression
                            WHERE to_hash = ANY (?) AND bad_at IS NOT NULL
                            ORDER BY to_hash FOR UPDATE)
        """,
        update -> {
          SqlArrays.set(update, 1, hashes);
          return update.executeUpdate();
        });
  }

  private void upsert(String sql, @Nullable String source, Collection<byte[]> hashes) {
    if (hashes.isEmpty()) {
      return;
    }
    jdbc.prepareStatement(
        sql,
        insert -> {
          int n = 0;
          insert.setObject(++n, SqlTime.of(clock.instant()));
          if (source != null) {
            insert.setString(++n, source);
          }
          SqlArrays.set(insert, ++n, hashes);
          return insert.executeUpdate();
        });
  }

  /** True when the person wants no awareness messages. */
  @Transactional
  public boolean isOptedOut(byte[] hash) {
    return jdbc.prepareStatement(
        "SELECT 1 FROM sms.suppression WHERE to_hash = ? AND opted_out_at IS NOT NULL",
        select -> {
          select.setBytes(1, hash);
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
  }

  /**
   * Which of these numbers want no awareness messages; that stays so until the caller's transaction
   * ends, as who changes it waits. By the primary key.
   */
  @Transactional
  public List<byte[]> heldOptedOut(Collection<byte[]> hashes) {
    return jdbc.prepareStatement(
        """
        SELECT to_hash FROM sms.suppression WHERE to_hash = ANY (?) AND opted_out_at IS NOT NULL
         ORDER BY to_hash FOR SHARE
        """,
        select -> {
          SqlArrays.set(select, 1, hashes);
          List<byte[]> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getBytes(1));
            }
          }
          return found;
        });
  }

  /**
   * What is known of a number, as of its last change.
   *
   * @param optedOutAt null: the person wants messages, or never said
   * @param source who said so
   * @param badAt null: the number reaches somebody, as far as is known
   * @param changedAt by the database's clock
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Change(
      byte[] hash,
      @Nullable Instant optedOutAt,
      @Nullable String source,
      @Nullable Instant badAt,
      Instant changedAt) {}

  /**
   * What changed at this moment or later, in the order of change, for whoever keeps a copy. A
   * change is seen when it is committed, which may be after later ones: look a while back each
   * time, and take what was taken before once more.
   *
   * @param since by the database's clock
   * @param after what was taken of that very moment already; empty: nothing
   */
  @Transactional
  public List<Change> changes(Instant since, byte[] after, int most) {
    // By suppression_changed.
    return jdbc.prepareStatement(
        """
        SELECT to_hash, opted_out_at, source, bad_at, changed_at FROM sms.suppression
         WHERE (changed_at, to_hash) > (?, ?) ORDER BY changed_at, to_hash LIMIT ?
        """,
        select -> {
          select.setObject(1, SqlTime.of(since));
          select.setBytes(2, after);
          select.setInt(3, most);
          List<Change> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Change(
                      row.getBytes("to_hash"),
                      SqlTime.read(row, "opted_out_at"),
                      row.getString("source"),
                      SqlTime.read(row, "bad_at"),
                      Objects.requireNonNull(SqlTime.read(row, "changed_at"))));
            }
          }
          return found;
        });
  }

  /**
   * Asks for the one confirmation of an opt-out that a number ever gets.
   *
   * @return true exactly once for a number, whoever asks; it counts when the transaction commits
   */
  @Transactional
  public boolean confirmOnce(byte[] hash) {
    return jdbc.prepareStatement(
        """
        INSERT INTO sms.suppression AS s (to_hash, confirmed_at) VALUES (?, ?)
        ON CONFLICT (to_hash) DO UPDATE SET confirmed_at = excluded.confirmed_at
         WHERE s.confirmed_at IS NULL
        """,
        insert -> {
          insert.setBytes(1, hash);
          insert.setObject(2, SqlTime.of(clock.instant()));
          return insert.executeUpdate() == 1;
        });
  }
}

package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import vn.tinbao.server.vault.KeyedHash;

/**
 * Makes whoever guesses wrong under one name wait, twice as long each time. It does not know
 * whether there is such an account, and so cannot give it away.
 */
@Singleton
class NameLocks {
  /** After this long without a further failure all is forgotten. */
  private static final Duration MEMORY = Duration.ofHours(24);

  private final JdbcOperations jdbc;
  private final KeyedHash hashes;
  private final StaffSettings settings;
  private final Clock clock;

  NameLocks(JdbcOperations jdbc, KeyedHash hashes, StaffSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.hashes = hashes;
    this.settings = settings;
    this.clock = clock;
  }

  /** How long this name must still wait; zero when not at all. */
  @Transactional
  public Duration wait(String name) {
    Instant now = clock.instant();
    return jdbc.prepareStatement(
        "SELECT locked_until FROM tinbao.staff_failure WHERE name_hash = ? AND locked_until > ?",
        select -> {
          select.setBytes(1, hash(name));
          select.setObject(2, utc(now));
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Duration.between(
                    now, row.getObject("locked_until", OffsetDateTime.class).toInstant())
                : Duration.ZERO;
          }
        });
  }

  /** Counts a failure; in the caller's transaction. */
  void failed(String name) {
    Instant now = clock.instant();
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.staff_failure AS f (name_hash, failures, last_at) VALUES (?, 1, ?)
        ON CONFLICT (name_hash) DO UPDATE SET
          failures = CASE WHEN f.last_at < ? THEN 1 ELSE f.failures + 1 END,
          locked_until = CASE WHEN f.last_at >= ? AND f.failures + 1 >= ?
            THEN excluded.last_at + make_interval(secs =>
              least(?, ? * power(2, least(f.failures + 1 - ?, 30)))) END,
          last_at = excluded.last_at
        """,
        insert -> {
          insert.setBytes(1, hash(name));
          insert.setObject(2, utc(now));
          insert.setObject(3, utc(now.minus(MEMORY)));
          insert.setObject(4, utc(now.minus(MEMORY)));
          insert.setInt(5, settings.freeFailures());
          insert.setDouble(6, settings.longestWait().toSeconds());
          insert.setDouble(7, settings.firstWait().toSeconds());
          insert.setInt(8, settings.freeFailures());
          return insert.executeUpdate();
        });
  }

  /** Forgets the failures under a name; in the caller's transaction. */
  void succeeded(String name) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_failure WHERE name_hash = ?",
        delete -> {
          delete.setBytes(1, hash(name));
          return delete.executeUpdate();
        });
  }

  /** Removes what is forgotten anyway. */
  @Scheduled(fixedDelay = "1h", initialDelay = "1h")
  @Transactional
  public void sweep() {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_failure WHERE last_at < ?",
        delete -> {
          delete.setObject(1, utc(clock.instant().minus(MEMORY)));
          return delete.executeUpdate();
        });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /**
   * What the database and the audit keep of a name that was typed: whoever holds neither key nor
   * name learns nothing.
   */
  byte[] hash(String name) {
    return hashes.of("staff-name", name);
  }
}

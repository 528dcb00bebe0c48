package vn.tinbao.server.retention;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * Runs {@link Retention} once a night on one node: the one that moves the time in {@code
 * nightly_job} on. What a node that dies leaves undone is done the next night.
 */
@Singleton
class RetentionJob {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final String NAME = "retention";

  private final Retention retention;
  private final RetentionSettings settings;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  RetentionJob(
      Retention retention,
      RetentionSettings settings,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.retention = retention;
    this.settings = settings;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "5m", initialDelay = "1m")
  void tonight() {
    try {
      runWhenDue();
    } catch (RuntimeException e) {
      LOG.warn("Retention waits: {}", e.getClass().getSimpleName());
    }
  }

  /** Whether it was due and this node did it. */
  boolean runWhenDue() {
    if (!transactions.executeWrite(status -> claimed())) {
      return false;
    }
    Retention.Outcome outcome = retention.run(false, looked -> {});
    LOG.info(
        "Retention: {} announced, {} deleted, {} withdrawn, {} held, {} kept as unverified",
        outcome.byClass().values().stream().mapToLong(Retention.Count::announced).sum(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::removed).sum(),
        outcome.withdrawn(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::held).sum(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::unverified).sum());
    return true;
  }

  /** The first sight of the job only sets its time. */
  private boolean claimed() {
    Instant now = clock.instant();
    jdbc.prepareStatement(
        "INSERT INTO tinbao.nightly_job (name, next_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
        insert -> {
          insert.setString(1, NAME);
          insert.setObject(2, SqlTime.of(next(now)));
          return insert.executeUpdate();
        });
    return jdbc.prepareStatement(
            "UPDATE tinbao.nightly_job SET next_at = ? WHERE name = ? AND next_at <= ?",
            update -> {
              update.setObject(1, SqlTime.of(next(now)));
              update.setString(2, NAME);
              update.setObject(3, SqlTime.of(now));
              return update.executeUpdate();
            })
        == 1;
  }

  private Instant next(Instant now) {
    ZonedDateTime tonight = now.atZone(LegalTime.ZONE).with(settings.nightlyAt());
    return (tonight.toInstant().isAfter(now) ? tonight : tonight.plusDays(1)).toInstant();
  }
}

package vn.tinbao.server.tip;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.sms.db.SqlTime;

/**
 * Runs {@link Reforms} once a day, soon after midnight in Vietnam, on one node: the one that moves
 * the time in {@code nightly_job} on. An agency that a catalogue ends during the day keeps its tips
 * until then, so that a mistaken import can be mended.
 */
@Singleton
class ReformJob {
  private static final Logger LOG = LoggerFactory.getLogger(ReformJob.class);
  private static final String NAME = "reforms";
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final LocalTime AT = LocalTime.of(0, 5);

  private final Reforms reforms;
  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ReformJob(
      Reforms reforms,
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.reforms = reforms;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void tonight() {
    try {
      var unused = runWhenDue();
    } catch (RuntimeException e) {
      LOG.warn("Handing over the tips of ended agencies waits: {}", e.getClass().getSimpleName());
    }
  }

  /** Whether it was due and this node did it. */
  boolean runWhenDue() {
    if (!transactions.executeWrite(status -> claimed())) {
      return false;
    }
    Reforms.Outcome outcome;
    try {
      outcome = reforms.handOver();
    } catch (RuntimeException e) {
      again();
      throw e;
    }
    if (outcome.failed() > 0) {
      again();
    }
    if (outcome.agencies() > 0) {
      LOG.info(
          "{} agencies that are no more: {} tips handed over, {} wait for a person, {} people",
          outcome.agencies(),
          outcome.handed(),
          outcome.asked(),
          outcome.people());
    }
    return true;
  }

  /** What failed is tried again soon, not tomorrow. */
  private void again() {
    Instant soon = clock.instant().plus(AGAIN);
    var unused =
        transactions.executeWrite(
            status ->
                jdbc.prepareStatement(
                    "UPDATE tinbao.nightly_job SET next_at = least(next_at, ?) WHERE name = ?",
                    update -> {
                      update.setObject(1, SqlTime.of(soon));
                      update.setString(2, NAME);
                      return update.executeUpdate();
                    }));
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

  private static Instant next(Instant now) {
    ZonedDateTime tonight = now.atZone(LegalTime.ZONE).with(AT);
    return (tonight.toInstant().isAfter(now) ? tonight : tonight.plusDays(1)).toInstant();
  }
}

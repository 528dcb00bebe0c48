package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Forgets messages whose time is over, and with them the numbers: nothing in the ledger leads to a
 * person for longer than the settings say, but that a person wants no messages. Any number of
 * processes may do this on one database.
 */
@Singleton
public class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 1_000;

  private final JdbcOperations jdbc;
  private final TransactionOperations<Connection> transactions;
  private final Months months;
  private final RetentionSettings settings;
  private final Clock clock;

  Retention(
      JdbcOperations jdbc,
      TransactionOperations<Connection> transactions,
      Months months,
      RetentionSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.months = months;
    this.settings = settings;
    this.clock = clock;
  }

  /** Every hour; a process that runs for a minute only does not begin. */
  @Scheduled(initialDelay = "5m", fixedDelay = "1h")
  void hourly() {
    try {
      long forgotten = forget();
      if (forgotten > 0) {
        LOG.info("Forgot {} messages whose time is over", forgotten);
      }
    } catch (RuntimeException e) {
      LOG.warn("Old messages could not be forgotten now: {}", e.toString());
    }
  }

  /** Deletes what is due, a thousand rows a transaction; the number of messages. */
  long forget() {
    // Index inbound_old.
    long forgotten =
        deleteAll(
            """
            WITH gone AS (
              DELETE FROM sms.inbound WHERE id IN (
                SELECT id FROM sms.inbound WHERE state = 'DONE' AND done_at < ?
                 ORDER BY done_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING 1)
            SELECT count(*) FROM gone
            """,
            delete -> delete.setObject(1, before(settings.inbound())));
    for (MessageClass messageClass : MessageClass.values()) {
      // Index outbound_old.
      forgotten +=
          deleteAll(
              """
              WITH gone AS (
                DELETE FROM sms.outbound WHERE id IN (
                  SELECT id FROM sms.outbound
                   WHERE state IN ('SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED',
                                   'SUPPRESSED', 'CANCELED', 'DELIVERED')
                     AND changed_at < ? AND message_class = ?
                   ORDER BY changed_at LIMIT ? FOR UPDATE SKIP LOCKED) RETURNING id),
              attempts AS (
                DELETE FROM sms.attempt WHERE message_id IN (SELECT id FROM gone))
              SELECT count(*) FROM gone
              """,
              delete -> {
                delete.setObject(1, before(settings.of(messageClass)));
                delete.setString(2, messageClass.name());
              });
    }
    forgetWhatNamesNobody();
    dropMonths();
    return forgotten;
  }

  private Object before(Duration kept) {
    return clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
  }

  private void forgetWhatNamesNobody() {
    // Index provider_event_old. News has only a provider's own id.
    var news =
        deleteAll(
            """
            WITH gone AS (
              DELETE FROM sms.provider_event
               WHERE (month, provider, provider_id, status, code) IN (
                SELECT month, provider, provider_id, status, code FROM sms.provider_event
                 WHERE received_at < ? ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED)
              RETURNING 1)
            SELECT count(*) FROM gone
            """,
            delete -> delete.setObject(1, before(settings.longest())));
    // Index awareness_day_past. Nobody writes days that are over.
    transactions.executeWrite(
        transaction ->
            jdbc.prepareStatement(
                "DELETE FROM sms.awareness_day WHERE day < ?",
                delete -> {
                  delete.setObject(
                      1, clock.instant().atZone(SafeHours.ZONE).toLocalDate().minusDays(1));
                  return delete.executeUpdate();
                }));
    // Numbers are given to other people after a while. By the primary key's table, which is small.
    transactions.executeWrite(
        transaction ->
            jdbc.prepareStatement(
                "UPDATE sms.suppression SET bad_at = NULL WHERE bad_at < ?",
                update -> {
                  update.setObject(1, before(settings.badNumber()));
                  return update.executeUpdate();
                }));
    transactions.executeWrite(
        transaction ->
            jdbc.prepareStatement(
                "DELETE FROM sms.suppression"
                    + " WHERE bad_at IS NULL AND opted_out_at IS NULL AND confirmed_at IS NULL",
                PreparedStatement::executeUpdate));
  }

  /** Empty months whose news is over, too. */
  private void dropMonths() {
    Instant over = clock.instant().minus(settings.longest());
    for (YearMonth month : months.past()) {
      Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
      if (end.isBefore(over) && months.dropIfEmpty(month)) {
        LOG.info("Dropped the SMS ledger's partitions of {}", month);
      }
    }
  }

  private interface Parameters {
    void set(PreparedStatement statement) throws SQLException;
  }

  /** The last parameter is how many rows at most. */
  private long deleteAll(String sql, Parameters parameters) {
    long deleted = 0;
    while (true) {
      long some =
          transactions.executeWrite(
              transaction ->
                  jdbc.prepareStatement(
                      sql,
                      delete -> {
                        parameters.set(delete);
                        delete.setInt(delete.getParameterMetaData().getParameterCount(), AT_ONCE);
                        try (ResultSet row = delete.executeQuery()) {
                          row.next();
                          return row.getLong(1);
                        }
                      }));
      deleted += some;
      if (some < AT_ONCE) {
        return deleted;
      }
    }
  }
}

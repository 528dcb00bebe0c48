package vn.tinbao.sms.queue;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.SqlTime;

/**
 * Forgets messages whose time is over, and with them the numbers: nothing in the ledger leads to a
 * person for longer than the settings say. Any number of processes may do this on one database.
 */
@Singleton
public class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final int AT_ONCE = 1_000;

  private final TransactionOperations<Connection> transactions;
  private final RetentionSettings settings;
  private final Clock clock;

  Retention(
      TransactionOperations<Connection> transactions, RetentionSettings settings, Clock clock) {
    this.transactions = transactions;
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
            DELETE FROM sms.inbound WHERE id IN (
              SELECT id FROM sms.inbound WHERE state = 'DONE' AND done_at < ?
               ORDER BY done_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """,
            settings.inbound(),
            null);
    for (MessageClass messageClass : MessageClass.values()) {
      // Index outbound_old; attempts go with their message.
      forgotten +=
          deleteAll(
              """
              DELETE FROM sms.outbound WHERE id IN (
                SELECT id FROM sms.outbound
                 WHERE state IN ('SENT_UNCONFIRMED', 'UNDELIVERED', 'FAILED', 'EXPIRED',
                                 'SUPPRESSED', 'CANCELED', 'DELIVERED')
                   AND changed_at < ? AND message_class = ?
                 ORDER BY changed_at LIMIT ? FOR UPDATE SKIP LOCKED)
              """,
              settings.of(messageClass),
              messageClass);
    }
    // Index provider_event_old. News names no person, only a provider's own id.
    var unused =
        deleteAll(
            """
            DELETE FROM sms.provider_event WHERE id IN (
              SELECT id FROM sms.provider_event WHERE received_at < ?
               ORDER BY received_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """,
            settings.longest(),
            null);
    return forgotten;
  }

  private long deleteAll(
      String sql, Duration kept, @org.jspecify.annotations.Nullable MessageClass messageClass) {
    long deleted = 0;
    while (true) {
      int some =
          transactions.executeWrite(
              transaction -> {
                try (PreparedStatement delete = transaction.getConnection().prepareStatement(sql)) {
                  int n = 0;
                  delete.setObject(++n, SqlTime.of(clock.instant().minus(kept)));
                  if (messageClass != null) {
                    delete.setString(++n, messageClass.name());
                  }
                  delete.setInt(++n, AT_ONCE);
                  return delete.executeUpdate();
                }
              });
      deleted += some;
      if (some < AT_ONCE) {
        return deleted;
      }
    }
  }
}

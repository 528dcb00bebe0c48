package vn.tinbao.sms.queue;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.SqlTime;

/**
 * Erases the hashes by which repeats are known, once no repeat is looked for any more: whoever
 * takes the database and the phone key could try short texts on them.
 */
@Singleton
class EchoSweep {
  private static final Logger LOG = LoggerFactory.getLogger(EchoSweep.class);
  private static final int AT_ONCE = 5_000;

  private final TransactionOperations<Connection> transactions;
  private final InboundSettings settings;
  private final Clock clock;

  EchoSweep(TransactionOperations<Connection> transactions, InboundSettings settings, Clock clock) {
    this.transactions = transactions;
    this.settings = settings;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void everyMinute() {
    try {
      var unused = sweep();
    } catch (RuntimeException e) {
      LOG.warn("Old hashes of messages could not be erased now: {}", e.toString());
    }
  }

  /** The number of rows that lost their hash. */
  long sweep() {
    Duration kept = settings.repeatWindow();
    if (kept.compareTo(settings.partsWait()) < 0) {
      kept = settings.partsWait();
    }
    Instant before = clock.instant().minus(kept);
    long all = 0;
    while (true) {
      int some =
          transactions.executeWrite(transaction -> some(transaction.getConnection(), before));
      all += some;
      if (some < AT_ONCE) {
        return all;
      }
    }
  }

  private static int some(Connection connection, Instant before) {
    // By inbound_echo_old.
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            UPDATE sms.inbound SET echo = NULL WHERE id IN (
              SELECT id FROM sms.inbound WHERE echo IS NOT NULL AND arrived_at < ?
               ORDER BY arrived_at LIMIT ? FOR UPDATE SKIP LOCKED)
            """)) {
      update.setObject(1, SqlTime.of(before));
      update.setInt(2, AT_ONCE);
      return update.executeUpdate();
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException("Hashes could not be erased", e);
    }
  }
}

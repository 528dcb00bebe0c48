package vn.tinbao.server.campaign.sending;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Takes receipts that come after a message was given up: networks correct themselves, and a phone
 * that was off for days gets its messages when it is on.
 */
@Singleton
class LateReceipts {
  private final SendingRows rows;
  private final Settler settler;
  private final SendingSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  LateReceipts(
      SendingRows rows,
      Settler settler,
      SendingSettings settings,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.settler = settler;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** Every so often, on nodes that work on sendings. */
  @Scheduled(fixedDelay = "${tinbao.sending.late-look:15m}", initialDelay = "3m")
  void look() {
    if (settings.enabled()) {
      lookNow();
    }
  }

  /**
   * Looks at all that may be corrected, page by page; who holds a row meanwhile is passed by until
   * the next time.
   *
   * @return how many recipients were
   */
  int lookNow() {
    Instant since = clock.instant().minus(settings.lateReceipts());
    List<UUID> campaigns = transactions.executeRead(status -> rows.late(since));
    int corrected = 0;
    for (UUID campaign : campaigns) {
      Settler.Page page = settler.late(campaign, 0);
      corrected += page.moved();
      while (page.full()) {
        page = settler.late(campaign, page.last());
        corrected += page.moved();
      }
    }
    return corrected;
  }
}

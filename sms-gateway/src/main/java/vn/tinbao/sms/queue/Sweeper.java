package vn.tinbao.sms.queue;

import jakarta.inject.Singleton;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What time alone changes in the ledger. Any number of processes may sweep one database. */
@Singleton
class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);

  private final OutboundLedger ledger;
  private final StatusDesk status;
  private final Campaigns campaigns;
  private final Doubts doubts;

  Sweeper(OutboundLedger ledger, StatusDesk status, Campaigns campaigns, Doubts doubts) {
    this.ledger = ledger;
    this.status = status;
    this.campaigns = campaigns;
    this.doubts = doubts;
  }

  /** Sweeps once; true when messages may have become due. */
  boolean sweep() {
    var expired = ledger.expire();
    int lost = ledger.doubtLostLeases();
    if (lost > 0) {
      LOG.warn("{} SMS have no known outcome: the process that sent them stopped", lost);
    }
    var early = status.applyAllEarly();
    doubts.ask();
    List<String> asked = doubts.askable();
    int decided = ledger.decideDoubts(asked);
    var unconfirmed = ledger.giveUpReceipts();
    int released = campaigns.sweep();
    return decided > 0 || released > 0;
  }
}

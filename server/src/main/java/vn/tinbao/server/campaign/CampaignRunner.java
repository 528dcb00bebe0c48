package vn.tinbao.server.campaign;

import io.micronaut.scheduling.annotation.Scheduled;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.LocalTime;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.NightlyTurns;
import vn.tinbao.server.campaign.sending.PauseReason;
import vn.tinbao.server.campaign.sending.Progress;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.campaign.sending.Stage;

/**
 * Takes the steps that are the house's: starts what is due, follows what the sending says (paused
 * by errors, done), and makes next year's drafts. The campaign's row is locked for each, so several
 * nodes take a step once; nothing is remembered outside the rows, so a crash costs a second.
 */
@Singleton
class CampaignRunner {
  private static final Logger LOG = LoggerFactory.getLogger(CampaignRunner.class);
  private static final String NIGHTLY = "campaigns";
  private static final LocalTime AT = LocalTime.of(0, 20);

  private final Campaigns campaigns;
  private final CampaignRows rows;
  private final SmsChannel sms;
  private final Sending sending;
  private final NightlyTurns turns;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  CampaignRunner(
      Campaigns campaigns,
      CampaignRows rows,
      SmsChannel sms,
      Sending sending,
      NightlyTurns turns,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.campaigns = campaigns;
    this.rows = rows;
    this.sms = sms;
    this.sending = sending;
    this.turns = turns;
    this.transactions = transactions;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "1s", initialDelay = "2s")
  void look() {
    try {
      run();
    } catch (RuntimeException e) {
      LOG.warn("Campaigns wait: {}", e.getClass().getSimpleName());
    }
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void tonight() {
    try {
      if (turns.take(NIGHTLY, AT)) {
        int made = campaigns.makeRecurring();
        if (made > 0) {
          LOG.info("{} campaigns that come back were made as drafts", made);
        }
      }
    } catch (RuntimeException e) {
      LOG.warn("Campaigns that come back wait: {}", e.getClass().getSimpleName());
    }
  }

  /** One campaign that cannot go on keeps no other back. */
  void run() {
    for (UUID id : rows.due(clock.instant())) {
      one(id, () -> campaigns.houseStep(id, CampaignStep.START, null));
    }
    for (UUID id : rows.running()) {
      one(id, () -> follow(id));
    }
  }

  private static void one(UUID id, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.warn("Campaign {} waits: {}", id, e.getClass().getSimpleName());
    }
  }

  /** What the sending says is read under the lock: a step of a person is before it or after it. */
  private void follow(UUID id) {
    transactions.executeWrite(
        status -> {
          if (rows.lock(id).filter(one -> one.state() == CampaignState.RUNNING).isPresent()) {
            Progress progress = sms.sends(id) ? sending.progress(id).orElse(null) : null;
            if (progress == null || progress.stage() == Stage.DONE) {
              campaigns.houseStep(id, CampaignStep.FINISH, null);
            } else if (progress.stage() == Stage.PAUSED
                && progress.reason() == PauseReason.ERRORS) {
              campaigns.houseStep(id, CampaignStep.PAUSE, PauseReason.ERRORS.name());
            }
          }
          return null;
        });
  }
}

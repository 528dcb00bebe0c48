package vn.tinbao.server.campaign.sending;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Clears the numbers of campaigns that are long over, though they are sealed: nobody needs them any
 * more. The keyed hash stays, so that a number still counts once and a link to leave still works.
 */
@Singleton
class NumbersForgotten {
  private static final long AT_ONCE = 5_000;

  private final JdbcOperations jdbc;
  private final SendingRows rows;
  private final SendingSettings settings;
  private final Clock clock;

  NumbersForgotten(JdbcOperations jdbc, SendingRows rows, SendingSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.rows = rows;
    this.settings = settings;
    this.clock = clock;
  }

  /** Nightly, on every node: rows decide. */
  @Scheduled(cron = "0 40 2 * * *")
  void nightly() {
    if (settings.enabled()) {
      all();
    }
  }

  /** All that are due, step by step; what a crash interrupts goes on the next night. */
  void all() {
    for (UUID campaign : due()) {
      while (step(campaign)) {
        // The next some.
      }
    }
  }

  /** Campaigns that are long over and keep numbers. */
  @Transactional
  public List<UUID> due() {
    return rows.uncleared(before());
  }

  private Instant before() {
    return clock.instant().minus(settings.numbersKept());
  }

  /**
   * The next some of a campaign, by the primary key: ids have no gaps. Row and mark are one
   * transaction, under the lock by which a resend begins.
   *
   * @return whether there is more
   */
  @Transactional
  public boolean step(UUID campaign) {
    SendingRow sending = rows.lockIfFree(campaign).orElse(null);
    if (sending == null || !over(sending) || sending.clearedTo() >= sending.total()) {
      return false;
    }
    long to = Math.min(sending.total(), sending.clearedTo() + AT_ONCE);
    jdbc.prepareStatement(
        """
        UPDATE tinbao.campaign_recipient SET phone_cipher = NULL
         WHERE id > ? AND id <= ? AND phone_cipher IS NOT NULL
        """,
        update -> {
          update.setLong(1, sending.base() + sending.clearedTo());
          update.setLong(2, sending.base() + to);
          return update.executeUpdate();
        });
    rows.update(campaign, "cleared_to = ?", to);
    return to < sending.total();
  }

  private boolean over(SendingRow sending) {
    Instant ended = sending.endedAt();
    return (sending.stage() == Stage.DONE || sending.stage() == Stage.STOPPED)
        && sending.in(RecipientState.WAITING) + sending.in(RecipientState.QUEUED) == 0
        && ended != null
        && ended.isBefore(before());
  }
}

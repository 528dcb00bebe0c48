package vn.tinbao.server.campaign.sending;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.Bell;

/**
 * Works on sendings, step by step, each step a transaction under the lock of its row: any number of
 * nodes may do so, and whoever dies leaves nothing half done.
 */
@Singleton
class SendingWorker implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(SendingWorker.class);
  private static final Duration WHEN_IT_FAILS = Duration.ofSeconds(2);

  private final SendingRows rows;
  private final Freezer freezer;
  private final Resender resender;
  private final Feeder feeder;
  private final Settler settler;
  private final SendingSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Bell bell;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "campaign-sending");
  private final Map<UUID, Place> places = new HashMap<>();
  private volatile boolean stopping;
  private @Nullable Runnable unlisten;

  SendingWorker(
      SendingRows rows,
      Freezer freezer,
      Resender resender,
      Feeder feeder,
      Settler settler,
      SendingSettings settings,
      TransactionOperations<Connection> transactions,
      Bell bell) {
    this.rows = rows;
    this.freezer = freezer;
    this.resender = resender;
    this.feeder = feeder;
    this.settler = settler;
    this.settings = settings;
    this.transactions = transactions;
    this.bell = bell;
  }

  /** Where this node looks next in a campaign; a lost place costs a look from the start. */
  private static final class Place {
    final QueuedWalk queued;
    final AcceptedWalk accepted;
    long feedAt = System.nanoTime();
    long lookAt = System.nanoTime();

    Place(UUID campaign, Settler settler, SendingSettings settings) {
      this.queued = new QueuedWalk(campaign, settler);
      this.accepted =
          new AcceptedWalk(
              after -> settler.page(campaign, RecipientState.ACCEPTED, after),
              settings.look(),
              System::nanoTime);
    }

    long nextAt() {
      return feedAt - lookAt < 0 ? feedAt : lookAt;
    }
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    if (settings.enabled()) {
      unlisten = bell.listen(Sending.CHANNEL, wake::release);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void work() {
    boolean rung = false;
    while (!stopping) {
      try {
        long pause = turn(rung) - System.nanoTime();
        rung = wake.tryAcquire(Math.max(0, pause), TimeUnit.NANOSECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warn("Sending waits: {}", e.getClass().getSimpleName());
        if (sleepFails()) {
          return;
        }
      }
    }
  }

  private static boolean sleepFails() {
    try {
      Thread.sleep(WHEN_IT_FAILS.toMillis());
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  /**
   * What is due in each open sending.
   *
   * @param rung somebody changed one: all are looked at
   * @return when the next is due
   */
  private long turn(boolean rung) {
    List<SendingRows.Open> open = transactions.executeRead(status -> rows.open());
    places.keySet().retainAll(open.stream().map(SendingRows.Open::campaign).toList());
    long next = System.nanoTime() + settings.look().toNanos();
    for (SendingRows.Open sending : open) {
      Place place =
          places.computeIfAbsent(sending.campaign(), id -> new Place(id, settler, settings));
      try {
        steps(sending, place, rung);
      } catch (RuntimeException e) {
        // The others go on.
        LOG.warn("Campaign {} waits: {}", sending.campaign(), e.getClass().getSimpleName());
        place.feedAt = System.nanoTime() + WHEN_IT_FAILS.toNanos();
        place.lookAt = place.feedAt;
      }
      next = place.nextAt() - next < 0 ? place.nextAt() : next;
    }
    return next;
  }

  private void steps(SendingRows.Open sending, Place place, boolean rung) {
    UUID campaign = sending.campaign();
    long look = settings.look().toNanos();
    if (rung || System.nanoTime() - place.feedAt >= 0) {
      boolean may = sending.stage() == Stage.SENDING && sending.waiting() && !sending.again();
      long pause = may ? Math.min(look, feeder.step(campaign).toNanos()) : look;
      place.feedAt = System.nanoTime() + pause;
    }
    if (rung || System.nanoTime() - place.lookAt >= 0) {
      boolean more = look(sending, place);
      place.lookAt = System.nanoTime() + (more ? 0 : look);
      place.feedAt = more ? place.lookAt : place.feedAt;
    }
  }

  /** Everything but handing over; whether there is more to do at once. */
  private boolean look(SendingRows.Open sending, Place place) {
    UUID campaign = sending.campaign();
    boolean more = false;
    if (sending.stage() == Stage.FREEZING) {
      more = freezer.step(campaign);
    }
    if (sending.again()) {
      more |= resender.step(campaign);
    }
    if (sending.queued()) {
      more |= place.queued.step();
    }
    if (sending.accepted()) {
      more |= place.accepted.step();
    }
    if (sending.stage() == Stage.SENDING || sending.stage() == Stage.STOPPED) {
      more |= settler.end(campaign);
    }
    return more;
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopping = true;
    if (unlisten != null) {
      unlisten.run();
    }
    thread.interrupt();
    thread.join(5_000);
  }
}

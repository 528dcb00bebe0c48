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
    long failedUntil = System.nanoTime();

    Place(UUID campaign, Settler settler, SendingSettings settings) {
      this.queued = new QueuedWalk(campaign, settler);
      this.accepted = new AcceptedWalk(campaign, settler, settings.look());
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
    while (!stopping) {
      try {
        if (!turn()) {
          var unused = wake.tryAcquire(settings.look().toMillis(), TimeUnit.MILLISECONDS);
          wake.drainPermits();
        }
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

  /** One step of each open sending; whether there is more to do at once. */
  private boolean turn() {
    List<UUID> open = transactions.executeRead(status -> rows.open());
    places.keySet().retainAll(open);
    boolean more = false;
    for (UUID campaign : open) {
      Place place = places.computeIfAbsent(campaign, c -> new Place(c, settler, settings));
      if (System.nanoTime() - place.failedUntil < 0) {
        continue;
      }
      try {
        more |= steps(campaign, place);
      } catch (RuntimeException e) {
        // The others go on.
        LOG.warn("Campaign {} waits: {}", campaign, e.getClass().getSimpleName());
        place.failedUntil = System.nanoTime() + WHEN_IT_FAILS.toNanos();
      }
    }
    return more;
  }

  private boolean steps(UUID campaign, Place place) {
    boolean more = freezer.step(campaign);
    more |= resender.step(campaign);
    more |= feeder.step(campaign);
    more |= place.queued.step();
    more |= place.accepted.step();
    more |= settler.end(campaign);
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

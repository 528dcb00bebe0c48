package vn.tinbao.server.push;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import vn.tinbao.server.live.Live;

/**
 * Takes waiting pushes to all providers: woken by a hint, and every five seconds on its own. What
 * one provider has taken is not given to it again when another one asks to wait.
 */
@Singleton
class PushSender implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);

  /** As many as are claimed, each on a thread: the slowest provider answers within ten seconds. */
  private static final int AT_ONCE = 20;

  /** Longer than one push takes to {@link #MOST_DEVICES} phones one after the other. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final int MOST_DEVICES = 8;
  private static final int MOST_ATTEMPTS = 8;
  private static final int POLL_SECONDS = 5;

  private final PushQueue queue;
  private final List<PushProvider> providers;
  private final PushDevices devices;
  private final PushDeliveries deliveries;
  private final Live live;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "push-out");
  private final ExecutorService hands;
  private volatile boolean stopping;
  private @Nullable Disposable waking;

  PushSender(
      PushQueue queue,
      List<PushProvider> providers,
      PushDevices devices,
      PushDeliveries deliveries,
      Live live,
      Clock clock) {
    this.queue = queue;
    // What costs nothing and cannot hang comes first.
    this.providers =
        providers.stream().sorted(Comparator.comparing(PushProvider::byToken)).toList();
    this.devices = devices;
    this.deliveries = deliveries;
    this.live = live;
    this.clock = clock;
    this.hands =
        Executors.newFixedThreadPool(
            AT_ONCE,
            work -> {
              Thread hand = new Thread(work, "push-hand");
              hand.setDaemon(true);
              return hand;
            });
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    waking = live.stream(Push.WAKE).subscribe(hint -> wake.release());
    thread.setDaemon(true);
    thread.start();
  }

  /** A thread of its own: a hint comes on the thread, and in the transaction, that caused it. */
  private void work() {
    while (!stopping) {
      try {
        sendWaiting();
        var unused = wake.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sendWaiting() throws InterruptedException {
    try {
      List<PushMessage> claimed;
      do {
        Instant now = clock.instant();
        claimed = queue.claim(now, now.plus(LEASE), AT_ONCE);
        List<Callable<Void>> work = new ArrayList<>();
        for (PushMessage message : claimed) {
          work.add(
              () -> {
                send(message);
                return null;
              });
        }
        // Whoever hangs longer than the lease is interrupted: others may have claimed it by then.
        var unused = hands.invokeAll(work, LEASE.toSeconds(), TimeUnit.SECONDS);
      } while (!claimed.isEmpty() && !stopping);
    } catch (RuntimeException e) {
      LOG.warn("Pushes wait: {}", e.getClass().getSimpleName());
    }
  }

  /** A push that fails here keeps its lease and is tried again after it, but not for ever. */
  private void send(PushMessage message) {
    try {
      Round round = new Round(message, deliveries.settled(message.id()));
      for (PushProvider provider : providers) {
        if (provider.byToken()) {
          devices.of(message.staffId(), provider.name()).stream()
              .filter(address -> !address.device().equals(message.exceptSession()))
              .limit(MOST_DEVICES)
              .forEach(address -> round.toDevice(provider, address));
        } else {
          round.toConnected(provider);
        }
      }
      settle(message, round);
    } catch (RuntimeException e) {
      boolean last = message.attempt() >= MOST_ATTEMPTS;
      LOG.warn("A push {}: {}", last ? "is given up" : "waits", e.getClass().getSimpleName());
      if (last) {
        queue.end(message.id(), "FAILED", clock.instant());
      }
    }
  }

  private void settle(PushMessage message, Round round) {
    Instant now = clock.instant();
    if (round.waiting && message.attempt() < MOST_ATTEMPTS) {
      Duration pause = Duration.ofSeconds(1L << Math.min(message.attempt(), 9));
      queue.later(message.id(), now.plus(longer(pause, round.after)));
    } else {
      queue.end(message.id(), round.failed() ? "FAILED" : "SENT", now);
    }
  }

  private static Duration longer(Duration pause, @Nullable Duration asked) {
    return asked == null || asked.compareTo(pause) < 0 ? pause : asked;
  }

  /** One try of one push over all ways. */
  private final class Round {
    private final PushMessage message;
    private final PushNote note;
    private final Map<PushDeliveries.Way, Boolean> settled;
    private int phones;
    private boolean phoneAccepted;
    private boolean waiting;
    private @Nullable Duration after;

    Round(PushMessage message, Map<PushDeliveries.Way, Boolean> settled) {
      this.message = message;
      this.note = new PushNote(message.id(), message.topic(), message.ref(), message.silent());
      this.settled = settled;
      settled.forEach(
          (way, accepted) -> {
            if (!way.device().equals(PushDeliveries.CONNECTED)) {
              phones++;
              phoneAccepted |= accepted;
            }
          });
    }

    /** What is connected takes everything: whether phones got it decides, where there are any. */
    boolean failed() {
      return phones > 0 && !phoneAccepted;
    }

    void toConnected(PushProvider provider) {
      var unused =
          hand(
              provider,
              new PushDeliveries.Way(provider.name(), PushDeliveries.CONNECTED),
              new PushTarget(message.staffId(), null));
    }

    void toDevice(PushProvider provider, PushDevices.Address address) {
      PushResult result =
          hand(
              provider,
              new PushDeliveries.Way(provider.name(), address.device()),
              new PushTarget(message.staffId(), address.token()));
      phones += result == null ? 0 : 1;
      phoneAccepted |= result instanceof PushResult.Accepted;
      if (result instanceof PushResult.Unregistered) {
        devices.dead(address);
      }
    }

    private @Nullable PushResult hand(
        PushProvider provider, PushDeliveries.Way way, PushTarget target) {
      if (settled.containsKey(way)) {
        return null;
      }
      PushResult result = provider.send(note, target);
      deliveries.record(message.id(), way, result);
      if (result instanceof PushResult.Retry retry) {
        waiting = true;
        after = retry.after() == null ? after : longer(retry.after(), after);
      }
      return result;
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopping = true;
    if (waking != null) {
      waking.dispose();
    }
    thread.interrupt();
    thread.join(5_000);
    hands.shutdownNow();
    var unused = hands.awaitTermination(5, TimeUnit.SECONDS);
  }
}

package vn.tinbao.server.push;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import vn.tinbao.server.live.Live;

/** Takes waiting pushes to the provider: woken by a hint, and every five seconds on its own. */
@Singleton
class PushSender implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(PushSender.class);
  private static final Duration LEASE = Duration.ofSeconds(60);
  private static final int MOST_ATTEMPTS = 8;
  private static final int POLL_SECONDS = 5;

  private final PushQueue queue;
  private final PushProvider provider;
  private final Live live;
  private final Clock clock;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "push-out");
  private volatile boolean stopping;
  private @Nullable Disposable waking;

  PushSender(PushQueue queue, PushProvider provider, Live live, Clock clock) {
    this.queue = queue;
    this.provider = provider;
    this.live = live;
    this.clock = clock;
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
      sendWaiting();
      try {
        var unused = wake.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void sendWaiting() {
    try {
      List<PushMessage> claimed;
      do {
        Instant now = clock.instant();
        claimed = queue.claim(now, now.plus(LEASE));
        for (PushMessage message : claimed) {
          send(message);
        }
      } while (!claimed.isEmpty());
    } catch (RuntimeException e) {
      LOG.warn("Pushes wait: {}", e.getClass().getSimpleName());
    }
  }

  private void send(PushMessage message) {
    PushResult result =
        provider.send(message.id(), message.staffId(), message.topic(), message.ref());
    Instant now = clock.instant();
    if (result instanceof PushResult.Accepted) {
      queue.end(message.id(), "SENT", now);
    } else if (result instanceof PushResult.Retry && message.attempt() < MOST_ATTEMPTS) {
      queue.later(message.id(), now.plusSeconds(1L << Math.min(message.attempt(), 9)));
    } else {
      queue.end(message.id(), "FAILED", now);
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
  }
}

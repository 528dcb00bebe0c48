package vn.tinbao.server.attachment;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import vn.tinbao.server.live.Live;

/** Cleans what waits, one file at a time: woken by a hint, and every ten seconds on its own. */
@Singleton
@Requires(property = "tinbao.attachment.cleaner", notEquals = "false")
class CleaningWorker implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(CleaningWorker.class);
  private static final int POLL_SECONDS = 10;
  private static final int POLLS_BETWEEN_SWEEPS = 360;

  private final Cleaning cleaning;
  private final Live live;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "attachment-cleaner");
  private volatile boolean stopping;
  private @Nullable Disposable waking;

  CleaningWorker(Cleaning cleaning, Live live) {
    this.cleaning = cleaning;
    this.live = live;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    waking = live.stream(Attachments.WAKE).subscribe(hint -> wake.release());
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    for (int polls = 0; !stopping; polls++) {
      try {
        boolean more = true;
        while (more && !stopping) {
          more = cleaning.next();
        }
        if (polls % POLLS_BETWEEN_SWEEPS == 0) {
          cleaning.sweep();
        }
      } catch (RuntimeException e) {
        if (!stopping) {
          LOG.warn("Attachments wait: {}", e.getClass().getSimpleName());
        }
      }
      try {
        var unused = wake.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
        wake.drainPermits();
      } catch (InterruptedException e) {
        return;
      }
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

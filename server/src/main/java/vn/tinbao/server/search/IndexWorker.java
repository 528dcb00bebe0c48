package vn.tinbao.server.search;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Indexes what waits: looks every second, and goes on while there is something. */
@Singleton
@Requires(property = "tinbao.search.indexer", notEquals = "false")
class IndexWorker implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(IndexWorker.class);
  private static final int POLL_SECONDS = 1;

  private final Indexing indexing;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::work, "tip-indexer");

  IndexWorker(Indexing indexing) {
    this.indexing = indexing;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    boolean complete = false;
    boolean told = false;
    while (stop.getCount() > 0) {
      boolean more = false;
      try {
        if (!complete) {
          indexing.addMissing();
          complete = true;
        }
        more = indexing.some();
        told = false;
      } catch (RuntimeException e) {
        if (!told && stop.getCount() > 0) {
          LOG.warn("The index waits: {}", e.getClass().getSimpleName());
          told = true;
        }
      }
      try {
        if (!more && stop.await(POLL_SECONDS, TimeUnit.SECONDS)) {
          return;
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stop.countDown();
    thread.interrupt();
    thread.join(5_000);
  }
}

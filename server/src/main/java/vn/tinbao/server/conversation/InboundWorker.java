package vn.tinbao.server.conversation;

import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.queue.SmsInbox;

/** Works through the inbox: woken by an arrival, and every five seconds on its own. */
@Singleton
class InboundWorker implements ApplicationEventListener<ServerStartupEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(InboundWorker.class);
  private static final int POLL_SECONDS = 5;

  private final Conversation conversation;
  private final SmsInbox inbox;
  private final Semaphore wake = new Semaphore(0);
  private final Thread thread = new Thread(this::work, "sms-inbound");
  private volatile boolean stopping;
  private @Nullable Runnable unregister;

  InboundWorker(Conversation conversation, SmsInbox inbox) {
    this.conversation = conversation;
    this.inbox = inbox;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent event) {
    unregister = inbox.onArrival(wake::release);
    thread.setDaemon(true);
    thread.start();
  }

  private void work() {
    while (!stopping) {
      try {
        boolean more = handleOne();
        if (!more) {
          var unused = wake.tryAcquire(POLL_SECONDS, TimeUnit.SECONDS);
          wake.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private boolean handleOne() throws InterruptedException {
    try {
      return conversation.handleNext();
    } catch (Conversation.Failed failed) {
      LOG.error("Inbound {} is put back: {}", failed.inboundId(), failed.code());
      return putBack(failed);
    } catch (RuntimeException e) {
      LOG.warn("The inbox waits: {}", e.getClass().getSimpleName());
      Thread.sleep(2_000);
      return false;
    }
  }

  private boolean putBack(Conversation.Failed failed) {
    try {
      inbox.failed(failed.inboundId(), failed.code());
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The inbox waits: {}", e.getClass().getSimpleName());
      return false;
    }
  }

  @PreDestroy
  void stop() throws InterruptedException {
    stopping = true;
    if (unregister != null) {
      unregister.run();
    }
    thread.interrupt();
    thread.join(5_000);
  }
}

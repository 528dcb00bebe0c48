package vn.tinbao.sms.queue;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.SmsProvider;

/**
 * Carries messages from the ledger to the provider while this process serves.
 *
 * <p>One thread claims and hands over, one writes down outcomes, many at a time. Any number of
 * processes may do this on one database.
 */
@Singleton
public class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
  private static final int OUTCOMES_AT_ONCE = 200;
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(10);

  private final OutboundLedger ledger;
  private final StatusDesk status;
  private final PhoneKey key;
  private final Bell bell;
  private final SenderSettings settings;
  private final Optional<SmsProvider> provider;

  private final Semaphore work = new Semaphore(0);
  private final AtomicInteger inFlight = new AtomicInteger();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private volatile boolean stopping;
  private @Nullable Thread claiming;
  private @Nullable Thread recording;
  private Runnable stopListening = () -> {};

  Sender(
      OutboundLedger ledger,
      StatusDesk status,
      PhoneKey key,
      Bell bell,
      SenderSettings settings,
      Optional<SmsProvider> provider) {
    this.ledger = ledger;
    this.status = status;
    this.key = key;
    this.bell = bell;
    this.settings = settings;
    this.provider = provider;
  }

  /** Starts with the server of this process; a command line tool sends nothing. */
  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (!settings.enabled() || claiming != null || stopping) {
      return;
    }
    SmsProvider chosen =
        provider.orElseThrow(
            () ->
                new IllegalStateException(
                    "No SMS provider of the name in tinbao.sms.provider is built in. Use simulator,"
                        + " or set tinbao.sms.sender.enabled=false."));
    LOG.info("Sending SMS through {}", chosen.name());
    stopListening = bell.listen(SmsOutbox.CHANNEL, work::release);
    claiming = start("sms-sender", () -> claimLoop(chosen));
    recording = start("sms-recorder", this::recordLoop);
  }

  private static Thread start(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void claimLoop(SmsProvider to) {
    long sweepAt = System.nanoTime();
    int failures = 0;
    while (!stopping) {
      try {
        if (System.nanoTime() >= sweepAt) {
          sweep();
          sweepAt = System.nanoTime() + SWEEP_EVERY.toNanos();
        }
        int sent = sendDue(to);
        failures = 0;
        if (sent == 0) {
          waitForWork(settings.poll());
        }
      } catch (RuntimeException e) {
        if (!stopping) {
          failures++;
          LOG.warn("SMS cannot be claimed: {}", e.toString());
          waitForWork(Pauses.doubling(FIRST_PAUSE, failures, LONGEST_PAUSE));
        }
      }
    }
  }

  private void waitForWork(Duration most) {
    try {
      if (work.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS)) {
        work.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What time alone changes. */
  void sweep() {
    ledger.expire();
    int lost = ledger.doubtLostLeases();
    if (lost > 0) {
      LOG.warn("{} SMS have no known outcome: the process that sent them stopped", lost);
    }
    status.applyAllEarly();
    ledger.decideDoubts();
    ledger.giveUpReceipts();
  }

  /** Claims as many as may be in flight and hands them over; the number of them. */
  int sendDue(SmsProvider to) {
    int free = to.window() - inFlight.get();
    if (free <= 0) {
      return 0;
    }
    List<Claimed> claimed = ledger.claim(to.name(), Math.min(free, settings.batch()));
    for (Claimed message : claimed) {
      inFlight.incrementAndGet();
      call(to, message)
          .toCompletableFuture()
          .copy()
          .orTimeout(settings.lease().toMillis(), TimeUnit.MILLISECONDS)
          .handle(
              (result, failure) -> result != null ? result : new SendResult.InDoubt(name(failure)))
          .thenAccept(result -> outcomes.add(new Outcome(message.id(), message.attempt(), result)));
    }
    return claimed.size();
  }

  private CompletionStage<SendResult> call(SmsProvider to, Claimed message) {
    OutgoingSms outgoing;
    try {
      outgoing =
          new OutgoingSms(
              message.id(),
              message.attempt(),
              key.open(message.to()),
              key.openText(message.sealedBody(), message.id()));
    } catch (IllegalArgumentException e) {
      return done(new SendResult.Refused("cannot-be-opened", false));
    }
    try {
      return to.send(outgoing);
    } catch (RuntimeException e) {
      return done(new SendResult.InDoubt(name(e)));
    }
  }

  private static CompletionStage<SendResult> done(SendResult result) {
    return java.util.concurrent.CompletableFuture.completedFuture(result);
  }

  private static String name(@Nullable Throwable failure) {
    Throwable cause =
        failure instanceof java.util.concurrent.CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return cause == null ? "no-result" : cause.getClass().getSimpleName();
  }

  private void recordLoop() {
    while (!stopping || inFlight.get() > 0) {
      try {
        recordSome(Duration.ofMillis(200));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  /** Writes down what has come back, waiting for the first of it; until the database takes it. */
  int recordSome(Duration patience) throws InterruptedException {
    Outcome first = outcomes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return 0;
    }
    List<Outcome> some = new ArrayList<>(List.of(first));
    outcomes.drainTo(some, OUTCOMES_AT_ONCE - 1);
    for (int failures = 1; ; failures++) {
      try {
        ledger.record(some);
        break;
      } catch (RuntimeException e) {
        LOG.warn("Outcomes of {} SMS cannot be written: {}", some.size(), e.toString());
        Thread.sleep(Pauses.doubling(FIRST_PAUSE, failures, LONGEST_PAUSE).toMillis());
      }
    }
    inFlight.addAndGet(-some.size());
    work.release();
    return some.size();
  }

  /** Claims nothing more, and waits a little for what is in flight. */
  @PreDestroy
  synchronized void stop() throws InterruptedException {
    stopping = true;
    stopListening.run();
    work.release();
    if (claiming != null) {
      claiming.join(TIME_TO_FINISH.toMillis());
    }
    if (recording != null) {
      recording.join(TIME_TO_FINISH.toMillis());
      recording.interrupt();
    }
  }
}

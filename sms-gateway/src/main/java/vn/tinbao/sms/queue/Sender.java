package vn.tinbao.sms.queue;

import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.phone.PhoneKey;

/**
 * Carries messages from the ledger to the providers while this process serves.
 *
 * <p>One thread for each provider claims and hands over, one writes down outcomes, many at a time,
 * one does what time alone causes. Any number of processes may do this on one database.
 */
@Singleton
public class Sender {
  private static final Logger LOG = LoggerFactory.getLogger(Sender.class);

  /** At most; with short leases, a quarter of one. */
  private static final Duration SWEEP_EVERY = Duration.ofSeconds(5);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);
  private static final Duration TIME_TO_FINISH = Duration.ofSeconds(10);

  private final Sweeper sweeper;
  private final Carriers carriers;
  private final Bell bell;
  private final SenderSettings settings;
  private final Recorder recorder;
  private final List<CarrierLine> lines;

  private final List<Thread> threads = new ArrayList<>();
  private final AtomicInteger claiming = new AtomicInteger();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private Runnable stopListening = () -> {};

  Sender(
      Claims claims,
      OutboundLedger ledger,
      Sweeper sweeper,
      Carriers carriers,
      Rates rates,
      PhoneKey key,
      Bell bell,
      SenderSettings settings) {
    this.sweeper = sweeper;
    this.carriers = carriers;
    this.bell = bell;
    this.settings = settings;
    this.recorder = new Recorder(ledger, this::written);
    Call call = new Call(key, settings);
    this.lines =
        carriers.all().stream()
            .map(
                carrier ->
                    new CarrierLine(
                        carrier, carriers, claims, call, rates, settings, recorder.outcomes()))
            .toList();
  }

  private void wake() {
    lines.forEach(CarrierLine::wake);
  }

  private void written() {
    lines.forEach(CarrierLine::written);
  }

  /** Starts with the server of this process; a command line tool sends nothing. */
  @EventListener
  void start(ServerStartupEvent event) {
    start();
  }

  synchronized void start() {
    if (!settings.enabled() || !threads.isEmpty() || stopped()) {
      return;
    }
    if (lines.isEmpty() || !carriers.missing().isEmpty()) {
      throw new IllegalStateException(
          "No SMS provider of the name in tinbao.sms.provider is built in or set up: "
              + String.join(", ", carriers.missing())
              + ". Use simulator, or set tinbao.sms.sender.enabled=false.");
    }
    stopListening = bell.listen(SmsOutbox.CHANNEL, this::wake);
    for (CarrierLine line : lines) {
      LOG.info("Sending SMS through {}", line.carrier().name());
      claiming.incrementAndGet();
      start("sms-sender-" + line.carrier().name(), () -> claimWhileServing(line));
    }
    start("sms-recorder", this::recordLoop);
    start("sms-sweeper", this::sweepLoop);
  }

  private void start(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
    threads.add(thread);
  }

  private boolean stopped() {
    return stopping.getCount() == 0;
  }

  private void claimWhileServing(CarrierLine line) {
    try {
      claimLoop(line);
    } finally {
      line.giveBack();
      claiming.decrementAndGet();
    }
  }

  private void claimLoop(CarrierLine line) {
    int failures = 0;
    while (!stopped()) {
      try {
        boolean more = line.sendDue();
        failures = 0;
        if (!more) {
          line.await(settings.poll().toMillis());
        }
      } catch (RuntimeException e) {
        if (!stopped()) {
          failures++;
          LOG.warn("SMS cannot be claimed: {}", e.toString());
          pause(Pauses.doubling(FIRST_PAUSE, failures, LONGEST_PAUSE));
        }
      }
    }
  }

  private void sweepLoop() {
    while (!stopped()) {
      try {
        sweep();
      } catch (RuntimeException e) {
        if (!stopped()) {
          LOG.warn("Old SMS cannot be swept: {}", e.toString());
        }
      }
      Duration often = settings.lease().dividedBy(4);
      pause(often.compareTo(SWEEP_EVERY) < 0 ? often : SWEEP_EVERY);
    }
  }

  private void pause(Duration most) {
    try {
      var unused = stopping.await(most.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void recordLoop() {
    // What a last claim hands over has an outcome, too.
    while (!stopped() || claiming.get() > 0 || inFlight() > 0) {
      try {
        var unused = recordSome(Duration.ofMillis(200));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private int inFlight() {
    return carriers.all().stream().mapToInt(carrier -> carrier.inFlight().get()).sum();
  }

  /** What time alone changes. */
  void sweep() {
    if (sweeper.sweep()) {
      wake();
    }
  }

  /** One claim of each provider; how many messages were handed over. */
  int sendDue() {
    int before = inFlight();
    lines.forEach(CarrierLine::sendDue);
    return inFlight() - before;
  }

  int recordSome(Duration patience) throws InterruptedException {
    return recorder.recordSome(patience);
  }

  /** Claims nothing more, and waits a little for what is in flight. */
  @PreDestroy
  synchronized void stop() throws InterruptedException {
    stopping.countDown();
    stopListening.run();
    wake();
    long until = System.nanoTime() + TIME_TO_FINISH.toNanos();
    for (Thread thread : threads) {
      thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())));
      thread.interrupt();
    }
  }
}

package vn.tinbao.sms.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes outcomes down, many in one transaction, and keeps them until the database takes them. A
 * message counts as in flight until then.
 */
final class Recorder {
  private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
  private static final int AT_ONCE = 500;

  /** While more comes back, this long is waited for it, unless there are enough for a commit. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** Nothing came for this long: what is free counts for more than a commit. */
  private static final long QUIET_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

  /** What came back during the last commit is mostly as much: free places do not wait for more. */
  private static final int ENOUGH = 25;

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  /** So many in a row that fail alone, and none that succeeds: the database is away. */
  private static final int AWAY = 20;

  private final Consumer<List<Outcome>> ledger;
  private final Pause pauses;
  private final Runnable written;
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

  /**
   * @param written called after each transaction: messages to the same recipients may go now
   */
  Recorder(OutboundLedger ledger, Runnable written) {
    this(ledger::record, written, pause -> Thread.sleep(pause.toMillis()));
  }

  Recorder(Consumer<List<Outcome>> ledger, Runnable written, Pause pauses) {
    this.ledger = ledger;
    this.written = written;
    this.pauses = pauses;
  }

  /** Sleeps. */
  interface Pause {
    void sleep(Duration time) throws InterruptedException;
  }

  BlockingQueue<Outcome> outcomes() {
    return outcomes;
  }

  /** Writes down what has come back, waiting for the first of it; until the database takes it. */
  int recordSome(Duration patience) throws InterruptedException {
    Outcome first = outcomes.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
    if (first == null) {
      return 0;
    }
    List<Outcome> some = new ArrayList<>(List.of(first));
    gather(some);
    int recorded = write(some);
    written.run();
    return recorded;
  }

  /** Returns when all are written, or shown to be unwritable; takes more in while it waits. */
  private int write(List<Outcome> some) throws InterruptedException {
    int ended = 0;
    for (int failures = 1; ; failures++) {
      try {
        ledger.accept(some);
        some.forEach(Recorder::free);
        return ended + some.size();
      } catch (RuntimeException e) {
        LOG.warn("Outcomes of {} SMS cannot be written: {}", some.size(), e.toString());
      }
      if (failures > 1) {
        ended += oneByOne(some);
      }
      if (some.isEmpty()) {
        return ended;
      }
      pauses.sleep(Pauses.doubling(FIRST_PAUSE, failures, LONGEST_PAUSE));
      outcomes.drainTo(some, Math.max(0, AT_ONCE - some.size()));
    }
  }

  /**
   * Writes each by itself, as far as the database takes any. One that fails again while others
   * succeed is left to its lease: it must not hold up the others for ever.
   *
   * @return how many left the list
   */
  private int oneByOne(List<Outcome> some) {
    List<Outcome> failed = new ArrayList<>();
    List<Outcome> ended = new ArrayList<>();
    for (Outcome one : some) {
      if (writable(one)) {
        ended.add(one);
      } else {
        failed.add(one);
      }
      if (ended.isEmpty() && failed.size() >= AWAY) {
        return 0; // it is not the outcomes
      }
    }
    if (!ended.isEmpty()) {
      for (Outcome one : failed) {
        if (!writable(one)) {
          LOG.error("The outcome of SMS {} cannot be written and is left to its lease", one.id());
        }
        ended.add(one);
      }
    }
    some.removeIf(one -> ended.stream().anyMatch(gone -> gone == one));
    ended.forEach(Recorder::free);
    return ended.size();
  }

  private boolean writable(Outcome one) {
    try {
      ledger.accept(List.of(one));
      return true;
    } catch (RuntimeException e) {
      LOG.warn("The outcome of SMS {} cannot be written: {}", one.id(), e.toString());
      return false;
    }
  }

  private static void free(Outcome outcome) {
    if (outcome.carrier() != null) {
      outcome.carrier().inFlight().decrementAndGet();
    }
  }

  /**
   * While much is coming back, waits a moment for more of it: a commit costs more than its rows.
   */
  private void gather(List<Outcome> some) throws InterruptedException {
    long until = System.nanoTime() + GATHER_NANOS;
    outcomes.drainTo(some, AT_ONCE - some.size());
    while (some.size() < ENOUGH) {
      long patience = Math.min(QUIET_NANOS, until - System.nanoTime());
      Outcome next = patience <= 0 ? null : outcomes.poll(patience, TimeUnit.NANOSECONDS);
      if (next == null) {
        return;
      }
      some.add(next);
      outcomes.drainTo(some, AT_ONCE - some.size());
    }
  }
}

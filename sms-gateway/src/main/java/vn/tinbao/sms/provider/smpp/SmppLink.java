package vn.tinbao.sms.provider.smpp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jsmpp.extra.NegativeResponseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one bind up for as long as the process serves, and writes what waits, within the window and
 * at the pace agreed. One thread.
 */
final class SmppLink {
  private static final Logger LOG = LoggerFactory.getLogger(SmppLink.class);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(500);

  /** A bind that held so long was a good one: the next try begins without a long pause. */
  private static final Duration GOOD = Duration.ofSeconds(30);

  /** What waited longer than this is given back as not sent: its lease is not endless. */
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final SmppSettings settings;
  private final BlockingDeque<Submit> waiting;
  private final Pace pace;
  private final Consumer<Delivery> deliveries;
  private final Runnable changed;
  private final Semaphore window;
  private final Thread thread;
  private volatile @Nullable SmppBind bind;
  private volatile String state = "not-started";
  private volatile boolean stopping;

  SmppLink(
      SmppSettings settings,
      int number,
      BlockingDeque<Submit> waiting,
      Pace pace,
      Consumer<Delivery> deliveries,
      Runnable changed) {
    this.settings = settings;
    this.waiting = waiting;
    this.pace = pace;
    this.deliveries = deliveries;
    this.changed = changed;
    this.window = new Semaphore(settings.window());
    this.thread = new Thread(this::run, settings.provider() + "-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isUp() {
    SmppBind now = bind;
    return now != null && now.isUp();
  }

  /** For operators: {@code bound}, or why not. */
  String state() {
    return isUp() ? "bound" : state;
  }

  /** To be called now and then: ends what got no answer in time. */
  void expire(long now) {
    SmppBind current = bind;
    if (current != null) {
      current.expire(now);
    }
  }

  private void run() {
    int failures = 0;
    while (!stopping) {
      long began = System.nanoTime();
      try {
        SmppBind fresh = SmppBind.open(settings, deliveries);
        bind = fresh;
        LOG.info("SMPP {}: bound", settings.name());
        changed.run();
        write(fresh);
        state = "link-lost";
        if (!stopping) {
          LOG.warn("SMPP {}: the link is gone", settings.name());
        }
      } catch (IOException | RuntimeException e) {
        state = why(e);
        LOG.warn("SMPP {}: not bound: {}", settings.name(), state);
      } finally {
        end();
      }
      failures = System.nanoTime() - began > GOOD.toNanos() ? 0 : failures + 1;
      pause(failures);
    }
  }

  /** The operator's reason, without what the library says about it. */
  private static String why(Exception e) {
    return e.getCause() instanceof NegativeResponseException negative
        ? "refused-" + Status.of(negative.getCommandStatus()).name()
        : e.getClass().getSimpleName();
  }

  private void end() {
    SmppBind old = bind;
    bind = null;
    if (old != null) {
      if (stopping) {
        old.unbindAndClose();
      } else {
        old.close();
      }
    }
    changed.run();
  }

  /** Doubling, and scattered, so that many nodes do not come back at once. */
  private void pause(int failures) {
    long most =
        Math.min(
            settings.rebindMost().toMillis(),
            FIRST_PAUSE.toMillis() << Math.min(Math.max(failures - 1, 0), 20));
    long millis = most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1);
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    while (!stopping && System.nanoTime() < until) {
      sleep(Math.min(LOOK.toNanos(), until - System.nanoTime()));
    }
  }

  private void write(SmppBind to) {
    while (!stopping && to.isUp()) {
      if (!acquire()) {
        continue;
      }
      Submit next = next();
      if (next == null) {
        window.release();
      } else if (System.nanoTime() - next.since() > LONGEST_WAIT.toNanos()) {
        window.release();
        next.done().accept(new PartOutcome.NotWritten("waited-too-long"));
      } else if (turn(to)) {
        to.submit(
            new Submit(
                next.part(),
                next.from(),
                next.to(),
                next.validity(),
                next.since(),
                outcome -> {
                  window.release();
                  if (outcome instanceof PartOutcome.Answered answered
                      && answered.status().meaning() == Status.Meaning.SLOWER) {
                    pace.slower();
                  }
                  next.done().accept(outcome);
                },
                next.late()));
      } else {
        window.release();
        waiting.addFirst(next);
      }
    }
  }

  private boolean acquire() {
    try {
      return window.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
      return false;
    }
  }

  private @Nullable Submit next() {
    try {
      return waiting.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
      return null;
    }
  }

  /** Waits for the turn; false when the link ended meanwhile: another one may be up. */
  private boolean turn(SmppBind to) {
    if (!to.isUp()) {
      return false;
    }
    long at = System.nanoTime() + pace.turn();
    for (long left = at - System.nanoTime(); left > 0; left = at - System.nanoTime()) {
      if (stopping || !to.isUp()) {
        return false;
      }
      sleep(Math.min(LOOK.toNanos(), left));
    }
    return to.isUp();
  }

  private void sleep(long nanos) {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping = true;
    }
  }

  /**
   * Writes nothing more, waits for answers that are due, unbinds.
   *
   * @param patience at most
   */
  void stop(Duration patience) throws InterruptedException {
    long until = System.nanoTime() + patience.toNanos();
    SmppBind current = bind;
    while (current != null && current.unanswered() > 0 && System.nanoTime() < until) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    stopping = true;
    thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime())) + 1_000);
  }

  /** The bind as it is, for tests that cut it. */
  @Nullable SmppBind bind() {
    return bind;
  }
}

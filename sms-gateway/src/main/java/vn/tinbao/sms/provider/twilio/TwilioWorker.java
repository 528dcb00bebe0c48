package vn.tinbao.sms.provider.twilio;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something now and then, and at once when it is woken. */
final class TwilioWorker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TwilioWorker.class);

  private final Semaphore work = new Semaphore(0);
  private final Thread thread;
  private volatile boolean stopping;

  private TwilioWorker(String name, Duration every, Runnable round) {
    this.thread = new Thread(() -> loop(name, every, round), name);
    thread.setDaemon(true);
  }

  /** The first round comes at once. A round that fails is written to the log, and comes again. */
  static TwilioWorker start(String name, Duration every, Runnable round) {
    TwilioWorker worker = new TwilioWorker(name, every, round);
    worker.thread.start();
    return worker;
  }

  void wake() {
    work.release();
  }

  private void loop(String name, Duration every, Runnable round) {
    while (!stopping) {
      try {
        round.run();
      } catch (CallFailed e) {
        LOG.warn("{}: Twilio could not be asked: {}", name, e.getMessage());
      } catch (RuntimeException e) {
        if (!stopping) {
          LOG.warn("{}: {}", name, e.getClass().getSimpleName());
        }
      }
      try {
        if (work.tryAcquire(every.toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  @Override
  public void close() {
    stopping = true;
    thread.interrupt();
  }
}

package vn.tinbao.sms.provider.smpp;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How fast parts may go to an operator: its agreed rate, and less while it answers that it is too
 * much. Each such answer halves the rate that was really used and makes a pause; every second
 * without one gives back a tenth.
 */
final class Pace {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  /** Nobody wakes more exactly than that; so much may be caught up at once. */
  private static final long CATCH_UP = Duration.ofMillis(20).toNanos();

  private static final double UNLIMITED = 1_000_000;

  private final double most;
  private final LongSupplier nanos;
  private double rate;
  private long next;
  private long pausedUntil;
  private long second;
  private int inSecond;
  private int inLastSecond;
  private long slowedAt;

  /**
   * A pace.
   *
   * @param tps agreed; 0: none
   * @param nanos a clock that only goes forward
   */
  Pace(int tps, LongSupplier nanos) {
    this.most = tps == 0 ? UNLIMITED : tps;
    this.nanos = nanos;
    this.rate = most;
    this.next = nanos.getAsLong();
    this.second = next;
    this.pausedUntil = next;
    this.slowedAt = next - SECOND;
  }

  /** Takes the next turn; the nanoseconds until it comes. */
  synchronized long turn() {
    long now = nanos.getAsLong();
    roll(now);
    long at = Math.max(Math.max(next, now - CATCH_UP), pausedUntil);
    next = at + (long) (SECOND / rate);
    inSecond++;
    return Math.max(0, at - now);
  }

  /** The operator said that it is too much. */
  synchronized void slower() {
    long now = nanos.getAsLong();
    roll(now);
    if (now - slowedAt < SECOND) {
      return; // the same burst
    }
    slowedAt = now;
    rate = Math.max(1, Math.min(rate, Math.max(inSecond, inLastSecond)) / 2);
    pausedUntil = now + SECOND;
  }

  /** Parts a second that may go now. */
  synchronized double rate() {
    roll(nanos.getAsLong());
    return rate;
  }

  /** True while somebody sets a limit: the agreement or the operator's answers. */
  synchronized boolean limited() {
    return rate() < UNLIMITED;
  }

  private void roll(long now) {
    while (now - second >= SECOND) {
      second += SECOND;
      inLastSecond = inSecond;
      inSecond = 0;
      if (rate < most && second - slowedAt > SECOND) {
        rate = Math.min(most, rate * 1.1 + 1);
      }
      if (now - second > 600 * SECOND) {
        second = now; // long idle
        rate = most;
      }
    }
  }
}

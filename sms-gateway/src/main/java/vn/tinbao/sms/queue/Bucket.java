package vn.tinbao.sms.queue;

import java.util.function.LongSupplier;

/**
 * Keeps to so many segments a second, over any two seconds. What is taken may exceed what is there,
 * since a message's segments are known only when it has been claimed; the debt is waited out.
 */
final class Bucket {
  private static final double NANOS = 1e9;

  private final double perSecond;
  private final LongSupplier nanoTime;
  private double there;
  private long filledAt;

  /**
   * @param perSecond 0: no limit
   * @param nanoTime as {@link System#nanoTime}
   */
  Bucket(double perSecond, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.nanoTime = nanoTime;
    this.there = perSecond;
    this.filledAt = nanoTime.getAsLong();
  }

  /** How many segments may be sent now; 0: wait. */
  synchronized int there() {
    if (perSecond == 0) {
      return Integer.MAX_VALUE;
    }
    long now = nanoTime.getAsLong();
    there = Math.min(Math.max(perSecond, 1), there + (now - filledAt) / NANOS * perSecond);
    filledAt = now;
    return (int) Math.max(0, Math.floor(there));
  }

  synchronized void take(int segments) {
    if (perSecond > 0) {
      there -= segments;
    }
  }

  /** Until the next segment may be sent, in milliseconds; 0: at once. */
  synchronized long waitMillis() {
    return there() > 0 ? 0 : (long) Math.ceil((1 - there) / perSecond * 1_000);
  }
}

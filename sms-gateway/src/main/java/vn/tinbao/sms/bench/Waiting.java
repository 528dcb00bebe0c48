package vn.tinbao.sms.bench;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits on conditions, not for a time. */
final class Waiting {
  private static final long STEP_MILLIS = 5;

  private Waiting() {}

  /**
   * @throws IllegalStateException when it takes longer than {@code most}
   */
  static void until(String what, Duration most, BooleanSupplier condition)
      throws InterruptedException {
    long end = System.nanoTime() + most.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("Waited " + most + " in vain: " + what);
      }
      Thread.sleep(STEP_MILLIS);
    }
  }
}

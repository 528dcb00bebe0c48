package vn.tinbao.sms.queue;

import java.time.Duration;

/** How long to wait before the next try. */
final class Pauses {
  private Pauses() {}

  /**
   * @param failures 1 gives {@code first}, each further one twice as long, up to {@code longest}
   */
  static Duration doubling(Duration first, int failures, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(Math.max(failures, 1) - 1, 20));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}

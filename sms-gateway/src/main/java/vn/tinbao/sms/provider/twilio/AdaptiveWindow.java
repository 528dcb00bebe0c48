package vn.tinbao.sms.provider.twilio;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * How many requests may be in flight: one more after each full round of answers, half after "too
 * many requests". Twilio publishes no limit, and what it allows changes.
 */
final class AdaptiveWindow {
  /** What is in flight when the window shrinks is refused as well and tells nothing new. */
  private static final Duration SETTLE = Duration.ofSeconds(1);

  private final int most;
  private final Clock clock;
  private volatile int size;
  private int answers;
  private Instant settledAt = Instant.MIN;

  AdaptiveWindow(int first, int most, Clock clock) {
    this.most = most;
    this.size = Math.min(first, most);
    this.clock = clock;
  }

  int size() {
    return size;
  }

  /** A request was answered and not refused for its being too many. */
  synchronized void answered() {
    if (size < most && ++answers >= size) {
      answers = 0;
      size++;
    }
  }

  synchronized void tooMany() {
    Instant now = clock.instant();
    answers = 0;
    if (!now.isBefore(settledAt)) {
      size = Math.max(1, size / 2);
      settledAt = now.plus(SETTLE);
    }
  }
}

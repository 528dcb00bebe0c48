package vn.tinbao.mobile.platform;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How long ago something was, by two clocks: the monotonic one stands still while a phone sleeps
 * deeply, the wall clock can be set. The longer of the two counts, and a wall clock that went back
 * counts as long. May be used from any thread.
 */
public final class Absence {
  /** Clocks that are set by the network jump back by less than this. */
  private static final Duration CORRECTION = Duration.ofSeconds(5);

  private final Clock clock;
  private final LongSupplier nanos;
  private volatile Moment since;

  private record Moment(Instant wall, long nanos) {}

  /**
   * Begins now.
   *
   * @param nanos a clock that only goes forward
   */
  public Absence(Clock clock, LongSupplier nanos) {
    this.clock = clock;
    this.nanos = nanos;
    this.since = now();
  }

  /** It begins anew. */
  public void begin() {
    since = now();
  }

  /** Whether more than that has passed since it began. */
  public boolean isLongerThan(Duration most) {
    Moment from = since;
    Moment now = now();
    Duration byWall = Duration.between(from.wall(), now.wall());
    return now.nanos() - from.nanos() > most.toNanos()
        || byWall.compareTo(most) > 0
        || byWall.compareTo(CORRECTION.negated()) < 0;
  }

  private Moment now() {
    return new Moment(clock.instant(), nanos.getAsLong());
  }
}

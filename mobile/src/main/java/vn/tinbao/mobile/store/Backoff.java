package vn.tinbao.mobile.store;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next try: doubling from {@code first} to {@code most}, each time a
 * fifth more or less by chance, so that a thousand phones do not come back in the same second.
 */
public record Backoff(Duration first, Duration most) {
  /** Patient enough for a battery, quick enough for a person who watches. */
  public static final Backoff USUAL = new Backoff(Duration.ofSeconds(2), Duration.ofMinutes(5));

  private static final double SPREAD = 0.2;

  /** The wait after that many failures in a row, counted from 1. */
  public Duration after(int failures) {
    long doubled = first.toMillis() << Math.min(Math.max(failures, 1) - 1, 20);
    long bounded = Math.min(doubled, most.toMillis());
    double chance = 1 + ThreadLocalRandom.current().nextDouble(-SPREAD, SPREAD);
    return Duration.ofMillis(Math.round(bounded * chance));
  }
}

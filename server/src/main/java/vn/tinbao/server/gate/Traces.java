package vn.tinbao.server.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Fading counts by key, in memory; the longest unused are forgotten first. */
final class Traces {
  private static final int MOST_REMEMBERED = 100_000;

  private final Cache<String, Fading> counts;
  private final Duration fades;
  private final Clock clock;

  Traces(Duration fades, Clock clock) {
    this.fades = fades;
    this.clock = clock;
    this.counts =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfterWrite(fades.multipliedBy(5))
            .build();
  }

  double of(String key) {
    Fading found = counts.getIfPresent(key);
    return found == null ? 0 : found.now(clock.instant(), fades);
  }

  void add(String key) {
    Instant now = clock.instant();
    counts.asMap().merge(key, new Fading(1, now), (old, one) -> old.plusOne(now, fades));
  }
}

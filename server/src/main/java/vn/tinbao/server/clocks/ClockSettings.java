package vn.tinbao.server.clocks;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How clocks speak up.
 *
 * @param immediate how long after receipt what is due at once counts as late
 * @param warnBefore how long before its due time a clock warns; offsets that are not shorter than
 *     the clock itself are left out
 * @param look how often due clocks are looked for
 */
@ConfigurationProperties("tinbao.clocks")
public record ClockSettings(
    @Bindable(defaultValue = "15m") Duration immediate,
    @Bindable(defaultValue = "3d,1d,2h") List<Duration> warnBefore,
    @Bindable(defaultValue = "2s") Duration look) {

  public ClockSettings {
    if (immediate.isNegative() || immediate.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("tinbao.clocks.immediate must be from 0 to 24 hours");
    }
    if (warnBefore.stream().anyMatch(offset -> offset.isNegative() || offset.isZero())) {
      throw new IllegalArgumentException("tinbao.clocks.warn-before must be times above 0");
    }
    if (look.compareTo(Duration.ofMillis(100)) < 0 || look.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("tinbao.clocks.look must be from 100 ms to 5 minutes");
    }
    warnBefore = List.copyOf(warnBefore);
  }

  /** What a clock that is due then says next, after this moment. */
  Instant nextAlert(Instant startedAt, Instant dueAt, Instant overdueAt, Instant after) {
    Duration length = Duration.between(startedAt, dueAt);
    return Stream.concat(
            warnBefore.stream()
                .filter(offset -> offset.compareTo(length) < 0)
                .map(dueAt::minus)
                .filter(at -> at.isAfter(after)),
            Stream.of(overdueAt))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }
}

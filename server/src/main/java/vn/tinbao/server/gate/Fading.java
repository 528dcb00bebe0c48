package vn.tinbao.server.gate;

import java.time.Duration;
import java.time.Instant;

/**
 * A count that fades: each event weighs 1 when it happens and a third after the time {@code fades}.
 * A steady stream of {@code n} events in that time settles at {@code n}.
 */
public record Fading(double count, Instant at) {
  /** How much of it is left. */
  public double now(Instant now, Duration fades) {
    double passed = Math.max(0, Duration.between(at, now).toMillis());
    return count * Math.exp(-passed / fades.toMillis());
  }

  /** With one event more. */
  public Fading plusOne(Instant now, Duration fades) {
    return new Fading(now(now, fades) + 1, now);
  }
}

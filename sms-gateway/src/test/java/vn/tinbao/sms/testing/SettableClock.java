package vn.tinbao.sms.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands still until a test moves it. Zone: Vietnam. */
public final class SettableClock {
  private volatile Instant now;

  public SettableClock(Instant now) {
    this.now = now;
  }

  public void set(Instant instant) {
    now = instant;
  }

  public synchronized void advance(Duration by) {
    now = now.plus(by);
  }

  public Clock asClock() {
    return new View(this, ZoneId.of("Asia/Ho_Chi_Minh"));
  }

  private static final class View extends Clock {
    private final SettableClock source;
    private final ZoneId zone;

    View(SettableClock source, ZoneId zone) {
      this.source = source;
      this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      return new View(source, other);
    }

    @Override
    public Instant instant() {
      return source.now;
    }
  }
}

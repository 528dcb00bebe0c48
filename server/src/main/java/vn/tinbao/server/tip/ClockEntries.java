package vn.tinbao.server.tip;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import vn.tinbao.server.clocks.ClockBreached;
import vn.tinbao.server.clocks.ClockWarned;
import vn.tinbao.sms.db.SqlTime;

/** Writes warned and broken clocks into the timeline, and tells open desks. */
@Singleton
class ClockEntries {
  private final TipRows rows;
  private final TipDesk desk;
  private final Clock clock;

  ClockEntries(TipRows rows, TipDesk desk, Clock clock) {
    this.rows = rows;
    this.desk = desk;
    this.clock = clock;
  }

  @EventListener
  void warned(ClockWarned event) {
    add(
        event.tipId(),
        "CLOCK_WARNED",
        "{\"clock\":\"%s\",\"due\":\"%s\"}".formatted(event.clock(), event.dueAt()));
  }

  @EventListener
  void breached(ClockBreached event) {
    String superior = event.superior();
    add(
        event.tipId(),
        "CLOCK_BREACHED",
        superior == null
            ? "{\"clock\":\"%s\",\"due\":\"%s\"}".formatted(event.clock(), event.dueAt())
            : "{\"clock\":\"%s\",\"due\":\"%s\",\"told\":\"%s\"}"
                .formatted(event.clock(), event.dueAt(), superior));
  }

  private void add(UUID tipId, String kind, String data) {
    Instant now = SqlTime.now(clock);
    rows.addEvent(UuidCreator.getTimeOrderedEpoch(), tipId, now, kind, null, data);
    desk.changed(tipId);
  }
}

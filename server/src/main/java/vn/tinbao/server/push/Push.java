package vn.tinbao.server.push;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import vn.tinbao.server.live.Live;

/** The door: enqueues a push in the transaction that causes it. */
@Singleton
public final class Push {
  static final String WAKE = "push";

  private final PushQueue queue;
  private final Live live;
  private final Clock clock;

  Push(PushQueue queue, Live live, Clock clock) {
    this.queue = queue;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Tells the devices of a member of staff to look at {@code ref}. Must be called within the
   * transaction that changed it; leaves after commit.
   *
   * @param topic code such as {@code assignment}
   */
  public void toStaff(UUID staffId, String topic, UUID ref) {
    queue.add(UuidCreator.getTimeOrderedEpoch(), staffId, topic, ref, clock.instant());
    live.afterCommit(WAKE, "");
  }
}

package vn.tinbao.server.push;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;
import vn.tinbao.sms.db.SqlTime;

/** The door: enqueues a push in the transaction that causes it. */
@Singleton
public final class Push {
  static final String WAKE = "push";

  private final PushQueue queue;
  private final List<AwaitedAnswer> awaited;
  private final PushSettings settings;
  private final Live live;
  private final Clock clock;

  Push(
      PushQueue queue, List<AwaitedAnswer> awaited, PushSettings settings, Live live, Clock clock) {
    this.queue = queue;
    this.awaited = List.copyOf(awaited);
    this.settings = settings;
    this.live = live;
    this.clock = clock;
  }

  /**
   * Tells the devices of a member of staff to look at {@code ref}. Must be called within the
   * transaction that changed it; leaves after commit. Where a room waits for an answer to this
   * topic ({@link AwaitedAnswer}), an officer who does not give it in time gets a text message.
   *
   * @param topic code such as {@code assignment}
   */
  public void toStaff(UUID staffId, String topic, UUID ref) {
    Instant now = SqlTime.now(clock);
    queue.add(
        UuidCreator.getTimeOrderedEpoch(),
        staffId,
        topic,
        ref,
        now,
        textAt(topic, now),
        false,
        null);
    live.afterCommit(WAKE, "");
  }

  /**
   * Tells a person's other phones to fetch {@code ref}, which this person changed on one of them.
   * Nothing appears and nobody is texted. What is connected cannot be told apart and hears it too.
   * As {@link #toStaff}, in the transaction of the change or one after it.
   *
   * @param session of the phone that changed it; null when unknown
   */
  public void toOwnPhones(UUID staffId, String topic, UUID ref, @Nullable UUID session) {
    Instant now = SqlTime.now(clock);
    queue.add(UuidCreator.getTimeOrderedEpoch(), staffId, topic, ref, now, null, true, session);
    live.afterCommit(WAKE, "");
  }

  private @Nullable Instant textAt(String topic, Instant now) {
    boolean answerable =
        settings.texts() && awaited.stream().anyMatch(room -> room.topic().equals(topic));
    return answerable ? now.plus(settings.textAfter()) : null;
  }
}

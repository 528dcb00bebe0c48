package vn.tinbao.server.duty;

import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.clocks.DeskCall;
import vn.tinbao.server.push.Push;
import vn.tinbao.server.tip.TipCallsDesk;
import vn.tinbao.server.tip.TipReceived;

/**
 * A message to those who are on duty at an agency, in the transaction that causes it.
 *
 * <p>Who is woken: everybody on the roster now whose shift says so. Something urgent that would
 * wake nobody, and anything while nobody is on the roster, goes to the whole desk: no tip waits
 * because a roster has a hole.
 */
@Singleton
public class DutyPush implements DeskCall {
  /** A new tip. */
  static final String TIP = "tip";

  /** Another agency wants to hand a tip over. */
  static final String TRANSFER = "transfer";

  private final Woken woken;
  private final Push push;
  private final Clock clock;

  DutyPush(Woken woken, Push push, Clock clock) {
    this.woken = woken;
    this.push = push;
    this.clock = clock;
  }

  /** A report came in. */
  @EventListener
  void received(TipReceived tip) {
    toDesk(tip.leadAgencyId(), TIP, tip.tipId(), tip.urgent());
  }

  /** Something else that cannot wait until somebody looks at the queue. */
  @EventListener
  void called(TipCallsDesk call) {
    String topic = call.why() == TipCallsDesk.Why.OFFERED ? TRANSFER : TIP;
    toDesk(call.agencyId(), topic, call.tipId(), call.urgent());
  }

  /**
   * Tells the devices of those on duty at this agency to look at {@code ref}. In the caller's
   * transaction; leaves after commit.
   *
   * @param topic code such as {@code tip}
   * @param urgent whether it goes to those too who want to be woken for urgent things only
   * @return how many people
   */
  @Override
  public int toDesk(String agencyId, String topic, UUID ref, boolean urgent) {
    Set<UUID> people = toWake(woken.of(agencyId, now()), urgent);
    people.forEach(id -> push.toStaff(id, topic, ref));
    return people.size();
  }

  private Instant now() {
    return clock.instant();
  }

  static Set<UUID> toWake(Woken.Desk desk, boolean urgent) {
    List<ShiftRows.Wakeable> onDuty = desk.onDuty();
    Set<UUID> people = new LinkedHashSet<>();
    for (ShiftRows.Wakeable person : onDuty) {
      Wakes wakes = Wakes.valueOf(person.wakes());
      if (wakes == Wakes.ALL || (urgent && wakes == Wakes.URGENT)) {
        people.add(person.staffId());
      }
    }
    if (onDuty.isEmpty() || (urgent && people.isEmpty())) {
      people.addAll(desk.everybody());
    }
    return people;
  }
}

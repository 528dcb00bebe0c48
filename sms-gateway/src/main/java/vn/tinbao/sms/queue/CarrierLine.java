package vn.tinbao.sms.queue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.provider.SendResult;

/** Claims for one provider as many messages as it may have in flight, and hands them over. */
final class CarrierLine {
  private static final Logger LOG = LoggerFactory.getLogger(CarrierLine.class);

  /**
   * While there is more work than fits, new areas of alerts and campaigns are looked for this
   * often: with many areas and a long backlog that costs more than the claim. Replies are looked
   * for each time.
   */
  private static final long FRESH_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

  /** A claim looks at so many areas of a class; the next one at the next ones. */
  private static final int AREAS = 8;

  /** Not sooner after the last claim, unless a quarter of the window is free. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** The same while something claimed waits to take free places: a reply waits no longer. */
  private static final long GATHER_AHEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private final Carrier carrier;
  private final Carriers carriers;
  private final Claims claims;
  private final Hand hand;
  private final Rates rates;
  private final int batch;
  private final BlockingQueue<Outcome> outcomes;
  private final Semaphore work = new Semaphore(0);
  private List<Line> known = List.of();
  private int turn;
  private int barren;
  private boolean full;
  private volatile boolean nothingDue;
  private long claimedAt = System.nanoTime() - GATHER_NANOS;
  private long knownAt = System.nanoTime() - FRESH_NANOS;

  CarrierLine(
      Carrier carrier,
      Carriers carriers,
      Claims claims,
      Call call,
      Rates rates,
      SenderSettings settings,
      BlockingQueue<Outcome> outcomes) {
    this.carrier = carrier;
    this.carriers = carriers;
    this.claims = claims;
    this.rates = rates;
    this.batch = settings.batch();
    this.hand = new Hand(carrier, call, this::ended, outcomes, settings.lease());
    this.outcomes = outcomes;
  }

  Carrier carrier() {
    return carrier;
  }

  /** There may be work, and there may be room. */
  void wake() {
    hand.pass();
    work.release();
  }

  /**
   * Outcomes were written: there may be room. Where nothing was due there is nothing due for that:
   * what an outcome puts off comes later, and whoever waits for its recipient was due before.
   */
  void written() {
    hand.pass();
    if (!nothingDue) {
      work.release();
    }
  }

  /** Nothing is sent any more: what was claimed and not sent yet goes back. */
  void giveBack() {
    hand.giveBack();
  }

  /** Sleeps until there may be work, or the provider's rate lets it go on. */
  void await(long mostMillis) {
    try {
      long most = Math.max(1, Math.min(mostMillis, rateMillis()));
      if (work.tryAcquire(most, TimeUnit.MILLISECONDS)) {
        work.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private long rateMillis() {
    long wait = carrier.bucket().waitMillis();
    return wait > 0 ? wait : Long.MAX_VALUE;
  }

  /**
   * Claims as many as may be in flight, and a few more, and hands them over; true when there may be
   * more to do.
   */
  boolean sendDue() {
    hand.pass();
    int free = free();
    if (free > 0 && free < carrier.provider().window() / 4) {
      gather();
      free = free();
    }
    if (free <= 0) {
      return false;
    }
    claimedAt = System.nanoTime();
    boolean fresh = full && claimedAt - knownAt < FRESH_NANOS;
    boolean more = send(free, fresh);
    // Without a place in the window only what may be claimed ahead would go.
    return more || (fresh && carrier.free(0) > 0 && send(free, false));
  }

  private int free() {
    return Math.min(carrier.free(hand.ahead()), batch);
  }

  /** Soon after a claim, waits a moment for more free places: a claim costs more than its rows. */
  private void gather() {
    long pause = hand.isEmpty() ? GATHER_NANOS : GATHER_AHEAD_NANOS;
    long left = claimedAt + pause - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
  }

  /** Claims and hands over; replies and alerts first, awareness only as the window has room. */
  private boolean send(int most, boolean fresh) {
    nothingDue = false;
    List<Line> lines = new ArrayList<>();
    if (fresh) {
      lines.addAll(claims.lines(MessageClass.REPLY, MessageClass.REPLY));
      lines.addAll(known);
    } else {
      lines.addAll(claims.lines(MessageClass.REPLY, MessageClass.AWARENESS));
      known = lines.stream().filter(line -> line.messageClass() != MessageClass.REPLY).toList();
      knownAt = System.nanoTime();
    }
    nothingDue = lines.isEmpty();
    Map<Line, Long> mass = new LinkedHashMap<>(carriers.carriedBy(carrier, lines));
    Map<Line, Long> urgent = new LinkedHashMap<>(mass);
    if (carrier.breaker().state() == Breaker.State.CLOSED) {
      urgent.keySet().removeIf(line -> line.messageClass() == MessageClass.AWARENESS);
    }
    mass.keySet().removeAll(urgent.keySet());
    if (urgent.isEmpty() && carrier.free(0) <= 0) {
      return false; // awareness waits in the ledger, until an outcome is written
    }
    int areas = Math.max(urgent.size(), mass.size());
    Claims.Claim first = claimed(inTurn(urgent), most);
    int left = Math.min(most - first.messages().size(), carrier.free(0));
    Claims.Claim then = claimed(inTurn(mass), left);
    int sent = first.messages().size() + then.messages().size();
    turn += AREAS;
    full =
        carrier.healthy()
            && sent > 0
            && (sent == most || (!mass.isEmpty() && then.messages().size() >= left));
    barren = sent > 0 ? 0 : barren + AREAS;
    boolean othersLeft = barren > 0 && barren < areas;
    return sent > 0 || first.more() || then.more() || othersLeft;
  }

  private Claims.Claim claimed(Map<Line, Long> carried, int most) {
    Claims.Claim claim = claim(carried, most);
    int segments = 0;
    for (Claimed message : claim.messages()) {
      carrier.inFlight().incrementAndGet();
      segments += message.segments();
    }
    carrier.bucket().take(segments);
    if (carrier.breaker().state() == Breaker.State.CLOSED) {
      hand.take(claim.messages());
    } else if (!claim.messages().isEmpty()) {
      carrier.breaker().probing();
      claim.messages().forEach(hand::call);
    }
    return claim;
  }

  /** Of many areas of a class a few, in turn: each costs a claim as much as several messages. */
  private Map<Line, Long> inTurn(Map<Line, Long> carried) {
    Map<Line, Long> some = new LinkedHashMap<>();
    for (MessageClass messageClass : MessageClass.values()) {
      List<Line> areas =
          carried.keySet().stream().filter(line -> line.messageClass() == messageClass).toList();
      for (int i = 0; i < Math.min(AREAS, areas.size()); i++) {
        Line line = areas.get(Math.floorMod(turn + i, areas.size()));
        some.put(line, Objects.requireNonNull(carried.get(line)));
      }
    }
    return some;
  }

  private Claims.Claim claim(Map<Line, Long> carried, int most) {
    Set<UUID> suspects = carrier.breaker().suspects();
    if (carrier.breaker().state() == Breaker.State.CLOSED || suspects.isEmpty()) {
      return claims.claim(carrier.name(), carried, most);
    }
    // A message that failed stands before no other; alone, it may try again.
    Claims.Claim others = claims.probe(carrier.name(), carried, suspects);
    return others.messages().isEmpty() ? claims.claim(carrier.name(), carried, most) : others;
  }

  private void ended(Claimed message, SendResult answer) {
    SendResult result = carrier.breaker().weigh(message.id(), answer);
    rates.count(message.messageClass(), result);
    // The breaker learns first: the message may go another way at once.
    if (carrier.breaker().learn(message.id(), result)) {
      tell();
    }
    if (carrier.deadEnds().learn(message.line(), message.id(), result)
        && result instanceof SendResult.NoWay noWay) {
      LOG.error(
          "SMS provider {} says {} to all {} messages to {}: a person must act",
          carrier.name(),
          noWay.code(),
          message.messageClass(),
          message.area());
    }
    outcomes.add(new Outcome(message.id(), message.attempt(), result, carrier));
  }

  private void tell() {
    String broken = carrier.breaker().broken();
    if (broken != null) {
      LOG.error(
          "SMS provider {} says {}: a person must act. Nothing else goes that way until it works"
              + " again.",
          carrier.name(),
          broken);
    } else if (carrier.breaker().state() == Breaker.State.CLOSED) {
      LOG.info("SMS provider {} works again", carrier.name());
    } else {
      LOG.warn("SMS provider {} fails and is left alone for a while", carrier.name());
    }
  }
}

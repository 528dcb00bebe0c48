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
   * While there is more work than fits, new areas of a campaign are looked for this often: with
   * many areas and a long backlog that costs more than the claim. Replies and alerts are looked for
   * each time.
   */
  private static final long MASS_FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A claim looks at so many areas of a campaign; the next one at the next ones. */
  private static final int MASS_AREAS = 8;

  /** Not sooner after the last claim, unless a quarter of the window is free. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Carrier carrier;
  private final Carriers carriers;
  private final Claims claims;
  private final Call call;
  private final Rates rates;
  private final int batch;
  private final BlockingQueue<Outcome> outcomes;
  private final Semaphore work = new Semaphore(0);
  private List<Line> mass = List.of();
  private int turn;
  private boolean full;
  private long claimedAt = System.nanoTime() - GATHER_NANOS;
  private long massReadAt = System.nanoTime() - MASS_FRESH_NANOS;

  CarrierLine(
      Carrier carrier,
      Carriers carriers,
      Claims claims,
      Call call,
      Rates rates,
      int batch,
      BlockingQueue<Outcome> outcomes) {
    this.carrier = carrier;
    this.carriers = carriers;
    this.claims = claims;
    this.call = call;
    this.rates = rates;
    this.batch = batch;
    this.outcomes = outcomes;
  }

  Carrier carrier() {
    return carrier;
  }

  /** There may be work. */
  void wake() {
    work.release();
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

  /** Claims as many as may be in flight and hands them over; true when there may be more to do. */
  boolean sendDue() {
    int free = Math.min(carrier.free(), batch);
    if (free > 0 && free < carrier.provider().window() / 4) {
      gather();
      free = Math.min(carrier.free(), batch);
    }
    if (free <= 0) {
      return false;
    }
    claimedAt = System.nanoTime();
    boolean fresh = full && System.nanoTime() - massReadAt < MASS_FRESH_NANOS;
    Claims.Claim claim = claim(free, fresh);
    if (fresh && claim.messages().isEmpty() && !claim.more()) {
      claim = claim(free, false);
    }
    for (Claimed message : claim.messages()) {
      call.make(carrier.provider(), message, result -> ended(message, result));
    }
    return !claim.messages().isEmpty() || claim.more();
  }

  /** Soon after a claim, waits a moment for more free places: a claim costs more than its rows. */
  private void gather() {
    long left = claimedAt + GATHER_NANOS - System.nanoTime();
    if (left > 0) {
      LockSupport.parkNanos(left);
    }
  }

  private Claims.Claim claim(int most, boolean fresh) {
    if (!fresh) {
      mass = claims.lines(MessageClass.AWARENESS, MessageClass.AWARENESS);
      massReadAt = System.nanoTime();
    }
    List<Line> lines = new ArrayList<>(claims.lines(MessageClass.REPLY, MessageClass.ALERT));
    lines.addAll(mass);
    Map<Line, Long> carried = inTurn(carriers.carriedBy(carrier, lines));
    Claims.Claim claim = claim(carried, most);
    int segments = 0;
    for (Claimed message : claim.messages()) {
      carrier.inFlight().incrementAndGet();
      segments += message.segments();
    }
    carrier.bucket().take(segments);
    full = claim.messages().size() == most;
    if (!claim.messages().isEmpty()) {
      carrier.breaker().probing();
    }
    return claim;
  }

  /** Of a campaign's many areas a few, in turn: each costs a claim as much as several messages. */
  private Map<Line, Long> inTurn(Map<Line, Long> carried) {
    List<Line> areas =
        carried.keySet().stream()
            .filter(line -> line.messageClass() == MessageClass.AWARENESS)
            .toList();
    if (areas.size() <= MASS_AREAS) {
      return carried;
    }
    Map<Line, Long> some = new LinkedHashMap<>(carried);
    some.keySet().removeAll(areas);
    for (int i = 0; i < MASS_AREAS; i++) {
      Line line = areas.get((turn + i) % areas.size());
      some.put(line, Objects.requireNonNull(carried.get(line)));
    }
    turn = (turn + MASS_AREAS) % areas.size();
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

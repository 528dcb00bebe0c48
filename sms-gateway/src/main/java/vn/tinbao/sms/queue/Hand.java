package vn.tinbao.sms.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.SendResult;

/**
 * What was claimed for one provider and is not with it yet. With the provider, or answered and not
 * yet written down, are never more than its window: so many a crash may repeat. A few more wait
 * here, so that a place is taken again as soon as it is free, and not only after another claim.
 */
final class Hand {
  /** Of the window, so much may wait here. */
  private static final int OF_WINDOW = 2;

  /** With a smaller window a claim costs less than what waits would. */
  private static final int SMALL = 8;

  /** Nothing was sent: not our message's fault, and nobody's doubt. */
  static final SendResult.NotSent GIVEN_BACK = new SendResult.NotSent("given-back", Duration.ZERO);

  private final Carrier carrier;
  private final Call call;
  private final BiConsumer<Claimed, SendResult> ended;
  private final BlockingQueue<Outcome> outcomes;
  private final long mostNanos;
  private final Map<MessageClass, Deque<Waiting>> waiting = new EnumMap<>(MessageClass.class);
  private int size;

  private record Waiting(Claimed message, long since) {}

  /**
   * An empty hand.
   *
   * @param ended told what each call came to
   * @param outcomes for what is given back
   * @param lease of a claim: what has waited for a quarter of it is given back
   */
  Hand(
      Carrier carrier,
      Call call,
      BiConsumer<Claimed, SendResult> ended,
      BlockingQueue<Outcome> outcomes,
      Duration lease) {
    this.carrier = carrier;
    this.call = call;
    this.ended = ended;
    this.outcomes = outcomes;
    this.mostNanos = lease.toNanos() / 4;
    for (MessageClass messageClass : MessageClass.values()) {
      waiting.put(messageClass, new ArrayDeque<>());
    }
  }

  /**
   * How many messages beyond the window may be claimed. Awareness is never among them: what a crash
   * finds here unsent would be lost, since it is not sent again.
   */
  int ahead() {
    int window = carrier.provider().window();
    return window < SMALL ? 0 : window / OF_WINDOW;
  }

  /** True: a place that comes free now stays free until the next claim. */
  synchronized boolean isEmpty() {
    return size == 0;
  }

  /** Takes what was just claimed and hands over what there is room for. */
  void take(Collection<Claimed> claimed) {
    synchronized (this) {
      long now = System.nanoTime();
      for (Claimed message : claimed) {
        lane(message.messageClass()).add(new Waiting(message, now));
        size++;
      }
    }
    pass();
  }

  /** Hands over what there is room for, the first lane first; to a provider that works. */
  void pass() {
    if (!carrier.healthy()) {
      giveBack();
      return;
    }
    for (Claimed next = next(); next != null; next = next()) {
      call(next);
    }
  }

  /** Hands a message over at once, to find out whether the provider works. */
  void call(Claimed message) {
    call.make(carrier.provider(), message, result -> ended.accept(message, result));
  }

  /** Gives back what waits, as never sent: nobody will send it from here. */
  synchronized void giveBack() {
    for (Deque<Waiting> lane : waiting.values()) {
      for (Waiting one = lane.poll(); one != null; one = lane.poll()) {
        back(one);
      }
    }
  }

  private synchronized @Nullable Claimed next() {
    if (size == 0 || carrier.inFlight().get() - size >= carrier.provider().window()) {
      return null;
    }
    long now = System.nanoTime();
    for (Deque<Waiting> lane : waiting.values()) {
      for (Waiting one = lane.poll(); one != null; one = lane.poll()) {
        if (now - one.since() <= mostNanos) {
          size--;
          return one.message();
        }
        back(one);
      }
    }
    return null;
  }

  private Deque<Waiting> lane(MessageClass messageClass) {
    return Objects.requireNonNull(waiting.get(messageClass));
  }

  private void back(Waiting one) {
    size--;
    Claimed message = one.message();
    outcomes.add(new Outcome(message.id(), message.attempt(), GIVEN_BACK, carrier));
  }
}

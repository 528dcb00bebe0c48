package vn.tinbao.sms.queue;

import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;

/**
 * Leaves a provider alone that does not work, and tries it with one message now and then. Opens
 * when the provider says that its channel is broken, or after many failures one after another. Each
 * process has its own: what it costs to learn the same thing again is one message.
 */
final class Breaker {
  /** Whether the provider is asked. */
  enum State {
    /** It works. */
    CLOSED,
    /** It does not. */
    OPEN,
    /** One message is on its way to find out. */
    PROBING
  }

  /**
   * So many messages, refused one after another for one reason of no message: it is the channel.
   */
  private static final int SAME_REASON = 5;

  /** Of messages that failed it so many are remembered. */
  private static final int SUSPECTS = 100;

  private final BreakerSettings settings;
  private final Clock clock;
  private State state = State.CLOSED;
  private int failures;
  private int openings;
  private Instant probeAt = Instant.MIN;
  private @Nullable String broken;
  private final Set<UUID> suspects = new LinkedHashSet<>();
  private @Nullable String reason;
  private final Set<UUID> refused = new LinkedHashSet<>();

  Breaker(BreakerSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  synchronized State state() {
    return state;
  }

  /** The provider's code when it said that a person must act; null when it did not. */
  synchronized @Nullable String broken() {
    return broken;
  }

  /** True: one message may try it now; say {@link #probing} when there is one. */
  synchronized boolean probeDue() {
    return state == State.OPEN && !clock.instant().isBefore(probeAt);
  }

  /** One message is on its way. */
  synchronized void probing() {
    if (state == State.OPEN) {
      state = State.PROBING;
    }
  }

  /**
   * Messages with which it opened, or a probe failed. Another one is tried first, if any is due:
   * perhaps it was only theirs.
   */
  synchronized Set<UUID> suspects() {
    return Set.copyOf(suspects);
  }

  /**
   * What an outcome means in the light of those before it: a code without a reason of the message's
   * own (a credit used up, a code that no table has), again and again with different messages and
   * nothing else between, is the channel's.
   */
  synchronized SendResult weigh(UUID message, SendResult result) {
    if (result instanceof SendResult.Refused refusal
        && refusal.because() == Because.OTHER
        && !refusal.code().equals(Call.CANNOT_BE_OPENED)) {
      if (!refusal.code().equals(reason)) {
        reason = refusal.code();
        refused.clear();
      }
      if (refused.size() < SAME_REASON) {
        refused.add(message);
      }
      return refused.size() >= SAME_REASON ? new SendResult.ChannelBroken(refusal.code()) : result;
    }
    if (result instanceof SendResult.Accepted) {
      reason = null;
      refused.clear();
    }
    return result;
  }

  /**
   * Learns from an outcome. That the provider is busy, or has no way to one recipient, says nothing
   * about the channel.
   *
   * @return true when this opened or closed it
   */
  synchronized boolean learn(UUID message, SendResult result) {
    State before = state;
    String brokenBefore = broken;
    if (result instanceof SendResult.ChannelBroken channel) {
      broken = channel.code();
      suspect(message);
      open();
    } else if (result instanceof SendResult.Busy || result instanceof SendResult.NoWay) {
      if (state == State.PROBING) {
        suspect(message);
        openAgain();
      }
    } else if (result instanceof SendResult.NotSent || result instanceof SendResult.InDoubt) {
      failures++;
      if (state == State.PROBING) {
        suspect(message);
      }
      if (state == State.PROBING || state == State.CLOSED && failures >= settings.failures()) {
        open();
      }
    } else {
      state = State.CLOSED;
      failures = 0;
      openings = 0;
      broken = null;
      suspects.clear();
    }
    boolean was = before == State.CLOSED;
    return was != (state == State.CLOSED) || !Objects.equals(brokenBefore, broken);
  }

  private void open() {
    if (state != State.OPEN) {
      openings++;
      openAgain();
    }
  }

  /** With the same pause: the probe has not found out. */
  private void openAgain() {
    probeAt = clock.instant().plus(Pauses.doubling(settings.pause(), openings, settings.longest()));
    state = State.OPEN;
  }

  private void suspect(UUID message) {
    if (suspects.size() < SUSPECTS) {
      suspects.add(message);
    }
  }
}

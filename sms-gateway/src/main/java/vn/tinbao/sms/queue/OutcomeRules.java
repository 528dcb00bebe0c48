package vn.tinbao.sms.queue;

import java.time.Duration;
import java.time.Instant;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;

/** What the outcome of a call does to a message. Pure: reads and changes a page, nothing else. */
final class OutcomeRules {
  private static final Duration FIRST_DEFERRAL = Duration.ofSeconds(1);
  private static final Duration LONGEST_DEFERRAL = Duration.ofMinutes(5);

  /** Where there is no way: after the first time, when it may go another way at once. */
  private static final Duration FIRST_DETOUR = Duration.ofMinutes(1);

  private static final Duration LONGEST_DETOUR = Duration.ofHours(4);

  /** With these pauses a little more than a day: a person may open the way meanwhile. */
  static final int MOST_DETOURS = 14;

  private final SenderSettings settings;

  OutcomeRules(SenderSettings settings) {
    this.settings = settings;
  }

  /** Applies it; an outcome that comes twice, or too late to matter, changes nothing. */
  void apply(LedgerPage page, Outcome outcome, Instant now) {
    OutboundRow row = page.row(outcome.id());
    Attempt attempt = page.attempt(outcome.id(), outcome.attempt());
    if (row == null || attempt == null) {
      return; // forgotten meanwhile
    }
    SendResult result = outcome.result();
    if (result instanceof SendResult.Accepted accepted) {
      accepted(page, row, attempt, accepted, now);
    } else if (result instanceof SendResult.NotSent notSent) {
      if (end(page, attempt, Attempt.End.NOT_SENT, notSent.code(), now) && current(row, attempt)) {
        page.put(deferred(row, notSent.code(), notSent.retryAfter(), now));
      }
    } else if (result instanceof SendResult.Busy busy) {
      if (end(page, attempt, Attempt.End.NOT_SENT, busy.code(), now) && current(row, attempt)) {
        page.put(deferred(row, busy.code(), busy.retryAfter(), now));
      }
    } else if (result instanceof SendResult.NoWay noWay) {
      if (end(page, attempt, Attempt.End.NOT_SENT, noWay.code(), now) && current(row, attempt)) {
        page.put(detoured(row, noWay.code(), now));
      }
    } else if (result instanceof SendResult.ChannelBroken broken) {
      if (end(page, attempt, Attempt.End.CHANNEL_BROKEN, broken.code(), now)
          && current(row, attempt)) {
        // Growing pauses: whatever a code is taken for, no message stands before all others.
        page.put(deferred(row, broken.code(), Duration.ZERO, now));
      }
    } else if (result instanceof SendResult.InDoubt inDoubt) {
      if (end(page, attempt, Attempt.End.IN_DOUBT, inDoubt.code(), now)
          && current(row, attempt)
          && row.state() == OutboundState.SENDING) {
        page.put(
            row.to(OutboundState.UNKNOWN, inDoubt.code())
                .oneMoreDoubt()
                .at(now.plus(settings.unknownAfter())));
      }
    } else if (result instanceof SendResult.Refused refused) {
      if (end(page, attempt, Attempt.End.REFUSED, refused.code(), now)) {
        page.learn(row, refused.because());
        if (current(row, attempt)) {
          page.put(refused(row, refused, now));
        }
      }
    } else {
      throw new IllegalStateException("An outcome that nobody knows: " + result.getClass());
    }
  }

  private static void accepted(
      LedgerPage page,
      OutboundRow row,
      Attempt attempt,
      SendResult.Accepted accepted,
      Instant now) {
    OutboundRow changed = row;
    Attempt named = attempt.named(accepted.providerMessageId());
    if (attempt.open()) {
      named = named.ended(Attempt.End.ACCEPTED, null, now);
      changed = changed.paid(attempt.price());
    }
    page.put(named);
    // QUEUED: the answer came after the lease ran out and before the second attempt; none needed.
    boolean mine = row.attempt() == attempt.n() || row.state() == OutboundState.QUEUED;
    if (mine
        && named.end() == Attempt.End.ACCEPTED
        && row.state().rank() < OutboundState.ACCEPTED.rank()) {
      changed = changed.to(OutboundState.ACCEPTED, null);
    }
    if (changed != row) {
      page.put(changed);
    }
  }

  private static boolean end(
      LedgerPage page, Attempt attempt, Attempt.End how, String code, Instant now) {
    if (!attempt.open() || attempt.end() == how) {
      return false;
    }
    page.put(attempt.ended(how, code, now));
    return true;
  }

  private static boolean current(OutboundRow row, Attempt attempt) {
    return row.attempt() == attempt.n()
        && (row.state() == OutboundState.SENDING || row.state() == OutboundState.UNKNOWN);
  }

  private static OutboundRow deferred(OutboundRow row, String code, Duration asked, Instant now) {
    Duration growing = Pauses.doubling(FIRST_DEFERRAL, row.deferrals() + 1, LONGEST_DEFERRAL);
    return row.to(OutboundState.QUEUED, code)
        .oneMoreDeferral()
        .at(now.plus(asked.compareTo(growing) > 0 ? asked : growing));
  }

  private static OutboundRow detoured(OutboundRow row, String code, Instant now) {
    OutboundRow tried = row.oneMoreDetour();
    if (tried.detours() >= MOST_DETOURS) {
      return tried.to(OutboundState.FAILED, code);
    }
    Duration pause =
        tried.detours() == 1
            ? FIRST_DEFERRAL
            : Pauses.doubling(FIRST_DETOUR, tried.detours() - 1, LONGEST_DETOUR);
    return tried.to(OutboundState.QUEUED, code).at(now.plus(pause));
  }

  private OutboundRow refused(OutboundRow row, SendResult.Refused refused, Instant now) {
    OutboundRow tried = row.oneMoreTry();
    Instant again = now.plus(settings.retryAfter());
    boolean later =
        refused.because() == Because.FOR_NOW
            && tried.tries() < settings.tries()
            && (row.validUntil() == null || again.isBefore(row.validUntil()));
    return later
        ? tried.to(OutboundState.QUEUED, refused.code()).at(again)
        : tried.to(OutboundState.FAILED, refused.code());
  }
}

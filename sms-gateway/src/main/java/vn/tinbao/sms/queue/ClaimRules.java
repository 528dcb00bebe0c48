package vn.tinbao.sms.queue;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Whether a message that is due may be sent now. Pure. What somebody asked for last counts: these
 * are looked at when a message is claimed, not when it was written.
 */
final class ClaimRules {
  /** With less time to arrive, awareness waits for the next day. */
  private static final Duration LAST_CALL = Duration.ofMinutes(1);

  private final AwarenessSettings awareness;

  ClaimRules(AwarenessSettings awareness) {
    this.awareness = awareness;
  }

  /** False: nothing of this class is sent at this hour, to anybody. */
  boolean open(MessageClass messageClass, Instant now) {
    return messageClass != MessageClass.AWARENESS || awareness.hours().contains(now);
  }

  Verdict verdict(ClaimFacts facts, Instant now) {
    Instant validUntil = facts.validUntil();
    boolean mass = facts.messageClass() == MessageClass.AWARENESS;
    if (facts.campaign() == CampaignState.CANCELED) {
      return new Verdict.End(OutboundState.CANCELED, "campaign-canceled");
    }
    if (validUntil != null && !validUntil.isAfter(now)) {
      return new Verdict.End(OutboundState.EXPIRED, "validity");
    }
    if (mass && facts.optedOut()) {
      return new Verdict.End(OutboundState.SUPPRESSED, "opted-out");
    }
    if (mass && facts.badNumber()) {
      return new Verdict.End(OutboundState.SUPPRESSED, "bad-number");
    }
    if (facts.campaign() == CampaignState.HELD) {
      return new Verdict.Later(Instant.MAX);
    }
    Instant allowed = allowed(facts, mass, now);
    if (allowed.isAfter(now)) {
      return validUntil != null && !validUntil.isAfter(allowed)
          ? new Verdict.End(OutboundState.EXPIRED, "no-time-left")
          : new Verdict.Later(allowed);
    }
    return facts.inFlight() || facts.behind() ? new Verdict.Wait() : new Verdict.Send();
  }

  /** The first moment from now on at which hours and daily limit let it go. */
  private Instant allowed(ClaimFacts facts, boolean mass, Instant now) {
    Instant moment = now;
    if (mass) {
      SafeHours hours = awareness.hours();
      boolean full = facts.attempt() == 0 && facts.today() >= awareness.perDay();
      moment = full ? hours.next(startOfTomorrow(now)) : hours.next(now);
    }
    Instant allowed = inSafeHours(facts.safeHours(), moment, mass);
    if (mass && !allowed.isAfter(now)) {
      Instant end = windowEnd(facts.safeHours(), now);
      return end.isBefore(now.plus(LAST_CALL)) ? awareness.hours().next(end) : now;
    }
    return allowed;
  }

  /** The end of the hours in which an awareness message that goes now may arrive. */
  private Instant windowEnd(@Nullable SafeHours safe, Instant now) {
    Instant end = awareness.hours().end(now);
    Instant safeEnd = safe == null ? Instant.MAX : safe.end(now);
    return safeEnd.isBefore(end) ? safeEnd : end;
  }

  /**
   * Until when a provider may deliver what goes now: an awareness message that waits for its phone
   * must not arrive at night.
   *
   * @return null: as long as the provider likes
   */
  @Nullable Instant deliverUntil(
      MessageClass messageClass,
      @Nullable Instant validUntil,
      @Nullable SafeHours safe,
      Instant now) {
    if (messageClass != MessageClass.AWARENESS) {
      return validUntil;
    }
    Instant end = windowEnd(safe, now);
    if (validUntil != null && validUntil.isBefore(end)) {
      return validUntil;
    }
    return end.equals(Instant.MAX) ? null : end;
  }

  private Instant inSafeHours(@Nullable SafeHours safe, Instant moment, boolean mass) {
    if (safe == null) {
      return moment;
    }
    Instant safely = safe.next(moment);
    if (!mass || awareness.hours().contains(safely)) {
      return safely;
    }
    // Both windows: the later beginning; looked at again then.
    return awareness.hours().next(safely);
  }

  private static Instant startOfTomorrow(Instant now) {
    return now.atZone(SafeHours.ZONE)
        .toLocalDate()
        .plusDays(1)
        .atStartOfDay(SafeHours.ZONE)
        .toInstant();
  }
}

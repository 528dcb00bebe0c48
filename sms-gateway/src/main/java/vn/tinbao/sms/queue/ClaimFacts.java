package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What decides whether a queued message may be sent now.
 *
 * @param attempt calls of a provider so far
 * @param campaign its state; null: it has none, or it runs
 * @param optedOut the recipient wants no awareness messages
 * @param badNumber the number reaches nobody
 * @param today awareness messages that the recipient was sent today
 * @param inFlight another message to the recipient is being sent
 * @param behind an earlier one of the same class waits
 */
record ClaimFacts(
    UUID id,
    MessageClass messageClass,
    int attempt,
    @Nullable Instant validUntil,
    @Nullable SafeHours safeHours,
    @Nullable CampaignState campaign,
    boolean optedOut,
    boolean badNumber,
    int today,
    boolean inFlight,
    boolean behind) {}

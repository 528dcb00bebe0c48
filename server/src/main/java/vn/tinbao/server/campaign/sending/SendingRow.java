package vn.tinbao.server.campaign.sending;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.queue.SafeHours;

/**
 * A row of {@code tinbao.campaign_sending}, without its audience, which may be long.
 *
 * @param number names it within ids of recipients
 * @param round how many messages a recipient may have been handed: one more with each resend
 * @param go goes on by itself when frozen
 * @param againTo recipients up to this one were looked at for a resend; null: all, or none is
 *     prepared
 * @param clearedTo numbers of recipients up to this one are gone, so none gets a message any more
 * @param countsFrom outcomes of messages sent before do not count for a pause; null: all count
 * @param window outcomes counted together, and the error that a pause names
 * @param handedTo recipients up to this one (from 1) were looked at in this round
 * @param cost charged for its messages so far, in millionths of a đồng
 * @param changes grows whenever the state of a recipient changes
 */
record SendingRow(
    UUID campaign,
    int number,
    int round,
    Stage stage,
    boolean go,
    @Nullable PauseReason reason,
    Map<String, String> texts,
    int perSecond,
    @Nullable SafeHours hours,
    @Nullable Instant validUntil,
    int parts,
    int part,
    long total,
    @Nullable Long againTo,
    long handedTo,
    Instant nextAt,
    Map<RecipientState, Long> byState,
    ErrorWindow window,
    Instant markAt,
    long markDone,
    Instant beforeAt,
    long beforeDone,
    Instant frozenAt,
    @Nullable Instant startedAt,
    @Nullable Instant endedAt,
    long clearedTo,
    @Nullable Instant countsFrom,
    long cost,
    long changes) {

  /** Ids of its recipients are this plus 1, 2, … */
  long base() {
    return (long) number << 32;
  }

  long in(RecipientState state) {
    return byState.getOrDefault(state, 0L);
  }

  /** Recipients whose message left us, one way or the other. */
  long done() {
    return total - in(RecipientState.WAITING) - in(RecipientState.QUEUED);
  }
}

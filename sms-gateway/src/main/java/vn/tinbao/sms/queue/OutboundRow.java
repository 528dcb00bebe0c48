package vn.tinbao.sms.queue;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An outbound message as the rules see it; changes make a new one.
 *
 * @param attempt number of the last call of a provider
 * @param detours of its calls, found no way to the recipient
 * @param cost of all sendings that were taken, in millionths of a đồng
 * @param code why it is where it is, when something went wrong
 */
@SuppressWarnings("ArrayRecordComponent")
record OutboundRow(
    UUID id,
    MessageClass messageClass,
    OutboundState state,
    int attempt,
    int tries,
    int deferrals,
    int doubts,
    int detours,
    int segments,
    long cost,
    Instant nextAt,
    @Nullable String code,
    @Nullable Instant validUntil,
    byte[] toHash) {

  /**
   * Moves it.
   *
   * @throws IllegalStateException when there is no such move
   */
  OutboundRow to(OutboundState next, @Nullable String why) {
    if (!state.mayBecome(next)) {
      throw new IllegalStateException("A message cannot go from " + state + " to " + next);
    }
    return with(next, tries, deferrals, doubts, detours, cost, nextAt, why);
  }

  OutboundRow at(Instant next) {
    return with(state, tries, deferrals, doubts, detours, cost, next, code);
  }

  OutboundRow oneMoreTry() {
    return with(state, tries + 1, deferrals, doubts, detours, cost, nextAt, code);
  }

  OutboundRow oneMoreDeferral() {
    return with(state, tries, Math.min(deferrals + 1, 1_000), doubts, detours, cost, nextAt, code);
  }

  OutboundRow oneMoreDoubt() {
    return with(state, tries, deferrals, doubts + 1, detours, cost, nextAt, code);
  }

  OutboundRow oneMoreDetour() {
    return with(state, tries, deferrals, doubts, detours + 1, cost, nextAt, code);
  }

  OutboundRow paid(long price) {
    return with(state, tries, deferrals, doubts, detours, cost + price * segments, nextAt, code);
  }

  private OutboundRow with(
      OutboundState newState,
      int newTries,
      int newDeferrals,
      int newDoubts,
      int newDetours,
      long newCost,
      Instant newNextAt,
      @Nullable String newCode) {
    return new OutboundRow(
        id,
        messageClass,
        newState,
        attempt,
        newTries,
        newDeferrals,
        newDoubts,
        newDetours,
        segments,
        newCost,
        newNextAt,
        newCode,
        validUntil,
        toHash);
  }

  @Override
  public String toString() {
    return "OutboundRow[" + id + ", " + state + "]";
  }
}

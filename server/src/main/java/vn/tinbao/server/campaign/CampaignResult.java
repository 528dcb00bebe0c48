package vn.tinbao.server.campaign;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.campaign.sending.Delivery;
import vn.tinbao.server.campaign.sending.RecipientState;

/**
 * What came of a campaign, in figures.
 *
 * @param at when it was counted
 * @param recipients of its SMS
 * @param byState what became of their messages, in words that claim no more than is known
 * @param delivery by unit and operator
 * @param optOuts how many left after its message
 * @param dong what operators charged so far
 * @param topics sends to topics: never persons
 * @param visits how often its own path was opened: openings, not persons
 * @param calls colleagues called to duty; for staff only
 * @param followed tips that followed by its word or its path
 * @param ways how, where that may be told: KEYWORD, PATH, OTHER
 * @param outcomes what became of them, where that may be told
 * @param around tips about its places from its start until {@code follows} after its end
 * @param before the same for as long before its start
 */
public record CampaignResult(
    Campaign campaign,
    Instant at,
    long recipients,
    Map<RecipientState, Long> byState,
    List<Delivery> delivery,
    long optOuts,
    long dong,
    int topics,
    long visits,
    StaffCalls.Figures calls,
    Few followed,
    List<Few.Part> ways,
    List<Few.Part> outcomes,
    Few around,
    Few before) {

  /** How many are in this state. */
  public long in(RecipientState state) {
    return byState.getOrDefault(state, 0L);
  }

  /** Taken by an operator, whatever became of it then; not "reached". */
  public long taken() {
    return in(RecipientState.ACCEPTED)
        + in(RecipientState.DELIVERED)
        + in(RecipientState.UNCONFIRMED);
  }
}

package vn.tinbao.server.campaign;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One row of a campaign's history.
 *
 * @param kind a {@link CampaignStep}'s name, or MADE, PLAN, TEXT, TEXT_ENDED, TEST, ARTICLE,
 *     TOPICS, SETTLED, AUTO_PAUSE
 * @param staffId null: the house itself
 * @param from null where the state did not change
 * @param code a reason in one word, or a number
 * @param note what somebody wrote to it
 */
public record CampaignEvent(
    UUID id,
    Instant at,
    String kind,
    @Nullable UUID staffId,
    @Nullable CampaignState from,
    @Nullable CampaignState to,
    int version,
    @Nullable String code,
    @Nullable String note) {

  @Override
  public String toString() {
    return "CampaignEvent[" + kind + " " + id + "]";
  }
}

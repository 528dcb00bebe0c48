package vn.tinbao.server.campaign;

import java.time.Instant;
import java.util.UUID;

/**
 * What is said on one channel in one language.
 *
 * @param language BCP 47, lower case first: {@code vi}, {@code en}, {@code hmn}
 * @param title empty where the channel has none
 * @param unaccented SMS: sent without Vietnamese marks ("không dấu")
 */
public record CampaignText(
    CampaignChannel channel,
    String language,
    String title,
    String body,
    boolean unaccented,
    UUID changedBy,
    Instant changedAt) {

  /** The text as it travels. */
  public String sent() {
    return unaccented ? vn.tinbao.sms.text.Unaccented.of(body) : body;
  }
}

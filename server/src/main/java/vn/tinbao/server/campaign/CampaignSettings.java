package vn.tinbao.server.campaign;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Settings of campaigns, {@code tinbao.campaign.*}.
 *
 * @param smallest figures of tips from 1 up to this one are shown as "under …" ({@code
 *     TINBAO_CAMPAIGN_SMALLEST}); 1 to 100
 * @param follows so long after its last day a tip may follow from a campaign
 * @param newsLasts so long a topic send is told to phones that come on
 */
@ConfigurationProperties("tinbao.campaign")
public record CampaignSettings(
    @Bindable(defaultValue = "5") int smallest,
    @Bindable(defaultValue = "30d") Duration follows,
    @Bindable(defaultValue = "7d") Duration newsLasts) {

  public CampaignSettings {
    if (smallest < 1 || smallest > 100) {
      throw new IllegalArgumentException("tinbao.campaign.smallest is 1 to 100, not " + smallest);
    }
    if (follows.isNegative() || newsLasts.isNegative() || newsLasts.isZero()) {
      throw new IllegalArgumentException(
          "tinbao.campaign.follows and tinbao.campaign.news-lasts are not negative");
    }
  }
}

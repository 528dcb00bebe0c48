package vn.tinbao.sms.provider.twilio;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * What Twilio did not tell us of messages that it took ({@code tinbao.sms.twilio.*}).
 *
 * @param newsEvery how often it is asked
 * @param newsAfter of which messages: those of which nothing was heard for so long
 */
@ConfigurationProperties("tinbao.sms.twilio")
@ProviderNamed(TwilioProvider.NAME)
record TwilioNewsSettings(
    @Bindable(defaultValue = "PT6H") Duration newsEvery,
    @Bindable(defaultValue = "PT1H") Duration newsAfter) {

  TwilioNewsSettings {
    positive("news-every", newsEvery);
    positive("news-after", newsAfter);
  }

  private static void positive(String key, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException("tinbao.sms.twilio." + key + " must be more than 0");
    }
  }
}

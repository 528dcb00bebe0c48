package vn.tinbao.sms.provider.twilio;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * How much and how long ({@code tinbao.sms.twilio.*}).
 *
 * @param window most requests in flight at once
 * @param firstWindow with how many it begins, and learns from there
 * @param connectTimeout for a connection, encryption included
 * @param leaseTimeout for a free connection
 * @param responseTimeout for the answer; then the outcome is in doubt
 * @param searchAfter so long after an attempt Twilio's list of messages can be relied on
 */
@ConfigurationProperties("tinbao.sms.twilio")
@ProviderNamed(TwilioProvider.NAME)
record TwilioLimits(
    @Bindable(defaultValue = "100") int window,
    @Bindable(defaultValue = "32") int firstWindow,
    @Bindable(defaultValue = "PT5S") Duration connectTimeout,
    @Bindable(defaultValue = "PT5S") Duration leaseTimeout,
    @Bindable(defaultValue = "PT20S") Duration responseTimeout,
    @Bindable(defaultValue = "PT2M") Duration searchAfter) {

  TwilioLimits {
    positive("window", window);
    positive("first-window", firstWindow);
    positive("connect-timeout", connectTimeout.toMillis());
    positive("lease-timeout", leaseTimeout.toMillis());
    positive("response-timeout", responseTimeout.toMillis());
    positive("search-after", searchAfter.toMillis());
  }

  private static void positive(String key, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("tinbao.sms.twilio." + key + " must be more than 0");
    }
  }

  /** No call lasts longer, whatever the other side does. */
  Duration longestCall() {
    return leaseTimeout.plus(connectTimeout).plus(responseTimeout);
  }
}

package vn.tinbao.server.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How subscriptions work ({@code tinbao.subscription.*}).
 *
 * @param consentKept how long the proof of consent and of leaving is kept; at least a year (decree
 *     91/2020 art. 11.7), longer while the number subscribes
 * @param codeLasts how long a code from the web may be typed
 * @param codesPerDay codes sent to one number within 24 hours
 * @param codesPerHour codes sent to all numbers within an hour; more are asked to come back later
 * @param mostPlaces units that one number may follow
 */
@ConfigurationProperties("tinbao.subscription")
public record SubscriptionSettings(
    @Bindable(defaultValue = "P730D") Duration consentKept,
    @Bindable(defaultValue = "PT15M") Duration codeLasts,
    @Bindable(defaultValue = "3") int codesPerDay,
    @Bindable(defaultValue = "600") int codesPerHour,
    @Bindable(defaultValue = "10") int mostPlaces) {
  private static final Duration YEAR = Duration.ofDays(365);

  public SubscriptionSettings {
    if (consentKept.compareTo(YEAR) < 0) {
      throw new IllegalArgumentException(
          "tinbao.subscription.consent-kept must be at least P365D (decree 91/2020 art. 11.7)");
    }
    if (codeLasts.isNegative() || codeLasts.isZero()) {
      throw new IllegalArgumentException("tinbao.subscription.code-lasts must be more than 0");
    }
    positive("codes-per-day", codesPerDay);
    positive("codes-per-hour", codesPerHour);
    positive("most-places", mostPlaces);
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("tinbao.subscription." + key + " must be at least 1");
    }
  }
}

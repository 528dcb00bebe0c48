package vn.tinbao.server.subscription;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How subscriptions work ({@code tinbao.subscription.*}).
 *
 * @param consentKept how long the proof of consent and of leaving is kept; at least a year (decree
 *     91/2020 art. 11.7), longer while the number subscribes
 * @param mostPlaces units that one number may follow
 * @param codesPerNumber codes by SMS that are sent to a number in a day, for joining and leaving on
 *     the web
 * @param codesPerHour such codes of all numbers in an hour: each costs a message
 */
@ConfigurationProperties("tinbao.subscription")
public record SubscriptionSettings(
    @Bindable(defaultValue = "P730D") Duration consentKept,
    @Bindable(defaultValue = "10") int mostPlaces,
    @Bindable(defaultValue = "3") int codesPerNumber,
    @Bindable(defaultValue = "1000") int codesPerHour) {
  private static final Duration YEAR = Duration.ofDays(365);

  public SubscriptionSettings {
    if (consentKept.compareTo(YEAR) < 0) {
      throw new IllegalArgumentException(
          "tinbao.subscription.consent-kept must be at least P365D (decree 91/2020 art. 11.7)");
    }
    positive("most-places", mostPlaces);
    positive("codes-per-number", codesPerNumber);
    positive("codes-per-hour", codesPerHour);
  }

  private static void positive(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException("tinbao.subscription." + key + " must be at least 1");
    }
  }
}

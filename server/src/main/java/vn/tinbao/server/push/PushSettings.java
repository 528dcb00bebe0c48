package vn.tinbao.server.push;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * What is done besides pushing.
 *
 * @param texts whether an officer who does not answer gets a text message
 * @param textAfter how long after a push that asks for an answer (1 minute to 24 hours)
 * @param textApart shortest time between two such messages to the same person
 * @param keep how long pushes, what became of them and the app's receipts are kept for the figures
 */
@ConfigurationProperties("tinbao.push")
record PushSettings(
    @Bindable(defaultValue = "true") boolean texts,
    @Bindable(defaultValue = "5m") Duration textAfter,
    @Bindable(defaultValue = "15m") Duration textApart,
    @Bindable(defaultValue = "90d") Duration keep) {

  PushSettings {
    if (textAfter.compareTo(Duration.ofMinutes(1)) < 0
        || textAfter.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(
          "tinbao.push.text-after must be from 1 minute to 24 hours");
    }
    if (textApart.isNegative() || textApart.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("tinbao.push.text-apart must be from 0 to 24 hours");
    }
    if (keep.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException("tinbao.push.keep must be at least a day");
    }
  }
}

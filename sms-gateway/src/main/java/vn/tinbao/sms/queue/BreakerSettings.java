package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * When a provider is left alone ({@code tinbao.sms.breaker.*}).
 *
 * @param failures not sent or in doubt, one after another
 * @param pause before one message tries it again; doubles with each failure
 * @param longest such pause
 */
@ConfigurationProperties("tinbao.sms.breaker")
public record BreakerSettings(
    @Bindable(defaultValue = "20") int failures,
    @Bindable(defaultValue = "PT5S") Duration pause,
    @Bindable(defaultValue = "PT5M") Duration longest) {
  public BreakerSettings {
    if (failures < 1) {
      throw new IllegalArgumentException("tinbao.sms.breaker.failures must be at least 1");
    }
    if (pause.isZero() || pause.isNegative() || longest.compareTo(pause) < 0) {
      throw new IllegalArgumentException(
          "tinbao.sms.breaker.pause must be more than 0, and longest not less than it");
    }
  }
}

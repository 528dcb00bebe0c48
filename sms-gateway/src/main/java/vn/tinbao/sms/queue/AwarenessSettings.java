package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.LocalTime;

/**
 * When and how often awareness messages may reach a person ({@code tinbao.sms.awareness.*}); hours
 * of Vietnam.
 *
 * @param from first moment of the day
 * @param until first moment at which none is sent any more; equal to {@code from}: all day
 * @param perDay most to a number and day
 */
@ConfigurationProperties("tinbao.sms.awareness")
public record AwarenessSettings(
    @Bindable(defaultValue = "07:00") LocalTime from,
    @Bindable(defaultValue = "22:00") LocalTime until,
    @Bindable(defaultValue = "3") int perDay) {
  public AwarenessSettings {
    if (perDay < 1) {
      throw new IllegalArgumentException("tinbao.sms.awareness.per-day must be at least 1");
    }
  }

  /** The hours in which messages go. */
  public SafeHours hours() {
    return new SafeHours(from, until);
  }
}

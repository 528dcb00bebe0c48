package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.core.convert.format.ReadableBytes;
import java.time.Duration;

/**
 * How inbound messages are put together ({@code tinbao.sms.inbound.*}).
 *
 * @param partsWait so long a long message waits for its missing parts; then what is there is handed
 *     over, and parts that still come are additions
 * @param repeatWindow the same from the same number within this time, from a provider without ids,
 *     is flagged as a repeat
 * @param mediaMostBytes largest picture, sound or film that is taken
 * @param mediaGivenUpAfter one that could not be fetched for so long is given up; the tip says so
 */
@ConfigurationProperties("tinbao.sms.inbound")
public record InboundSettings(
    @Bindable(defaultValue = "PT2M") Duration partsWait,
    @Bindable(defaultValue = "PT15M") Duration repeatWindow,
    @ReadableBytes @Bindable(defaultValue = "10MB") long mediaMostBytes,
    @Bindable(defaultValue = "PT24H") Duration mediaGivenUpAfter) {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final long MOST_BYTES = 100L * 1024 * 1024;

  public InboundSettings {
    check("parts-wait", partsWait);
    check("repeat-window", repeatWindow);
    if (mediaMostBytes < 1 || mediaMostBytes > MOST_BYTES) {
      throw new IllegalArgumentException(
          "tinbao.sms.inbound.media-most-bytes must be 1 byte to 100 MB: each is held in memory");
    }
    if (mediaGivenUpAfter.isNegative()) {
      throw new IllegalArgumentException(
          "tinbao.sms.inbound.media-given-up-after must not be negative");
    }
  }

  private static void check(String key, Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(
          "tinbao.sms.inbound." + key + " must be more than nothing and at most a day (PT24H)");
    }
  }
}

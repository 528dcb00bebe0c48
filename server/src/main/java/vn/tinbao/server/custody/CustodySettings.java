package vn.tinbao.server.custody;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How long a granted identity stays open.
 *
 * @param open unless the custodian chooses otherwise
 * @param longest that a custodian may choose
 */
@ConfigurationProperties("tinbao.custody")
public record CustodySettings(
    @Bindable(defaultValue = "24h") Duration open,
    @Bindable(defaultValue = "72h") Duration longest) {

  public CustodySettings {
    if (open.isNegative() || open.isZero() || longest.compareTo(open) < 0) {
      throw new IllegalArgumentException(
          "tinbao.custody.open must be positive and not longer than tinbao.custody.longest");
    }
  }
}

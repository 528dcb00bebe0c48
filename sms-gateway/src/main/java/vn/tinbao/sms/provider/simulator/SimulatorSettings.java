package vn.tinbao.sms.provider.simulator;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * The simulated phone network ({@code tinbao.sms.simulator.*}).
 *
 * @param hotline our number there; made up
 * @param sentAfter from accepted to sent
 * @param deliveredAfter from sent to delivered
 * @param window messages that may be on their way to the network at once: so many a crash may leave
 *     in doubt
 * @param slowAnswer how late an answer is that comes late on purpose
 */
@ConfigurationProperties("tinbao.sms.simulator")
public record SimulatorSettings(
    @Bindable(defaultValue = "8138") String hotline,
    @Bindable(defaultValue = "32") int window,
    @Bindable(defaultValue = "PT0.3S") Duration sentAfter,
    @Bindable(defaultValue = "PT0.6S") Duration deliveredAfter,
    @Bindable(defaultValue = "PT5S") Duration slowAnswer) {
  public SimulatorSettings {
    if (window < 1) {
      throw new IllegalArgumentException("tinbao.sms.simulator.window must be 1 or more");
    }
  }
}

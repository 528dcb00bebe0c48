package vn.tinbao.server.plan;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.util.List;

/**
 * Settings of plans, {@code tinbao.plan.*}.
 *
 * @param builtIn whether the five founding plans are installed where they are not
 * @param remind so many days before a task's last day people are reminded, each 0 to 90; windows by
 *     the largest
 */
@ConfigurationProperties("tinbao.plan")
public record PlanSettings(
    @Bindable(defaultValue = "true") boolean builtIn,
    @Bindable(defaultValue = "14,3") List<Integer> remind) {

  public PlanSettings {
    remind = List.copyOf(remind);
    if (remind.stream().anyMatch(days -> days < 0 || days > 90)) {
      throw new IllegalArgumentException("tinbao.plan.remind is days from 0 to 90, not " + remind);
    }
  }
}

package vn.tinbao.sms.provider.simulator;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A web door that is there only where the simulated network is: in the process that also sends.
 * {@code tinbao.sms.simulator.doors} says otherwise.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Requires(condition = SimulatorDoors.Open.class)
@interface SimulatorDoors {

  /** Reads the settings. */
  final class Open implements Condition {
    @Override
    @SuppressWarnings("rawtypes")
    public boolean matches(ConditionContext context) {
      return context
          .getProperty("tinbao.sms.simulator.doors", Boolean.class)
          .orElseGet(
              () -> context.getProperty("tinbao.sms.sender.enabled", Boolean.class).orElse(true));
    }
  }
}

package vn.tinbao.sms.provider.smpp;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.core.naming.NameResolver;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import vn.tinbao.sms.provider.ProviderNamed;

/** A connection that is there only when {@code tinbao.sms.provider} names {@code smpp-<name>}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Requires(condition = SmppNamed.Chosen.class)
@interface SmppNamed {
  /** Looks the connection's name up in the setting. */
  final class Chosen implements Condition {
    @Override
    @SuppressWarnings("rawtypes")
    public boolean matches(ConditionContext context) {
      return !(context.getComponent() instanceof NameResolver named)
          || named
              .resolveName()
              .filter(name -> !ProviderNamed.Chosen.names(context).contains("smpp-" + name))
              .isEmpty();
    }
  }
}

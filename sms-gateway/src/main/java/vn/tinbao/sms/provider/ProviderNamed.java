package vn.tinbao.sms.provider;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.condition.Condition;
import io.micronaut.context.condition.ConditionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.core.value.PropertyResolver;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/**
 * A bean that is there only when {@code tinbao.sms.provider} names its provider. The setting is one
 * name, several with commas between them, or a list; without it the simulator is named.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@Requires(condition = ProviderNamed.Chosen.class)
public @interface ProviderNamed {
  /** The setting that names the providers. */
  String SETTING = "tinbao.sms.provider";

  /** The provider's name, as in {@link SmsProvider#name}. */
  String value();

  /** Reads the setting. */
  final class Chosen implements Condition {
    private static final List<String> DEFAULT = List.of("simulator");

    /** The named providers in their order, each once; never empty. */
    public static List<String> names(PropertyResolver settings) {
      List<String> names =
          settings.getProperty(SETTING, Argument.listOf(String.class)).orElse(DEFAULT).stream()
              .flatMap(entry -> List.of(entry.split(",", -1)).stream())
              .map(String::strip)
              .filter(name -> !name.isEmpty())
              .distinct()
              .toList();
      return names.isEmpty() ? DEFAULT : names;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean matches(ConditionContext context) {
      return context
          .getComponent()
          .getAnnotationMetadata()
          .stringValue(ProviderNamed.class)
          .filter(name -> names(context).contains(name))
          .isPresent();
    }
  }
}

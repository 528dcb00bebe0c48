package vn.tinbao.sms.queue;

import io.micronaut.context.env.Environment;
import io.micronaut.core.type.Argument;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.provider.ProviderNamed;

/**
 * Which providers are switched on ({@code tinbao.sms.provider}, names in the order of preference)
 * and what each carries ({@code tinbao.sms.routes.<provider>.*}): {@code to}, a list of routes with
 * {@code prefix}, {@code classes} and {@code price} (đồng a segment), and {@code
 * segments-per-second}. A provider without routes carries everything.
 */
@Singleton
public class Routes {
  private static final String ROUTES = "tinbao.sms.routes.";
  private static final BigDecimal MICROS = new BigDecimal(1_000_000);

  private final Environment environment;

  Routes(Environment environment) {
    this.environment = environment;
  }

  /** Names of providers; a name also means those that begin with it and a hyphen. */
  public List<String> providers() {
    return ProviderNamed.Chosen.names(environment);
  }

  /**
   * What the provider carries.
   *
   * @throws IllegalArgumentException when the settings make no sense; the message names the key
   */
  List<Route> of(String provider) {
    String key = ROUTES + provider + ".to";
    List<Route> routes = new ArrayList<>();
    for (Map<?, ?> one :
        environment.getProperty(key, Argument.listOf(Map.class)).orElse(List.of())) {
      routes.add(route(key, one));
    }
    return routes.isEmpty() ? List.of(Route.ANY) : List.copyOf(routes);
  }

  private static Route route(String key, Map<?, ?> settings) {
    String prefix = text(settings, "prefix", "");
    if (!prefix.matches("(\\+?\\d{1," + Areas.LONGEST + "})?")) {
      throw new IllegalArgumentException(
          key + ": prefix must be + and at most " + Areas.LONGEST + " digits, for example +84912");
    }
    String price = text(settings, "price", "0");
    try {
      BigDecimal dong = new BigDecimal(price);
      if (dong.signum() < 0) {
        throw new NumberFormatException();
      }
      return new Route(
          prefix.replace("+", ""),
          classes(key, settings.get("classes")),
          dong.multiply(MICROS).longValueExact());
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException(
          key + ": price must be đồng a segment, for example 350 or 350.5", e);
    }
  }

  private static Set<MessageClass> classes(String key, @Nullable Object setting) {
    if (setting == null) {
      return EnumSet.allOf(MessageClass.class);
    }
    List<?> names = setting instanceof List<?> list ? list : List.of(setting.toString().split(","));
    Set<MessageClass> classes = EnumSet.noneOf(MessageClass.class);
    for (Object name : names) {
      try {
        classes.add(MessageClass.valueOf(name.toString().strip().toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            key + ": classes must be of reply, alert, awareness, not " + name, e);
      }
    }
    return classes;
  }

  private static String text(Map<?, ?> settings, String name, String otherwise) {
    Object value = settings.get(name);
    return Objects.requireNonNullElse(value, otherwise).toString().strip();
  }

  /** How many segments a second the provider may be asked to send; 0: as many as it takes. */
  double segmentsPerSecond(String provider) {
    String key = ROUTES + provider + ".segments-per-second";
    double rate = environment.getProperty(key, Double.class).orElse(0.0);
    if (rate < 0) {
      throw new IllegalArgumentException(key + " must not be negative");
    }
    return rate;
  }
}

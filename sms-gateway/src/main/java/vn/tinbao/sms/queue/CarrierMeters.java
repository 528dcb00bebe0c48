package vn.tinbao.sms.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Requires;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** Publishes how each provider stands, once the server is up and its providers are known. */
@Singleton
@Requires(beans = MeterRegistry.class)
final class CarrierMeters {
  private final MeterRegistry registry;
  private final Carriers carriers;

  CarrierMeters(MeterRegistry registry, Carriers carriers) {
    this.registry = registry;
    this.carriers = carriers;
  }

  @EventListener
  void bind(ServerStartupEvent event) {
    for (Carrier carrier : carriers.all()) {
      gauge(carrier, "in.flight", "Messages of this process", c -> c.inFlight().get());
      gauge(carrier, "window", "Most of these", c -> c.provider().window());
      gauge(carrier, "connected", "1: there is a connection", c -> bit(c.provider().connected()));
      gauge(
          carrier,
          "breaker.open",
          "1: the provider is left alone, since it fails",
          c -> bit(c.breaker().state() != Breaker.State.CLOSED));
      gauge(
          carrier,
          "broken",
          "1: the provider says that a person must act",
          c -> bit(c.breaker().broken() != null));
      gauge(
          carrier,
          "dead.ends",
          "Classes and areas to which the provider says it has no way",
          c -> c.deadEnds().size());
    }
  }

  private static double bit(boolean value) {
    return value ? 1 : 0;
  }

  private void gauge(Carrier carrier, String name, String what, ToDoubleFunction<Carrier> value) {
    Gauge.builder("tinbao.sms.provider." + name, carrier, value)
        .description(what)
        .tag("provider", carrier.name())
        .register(registry);
  }
}

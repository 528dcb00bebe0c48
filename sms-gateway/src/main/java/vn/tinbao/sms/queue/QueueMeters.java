package vn.tinbao.sms.queue;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * Publishes the ledger's figures as metrics. The database is asked when metrics are read, and not
 * for each of them ({@link QueueWatch#recent}).
 */
@Singleton
final class QueueMeters implements MeterBinder {
  private static final QueueFigures NOTHING = new QueueFigures(Map.of(), 0, 0, 0, 0, 0, List.of());

  private final BeanProvider<QueueWatch> watch;
  private final Rates rates;

  /** By provider: the registry is made before the database is. */
  QueueMeters(BeanProvider<QueueWatch> watch, Rates rates) {
    this.watch = watch;
    this.rates = rates;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    for (MessageClass messageClass : MessageClass.values()) {
      String lane = messageClass.name().toLowerCase(Locale.ROOT);
      Gauge.builder("tinbao.sms.outbound.due", this, of(f -> lane(f, messageClass).due()))
          .description("Outbound SMS that are due and not sent")
          .tag("lane", lane)
          .register(registry);
      TimeGauge.builder(
              "tinbao.sms.outbound.oldest",
              this,
              TimeUnit.SECONDS,
              of(f -> lane(f, messageClass).oldest()))
          .description("How long the first of them has been due")
          .tag("lane", lane)
          .register(registry);
      for (Rates.Kind kind : Rates.Kind.values()) {
        FunctionCounter.builder(
                "tinbao.sms.outbound.calls", rates, r -> r.total(messageClass, kind))
            .description("Calls of SMS providers by this process, by what they came to")
            .tag("lane", lane)
            .tag("outcome", kind.name().toLowerCase(Locale.ROOT))
            .register(registry);
      }
    }
    Gauge.builder("tinbao.sms.outbound.unknown", this, of(QueueFigures::unknown))
        .description("Outbound SMS whose outcome nobody knows")
        .register(registry);
    TimeGauge.builder(
            "tinbao.sms.outbound.unknown.oldest",
            this,
            TimeUnit.SECONDS,
            of(QueueFigures::oldestUnknown))
        .description("How long nobody has known about the oldest of them")
        .register(registry);
    Gauge.builder("tinbao.sms.outbound.stuck", this, of(QueueFigures::stuck))
        .description("Outbound SMS that are being sent for longer than the lease allows")
        .register(registry);
    Gauge.builder("tinbao.sms.inbound.waiting", this, of(QueueFigures::inboundWaiting))
        .description("Inbound SMS that the server has not acted upon")
        .register(registry);
    TimeGauge.builder(
            "tinbao.sms.inbound.oldest", this, TimeUnit.SECONDS, of(QueueFigures::oldestInbound))
        .description("Age of the oldest of them")
        .register(registry);
  }

  private static QueueFigures.Lane lane(QueueFigures figures, MessageClass messageClass) {
    return figures.lanes().getOrDefault(messageClass, new QueueFigures.Lane(0, 0, 0));
  }

  private static ToDoubleFunction<QueueMeters> of(ToDoubleFunction<QueueFigures> figure) {
    return meters -> figure.applyAsDouble(meters.figures());
  }

  private QueueFigures figures() {
    return watch.get().recent().orElse(NOTHING);
  }
}

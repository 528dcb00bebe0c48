package vn.tinbao.sms.queue;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Publishes the ledger's figures as metrics. The database is asked when metrics are read, at most
 * every {@value #FRESH_SECONDS} seconds.
 */
@Singleton
final class QueueMeters implements MeterBinder {
  private static final long FRESH_SECONDS = 5;

  private final BeanProvider<QueueWatch> watch;
  private @Nullable QueueFigures last;
  private long readAt;

  /** By provider: the registry is made before the database is. */
  QueueMeters(BeanProvider<QueueWatch> watch) {
    this.watch = watch;
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
    }
    Gauge.builder("tinbao.sms.outbound.unknown", this, of(QueueFigures::unknown))
        .description("Outbound SMS whose outcome nobody knows")
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
    return figures.lanes().getOrDefault(messageClass, new QueueFigures.Lane(0, 0));
  }

  private static ToDoubleFunction<QueueMeters> of(ToDoubleFunction<QueueFigures> figure) {
    return meters -> figure.applyAsDouble(meters.figures());
  }

  private synchronized QueueFigures figures() {
    QueueFigures figures = last;
    if (figures == null || System.nanoTime() - readAt > TimeUnit.SECONDS.toNanos(FRESH_SECONDS)) {
      try {
        figures = watch.get().figures();
      } catch (RuntimeException databaseAway) {
        figures = new QueueFigures(Map.of(), 0, 0, 0, 0);
      }
      last = figures;
      readAt = System.nanoTime();
    }
    return figures;
  }
}

package vn.tinbao.sms.queue;

import io.micronaut.context.annotation.Requires;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.endpoint.health.HealthEndpoint;
import io.micronaut.management.health.indicator.AbstractHealthIndicator;
import jakarta.inject.Singleton;

/**
 * Says at {@code /health} how long messages wait. A queue that does not move is reported as
 * DEGRADED, not as DOWN: taking the node away would not make it move.
 */
@Singleton
@Requires(beans = HealthEndpoint.class)
final class QueueHealth extends AbstractHealthIndicator<QueueFigures> {
  private static final HealthStatus DEGRADED =
      new HealthStatus("DEGRADED", "Messages wait too long", true, 500);

  private final QueueWatch watch;
  private final BodySeal seal;

  QueueHealth(QueueWatch watch, BodySeal seal) {
    this.watch = watch;
    this.seal = seal;
  }

  @Override
  protected QueueFigures getHealthInformation() {
    QueueFigures figures =
        watch
            .recent()
            .orElseThrow(() -> new IllegalStateException("The ledger cannot be read now"));
    healthStatus = !seal.ready() || QueueAlarm.of(figures).isPresent() ? DEGRADED : HealthStatus.UP;
    return figures;
  }

  @Override
  protected String getName() {
    return "sms-queue";
  }
}

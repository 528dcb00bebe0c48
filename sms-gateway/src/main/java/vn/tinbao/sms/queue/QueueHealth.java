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
  /** A person waits for an answer. */
  private static final long SECONDS_FOR_A_REPLY = 120;

  /**
   * Section 7.2 rule 7 of the delivery rules: an unknown outcome is resolved or decided by then.
   */
  private static final long SECONDS_FOR_A_DOUBT = 600;

  private static final long SECONDS_FOR_INBOUND = 120;

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
    QueueFigures figures = watch.figures();
    boolean late =
        figures.lanes().entrySet().stream()
            .anyMatch(
                lane ->
                    lane.getKey() != MessageClass.AWARENESS
                        && lane.getValue().oldest() > SECONDS_FOR_A_REPLY);
    healthStatus =
        late
                || !seal.ready()
                || figures.oldestUnknown() > SECONDS_FOR_A_DOUBT
                || figures.oldestInbound() > SECONDS_FOR_INBOUND
            ? DEGRADED
            : HealthStatus.UP;
    return figures;
  }

  @Override
  protected String getName() {
    return "sms-queue";
  }
}

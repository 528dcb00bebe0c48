package vn.tinbao.sms.queue;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log what an operator must look at: when it begins, every ten minutes while it lasts,
 * and when it is over. The same words make {@code /health} DEGRADED.
 */
@Singleton
class QueueAlarm {
  private static final Logger LOG = LoggerFactory.getLogger(QueueAlarm.class);

  /** A person waits for an answer. */
  private static final long SECONDS_FOR_A_REPLY = 120;

  /**
   * Section 7.2 rule 7 of the delivery rules: an unknown outcome is resolved or decided by then.
   */
  private static final long SECONDS_FOR_A_DOUBT = 600;

  private static final long SECONDS_FOR_INBOUND = 120;
  private static final Duration AGAIN = Duration.ofMinutes(10);

  private final QueueWatch watch;
  private final Clock clock;
  private @Nullable Instant saidAt;

  QueueAlarm(QueueWatch watch, Clock clock) {
    this.watch = watch;
    this.clock = clock;
  }

  /** What is wrong; empty when nothing is. Without content: counts and names of providers. */
  static Optional<String> of(QueueFigures figures) {
    List<String> wrong = new ArrayList<>();
    figures
        .lanes()
        .forEach(
            (messageClass, lane) -> {
              if (messageClass != MessageClass.AWARENESS && lane.oldest() > SECONDS_FOR_A_REPLY) {
                wrong.add(
                    "%d SMS of class %s are due, the first for %d s"
                        .formatted(lane.due(), messageClass, lane.oldest()));
              }
            });
    if (figures.oldestUnknown() > SECONDS_FOR_A_DOUBT) {
      wrong.add(
          "%d SMS have no known outcome, the first for %d s"
              .formatted(figures.unknown(), figures.oldestUnknown()));
    }
    if (figures.stuck() > 0) {
      wrong.add("%d SMS are being sent for longer than the lease".formatted(figures.stuck()));
    }
    if (figures.oldestInbound() > SECONDS_FOR_INBOUND) {
      wrong.add(
          "%d inbound SMS wait for the server, the first for %d s"
              .formatted(figures.inboundWaiting(), figures.oldestInbound()));
    }
    for (QueueFigures.CarrierFigures carrier : figures.carriers()) {
      if (carrier.broken() != null) {
        wrong.add(
            "provider %s says %s: a person must act"
                .formatted(carrier.provider(), carrier.broken()));
      }
    }
    return wrong.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", wrong));
  }

  @Scheduled(initialDelay = "1m", fixedDelay = "30s")
  void look() {
    Optional<String> wrong;
    try {
      wrong = of(watch.figures());
    } catch (RuntimeException databaseAway) {
      return; // others say that
    }
    if (wrong.isPresent()) {
      if (saidAt == null || !clock.instant().isBefore(saidAt.plus(AGAIN))) {
        LOG.warn("{}", wrong.get());
        saidAt = clock.instant();
      }
    } else if (saidAt != null) {
      LOG.info("The SMS queues are in order again");
      saidAt = null;
    }
  }
}

package vn.tinbao.server.tip;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.NightlyTurns;

/**
 * Runs {@link Reforms} once a day, soon after midnight in Vietnam, on one node: the one that moves
 * the time in {@code nightly_job} on. An agency that a catalogue ends during the day keeps its tips
 * until then, so that a mistaken import can be mended.
 */
@Singleton
class ReformJob {
  private static final Logger LOG = LoggerFactory.getLogger(ReformJob.class);
  private static final String NAME = "reforms";
  private static final Duration AGAIN = Duration.ofMinutes(10);
  private static final LocalTime AT = LocalTime.of(0, 5);

  private final Reforms reforms;
  private final NightlyTurns turns;
  private final Clock clock;

  ReformJob(Reforms reforms, NightlyTurns turns, Clock clock) {
    this.reforms = reforms;
    this.turns = turns;
    this.clock = clock;
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void tonight() {
    try {
      var unused = runWhenDue();
    } catch (RuntimeException e) {
      LOG.warn("Handing over the tips of ended agencies waits: {}", e.getClass().getSimpleName());
    }
  }

  /** Whether it was due and this node did it. */
  boolean runWhenDue() {
    if (!turns.take(NAME, AT)) {
      return false;
    }
    Reforms.Outcome outcome;
    try {
      outcome = reforms.handOver();
    } catch (RuntimeException e) {
      again();
      throw e;
    }
    if (outcome.failed() > 0) {
      again();
    }
    if (outcome.agencies() > 0) {
      LOG.info(
          "{} agencies that are no more: {} tips handed over, {} wait for a person, {} people",
          outcome.agencies(),
          outcome.handed(),
          outcome.asked(),
          outcome.people());
    }
    return true;
  }

  /** What failed is tried again soon, not tomorrow. */
  private void again() {
    turns.noLaterThan(NAME, clock.instant().plus(AGAIN));
  }
}

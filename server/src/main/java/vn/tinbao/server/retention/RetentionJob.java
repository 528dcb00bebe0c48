package vn.tinbao.server.retention;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.NightlyTurns;

/**
 * Runs {@link Retention} once a night on one node: the one that moves the time in {@code
 * nightly_job} on. What a node that dies leaves undone is done the next night.
 */
@Singleton
class RetentionJob {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionJob.class);
  private static final String NAME = "retention";

  private final Retention retention;
  private final RetentionSettings settings;
  private final NightlyTurns turns;

  RetentionJob(Retention retention, RetentionSettings settings, NightlyTurns turns) {
    this.retention = retention;
    this.settings = settings;
    this.turns = turns;
  }

  @Scheduled(fixedDelay = "5m", initialDelay = "1m")
  void tonight() {
    try {
      runWhenDue();
    } catch (RuntimeException e) {
      LOG.warn("Retention waits: {}", e.getClass().getSimpleName());
    }
  }

  /** Whether it was due and this node did it. */
  boolean runWhenDue() {
    if (!turns.take(NAME, settings.nightlyAt())) {
      return false;
    }
    Retention.Outcome outcome = retention.run(false, looked -> {});
    LOG.info(
        "Retention: {} announced, {} deleted, {} withdrawn, {} held, {} kept as unverified, {} notes,"
            + " {} records of people",
        outcome.byClass().values().stream().mapToLong(Retention.Count::announced).sum(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::removed).sum(),
        outcome.withdrawn(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::held).sum(),
        outcome.byClass().values().stream().mapToLong(Retention.Count::unverified).sum(),
        outcome.notes(),
        outcome.people().removed());
    return true;
  }
}

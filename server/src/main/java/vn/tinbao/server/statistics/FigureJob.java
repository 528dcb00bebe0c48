package vn.tinbao.server.statistics;

import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import java.time.LocalTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.NightlyTurns;

/** Counts what changed every few seconds, and checks all of it every night, on one node. */
@Singleton
class FigureJob {
  private static final Logger LOG = LoggerFactory.getLogger(FigureJob.class);
  private static final LocalTime AT = LocalTime.of(2, 40);

  private final FigureFold fold;
  private final FigureCheck check;
  private final OpenData open;
  private final CampaignHistory campaigns;
  private final NightlyTurns turns;

  FigureJob(
      FigureFold fold,
      FigureCheck check,
      OpenData open,
      CampaignHistory campaigns,
      NightlyTurns turns) {
    this.fold = fold;
    this.check = check;
    this.open = open;
    this.campaigns = campaigns;
    this.turns = turns;
  }

  @Scheduled(
      fixedDelay = "${tinbao.statistics.look:10s}",
      initialDelay = "${tinbao.statistics.look:10s}")
  void look() {
    try {
      while (fold.fold()) {
        LOG.debug("Counting goes on");
      }
      var noted = campaigns.note();
    } catch (RuntimeException e) {
      LOG.warn("Counting of figures waits: {}", e.getClass().getSimpleName());
    }
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "1m")
  void tonight() {
    try {
      if (turns.take("figures", AT)) {
        var unused = check.run();
        var made = open.publish();
      }
    } catch (RuntimeException e) {
      LOG.warn("Checking figures waits: {}", e.getClass().getSimpleName());
    }
  }
}

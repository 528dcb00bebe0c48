package vn.tinbao.server.statistics;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import vn.tinbao.server.calendar.LegalTime;

/**
 * Notes day by day how many messages of each campaign had arrived, so that figures can be told as
 * of any day.
 */
@Singleton
class CampaignHistory {
  private final JdbcOperations jdbc;
  private final Clock clock;

  CampaignHistory(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Writes today's number of each campaign whose number is another one than the last noted.
   *
   * @return of how many
   */
  @Transactional
  public int note() {
    return jdbc.prepareStatement(
        // Few campaigns; the last row of each by the primary key.
        """
        INSERT INTO tinbao.figure_campaign (campaign, day, delivered)
        SELECT s.campaign, ?, s.delivered FROM tinbao.campaign_sending s
         WHERE s.delivered <> coalesce((
           SELECT h.delivered FROM tinbao.figure_campaign h
            WHERE h.campaign = s.campaign ORDER BY h.day DESC LIMIT 1), 0)
        ON CONFLICT (campaign, day) DO UPDATE SET delivered = excluded.delivered
        """,
        insert -> {
          insert.setObject(1, LegalTime.day(clock.instant()));
          return insert.executeUpdate();
        });
  }
}

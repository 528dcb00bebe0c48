package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/**
 * Holds, releases and stops campaigns. The campaign's own row decides at every claim from the
 * moment it is committed; its messages follow, some thousand at a time.
 */
@Singleton
class Campaigns {
  private static final int AT_ONCE = 5_000;

  /** Longer than any claim takes. */
  private static final Duration SETTLED = Duration.ofMinutes(1);

  private final JdbcOperations jdbc;
  private final Clock clock;

  Campaigns(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * A campaign whose messages have to follow.
   *
   * @param settled true when no claim can be under way any more that read the state before
   */
  private record Unswept(UUID id, CampaignState state, boolean settled) {}

  /** Sets the state; a canceled campaign stays canceled. False: nothing changed. */
  @Transactional
  boolean set(UUID campaign, CampaignState state) {
    return jdbc.prepareStatement(
        """
        INSERT INTO sms.campaign AS c (id, state, swept, changed_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE
           SET state = excluded.state, swept = excluded.swept, changed_at = excluded.changed_at
         WHERE c.state <> 'CANCELED' AND c.state <> excluded.state
        """,
        insert -> {
          insert.setObject(1, campaign);
          insert.setString(2, state.name());
          // What is held is set aside when it is claimed.
          insert.setBoolean(3, state == CampaignState.HELD);
          insert.setObject(4, SqlTime.of(clock.instant()));
          return insert.executeUpdate() == 1;
        });
  }

  /**
   * Moves messages of campaigns that were released or stopped; how many. By
   * outbound_campaign_waiting.
   */
  @Transactional
  int sweep() {
    int moved = 0;
    for (Unswept campaign : unswept()) {
      int some =
          campaign.state() == CampaignState.CANCELED
              ? cancel(campaign.id())
              : release(campaign.id());
      moved += some;
      if (some < AT_ONCE && campaign.settled()) {
        swept(campaign.id());
      }
    }
    return moved;
  }

  /** By campaign_unswept. */
  private List<Unswept> unswept() {
    return jdbc.prepareStatement(
        "SELECT id, state, changed_at < ? AS settled FROM sms.campaign WHERE NOT swept"
            + " ORDER BY changed_at LIMIT 10 FOR UPDATE SKIP LOCKED",
        select -> {
          select.setObject(1, SqlTime.of(clock.instant().minus(SETTLED)));
          List<Unswept> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Unswept(
                      row.getObject("id", UUID.class),
                      CampaignState.valueOf(row.getString("state")),
                      row.getBoolean("settled")));
            }
          }
          return found;
        });
  }

  private int cancel(UUID campaign) {
    return move(
        campaign,
        """
        UPDATE sms.outbound
           SET state = 'CANCELED', rank = 95, body = NULL, error_code = 'campaign-canceled',
               next_at = ?, changed_at = ?
         WHERE id IN (SELECT id FROM sms.outbound WHERE campaign = ? AND state = 'QUEUED'
                       LIMIT ? FOR UPDATE SKIP LOCKED)
        """);
  }

  private int release(UUID campaign) {
    return move(
        campaign,
        """
        UPDATE sms.outbound SET next_at = ?, changed_at = ?
         WHERE id IN (SELECT id FROM sms.outbound
                       WHERE campaign = ? AND state = 'QUEUED' AND next_at = 'infinity'
                       LIMIT ? FOR UPDATE SKIP LOCKED)
        """);
  }

  private int move(UUID campaign, String sql) {
    return jdbc.prepareStatement(
        sql,
        update -> {
          Object now = SqlTime.of(clock.instant());
          update.setObject(1, now);
          update.setObject(2, now);
          update.setObject(3, campaign);
          update.setInt(4, AT_ONCE);
          return update.executeUpdate();
        });
  }

  private void swept(UUID campaign) {
    jdbc.prepareStatement(
        "UPDATE sms.campaign SET swept = true WHERE id = ?",
        update -> {
          update.setObject(1, campaign);
          return update.executeUpdate();
        });
  }
}

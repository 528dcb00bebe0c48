package vn.tinbao.server.campaign;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.conversation.TipFromSms;

/**
 * Which campaign a tip followed from, as far as its sender's own way says so: the word an SMS
 * begins with, or the campaign's own path. Kept to be counted; no page leads from a campaign to a
 * tip or back.
 */
@Singleton
public class TipsThatFollowed {
  private final CampaignRows rows;
  private final CampaignSettings settings;
  private final JdbcOperations jdbc;
  private final Clock clock;

  TipsThatFollowed(CampaignRows rows, CampaignSettings settings, JdbcOperations jdbc, Clock clock) {
    this.rows = rows;
    this.settings = settings;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** How it is known. */
  public enum Way {
    /** The SMS began with the campaign's word. */
    KEYWORD,
    /** Its sender came by the campaign's own path, from a poster say. */
    PATH
  }

  @EventListener
  @Transactional
  void received(TipFromSms event) {
    String word = event.firstWord();
    if (word != null) {
      rows.byKeyword(word, LegalTime.day(clock.instant().minus(settings.follows())))
          .ifPresent(campaign -> followed(campaign, event.tipId(), Way.KEYWORD));
    }
  }

  /**
   * A report was sent from the page of this path. The same tip counts once. An unknown code counts
   * nowhere.
   */
  @Transactional
  public void byPath(@Nullable String code, UUID tipId) {
    if (code != null && code.matches("[a-z2-9]{8}")) {
      rows.byCode(code)
          .filter(campaign -> campaign.plan().reach() == Reach.PUBLIC)
          .ifPresent(campaign -> followed(campaign, tipId, Way.PATH));
    }
  }

  /** Within its time only: a poster that hangs for years proves nothing any more. */
  private void followed(Campaign campaign, UUID tipId, Way way) {
    Instant now = clock.instant();
    Instant started = campaign.startedAt();
    Instant end = LegalTime.start(campaign.plan().endsOn().plusDays(1)).plus(settings.follows());
    if (started == null || now.isBefore(started) || now.isAfter(end)) {
      return;
    }
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_tip (id, campaign_id, tip_id, way, day) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (tip_id) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
          insert.setObject(2, campaign.id());
          insert.setObject(3, tipId);
          insert.setString(4, way.name());
          insert.setObject(5, LegalTime.day(now));
          return insert.executeUpdate();
        });
  }

  /**
   * Somebody opened a campaign's path: one more of this day, nothing of who.
   *
   * @param counts false: only looked at again, in another language say
   * @return the campaign, while the public may see it
   */
  @Transactional
  public Optional<Campaign> visited(String code, boolean counts) {
    Optional<Campaign> campaign =
        code.matches("[a-z2-9]{8}")
            ? rows.byCode(code)
                .filter(one -> one.plan().reach() == Reach.PUBLIC)
                .filter(one -> one.startedAt() != null && one.state() != CampaignState.STOPPED)
            : Optional.empty();
    campaign
        .filter(one -> counts)
        .ifPresent(one -> count(one.id(), LegalTime.day(clock.instant())));
    return campaign;
  }

  private void count(UUID campaign, LocalDate day) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_visit AS v (campaign_id, day, visits) VALUES (?, ?, 1)
        ON CONFLICT (campaign_id, day) DO UPDATE SET visits = v.visits + 1
        """,
        insert -> {
          insert.setObject(1, campaign);
          insert.setObject(2, day);
          return insert.executeUpdate();
        });
  }
}

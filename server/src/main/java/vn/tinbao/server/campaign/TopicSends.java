package vn.tinbao.server.campaign;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.event.annotation.EventListener;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.push.PublicText;
import vn.tinbao.server.push.TopicName;
import vn.tinbao.server.push.TopicNews;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.queue.AwarenessSettings;

/**
 * A public campaign's news to whoever follows one of its places: one send a topic, that is, a unit
 * and a language. How many phones that reaches is known to nobody, and never said.
 */
@Singleton
public class TopicSends {
  /** What a phone opens with its reference: {@code GET /api/v1/articles/<ref>}. */
  static final String KIND = "article";

  private static final Set<String> LANGUAGES = Set.of("vi", "en");

  private final CampaignRows rows;
  private final TopicNews news;
  private final Catalogue catalogue;
  private final CampaignSettings settings;
  private final AwarenessSettings awareness;
  private final JdbcOperations jdbc;

  TopicSends(
      CampaignRows rows,
      TopicNews news,
      Catalogue catalogue,
      CampaignSettings settings,
      AwarenessSettings awareness,
      JdbcOperations jdbc) {
    this.rows = rows;
    this.news = news;
    this.catalogue = catalogue;
    this.settings = settings;
    this.awareness = awareness;
    this.jdbc = jdbc;
  }

  /** One send. */
  public record Sent(String topic, UUID newsId, Instant at) {}

  @EventListener
  void stepped(CampaignStepped event) {
    switch (event.step()) {
      case START ->
          rows.byId(event.campaignId())
              .filter(campaign -> campaign.plan().reach() == Reach.PUBLIC)
              .ifPresent(campaign -> send(campaign, event.at()));
      // Who was told finds nothing; who was not is not told any more.
      case STOP -> of(event.campaignId()).forEach(sent -> news.withdraw(sent.newsId()));
      case SUBMIT,
          WITHDRAW,
          APPROVE,
          REJECT,
          REOPEN,
          SCHEDULE,
          UNSCHEDULE,
          PAUSE,
          RESUME,
          FINISH,
          RESEND -> {}
    }
  }

  /** Nobody is woken at night: phones are told in the hours in which awareness messages go. */
  private void send(Campaign campaign, Instant now) {
    Instant told = awareness.hours().next(now);
    for (CampaignText text : rows.texts(campaign.id())) {
      if (text.channel() == CampaignChannel.PUSH && LANGUAGES.contains(text.language())) {
        for (TopicName topic : topics(campaign, text.language(), now)) {
          UUID id = newsId(campaign.id(), topic);
          news.publish(
              id,
              topic,
              KIND,
              campaign.id(),
              PublicText.of(text.title(), text.body()),
              told,
              told.plus(settings.newsLasts()));
          sent(campaign.id(), topic, id, now);
        }
      }
    }
  }

  /** The topics of its places as they stand today. */
  List<TopicName> topics(Campaign campaign, String language, Instant now) {
    CatalogueSnapshot snapshot = catalogue.now();
    return campaign.plan().units().stream()
        .flatMap(id -> snapshot.unit(id).stream())
        .flatMap(unit -> snapshot.currentOf(unit, LegalTime.day(now)).stream())
        .distinct()
        .map((Unit unit) -> new TopicName(unit.code(), unit.validFrom(), language))
        .toList();
  }

  /** The same again for the same campaign and topic. */
  private static UUID newsId(UUID campaign, TopicName topic) {
    return UUID.nameUUIDFromBytes((campaign + "/" + topic).getBytes(StandardCharsets.US_ASCII));
  }

  private void sent(UUID campaign, TopicName topic, UUID id, Instant now) {
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.campaign_topic (campaign_id, topic, news_id, at) VALUES (?, ?, ?, ?)
        ON CONFLICT DO NOTHING
        """,
        insert -> {
          insert.setObject(1, campaign);
          insert.setString(2, topic.toString());
          insert.setObject(3, id);
          insert.setObject(4, SqlTime.of(now));
          return insert.executeUpdate();
        });
  }

  /** All topic sends of a campaign. */
  @Transactional
  public List<Sent> of(UUID campaign) {
    return jdbc.prepareStatement(
        "SELECT topic, news_id, at FROM tinbao.campaign_topic WHERE campaign_id = ? ORDER BY topic",
        select -> {
          select.setObject(1, campaign);
          List<Sent> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Instant at = SqlTime.read(row, "at");
              if (at != null) {
                found.add(
                    new Sent(row.getString("topic"), row.getObject("news_id", UUID.class), at));
              }
            }
          }
          return found;
        });
  }
}

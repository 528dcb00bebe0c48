package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.SqlTime;

/** The door to public topics: news for whoever follows a place in a language. */
@Singleton
public class TopicNews {
  private static final Logger LOG = LoggerFactory.getLogger(TopicNews.class);

  /** News of one answer: a few places have a few each. */
  private static final int MOST = 50;

  private static final int AT_ONCE = 20;
  private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{0,23}");

  /** What is over stays a week, for whoever looks into what was sent. */
  private static final Duration AFTERLIFE = Duration.ofDays(7);

  private final JdbcOperations jdbc;
  private final Clock clock;

  TopicNews(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * One piece of news.
   *
   * @param kind what it is, a code such as {@code article}
   * @param ref opaque id of it
   * @param text what everybody may read of it at once
   * @param at when it was published
   * @param validUntil not told after this
   */
  public record News(
      UUID id,
      TopicName topic,
      String kind,
      UUID ref,
      PublicText text,
      Instant at,
      Instant validUntil) {

    /**
     * @throws IllegalArgumentException when the kind is no code of 1 to 24 small letters, digits
     *     and {@code -}: a longer one would not fit into the message
     */
    public News {
      if (!KIND.matcher(kind).matches()) {
        throw new IllegalArgumentException("No kind of news: " + kind);
      }
    }
  }

  /** Claimed for sending. */
  record Claimed(News news, int attempt) {}

  /**
   * Tells whoever follows the topic; in the caller's transaction, leaves after commit.
   *
   * @param id UUIDv7 of the caller: the same twice is one
   * @param text title and text that everybody may read; apps show it without asking
   * @param validUntil not told after this
   * @return false when it was there already; nothing was changed
   * @throws IllegalArgumentException for a kind that is no code
   */
  @Transactional
  public boolean publish(
      UUID id, TopicName topic, String kind, UUID ref, PublicText text, Instant validUntil) {
    return publish(id, topic, kind, ref, text, SqlTime.now(clock), validUntil);
  }

  /**
   * The same, told to nobody before a time: neither pushed nor answered to who asks.
   *
   * @param notBefore when it counts as published
   */
  @Transactional
  public boolean publish(
      UUID id,
      TopicName topic,
      String kind,
      UUID ref,
      PublicText text,
      Instant notBefore,
      Instant validUntil) {
    News news = new News(id, topic, kind, ref, text, notBefore, validUntil);
    return jdbc.prepareStatement(
            """
            INSERT INTO tinbao.topic_news
              (id, topic, kind, ref, title, body, valid_until, created_at, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, news.id());
              insert.setString(2, news.topic().toString());
              insert.setString(3, news.kind());
              insert.setObject(4, news.ref());
              insert.setString(5, news.text().title());
              insert.setString(6, news.text().text());
              insert.setObject(7, SqlTime.of(news.validUntil()));
              insert.setObject(8, SqlTime.of(news.at()));
              insert.setObject(9, SqlTime.of(news.at()));
              return insert.executeUpdate();
            })
        == 1;
  }

  /** Nobody is told any more; who was told finds nothing. In the caller's transaction. */
  @Transactional
  public void withdraw(UUID id) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.topic_news WHERE id = ?",
        delete -> {
          delete.setObject(1, id);
          return delete.executeUpdate();
        });
  }

  /** What is valid now on these topics, the newest first, 50 at most. By topic_news_of_topic. */
  @Transactional
  public List<News> of(Collection<TopicName> topics) {
    return jdbc.prepareStatement(
        """
        SELECT id, topic, kind, ref, title, body, created_at, valid_until FROM tinbao.topic_news
        WHERE topic = ANY (?) AND valid_until > ? AND created_at <= ? ORDER BY created_at DESC, id DESC LIMIT ?
        """,
        select -> {
          select.setArray(
              1,
              select
                  .getConnection()
                  .createArrayOf("text", topics.stream().map(TopicName::toString).toArray()));
          Instant now = SqlTime.now(clock);
          select.setObject(2, SqlTime.of(now));
          select.setObject(3, SqlTime.of(now));
          select.setInt(4, MOST);
          List<News> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              read(row).ifPresent(found::add);
            }
          }
          return found;
        });
  }

  /** Empty for a row that cannot be told, whoever wrote it: it must not keep others waiting. */
  private static Optional<News> read(ResultSet row) throws SQLException {
    UUID id = row.getObject("id", UUID.class);
    Instant at = SqlTime.read(row, "created_at");
    Instant until = SqlTime.read(row, "valid_until");
    Optional<TopicName> topic = TopicName.parse(row.getString("topic"));
    if (topic.isEmpty() || at == null || until == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new News(
              id,
              topic.get(),
              row.getString("kind"),
              row.getObject("ref", UUID.class),
              new PublicText(row.getString("title"), row.getString("body")),
              at,
              until));
    } catch (IllegalArgumentException unfit) {
      return Optional.empty();
    }
  }

  /**
   * Claims some by moving next_at; what is not valid any more, and what cannot be told at all, is
   * ended.
   */
  @Transactional
  List<Claimed> claim(Instant now, Instant leaseUntil) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.topic_news SET state = 'FAILED'
        WHERE state = 'PENDING' AND next_at <= ? AND valid_until <= ?
        """,
        update -> {
          update.setObject(1, SqlTime.of(now));
          update.setObject(2, SqlTime.of(now));
          return update.executeUpdate();
        });
    return jdbc.prepareStatement(
        // By topic_news_pending.
        """
        UPDATE tinbao.topic_news SET attempt = attempt + 1, next_at = ?
        WHERE id IN (SELECT id FROM tinbao.topic_news WHERE state = 'PENDING' AND next_at <= ?
                     ORDER BY next_at LIMIT ? FOR UPDATE SKIP LOCKED)
        RETURNING id, topic, kind, ref, title, body, created_at, valid_until, attempt
        """,
        update -> {
          update.setObject(1, SqlTime.of(leaseUntil));
          update.setObject(2, SqlTime.of(now));
          update.setInt(3, AT_ONCE);
          List<Claimed> claimed = new ArrayList<>();
          List<UUID> broken = new ArrayList<>();
          try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
              UUID id = row.getObject("id", UUID.class);
              int attempt = row.getInt("attempt");
              read(row)
                  .ifPresentOrElse(
                      news -> claimed.add(new Claimed(news, attempt)), () -> broken.add(id));
            }
          }
          for (UUID id : broken) {
            LOG.warn("News {} cannot be told and is given up", id);
            end(id, false);
          }
          return claimed;
        });
  }

  /** It was handed over, or never will be. */
  @Transactional
  void end(UUID id, boolean sent) {
    jdbc.prepareStatement(
        "UPDATE tinbao.topic_news SET state = ?, sent_at = ? WHERE id = ?",
        update -> {
          update.setString(1, sent ? "SENT" : "FAILED");
          update.setObject(2, SqlTime.of(clock.instant()));
          update.setObject(3, id);
          return update.executeUpdate();
        });
  }

  /** It is to be tried again. */
  @Transactional
  void later(UUID id, Instant nextAt) {
    jdbc.prepareStatement(
        "UPDATE tinbao.topic_news SET next_at = ? WHERE id = ?",
        update -> {
          update.setObject(1, SqlTime.of(nextAt));
          update.setObject(2, id);
          return update.executeUpdate();
        });
  }

  /** Deletes what has been over for a week. By topic_news_end. */
  @Scheduled(fixedDelay = "1h", initialDelay = "1h")
  @Transactional
  public void sweep() {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.topic_news WHERE valid_until < ?",
        delete -> {
          delete.setObject(1, SqlTime.of(clock.instant().minus(AFTERLIFE)));
          return delete.executeUpdate();
        });
  }
}

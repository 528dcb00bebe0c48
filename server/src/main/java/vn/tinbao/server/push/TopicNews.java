package vn.tinbao.server.push;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/** The door to public topics: news for whoever follows a place in a language. */
@Singleton
public class TopicNews {
  /** News of one answer: a few places have a few each. */
  private static final int MOST = 50;

  private static final int AT_ONCE = 20;

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
   */
  public record News(
      UUID id, TopicName topic, String kind, UUID ref, Instant at, Instant validUntil) {}

  /** Claimed for sending. */
  public record Claimed(UUID id, TopicName topic, String kind, UUID ref, int attempt) {
    PushNote note() {
      return new PushNote(id, kind, ref);
    }
  }

  /**
   * Tells whoever follows the topic; in the caller's transaction, leaves after commit.
   *
   * @param id UUIDv7 of the caller: the same twice is one
   * @param validUntil not told after this
   * @return false when it was there already; nothing was changed
   */
  @Transactional
  public boolean publish(UUID id, TopicName topic, String kind, UUID ref, Instant validUntil) {
    Instant now = SqlTime.now(clock);
    return jdbc.prepareStatement(
            """
            INSERT INTO tinbao.topic_news (id, topic, kind, ref, valid_until, created_at, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setString(2, topic.toString());
              insert.setString(3, kind);
              insert.setObject(4, ref);
              insert.setObject(5, SqlTime.of(validUntil));
              insert.setObject(6, SqlTime.of(now));
              insert.setObject(7, SqlTime.of(now));
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
        SELECT id, topic, kind, ref, created_at, valid_until FROM tinbao.topic_news
        WHERE topic = ANY (?) AND valid_until > ? ORDER BY created_at DESC, id DESC LIMIT ?
        """,
        select -> {
          select.setArray(
              1,
              select
                  .getConnection()
                  .createArrayOf("text", topics.stream().map(TopicName::toString).toArray()));
          select.setObject(2, SqlTime.of(clock.instant()));
          select.setInt(3, MOST);
          List<News> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              Instant at = SqlTime.read(row, "created_at");
              Instant until = SqlTime.read(row, "valid_until");
              if (at != null && until != null) {
                found.add(
                    new News(
                        row.getObject("id", UUID.class),
                        TopicName.parse(row.getString("topic")).orElseThrow(),
                        row.getString("kind"),
                        row.getObject("ref", UUID.class),
                        at,
                        until));
              }
            }
          }
          return found;
        });
  }

  /** Claims some by moving next_at; what is not valid any more is ended first. */
  @Transactional
  public List<Claimed> claim(Instant now, Instant leaseUntil) {
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
        RETURNING id, topic, kind, ref, attempt
        """,
        update -> {
          update.setObject(1, SqlTime.of(leaseUntil));
          update.setObject(2, SqlTime.of(now));
          update.setInt(3, AT_ONCE);
          List<Claimed> claimed = new ArrayList<>();
          try (ResultSet row = update.executeQuery()) {
            while (row.next()) {
              claimed.add(
                  new Claimed(
                      row.getObject("id", UUID.class),
                      TopicName.parse(row.getString("topic")).orElseThrow(),
                      row.getString("kind"),
                      row.getObject("ref", UUID.class),
                      row.getInt("attempt")));
            }
          }
          return claimed;
        });
  }

  /** It was handed over, or never will be. */
  @Transactional
  public void end(UUID id, boolean sent) {
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
  public void later(UUID id, Instant nextAt) {
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

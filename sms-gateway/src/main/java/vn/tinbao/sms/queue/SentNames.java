package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.sms.db.SqlTime;

/** Which of a provider's names for messages we know, and for which message of ours. */
@Singleton
public class SentNames {
  private final JdbcOperations jdbc;

  SentNames(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A message that the provider has taken.
   *
   * @param name the provider's for it
   * @param message ours
   * @param startedAt of the attempt
   */
  public record Sent(String name, UUID message, Instant startedAt) {}

  /**
   * Messages of this provider of whose end no news has come, and none at all since that moment; who
   * has waited longest first. For a provider that can list what it has sent.
   */
  @Transactional
  public List<Sent> withoutNews(String provider, Instant since, int most) {
    ByIndex.only(jdbc);
    // By outbound_unconfirmed, then the primary key of attempts.
    return jdbc.prepareStatement(
        """
        SELECT a.provider_id, a.message_id, a.started_at
          FROM (SELECT id, attempt FROM sms.outbound
                 WHERE state IN ('ACCEPTED', 'SENT') AND changed_at < ? AND provider = ?
                 ORDER BY changed_at LIMIT ?) o
          JOIN sms.attempt a ON a.message_id = o.id AND a.n = o.attempt
         WHERE a.provider_id IS NOT NULL
        """,
        select -> {
          select.setObject(1, SqlTime.of(since));
          select.setString(2, provider);
          select.setInt(3, most);
          List<Sent> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Sent(
                      row.getString("provider_id"),
                      row.getObject("message_id", UUID.class),
                      row.getObject("started_at", OffsetDateTime.class).toInstant()));
            }
          }
          return found;
        });
  }

  /**
   * Of these names those that belong to another message than the given one; for a {@link
   * vn.tinbao.sms.provider.SentSearch} that finds messages by their text.
   */
  @Transactional
  public Set<String> ofOthers(String provider, Collection<String> names, UUID message) {
    if (names.isEmpty()) {
      return Set.of();
    }
    // By attempt_provider_id; the news by their unique key.
    return jdbc.prepareStatement(
        """
        SELECT provider_id FROM sms.attempt
         WHERE provider = ? AND provider_id = ANY (?) AND message_id <> ?
        UNION
        SELECT provider_id FROM sms.provider_event
         WHERE provider = ? AND provider_id = ANY (?) AND message_id <> ?
        """,
        select -> {
          var array = select.getConnection().createArrayOf("text", names.toArray(String[]::new));
          select.setString(1, provider);
          select.setArray(2, array);
          select.setObject(3, message);
          select.setString(4, provider);
          select.setArray(5, array);
          select.setObject(6, message);
          Set<String> others = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              others.add(row.getString(1));
            }
          }
          return others;
        });
  }
}

package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Which of a provider's names for messages we know, and for which message of ours. */
@Singleton
public class SentNames {
  private final JdbcOperations jdbc;

  SentNames(JdbcOperations jdbc) {
    this.jdbc = jdbc;
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

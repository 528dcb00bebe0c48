package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which of a provider's names for what people wrote to us we know. */
@Singleton
public class InboundNames {
  private final JdbcOperations jdbc;

  InboundNames(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Of these names those whose messages are here; for a provider that can list what it has. */
  @Transactional
  public Set<String> known(String provider, Collection<String> names) {
    if (names.isEmpty()) {
      return Set.of();
    }
    // By the unique key of provider and name.
    return jdbc.prepareStatement(
        "SELECT provider_msg_id FROM sms.inbound WHERE provider = ? AND provider_msg_id = ANY (?)",
        select -> {
          select.setString(1, provider);
          select.setArray(
              2, select.getConnection().createArrayOf("text", names.toArray(String[]::new)));
          Set<String> known = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              known.add(row.getString(1));
            }
          }
          return known;
        });
  }
}

package vn.tinbao.sms.queue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.StatusNews;

/** Where providers hand in news about what they sent. */
@Singleton
public class StatusDesk {
  private final JdbcOperations jdbc;
  private final Clock clock;

  StatusDesk(JdbcOperations jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /**
   * Takes one piece of news; it is committed when this returns. Repeated and overtaken news is kept
   * and changes nothing: a message only moves to a higher rank. News about a message that we do not
   * know yet is kept and applied when we do.
   *
   * @return true when the message moved
   */
  @Transactional
  public boolean accept(StatusNews news) {
    Optional<UUID> message =
        news.messageId() != null
            ? Optional.of(news.messageId())
            : sentAs(news.provider(), news.providerMessageId());
    jdbc.prepareStatement(
        """
        INSERT INTO sms.provider_event
          (provider, provider_id, message_id, status, code, received_at)
        VALUES (?, ?, ?, ?, left(?, 100), ?)
        ON CONFLICT (provider, provider_id, status, code) DO NOTHING
        """,
        insert -> {
          insert.setString(1, news.provider());
          insert.setString(2, news.providerMessageId());
          insert.setObject(3, message.orElse(null));
          insert.setString(4, news.status().name());
          insert.setString(5, Objects.requireNonNullElse(news.code(), ""));
          insert.setObject(6, SqlTime.of(clock.instant()));
          return insert.executeUpdate();
        });
    return message.isPresent() && apply(message.get(), news.status(), news.code());
  }

  /** By attempt_provider_id. */
  private Optional<UUID> sentAs(String provider, String providerMessageId) {
    return jdbc.prepareStatement(
        "SELECT message_id FROM sms.attempt WHERE provider = ? AND provider_id = ?",
        select -> {
          select.setString(1, provider);
          select.setString(2, providerMessageId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
          }
        });
  }

  private boolean apply(UUID message, DeliveryStatus status, @Nullable String code) {
    OutboundState state = OutboundState.of(status);
    return jdbc.prepareStatement(
        """
        UPDATE sms.outbound
           SET state = ?, rank = ?, lease_until = NULL, error_code = ?, changed_at = ?,
               body = CASE WHEN ? THEN NULL ELSE body END
         WHERE id = ? AND rank < ? AND state NOT IN ('EXPIRED', 'SUPPRESSED', 'CANCELED')
        """,
        update -> {
          update.setString(1, state.name());
          update.setInt(2, state.rank());
          update.setString(3, code == null || code.isEmpty() ? null : code);
          update.setObject(4, SqlTime.of(clock.instant()));
          update.setBoolean(5, state.isFinal());
          update.setObject(6, message);
          update.setInt(7, state.rank());
          return update.executeUpdate() == 1;
        });
  }

  private record Early(UUID message, DeliveryStatus status, String code) {}

  /** News that overtook the provider's answer; called when the answer has been written down. */
  @Transactional
  void applyEarly(String providerMessageId) {
    applyEarly("AND e.provider_id = ?", providerMessageId);
  }

  /** The same for all: news and answer may have been written at the same moment. */
  @Transactional
  int applyAllEarly() {
    return applyEarly("", null);
  }

  /** By provider_event_early. */
  private int applyEarly(String which, @Nullable String providerMessageId) {
    List<Early> found =
        jdbc.prepareStatement(
            "UPDATE sms.provider_event e SET message_id = a.message_id FROM sms.attempt a"
                + " WHERE e.message_id IS NULL AND a.provider = e.provider"
                + " AND a.provider_id = e.provider_id "
                + which
                + " RETURNING e.message_id, e.status, e.code",
            update -> {
              if (providerMessageId != null) {
                update.setString(1, providerMessageId);
              }
              List<Early> early = new ArrayList<>();
              try (ResultSet row = update.executeQuery()) {
                while (row.next()) {
                  early.add(
                      new Early(
                          row.getObject(1, UUID.class),
                          DeliveryStatus.valueOf(row.getString(2)),
                          row.getString(3)));
                }
              }
              return early;
            });
    found.forEach(early -> apply(early.message(), early.status(), early.code()));
    return found.size();
  }
}

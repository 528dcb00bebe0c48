package vn.tinbao.sms.queue;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Bell;
import vn.tinbao.sms.db.SqlTime;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.phone.SealedPhone;

/** Where providers hand in what people wrote to us. */
@Singleton
public class InboundDesk {
  private final JdbcOperations jdbc;
  private final PhoneKey phoneKey;
  private final BodySeal seal;
  private final Bell bell;
  private final Clock clock;

  InboundDesk(JdbcOperations jdbc, PhoneKey phoneKey, BodySeal seal, Bell bell, Clock clock) {
    this.jdbc = jdbc;
    this.phoneKey = phoneKey;
    this.seal = seal;
    this.bell = bell;
    this.clock = clock;
  }

  /**
   * What became of a message.
   *
   * @param id ours, also when it was there already
   * @param isNew false: the provider repeated itself, nothing was stored
   */
  public record Arrival(UUID id, boolean isNew) {}

  /**
   * Seals and stores one message. It is committed when this returns: only then may the provider be
   * told that we have it. When this throws, the provider must be told to keep it.
   *
   * @param providerMessageId unique within the provider; null where it gives none, then each call
   *     stores a message
   * @param to our number that was written to
   * @param text as it came, not composed, not trimmed
   * @param at when the provider got it
   */
  @Transactional(TxType.REQUIRES_NEW)
  public Arrival accept(
      String provider,
      @Nullable String providerMessageId,
      PhoneNumber from,
      String to,
      String text,
      Instant at) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    SealedPhone sealed = phoneKey.seal(from);
    boolean stored =
        jdbc.prepareStatement(
            """
            INSERT INTO sms.inbound
              (id, provider, provider_msg_id, from_hash, from_cipher, to_number, body,
               received_at, next_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (provider, provider_msg_id) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setString(2, provider);
              insert.setString(3, providerMessageId);
              insert.setBytes(4, sealed.hash());
              insert.setBytes(5, sealed.cipher());
              insert.setString(6, to);
              insert.setBytes(7, seal.seal(text, id));
              insert.setObject(8, SqlTime.of(at));
              insert.setObject(9, SqlTime.of(clock.instant()));
              return insert.executeUpdate() == 1;
            });
    if (stored) {
      bell.ringAfterCommit(SmsInbox.CHANNEL);
      return new Arrival(id, true);
    }
    return new Arrival(existing(provider, providerMessageId).orElse(id), false);
  }

  private Optional<UUID> existing(String provider, @Nullable String providerMessageId) {
    return jdbc.prepareStatement(
        "SELECT id FROM sms.inbound WHERE provider = ? AND provider_msg_id = ?",
        select -> {
          select.setString(1, provider);
          select.setString(2, providerMessageId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(row.getObject("id", UUID.class)) : Optional.empty();
          }
        });
  }
}

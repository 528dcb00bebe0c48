package vn.tinbao.server.staff;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;

/**
 * Knows a person's devices again, and tells the person on the others when there is a new one. A
 * browser is known by a random cookie that only {@code /login} gets; a phone's every sign-in counts
 * as new, since it stays signed in for weeks and its name could be anybody's.
 */
@Singleton
class KnownDevices {
  private static final int TOKEN_BYTES = 16;
  private static final int TOKEN_CHARACTERS = 22;

  private final JdbcOperations jdbc;
  private final KeyedHash hashes;
  private final ApplicationEventPublisher<SignedInOnNewDevice> newDevices;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  KnownDevices(
      JdbcOperations jdbc,
      KeyedHash hashes,
      ApplicationEventPublisher<SignedInOnNewDevice> newDevices,
      Clock clock) {
    this.jdbc = jdbc;
    this.hashes = hashes;
    this.newDevices = newDevices;
    this.clock = clock;
  }

  /** A new mark for a browser. */
  String newToken() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Whether this can be a mark of ours. */
  static boolean looksRight(@Nullable String token) {
    return token != null && token.length() == TOKEN_CHARACTERS && token.matches("[\\w-]+");
  }

  /**
   * Remembers the device of a session that begins; leaves a notice when it is new and others were
   * known. In the caller's transaction.
   *
   * @param token the browser's mark, null for a phone
   */
  void signedIn(UUID accountId, UUID sessionId, @Nullable String token, @Nullable String name) {
    byte[] hash = hashes.of("staff-device:" + accountId, token == null ? "" + sessionId : token);
    OffsetDateTime now = OffsetDateTime.now(clock);
    int known =
        jdbc.prepareStatement(
            "UPDATE tinbao.staff_device SET last_at = ? WHERE account_id = ? AND device_hash = ?",
            update -> {
              update.setObject(1, now);
              update.setObject(2, accountId);
              update.setBytes(3, hash);
              return update.executeUpdate();
            });
    if (known > 0) {
      return;
    }
    int noticed =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.staff_notice (id, account_id, session_id, device, at)
            SELECT ?, ?, ?, ?, ?
            WHERE EXISTS (SELECT FROM tinbao.staff_device WHERE account_id = ?)
            """,
            insert -> {
              insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
              insert.setObject(2, accountId);
              insert.setObject(3, sessionId);
              insert.setString(4, name);
              insert.setObject(5, now);
              insert.setObject(6, accountId);
              return insert.executeUpdate();
            });
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.staff_device (account_id, device_hash, first_at, last_at)
        VALUES (?, ?, ?, ?) ON CONFLICT (account_id, device_hash) DO NOTHING
        """,
        insert -> {
          insert.setObject(1, accountId);
          insert.setBytes(2, hash);
          insert.setObject(3, now);
          insert.setObject(4, now);
          return insert.executeUpdate();
        });
    if (noticed > 0) {
      newDevices.publishEvent(new SignedInOnNewDevice(accountId, sessionId));
    }
  }

  /** The person says to have seen the notices of sign-ins elsewhere. */
  @Transactional
  public void seen(Session by) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.staff_notice SET seen_at = ?
        WHERE account_id = ? AND session_id <> ? AND seen_at IS NULL
        """,
        update -> {
          update.setObject(1, OffsetDateTime.now(clock));
          update.setObject(2, by.member().id());
          update.setObject(3, by.id());
          return update.executeUpdate();
        });
  }
}

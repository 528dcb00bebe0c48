package vn.tinbao.server.staff;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sessions live in the database and nowhere else: ending one ends it on every node at once. The
 * token is 256 random bits; the database has its SHA-256 only.
 */
@Singleton
class SessionStore {
  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_CHARACTERS = 43;

  /** The time of last use is written once in this time, not with every request. */
  private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

  private final JdbcOperations jdbc;
  private final StaffSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SessionStore(JdbcOperations jdbc, StaffSettings settings, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.clock = clock;
  }

  /** A new session's token, which is shown once, and when it ends at the latest. */
  record NewSession(String token, UUID id, Instant expiresAt) {

    @Override
    public String toString() {
      return "NewSession[" + id + "]";
    }
  }

  /** Begins a session; in the caller's transaction. */
  NewSession begin(UUID accountId, SessionKind kind, @Nullable String device) {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Instant now = clock.instant();
    Instant end = now.plus(kind == SessionKind.WEB ? settings.webLongest() : settings.appLongest());
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.staff_session
          (token_hash, id, account_id, kind, device, created_at, last_used_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        insert -> {
          insert.setBytes(1, hash(token));
          insert.setObject(2, id);
          insert.setObject(3, accountId);
          insert.setString(4, kind.name());
          insert.setString(5, device);
          insert.setObject(6, utc(now));
          insert.setObject(7, utc(now));
          insert.setObject(8, utc(end));
          return insert.executeUpdate();
        });
    return new NewSession(token, id, end);
  }

  /**
   * The running session of this token.
   *
   * @param used whether this is a sign of life of a person, and not a page that renews itself
   */
  @Transactional
  public Optional<Session> find(String token, SessionKind kind, boolean used) {
    if (token.length() != TOKEN_CHARACTERS) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Duration idle = kind == SessionKind.WEB ? settings.webIdle() : settings.appIdle();
    byte[] hash = hash(token);
    Instant[] lastUse = new Instant[1];
    Optional<Session> found =
        jdbc.prepareStatement(
            // Primary keys of staff_session, staff_account, staff_role.
            "SELECT "
                + StaffAccounts.MEMBER
                + """
                , a.password_once, s.id AS session_id, s.last_used_at, s.expires_at
                FROM tinbao.staff_session s JOIN tinbao.staff_account a ON a.id = s.account_id
                WHERE s.token_hash = ? AND s.kind = ? AND s.expires_at > ? AND s.last_used_at > ?
                  AND a.active
                """,
            select -> {
              select.setBytes(1, hash);
              select.setString(2, kind.name());
              select.setObject(3, utc(now));
              select.setObject(4, utc(now.minus(idle)));
              try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                  return Optional.empty();
                }
                lastUse[0] = row.getObject("last_used_at", OffsetDateTime.class).toInstant();
                return Optional.of(
                    new Session(
                        row.getObject("session_id", UUID.class),
                        kind,
                        StaffAccounts.member(row),
                        row.getBoolean("password_once"),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()));
              }
            });
    if (used && found.isPresent() && lastUse[0].isBefore(now.minus(USE_RESOLUTION))) {
      jdbc.prepareStatement(
          "UPDATE tinbao.staff_session SET last_used_at = ? WHERE token_hash = ?",
          update -> {
            update.setObject(1, utc(now));
            update.setBytes(2, hash);
            return update.executeUpdate();
          });
    }
    return found;
  }

  /** Ends one session; in the caller's transaction. */
  void end(UUID sessionId) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_session WHERE id = ?",
        delete -> {
          delete.setObject(1, sessionId);
          return delete.executeUpdate();
        });
  }

  /** Removes what has run out. Such sessions are refused before that too. */
  @Scheduled(fixedDelay = "15m", initialDelay = "15m")
  @Transactional
  public void sweep() {
    Instant now = clock.instant();
    jdbc.prepareStatement(
        """
        DELETE FROM tinbao.staff_session WHERE expires_at <= ?
          OR (kind = 'WEB' AND last_used_at <= ?) OR (kind = 'APP' AND last_used_at <= ?)
        """,
        delete -> {
          delete.setObject(1, utc(now));
          delete.setObject(2, utc(now.minus(settings.webIdle())));
          delete.setObject(3, utc(now.minus(settings.appIdle())));
          return delete.executeUpdate();
        });
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

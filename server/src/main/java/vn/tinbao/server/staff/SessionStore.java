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
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.live.Live;

/**
 * Sessions live in the database and nowhere else: ending one ends it on every node at once, and a
 * hint tells open streams to look. The token is 256 random bits; the database has its SHA-256 only.
 */
@Singleton
class SessionStore {
  private static final int TOKEN_BYTES = 32;
  private static final int TOKEN_CHARACTERS = 43;

  /** The time of last use is written once in this time, not with every request. */
  private static final Duration USE_RESOLUTION = Duration.ofMinutes(1);

  /** Running sessions of active accounts. Index staff_session_of_account or a key of the table. */
  private static final String RUNNING =
      "SELECT "
          + StaffAccounts.MEMBER
          + """
          , a.password_once, s.id AS session_id, s.kind, s.device, s.created_at, s.last_used_at,
            s.expires_at, n.device AS new_device, n.at AS new_device_at
          FROM tinbao.staff_session s JOIN tinbao.staff_account a ON a.id = s.account_id
          LEFT JOIN LATERAL (
            SELECT device, at FROM tinbao.staff_notice
            WHERE account_id = a.id AND seen_at IS NULL AND session_id <> s.id
            ORDER BY at DESC, id LIMIT 1) n ON true
          WHERE s.expires_at > ? AND a.active
            AND s.last_used_at > CASE s.kind WHEN 'WEB' THEN ?::timestamptz ELSE ?::timestamptz END
          """;

  private static final int RUNNING_PARAMETERS = 3;

  private final JdbcOperations jdbc;
  private final StaffSettings settings;
  private final Live live;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SessionStore(JdbcOperations jdbc, StaffSettings settings, Live live, Clock clock) {
    this.jdbc = jdbc;
    this.settings = settings;
    this.live = live;
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
    byte[] hash = hash(token);
    Optional<Session> found =
        running(
                "AND s.token_hash = ? AND s.kind = ?",
                select -> {
                  select.setBytes(RUNNING_PARAMETERS + 1, hash);
                  select.setString(RUNNING_PARAMETERS + 2, kind.name());
                })
            .stream()
            .findFirst();
    Instant now = clock.instant();
    if (used && found.isPresent() && found.get().lastUsedAt().isBefore(now.minus(USE_RESOLUTION))) {
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

  /** All running sessions of a person, the one used last first. */
  @Transactional
  public List<Session> of(UUID accountId) {
    return running(
        "AND s.account_id = ? ORDER BY s.last_used_at DESC, s.id DESC",
        select -> select.setObject(RUNNING_PARAMETERS + 1, accountId));
  }

  /** Whether the session still runs, for the same person with the same rights. */
  @Transactional
  public boolean stillRuns(Session session) {
    return running("AND s.id = ?", select -> select.setObject(RUNNING_PARAMETERS + 1, session.id()))
        .stream()
        .anyMatch(now -> now.member().equals(session.member()));
  }

  /**
   * Ends one session of this person; in the caller's transaction.
   *
   * @return whether there was one
   */
  boolean end(UUID accountId, UUID sessionId) {
    return told(
        accountId,
        jdbc.prepareStatement(
            "DELETE FROM tinbao.staff_session WHERE id = ? AND account_id = ?",
            delete -> {
              delete.setObject(1, sessionId);
              delete.setObject(2, accountId);
              return delete.executeUpdate();
            }));
  }

  /** Ends the session of this token, whoever's it is; in the caller's transaction. */
  void endByToken(String token) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_session WHERE token_hash = ? RETURNING account_id",
        delete -> {
          delete.setBytes(1, hash(token));
          try (ResultSet row = delete.executeQuery()) {
            return row.next() && told(row.getObject("account_id", UUID.class), 1);
          }
        });
  }

  /** Ends all sessions of this person; in the caller's transaction. */
  int endAll(UUID accountId) {
    int ended =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.staff_session WHERE account_id = ?",
            delete -> {
              delete.setObject(1, accountId);
              return delete.executeUpdate();
            });
    changed(accountId);
    return ended;
  }

  /** Ends all sessions of this person but one; in the caller's transaction. */
  int endOthers(UUID accountId, UUID kept) {
    int ended =
        jdbc.prepareStatement(
            "DELETE FROM tinbao.staff_session WHERE account_id = ? AND id <> ?",
            delete -> {
              delete.setObject(1, accountId);
              delete.setObject(2, kept);
              return delete.executeUpdate();
            });
    changed(accountId);
    return ended;
  }

  /** Tells the open streams of this person, on every node, to look whether they still may. */
  void changed(UUID accountId) {
    live.afterCommit(topic(accountId), "");
  }

  /** Where such hints are heard. */
  static String topic(UUID accountId) {
    return "sessions." + accountId;
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

  private boolean told(UUID accountId, int ended) {
    if (ended > 0) {
      changed(accountId);
    }
    return ended > 0;
  }

  private interface Parameters {
    void set(PreparedStatement select) throws SQLException;
  }

  private List<Session> running(String and, Parameters parameters) {
    Instant now = clock.instant();
    return jdbc.prepareStatement(
        RUNNING + and,
        select -> {
          select.setObject(1, utc(now));
          select.setObject(2, utc(now.minus(settings.webIdle())));
          select.setObject(3, utc(now.minus(settings.appIdle())));
          parameters.set(select);
          List<Session> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(session(row));
            }
          }
          return found;
        });
  }

  private static Session session(ResultSet row) throws SQLException {
    OffsetDateTime newDeviceAt = row.getObject("new_device_at", OffsetDateTime.class);
    return new Session(
        row.getObject("session_id", UUID.class),
        SessionKind.valueOf(row.getString("kind")),
        StaffAccounts.member(row),
        row.getBoolean("password_once"),
        row.getString("device"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("last_used_at", OffsetDateTime.class).toInstant(),
        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
        newDeviceAt == null
            ? null
            : new Session.NewDevice(row.getString("new_device"), newDeviceAt.toInstant()));
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

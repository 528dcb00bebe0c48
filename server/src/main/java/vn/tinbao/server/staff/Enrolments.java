package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.KeyedHash;
import vn.tinbao.server.vault.SecretSeal;

/**
 * The way in for a person who has to choose a password, a second factor, or both. The code opens
 * once, for a limited time; a new one kills the old. Whoever hands it over learns neither password
 * nor second factor: the secret of the latter is made anew each time the page is shown, and only
 * the one that the person proves to have counts.
 */
@Singleton
class Enrolments {
  /** Without letters and digits that look alike. */
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  /** 20 letters of 32: 100 bits, that nobody guesses. */
  private static final int CODE_LETTERS = 20;

  private static final int GROUP_LETTERS = 4;
  private static final String PURPOSE = "staff-enrolment";

  private final JdbcOperations jdbc;
  private final KeyedHash hashes;
  private final SecretSeal seal;
  private final SessionStore sessions;
  private final NameLocks names;
  private final Audit audit;
  private final StaffSettings settings;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Enrolments(
      JdbcOperations jdbc,
      KeyedHash hashes,
      SecretSeal seal,
      SessionStore sessions,
      NameLocks names,
      Audit audit,
      StaffSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.hashes = hashes;
    this.seal = seal;
    this.sessions = sessions;
    this.names = names;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** A code, shown this once, and until when it opens. */
  record Invitation(String code, Instant expiresAt) {

    @Override
    public String toString() {
      return "Invitation[…]";
    }
  }

  /**
   * Whom a code is for.
   *
   * @param password whether a password is to be chosen; else the old one must be given
   * @param factor whether a second factor is to be set up; else a code of the old one must be given
   * @param passwordHash null when there is none
   * @param totpSecret null when there is none
   */
  record Invited(
      UUID accountId,
      String username,
      String name,
      boolean password,
      boolean factor,
      @Nullable String passwordHash,
      byte @Nullable [] totpSecret) {

    @Override
    public String toString() {
      return "Invited[" + accountId + "]";
    }
  }

  /** Makes a code for an account; in the caller's transaction. */
  Invitation invite(UUID accountId, boolean password, boolean factor, UUID by) {
    String code = newCode();
    Instant now = clock.instant();
    Instant end = now.plus(settings.invitation());
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.staff_invitation
          (account_id, code_hash, password, factor, made_by, made_at, expires_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (account_id) DO UPDATE SET code_hash = excluded.code_hash,
          password = excluded.password, factor = excluded.factor, made_by = excluded.made_by,
          made_at = excluded.made_at, expires_at = excluded.expires_at
        """,
        insert -> {
          insert.setObject(1, accountId);
          insert.setBytes(2, hashes.of(PURPOSE, plain(code)));
          insert.setBoolean(3, password);
          insert.setBoolean(4, factor);
          insert.setObject(5, by);
          insert.setObject(6, now.atOffset(java.time.ZoneOffset.UTC));
          insert.setObject(7, end.atOffset(java.time.ZoneOffset.UTC));
          return insert.executeUpdate();
        });
    return new Invitation(code, end);
  }

  /** Takes an open code away; in the caller's transaction. */
  void revoke(UUID accountId) {
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_invitation WHERE account_id = ?",
        delete -> {
          delete.setObject(1, accountId);
          return delete.executeUpdate();
        });
  }

  /** Whom this code is for; empty when it is none, was used, ran out, or the account is closed. */
  @Transactional
  public Optional<Invited> find(String code) {
    return jdbc.prepareStatement(
        // The unique key on code_hash.
        """
        SELECT a.id, a.username, a.name, i.password, i.factor, a.password_hash, a.totp_secret
        FROM tinbao.staff_invitation i JOIN tinbao.staff_account a ON a.id = i.account_id
        WHERE i.code_hash = ? AND i.expires_at > ? AND a.active
        """,
        select -> {
          select.setBytes(1, hashes.of(PURPOSE, plain(code)));
          select.setObject(2, OffsetDateTime.now(clock));
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            UUID id = row.getObject("id", UUID.class);
            byte[] sealed = row.getBytes("totp_secret");
            return Optional.of(
                new Invited(
                    id,
                    row.getString("username"),
                    row.getString("name"),
                    row.getBoolean("password"),
                    row.getBoolean("factor"),
                    row.getString("password_hash"),
                    sealed == null ? null : seal.open(sealed, StaffAccounts.factorContext(id))));
          }
        });
  }

  /**
   * Writes down what the person chose and proved; the code is used up, all sessions end.
   *
   * @param passwordHash null when the password stays
   * @param secret null when the second factor stays
   * @param step time step of the code that was given, which is used up too
   * @return false when the code was used, ran out or was replaced meanwhile
   */
  @Transactional
  public boolean enrol(
      String code,
      Invited invited,
      @Nullable String passwordHash,
      byte @Nullable [] secret,
      long step) {
    UUID id = invited.accountId();
    int used =
        jdbc.prepareStatement(
            """
            DELETE FROM tinbao.staff_invitation
            WHERE code_hash = ? AND expires_at > ? AND account_id = ? AND password = ? AND factor = ?
            """,
            delete -> {
              delete.setBytes(1, hashes.of(PURPOSE, plain(code)));
              delete.setObject(2, OffsetDateTime.now(clock));
              delete.setObject(3, id);
              delete.setBoolean(4, passwordHash != null);
              delete.setBoolean(5, secret != null);
              return delete.executeUpdate();
            });
    if (used == 0) {
      return false;
    }
    int changed =
        jdbc.prepareStatement(
            """
            UPDATE tinbao.staff_account SET password_hash = coalesce(?, password_hash),
              password_once = false, totp_secret = coalesce(?, totp_secret), totp_step = ?
            WHERE id = ? AND active AND (?::bytea IS NOT NULL OR totp_step < ?)
            """,
            update -> {
              byte[] sealed =
                  secret == null ? null : seal.seal(secret, StaffAccounts.factorContext(id));
              update.setString(1, passwordHash);
              update.setBytes(2, sealed);
              update.setLong(3, step);
              update.setObject(4, id);
              update.setBytes(5, sealed);
              update.setLong(6, step);
              return update.executeUpdate();
            });
    if (changed == 0) {
      throw new IllegalStateException("The account changed while its person enrolled");
    }
    var unused = sessions.endAll(id);
    names.succeeded(invited.username());
    audit.record(id, "ENROLLED", "STAFF", id.toString());
    return true;
  }

  /** As people read it out and type it. */
  private String newCode() {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < CODE_LETTERS; i++) {
      if (i > 0 && i % GROUP_LETTERS == 0) {
        code.append('-');
      }
      code.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return code.toString();
  }

  private static String plain(String code) {
    return code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
  }
}

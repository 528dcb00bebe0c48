package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down how an attempt to sign in ended: each way is one transaction. */
@Singleton
class SignInRecords {
  private final JdbcOperations jdbc;
  private final SessionStore sessions;
  private final KnownDevices devices;
  private final NameLocks names;
  private final Audit audit;

  SignInRecords(
      JdbcOperations jdbc,
      SessionStore sessions,
      KnownDevices devices,
      NameLocks names,
      Audit audit) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.devices = devices;
    this.names = names;
    this.audit = audit;
  }

  /**
   * Where a session begins.
   *
   * @param device what the person may know it by, null when unknown
   * @param browserMark see {@link KnownDevices}; null for a phone
   * @param oldToken of the session that this browser came with, which ends; null when it had none
   */
  record Place(
      SessionKind kind,
      @Nullable String device,
      @Nullable String browserMark,
      @Nullable String oldToken) {

    @Override
    public String toString() {
      return "Place[" + kind + "]";
    }
  }

  /**
   * Uses up the code and begins a session.
   *
   * @return empty when that code, or a later one, was used before, or the account was closed
   *     meanwhile
   */
  @Transactional
  public Optional<SessionStore.NewSession> succeeded(
      String name, UUID accountId, long step, Place place) {
    if (!useUp(accountId, step)) {
      return Optional.empty();
    }
    names.succeeded(name);
    return Optional.of(begin(accountId, place));
  }

  /**
   * Begins a session for somebody whom the identity provider vouches for.
   *
   * @return empty when the account was closed meanwhile
   */
  @Transactional
  public Optional<SessionStore.NewSession> vouched(UUID accountId, Place place) {
    return stillActive(accountId) ? Optional.of(begin(accountId, place)) : Optional.empty();
  }

  /**
   * Uses up a code of the second factor; in the caller's transaction.
   *
   * @return false when that code, or a later one, was used before
   */
  boolean useUp(UUID accountId, long step) {
    return jdbc.prepareStatement(
            // Waits for whoever closes the account just now.
            """
            UPDATE tinbao.staff_account SET totp_step = ?
            WHERE id = ? AND totp_step < ? AND active
            """,
            update -> {
              update.setLong(1, step);
              update.setObject(2, accountId);
              update.setLong(3, step);
              return update.executeUpdate();
            })
        > 0;
  }

  private boolean stillActive(UUID accountId) {
    return jdbc.prepareStatement(
        "SELECT 1 FROM tinbao.staff_account WHERE id = ? AND active FOR SHARE",
        select -> {
          select.setObject(1, accountId);
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
  }

  private SessionStore.NewSession begin(UUID accountId, Place place) {
    String oldToken = place.oldToken();
    if (oldToken != null) {
      sessions.endByToken(oldToken);
    }
    SessionStore.NewSession session = sessions.begin(accountId, place.kind(), place.device());
    devices.signedIn(accountId, session.id(), place.browserMark(), place.device());
    audit.record(accountId, "SIGNED_IN", "SESSION", session.id().toString());
    return session;
  }

  /**
   * Counts a failure and leaves an audit row, whether or not there is such an account: the work is
   * the same. Of a name that nobody has, the audit gets the keyed hash only.
   */
  @Transactional
  public void failed(String name, @Nullable UUID accountId) {
    names.failed(name);
    if (accountId != null) {
      audit.record(null, "SIGN_IN_FAILED", "STAFF", accountId.toString());
    } else {
      audit.record(null, "SIGN_IN_FAILED", "NAME", HexFormat.of().formatHex(names.hash(name)));
    }
  }

  /** Ends a session at its owner's wish. */
  @Transactional
  public void signedOut(Session session) {
    if (sessions.end(session.member().id(), session.id())) {
      audit.record(session.member().id(), "SIGNED_OUT", "SESSION", session.id().toString());
    }
  }
}

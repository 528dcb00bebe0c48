package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down how an attempt to sign in ended: each way is one transaction. */
@Singleton
class SignInRecords {
  private final JdbcOperations jdbc;
  private final SessionStore sessions;
  private final NameLocks names;
  private final Audit audit;

  SignInRecords(JdbcOperations jdbc, SessionStore sessions, NameLocks names, Audit audit) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.names = names;
    this.audit = audit;
  }

  /**
   * Uses up the code and begins a session.
   *
   * @return empty when that code, or a later one, was used before
   */
  @Transactional
  public Optional<SessionStore.NewSession> succeeded(
      String name, UUID accountId, long step, SessionKind kind, @Nullable String device) {
    int raised =
        jdbc.prepareStatement(
            "UPDATE tinbao.staff_account SET totp_step = ? WHERE id = ? AND totp_step < ?",
            update -> {
              update.setLong(1, step);
              update.setObject(2, accountId);
              update.setLong(3, step);
              return update.executeUpdate();
            });
    if (raised == 0) {
      return Optional.empty();
    }
    names.succeeded(name);
    SessionStore.NewSession session = sessions.begin(accountId, kind, device);
    audit.record(accountId, "SIGNED_IN", "SESSION", session.id().toString());
    return Optional.of(session);
  }

  /** Counts a failure; leaves an audit row when there is such an account. */
  @Transactional
  public void failed(String name, @Nullable UUID accountId) {
    names.failed(name);
    if (accountId != null) {
      audit.record(null, "SIGN_IN_FAILED", "STAFF", accountId.toString());
    }
  }

  /** Ends a session at its owner's wish. */
  @Transactional
  public void signedOut(Session session) {
    sessions.end(session.id());
    audit.record(session.member().id(), "SIGNED_OUT", "SESSION", session.id().toString());
  }
}

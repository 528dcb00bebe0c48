package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import vn.tinbao.server.web.Refusal;

/** What people see and end of their own sessions. Nobody reaches another person's. */
@Singleton
class OwnSessions {
  private final JdbcOperations jdbc;
  private final SessionStore sessions;
  private final KnownDevices devices;
  private final Audit audit;

  OwnSessions(JdbcOperations jdbc, SessionStore sessions, KnownDevices devices, Audit audit) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.devices = devices;
    this.audit = audit;
  }

  /** The devices that are signed in, the one used last first. */
  @Transactional
  public List<AccountPage.Line> of(UUID accountId) {
    Set<UUID> fresh = fresh(accountId);
    return sessions.of(accountId).stream()
        .map(
            session ->
                new AccountPage.Line(
                    session.id(),
                    session.kind() == SessionKind.APP,
                    session.device(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    fresh.contains(session.id())))
        .toList();
  }

  /**
   * Ends one.
   *
   * @throws Refusal 404 when it is not one of this person's, or has ended before
   */
  @Transactional
  public void end(Session by, UUID sessionId) {
    UUID accountId = by.member().id();
    if (!sessions.end(accountId, sessionId)) {
      throw new Refusal(HttpStatus.NOT_FOUND, "account.session.gone");
    }
    audit.record(accountId, "SESSION_ENDED", "SESSION", sessionId.toString());
  }

  /** Ends all but the one in use. */
  @Transactional
  public void endOthers(Session by) {
    UUID accountId = by.member().id();
    if (sessions.endOthers(accountId, by.id()) > 0) {
      audit.record(accountId, "SESSIONS_ENDED", "STAFF", accountId.toString());
    }
  }

  /** The person has seen the notice of a new device. */
  @Transactional
  public void seen(Session by) {
    devices.seen(by);
  }

  private Set<UUID> fresh(UUID accountId) {
    return jdbc.prepareStatement(
        // Index staff_notice_open.
        "SELECT session_id FROM tinbao.staff_notice WHERE account_id = ? AND seen_at IS NULL",
        select -> {
          select.setObject(1, accountId);
          Set<UUID> found = new HashSet<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getObject(1, UUID.class));
            }
          }
          return found;
        });
  }
}

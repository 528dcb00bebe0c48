package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.util.HexFormat;
import java.util.Optional;
import vn.tinbao.server.vault.KeyedHash;

/** Whose account a subject of the identity provider opens. */
@Singleton
class OidcLinks {
  private final JdbcOperations jdbc;
  private final SessionStore sessions;
  private final KeyedHash hashes;
  private final Audit audit;

  OidcLinks(JdbcOperations jdbc, SessionStore sessions, KeyedHash hashes, Audit audit) {
    this.jdbc = jdbc;
    this.sessions = sessions;
    this.hashes = hashes;
    this.audit = audit;
  }

  /** The person, if the account is open. */
  @Transactional
  public Optional<StaffMember> member(String issuer, String subject) {
    return jdbc.prepareStatement(
        // The unique key on (issuer, subject).
        "SELECT "
            + StaffAccounts.MEMBER
            + """
             FROM tinbao.staff_oidc o JOIN tinbao.staff_account a ON a.id = o.account_id
            WHERE o.issuer = ? AND o.subject = ? AND a.active
            """,
        select -> {
          select.setString(1, issuer);
          select.setString(2, subject);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(StaffAccounts.member(row)) : Optional.empty();
          }
        });
  }

  /** Somebody came whom no account is for; the audit gets the keyed hash only. */
  @Transactional
  public void unknown(String issuer, String subject) {
    audit.record(
        null,
        "SIGN_IN_FAILED",
        "SUBJECT",
        HexFormat.of().formatHex(hashes.of("staff-subject", issuer + " " + subject)));
  }

  /** Ends all sessions of a person who signed out there. */
  @Transactional
  public void endSessions(String issuer, String subject) {
    member(issuer, subject)
        .ifPresent(
            member -> {
              if (sessions.endAll(member.id()) > 0) {
                audit.record(null, "SESSIONS_ENDED", "STAFF", member.id().toString());
              }
            });
  }
}

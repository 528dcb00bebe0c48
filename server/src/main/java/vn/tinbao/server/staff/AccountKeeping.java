package vn.tinbao.server.staff;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Refusal;

/**
 * What administrators do with the accounts of others: invite, change, close, and replace lost
 * credentials by two persons. One change at a time for the whole house, and the rights of who does
 * it are read within its transaction: two administrators cannot close each other.
 *
 * <p>Everything is refused with a {@link Refusal}: 404 where the person may not even see the
 * account, 403 or 409 otherwise.
 */
@Singleton
class AccountKeeping {
  /** Any number that no other lock of the house has. */
  private static final long ONE_CHANGE_AT_A_TIME = 138_120_001L;

  /** OpenID Connect Core 1.0, section 2. */
  private static final int LONGEST_SUBJECT = 255;

  private static final String ACCOUNT =
      "SELECT "
          + StaffAccounts.MEMBER
          + """
          , a.active, a.created_at,
            (a.password_hash IS NOT NULL AND a.totp_secret IS NOT NULL)
              OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = a.id) AS enrolled,
            (SELECT o.subject FROM tinbao.staff_oidc o WHERE o.account_id = a.id) AS subject,
            i.expires_at AS invited_until,
            (SELECT count(*) FROM tinbao.staff_session s WHERE s.account_id = a.id) AS sessions,
            r.id AS reset_id, r.password AS reset_password, r.factor AS reset_factor,
            r.requested_by, (SELECT q.name FROM tinbao.staff_account q WHERE q.id = r.requested_by)
              AS requester, r.requested_at, r.expires_at AS reset_until
          FROM tinbao.staff_account a
          LEFT JOIN tinbao.staff_invitation i ON i.account_id = a.id AND i.expires_at > ?
          LEFT JOIN tinbao.staff_reset r ON r.account_id = a.id AND r.state = 'PENDING'
            AND r.expires_at > ?
          """;

  private final JdbcOperations jdbc;
  private final StaffAccounts accounts;
  private final AccountKeepers keepers;
  private final Enrolments enrolments;
  private final SessionStore sessions;
  private final ApplicationEventPublisher<AccountClosed> closed;
  private final ApplicationEventPublisher<AccountChanged> changed;
  private final Audit audit;
  private final StaffSettings settings;
  private final Clock clock;

  AccountKeeping(
      JdbcOperations jdbc,
      StaffAccounts accounts,
      AccountKeepers keepers,
      Enrolments enrolments,
      SessionStore sessions,
      ApplicationEventPublisher<AccountClosed> closed,
      ApplicationEventPublisher<AccountChanged> changed,
      Audit audit,
      StaffSettings settings,
      Clock clock) {
    this.jdbc = jdbc;
    this.accounts = accounts;
    this.keepers = keepers;
    this.enrolments = enrolments;
    this.sessions = sessions;
    this.closed = closed;
    this.changed = changed;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** A person to be invited. */
  record NewPerson(String username, String name, String agencyId, Set<Role> roles) {}

  /** An account that was made or opened anew, and the code to hand over. */
  record Opened(UUID id, String name, Enrolments.Invitation invitation) {}

  /** Accounts that the viewer sees, by user name; those that wait for a second person first. */
  @Transactional
  public List<StaffLine> list(StaffMember viewer, String search, String after, int most) {
    return select(
        viewer,
        "AND a.username > ? AND strpos(tinbao.plain_letters(a.name || ' ' || a.username),"
            + " tinbao.plain_letters(?)) > 0 ORDER BY a.username LIMIT "
            + most,
        after,
        search.strip());
  }

  /** Accounts that the viewer sees for which somebody asked that credentials be replaced. */
  @Transactional
  public List<StaffLine> waiting(StaffMember viewer) {
    return select(viewer, "AND r.id IS NOT NULL ORDER BY r.requested_at, a.id LIMIT 100");
  }

  /** One account. */
  @Transactional
  public StaffLine one(StaffMember viewer, UUID id) {
    return select(viewer, "AND a.id = ?::uuid", id.toString()).stream()
        .findFirst()
        .orElseThrow(AccountKeeping::unknown);
  }

  /** Makes an account without password and second factor, and a code to choose them with. */
  @Transactional
  public Opened invite(StaffMember by, NewPerson person) {
    StaffMember keeper = lock(by);
    requireGivable(keeper, person.agencyId(), person.roles(), Set.of());
    StaffMember made =
        accounts.create(
            new StaffAccounts.NewAccount(
                person.username(),
                person.name(),
                person.agencyId(),
                person.roles(),
                null,
                false,
                null),
            keeper.id());
    return new Opened(
        made.id(), made.name(), enrolments.invite(made.id(), true, true, keeper.id()));
  }

  /** A new code for somebody who never enrolled; the old one dies. */
  @Transactional
  public Opened inviteAgain(StaffMember by, UUID id) {
    StaffMember keeper = lock(by);
    StaffLine line = kept(keeper, id);
    if (line.enrolled() || !line.active() || !neverEnrolled(id)) {
      throw new Refusal(HttpStatus.CONFLICT, "account.enrolled-already");
    }
    audit.record(keeper.id(), "INVITED_AGAIN", "STAFF", id.toString());
    return new Opened(id, line.member().name(), enrolments.invite(id, true, true, keeper.id()));
  }

  /** Changes name, agency and roles. Open streams end; the next request has the new rights. */
  @Transactional
  public void change(StaffMember by, UUID id, String name, String agencyId, Set<Role> roles) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    requireGivable(keeper, agencyId, roles, line.member().roles());
    if (line.member().is(Role.ADMIN)
        && (!roles.contains(Role.ADMIN) || !agencyId.equals(line.member().agencyId()))) {
      requireAnotherAdmin(id);
    }
    if (name.isBlank()) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "account.name");
    }
    jdbc.prepareStatement(
        "UPDATE tinbao.staff_account SET name = ?, agency_id = ? WHERE id = ?",
        update -> {
          update.setString(1, name.strip());
          update.setString(2, agencyId);
          update.setObject(3, id);
          return update.executeUpdate();
        });
    accounts.replaceRoles(id, roles);
    audit.record(keeper.id(), "ACCOUNT_CHANGED", "STAFF", id.toString());
    if (!roles.equals(line.member().roles())) {
      audit.record(keeper.id(), "ROLES_CHANGED", "STAFF", id.toString());
    }
    if (!agencyId.equals(line.member().agencyId())) {
      audit.record(keeper.id(), "AGENCY_CHANGED", "STAFF", id.toString());
    }
    sessions.changed(id);
    changed.publishEvent(new AccountChanged(id));
  }

  /** Closes an account: no sign-in, no session, no stream, no device, from now on. */
  @Transactional
  public void close(StaffMember by, UUID id) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    if (!line.active()) {
      return;
    }
    if (line.member().is(Role.ADMIN)) {
      requireAnotherAdmin(id);
    }
    setActive(id, false);
    enrolments.revoke(id);
    withdrawReset(id, keeper.id());
    var unused = sessions.endAll(id);
    audit.record(keeper.id(), "ACCOUNT_CLOSED", "STAFF", id.toString());
    closed.publishEvent(new AccountClosed(id));
  }

  /** Opens a closed account again, with the password and second factor it had. */
  @Transactional
  public void reopen(StaffMember by, UUID id) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    if (line.active()) {
      return;
    }
    requireGivable(keeper, line.member().agencyId(), line.member().roles(), Set.of());
    setActive(id, true);
    audit.record(keeper.id(), "ACCOUNT_REOPENED", "STAFF", id.toString());
  }

  /** Ends all sessions of a person: a phone was lost, a browser was left open. */
  @Transactional
  public void endSessions(StaffMember by, UUID id) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    var unused = sessions.endAll(line.member().id());
    audit.record(keeper.id(), "SESSIONS_ENDED", "STAFF", id.toString());
  }

  /** First person: asks that a lost password, second factor or both be replaced. */
  @Transactional
  public void requestReset(StaffMember by, UUID id, boolean password, boolean factor) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    if (!password && !factor) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "account.reset.nothing");
    }
    if (!line.active() || neverEnrolled(id)) {
      throw new Refusal(HttpStatus.CONFLICT, "account.reset.not-enrolled");
    }
    withdrawExpired(id);
    Instant now = clock.instant();
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.staff_reset
              (id, account_id, password, factor, state, requested_by, requested_at, expires_at)
            VALUES (?, ?, ?, ?, 'PENDING', ?, ?, ?)
            ON CONFLICT (account_id) WHERE state = 'PENDING' DO NOTHING
            """,
            insert -> {
              insert.setObject(1, UuidCreator.getTimeOrderedEpoch());
              insert.setObject(2, id);
              insert.setBoolean(3, password);
              insert.setBoolean(4, factor);
              insert.setObject(5, keeper.id());
              insert.setObject(6, now.atOffset(java.time.ZoneOffset.UTC));
              insert.setObject(
                  7, now.plus(settings.invitation()).atOffset(java.time.ZoneOffset.UTC));
              return insert.executeUpdate();
            });
    if (made == 0) {
      throw new Refusal(HttpStatus.CONFLICT, "account.reset.pending");
    }
    audit.record(keeper.id(), "RESET_REQUESTED", "STAFF", id.toString());
  }

  /**
   * Second person: another administrator or the head of the agency. What is replaced stops counting
   * at once, all sessions end, and the code to enrol anew is shown to this person, once.
   */
  @Transactional
  public Opened confirmReset(StaffMember by, UUID id, UUID resetId) {
    StaffMember second = lock(by);
    StaffLine line = one(second, id);
    StaffLine.Reset reset = pending(line, resetId);
    if (!keepers.confirms(second, line.member().agencyId())) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.not-keeper");
    }
    if (second.id().equals(reset.requestedBy()) || second.id().equals(id)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.reset.two");
    }
    if (madeBy(second.id(), reset.requestedBy())) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.reset.own-creature");
    }
    decide(resetId, "CONFIRMED", second.id());
    jdbc.prepareStatement(
        """
        UPDATE tinbao.staff_account SET password_hash = CASE WHEN ? THEN NULL ELSE password_hash END,
          totp_secret = CASE WHEN ? THEN NULL ELSE totp_secret END WHERE id = ?
        """,
        update -> {
          update.setBoolean(1, reset.password());
          update.setBoolean(2, reset.factor());
          update.setObject(3, id);
          return update.executeUpdate();
        });
    var unused = sessions.endAll(id);
    audit.record(second.id(), "RESET_CONFIRMED", "STAFF", id.toString());
    return new Opened(
        id,
        line.member().name(),
        enrolments.invite(id, reset.password(), reset.factor(), second.id()));
  }

  /** Whether the account of the one was invited, or given its roles, by the other. */
  private boolean madeBy(UUID account, UUID keeper) {
    return jdbc.prepareStatement(
        // audit_of_subject
        """
        SELECT EXISTS (SELECT 1 FROM tinbao.audit WHERE subject_kind = 'STAFF' AND subject_id = ?
          AND staff_id = ? AND action IN ('ACCOUNT_CREATED', 'ROLES_CHANGED'))
        """,
        select -> {
          select.setString(1, account.toString());
          select.setObject(2, keeper);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** Says no to it, or takes it back when it was the own request. */
  @Transactional
  public void rejectReset(StaffMember by, UUID id, UUID resetId) {
    StaffMember second = lock(by);
    StaffLine line = one(second, id);
    StaffLine.Reset reset = pending(line, resetId);
    boolean own = second.id().equals(reset.requestedBy());
    if (!own && !keepers.confirms(second, line.member().agencyId())) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.not-keeper");
    }
    decide(resetId, own ? "WITHDRAWN" : "REJECTED", second.id());
    audit.record(second.id(), own ? "RESET_WITHDRAWN" : "RESET_REJECTED", "STAFF", id.toString());
  }

  /** Says who an invited person is to the identity provider, which signs them in from then on. */
  @Transactional
  public void link(StaffMember by, UUID id, String issuer, String subject) {
    StaffMember keeper = lock(by);
    StaffLine line = keptOther(keeper, id);
    if (issuer.isEmpty()) {
      throw new Refusal(HttpStatus.CONFLICT, "account.oidc.off");
    }
    if (!neverEnrolled(id) || line.subject() != null) {
      // Else one administrator could make somebody else's account open for a person of choice.
      throw new Refusal(HttpStatus.CONFLICT, "account.oidc.enrolled");
    }
    if (subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "account.oidc.subject");
    }
    int made =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.staff_oidc (account_id, issuer, subject, linked_at)
            VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setString(2, issuer);
              insert.setString(3, subject.strip());
              insert.setObject(4, OffsetDateTime.now(clock));
              return insert.executeUpdate();
            });
    if (made == 0) {
      throw new Refusal(HttpStatus.CONFLICT, "account.oidc.taken");
    }
    enrolments.revoke(id);
    audit.record(keeper.id(), "OIDC_LINKED", "STAFF", id.toString());
  }

  private StaffMember lock(StaffMember by) {
    jdbc.prepareStatement(
        "SELECT pg_advisory_xact_lock(" + ONE_CHANGE_AT_A_TIME + ")",
        select -> {
          try (ResultSet row = select.executeQuery()) {
            return row.next();
          }
        });
    return accounts.active(by.id()).orElseThrow(AccountKeeping::unknown);
  }

  private StaffLine kept(StaffMember keeper, UUID id) {
    StaffLine line = one(keeper, id);
    if (!keepers.keeps(keeper, line.member().agencyId())) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.not-keeper");
    }
    return line;
  }

  private StaffLine keptOther(StaffMember keeper, UUID id) {
    StaffLine line = kept(keeper, id);
    if (keeper.id().equals(id)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.own");
    }
    return line;
  }

  /** Roles that the person has already may stay, whoever gave them. */
  private void requireGivable(
      StaffMember keeper, String agencyId, Set<Role> roles, Set<Role> before) {
    if (!keepers.keeps(keeper, agencyId)) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "account.agency");
    }
    if (roles.isEmpty()) {
      throw new Refusal(HttpStatus.UNPROCESSABLE_ENTITY, "account.roles");
    }
    Set<Role> given = EnumSet.copyOf(roles);
    given.removeAll(before);
    if (!keepers.mayGive(keeper).containsAll(given)) {
      throw new Refusal(HttpStatus.FORBIDDEN, "account.role-not-yours");
    }
  }

  private void requireAnotherAdmin(UUID without) {
    boolean another =
        jdbc.prepareStatement(
            """
            SELECT EXISTS (SELECT FROM tinbao.staff_account a
              JOIN tinbao.staff_role r ON r.account_id = a.id AND r.role = 'ADMIN'
              WHERE a.active AND a.id <> ? AND (a.totp_secret IS NOT NULL
                OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = a.id)))
            """,
            select -> {
              select.setObject(1, without);
              try (ResultSet row = select.executeQuery()) {
                return row.next() && row.getBoolean(1);
              }
            });
    if (!another) {
      throw new Refusal(HttpStatus.CONFLICT, "account.last-admin");
    }
  }

  /** Nobody ever chose anything for this account: a code for it takes nothing from anybody. */
  private boolean neverEnrolled(UUID id) {
    return jdbc.prepareStatement(
        """
        SELECT password_hash IS NULL AND totp_secret IS NULL AND totp_step = 0
          AND NOT EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = a.id)
        FROM tinbao.staff_account a WHERE id = ?
        """,
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  private void setActive(UUID id, boolean active) {
    jdbc.prepareStatement(
        "UPDATE tinbao.staff_account SET active = ? WHERE id = ?",
        update -> {
          update.setBoolean(1, active);
          update.setObject(2, id);
          return update.executeUpdate();
        });
  }

  private static StaffLine.Reset pending(StaffLine line, UUID resetId) {
    StaffLine.Reset reset = line.reset();
    if (reset == null || !reset.id().equals(resetId) || !line.active()) {
      throw new Refusal(HttpStatus.CONFLICT, "account.reset.gone");
    }
    return reset;
  }

  private void decide(UUID resetId, String state, UUID by) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.staff_reset SET state = ?, decided_by = ?, decided_at = ?
        WHERE id = ? AND state = 'PENDING'
        """,
        update -> {
          update.setString(1, state);
          update.setObject(2, by);
          update.setObject(3, OffsetDateTime.now(clock));
          update.setObject(4, resetId);
          return update.executeUpdate();
        });
  }

  private void withdrawReset(UUID accountId, @Nullable UUID by) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.staff_reset SET state = 'WITHDRAWN', decided_by = ?, decided_at = ?
        WHERE account_id = ? AND state = 'PENDING'
        """,
        update -> {
          update.setObject(1, by);
          update.setObject(2, OffsetDateTime.now(clock));
          update.setObject(3, accountId);
          return update.executeUpdate();
        });
  }

  private void withdrawExpired(UUID accountId) {
    jdbc.prepareStatement(
        """
        UPDATE tinbao.staff_reset SET state = 'WITHDRAWN', decided_at = ?
        WHERE account_id = ? AND state = 'PENDING' AND expires_at <= ?
        """,
        update -> {
          update.setObject(1, OffsetDateTime.now(clock));
          update.setObject(2, accountId);
          update.setObject(3, OffsetDateTime.now(clock));
          return update.executeUpdate();
        });
  }

  private List<StaffLine> select(StaffMember viewer, String and, String... parameters) {
    Optional<Set<String>> sights = keepers.sights(viewer);
    return jdbc.prepareStatement(
        // Walks the unique key on username, or staff_account_pkey.
        ACCOUNT + "WHERE (?::text[] IS NULL OR a.agency_id = ANY (?::text[])) " + and,
        select -> {
          OffsetDateTime now = OffsetDateTime.now(clock);
          select.setObject(1, now);
          select.setObject(2, now);
          java.sql.Array seen =
              sights.isEmpty()
                  ? null
                  : select.getConnection().createArrayOf("text", sights.get().toArray());
          select.setArray(3, seen);
          select.setArray(4, seen);
          for (int i = 0; i < parameters.length; i++) {
            select.setString(5 + i, parameters[i]);
          }
          List<StaffLine> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(line(row));
            }
          }
          return found;
        });
  }

  private static StaffLine line(ResultSet row) throws SQLException {
    UUID resetId = row.getObject("reset_id", UUID.class);
    OffsetDateTime invitedUntil = row.getObject("invited_until", OffsetDateTime.class);
    return new StaffLine(
        StaffAccounts.member(row),
        row.getBoolean("active"),
        row.getBoolean("enrolled"),
        row.getString("subject"),
        invitedUntil == null ? null : invitedUntil.toInstant(),
        row.getInt("sessions"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        resetId == null
            ? null
            : new StaffLine.Reset(
                resetId,
                row.getBoolean("reset_password"),
                row.getBoolean("reset_factor"),
                row.getObject("requested_by", UUID.class),
                String.valueOf(row.getString("requester")),
                row.getObject("requested_at", OffsetDateTime.class).toInstant(),
                row.getObject("reset_until", OffsetDateTime.class).toInstant()));
  }

  private static Refusal unknown() {
    return new Refusal(HttpStatus.NOT_FOUND, "account.unknown");
  }
}

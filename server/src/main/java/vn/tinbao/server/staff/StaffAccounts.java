package vn.tinbao.server.staff;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.SecretSeal;

/** The people: who they are, and their credentials for {@link SignIn}. */
@Singleton
public class StaffAccounts {
  private static final String NOBODY = "totp:nobody";
  private static final Pattern USERNAME = Pattern.compile("[a-z0-9][a-z0-9._-]{1,62}");

  /** Columns of {@link #member}; roles come as an array of text. */
  static final String MEMBER =
      """
      a.id, a.username, a.name, a.agency_id,
        ARRAY(SELECT r.role FROM tinbao.staff_role r WHERE r.account_id = a.id) AS roles
      """;

  private final JdbcOperations jdbc;
  private final SecretSeal seal;
  private final Audit audit;
  private final SessionStore sessions;
  private final Clock clock;
  private volatile byte[] nobodysSealedSecret;

  StaffAccounts(
      JdbcOperations jdbc, SecretSeal seal, Audit audit, SessionStore sessions, Clock clock) {
    this.jdbc = jdbc;
    this.seal = seal;
    this.audit = audit;
    this.sessions = sessions;
    this.clock = clock;
    this.nobodysSealedSecret = seal.seal(new byte[OneTimeCodes.SECRET_BYTES], NOBODY);
  }

  /**
   * An account to be made.
   *
   * @param passwordHash Argon2id in PHC form; null until the person chooses one
   * @param passwordOnce whether the person must choose another at the first sign-in
   * @param totpSecret plain, stored sealed; null until the person sets up a second factor
   */
  record NewAccount(
      String username,
      String name,
      String agencyId,
      Set<Role> roles,
      @Nullable String passwordHash,
      boolean passwordOnce,
      byte @Nullable [] totpSecret) {

    @Override
    public String toString() {
      return "NewAccount[" + username + "]";
    }
  }

  /** An account cannot be made like this. */
  static final class UnfitException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final String key;

    UnfitException(String key, String message) {
      super(message);
      this.key = key;
    }

    /** Of the sentence for people. */
    String key() {
      return key;
    }
  }

  /** What a sign-in is checked against. */
  record Credentials(
      StaffMember member, String passwordHash, boolean passwordOnce, byte[] totpSecret) {

    @Override
    public String toString() {
      return "Credentials[" + member.id() + "]";
    }
  }

  /**
   * Makes an account.
   *
   * @param by who does it; null for the command line
   * @throws UsernameTakenException when there is one with that name
   * @throws UnfitException when the name cannot be a user name, or name or role is missing
   */
  @Transactional
  StaffMember create(NewAccount account, @Nullable UUID by) {
    String username = normal(account.username());
    if (!USERNAME.matcher(username).matches()) {
      throw new UnfitException(
          "account.username",
          "A user name has 2 to 63 small letters, digits, dots, hyphens or underscores");
    }
    if (account.roles().isEmpty()) {
      throw new UnfitException("account.roles", "An account needs a role");
    }
    if (account.name().isBlank()) {
      throw new UnfitException("account.name", "An account needs the name of its person");
    }
    UUID id = UuidCreator.getTimeOrderedEpoch();
    int inserted =
        jdbc.prepareStatement(
            """
            INSERT INTO tinbao.staff_account
              (id, username, name, agency_id, password_hash, password_once, totp_secret, created_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (username) DO NOTHING
            """,
            insert -> {
              insert.setObject(1, id);
              insert.setString(2, username);
              insert.setString(3, account.name().strip());
              insert.setString(4, account.agencyId());
              insert.setString(5, account.passwordHash());
              insert.setBoolean(6, account.passwordOnce());
              byte[] secret = account.totpSecret();
              insert.setBytes(7, secret == null ? null : seal.seal(secret, factorContext(id)));
              insert.setObject(8, OffsetDateTime.now(clock));
              return insert.executeUpdate();
            });
    if (inserted == 0) {
      throw new UsernameTakenException(username);
    }
    replaceRoles(id, account.roles());
    audit.record(by, "ACCOUNT_CREATED", "STAFF", id.toString());
    return new StaffMember(
        id, username, account.name().strip(), account.agencyId(), account.roles());
  }

  /** Gives a person these roles and no others; in the caller's transaction. */
  void replaceRoles(UUID id, Set<Role> roles) {
    String[] names = roles.stream().map(Role::name).toArray(String[]::new);
    jdbc.prepareStatement(
        "DELETE FROM tinbao.staff_role WHERE account_id = ? AND role <> ALL (?)",
        delete -> {
          delete.setObject(1, id);
          delete.setArray(2, delete.getConnection().createArrayOf("text", names));
          return delete.executeUpdate();
        });
    jdbc.prepareStatement(
        """
        INSERT INTO tinbao.staff_role (account_id, role) SELECT ?, unnest(?::text[])
        ON CONFLICT DO NOTHING
        """,
        insert -> {
          insert.setObject(1, id);
          insert.setArray(2, insert.getConnection().createArrayOf("text", names));
          return insert.executeUpdate();
        });
  }

  /** The person with this id as of now, if the account is open. */
  @Transactional
  public Optional<StaffMember> active(UUID id) {
    return jdbc.prepareStatement(
        "SELECT " + MEMBER + " FROM tinbao.staff_account a WHERE a.id = ? AND a.active",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(member(row)) : Optional.empty();
          }
        });
  }

  /** The person with this id, gone ones included: their names stand in old timelines. */
  @Transactional
  public Optional<StaffMember> byId(UUID id) {
    return jdbc.prepareStatement(
        "SELECT " + MEMBER + " FROM tinbao.staff_account a WHERE a.id = ?",
        select -> {
          select.setObject(1, id);
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? Optional.of(member(row)) : Optional.empty();
          }
        });
  }

  /** The field officers of an agency who may be sent out, by name. */
  @Transactional
  public List<StaffMember> officersOf(String agencyId) {
    return ofAgency(
        agencyId,
        """
        AND EXISTS (SELECT FROM tinbao.staff_role r
                    WHERE r.account_id = a.id AND r.role = 'FIELD_OFFICER')
        ORDER BY a.name, a.id
        """);
  }

  /** All people of an agency who may sign in, by name. */
  @Transactional
  public List<StaffMember> colleagues(String agencyId) {
    return ofAgency(agencyId, "ORDER BY a.name, a.id LIMIT 500");
  }

  /** Those of {@link #colleagues} who have what it takes to sign in, now; by name. */
  @Transactional
  public List<StaffMember> enrolled(String agencyId) {
    return ofAgency(
        agencyId,
        """
        AND ((a.password_hash IS NOT NULL AND a.totp_secret IS NOT NULL)
          OR EXISTS (SELECT FROM tinbao.staff_oidc o WHERE o.account_id = a.id))
        ORDER BY a.name, a.id LIMIT 500
        """);
  }

  /** The active people of an agency; {@code rest} is further conditions and the order. */
  private List<StaffMember> ofAgency(String agencyId, String rest) {
    return jdbc.prepareStatement(
        // Index staff_account_of_agency.
        "SELECT "
            + MEMBER
            + " FROM tinbao.staff_account a WHERE a.agency_id = ? AND a.active "
            + rest,
        select -> {
          select.setString(1, agencyId);
          List<StaffMember> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(member(row));
            }
          }
          return found;
        });
  }

  /** Ends every session of this person at once, on all devices. */
  @Transactional
  public void endSessions(UUID accountId) {
    var unused = sessions.endAll(accountId);
  }

  /** What the person of this name, who may still sign in, must know. */
  @Transactional
  Optional<Credentials> credentials(String username) {
    return jdbc.prepareStatement(
        "SELECT "
            + MEMBER
            + """
            , a.password_hash, a.password_once, a.totp_secret
            FROM tinbao.staff_account a WHERE a.username = ? AND a.active
              AND a.password_hash IS NOT NULL AND a.totp_secret IS NOT NULL
            """,
        select -> {
          select.setString(1, normal(username));
          try (ResultSet row = select.executeQuery()) {
            if (!row.next()) {
              return Optional.empty();
            }
            StaffMember member = member(row);
            return Optional.of(
                new Credentials(
                    member,
                    row.getString("password_hash"),
                    row.getBoolean("password_once"),
                    seal.open(row.getBytes("totp_secret"), factorContext(member.id()))));
          }
        });
  }

  /** Whether this person signs in here with a password. */
  @Transactional
  public boolean hasPassword(UUID accountId) {
    return jdbc.prepareStatement(
        "SELECT password_hash IS NOT NULL FROM tinbao.staff_account WHERE id = ?",
        select -> {
          select.setObject(1, accountId);
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** The second factor of nobody, opened like anybody's: work for a name that nobody has. */
  byte[] nobodysSecret() {
    try {
      return seal.open(nobodysSealedSecret, NOBODY);
    } catch (SealBrokenException rotated) {
      nobodysSealedSecret = seal.seal(new byte[OneTimeCodes.SECRET_BYTES], NOBODY);
      return seal.open(nobodysSealedSecret, NOBODY);
    }
  }

  /**
   * Replaces the password by one that the person chose. All sessions end; another begins in the
   * place of the one in which it was chosen.
   */
  @Transactional
  public SessionStore.NewSession choosePassword(Session in, String passwordHash) {
    UUID accountId = in.member().id();
    jdbc.prepareStatement(
        "UPDATE tinbao.staff_account SET password_hash = ?, password_once = false WHERE id = ?",
        update -> {
          update.setString(1, passwordHash);
          update.setObject(2, accountId);
          return update.executeUpdate();
        });
    var unused = sessions.endAll(accountId);
    audit.record(accountId, "PASSWORD_CHOSEN", "STAFF", accountId.toString());
    return sessions.begin(accountId, in.kind(), in.device());
  }

  /** Small letters, no blanks around: how names are stored and compared. */
  static String normal(String username) {
    return username.strip().toLowerCase(Locale.ROOT);
  }

  static StaffMember member(ResultSet row) throws SQLException {
    return new StaffMember(
        row.getObject("id", UUID.class),
        row.getString("username"),
        row.getString("name"),
        row.getString("agency_id"),
        roles(row.getArray("roles")));
  }

  private static Set<Role> roles(Array names) throws SQLException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : (String[]) names.getArray()) {
      roles.add(Role.valueOf(name));
    }
    return roles;
  }

  /** What a second factor is sealed for. */
  static String factorContext(UUID id) {
    return "totp:" + id;
  }
}

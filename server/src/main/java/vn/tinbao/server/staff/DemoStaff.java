package vn.tinbao.server.staff;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Accounts for {@code ./tinbao demo}, with a password and a second factor that stand in the README.
 * Nothing but the demo may call it: whoever has read this file can sign in.
 */
@Singleton
public class DemoStaff {
  /** Password of every demo account. */
  public static final String PASSWORD = "demo-138-tinbao";

  /** Second factor of every demo account, base 32. */
  public static final String TOTP_SECRET = "TINBAODEMOTINBAODEMOTINBAODEMO23";

  /** Hash of {@link #PASSWORD}, made once and for all, so that the demo starts at once. */
  static final String PASSWORD_HASH =
      "$argon2id$v=19$m=19456,t=2,p=1$VGluQmFvRGVtbzEzOEFubQ"
          + "$3N7HeB3Lw0ol2+/UhDug1nBD7lhaZyFHkCtdWb6Jas4";

  private final StaffAccounts accounts;
  private final OneTimeCodes codes;
  private final JdbcOperations jdbc;
  private final Clock clock;

  DemoStaff(StaffAccounts accounts, OneTimeCodes codes, JdbcOperations jdbc, Clock clock) {
    this.accounts = accounts;
    this.codes = codes;
    this.jdbc = jdbc;
    this.clock = clock;
  }

  /** An account that the demo wants. */
  public record AgencySeat(String username, String name, String agencyId, Set<Role> roles) {}

  /** How to sign in to it. */
  public record DemoSignIn(
      UUID id,
      String username,
      String password,
      String totpSecret,
      String otpauthUri,
      AgencySeat seat) {}

  /** Makes the accounts that are not there yet; the others are left as they are. */
  @Transactional
  public List<DemoSignIn> install(List<AgencySeat> seats) {
    byte[] secret = Base32.decode(TOTP_SECRET);
    List<DemoSignIn> signIns = new ArrayList<>();
    for (AgencySeat seat : seats) {
      UUID id = idOf(seat.username());
      if (id == null) {
        id =
            accounts
                .create(
                    new StaffAccounts.NewAccount(
                        seat.username(),
                        seat.name(),
                        seat.agencyId(),
                        seat.roles(),
                        PASSWORD_HASH,
                        false,
                        secret),
                    null)
                .id();
      }
      signIns.add(
          new DemoSignIn(
              id,
              seat.username(),
              PASSWORD,
              TOTP_SECRET,
              OneTimeCodes.uri(seat.username(), secret),
              seat));
    }
    return signIns;
  }

  /**
   * Whether the database has accounts that are neither among these nor invited by them: then it is
   * no demo's, and accounts with a published password must not be made in it.
   */
  @Transactional
  public boolean othersWorkHere(List<AgencySeat> seats) {
    String[] names =
        seats.stream().map(seat -> StaffAccounts.normal(seat.username())).toArray(String[]::new);
    return jdbc.prepareStatement(
        // Index audit_of_staff, for each demo account.
        """
        WITH RECURSIVE ours AS (
          SELECT id FROM tinbao.staff_account WHERE username = ANY (?)
          UNION
          SELECT made.subject_id::uuid FROM ours JOIN tinbao.audit made ON made.staff_id = ours.id
            AND made.action = 'ACCOUNT_CREATED' AND made.subject_kind = 'STAFF')
        SELECT EXISTS (SELECT FROM tinbao.staff_account WHERE id NOT IN (SELECT id FROM ours))
        """,
        select -> {
          select.setArray(1, select.getConnection().createArrayOf("text", names));
          try (ResultSet row = select.executeQuery()) {
            return row.next() && row.getBoolean(1);
          }
        });
  }

  /** The six digits that open every demo account now. */
  public String codeNow() {
    return codes.codeAt(Base32.decode(TOTP_SECRET), clock.instant());
  }

  private @Nullable UUID idOf(String username) {
    return jdbc.prepareStatement(
        "SELECT id FROM tinbao.staff_account WHERE username = ?",
        select -> {
          select.setString(1, StaffAccounts.normal(username));
          try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getObject("id", UUID.class) : null;
          }
        });
  }
}

package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/**
 * A failed sign-in costs the same work whoever is meant. Counted, not timed: a clock would tell
 * more of the machine than of the code.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.staff.address-failures", value = "1000")
class SignInWorkTest {
  private static final String AGENCY = "ca_xa@23535/2025-07-01";

  @Inject DemoStaff demo;
  @Inject StaffAccounts realAccounts;
  @Inject AccountKeeping keeping;
  @Inject JdbcOperations jdbc;
  @Inject SecretSeal seal;
  @Inject Audit audit;
  @Inject SessionStore sessions;
  @Inject Passwords passwords;
  @Inject OneTimeCodes codes;
  @Inject NameLocks names;
  @Inject AddressLimits addresses;
  @Inject SignInRecords records;
  @Inject TransactionOperations<Connection> transactions;
  @Inject SettableClock clock;
  @Inject Clock time;
  @Inject TestSql sql;

  private record Work(long argon2, int sealsOpened, long auditRows, long failureRows) {}

  @Test
  void an_unknown_name_a_wrong_password_a_wrong_code_and_a_closed_account_cost_the_same() {
    clock.advance(Duration.ofDays(1));
    StaffMember admin = person(Role.ADMIN);
    StaffMember open = person(Role.DUTY_OFFICER);
    StaffMember other = person(Role.DUTY_OFFICER);
    StaffMember shut = person(Role.DUTY_OFFICER);
    keeping.close(admin, shut.id());
    String invited = fresh();
    keeping.invite(
        admin,
        new AccountKeeping.NewPerson(invited, "Người mới", AGENCY, Set.of(Role.DUTY_OFFICER)));

    Map<String, Work> work = new LinkedHashMap<>();
    work.put("wrong password", of(open.username(), "wrong wrong wrong", demo.codeNow()));
    work.put("wrong code", of(other.username(), DemoStaff.PASSWORD, "000000"));
    work.put("unknown name", of(fresh(), DemoStaff.PASSWORD, demo.codeNow()));
    work.put("closed account", of(shut.username(), DemoStaff.PASSWORD, demo.codeNow()));
    work.put("not enrolled", of(invited, DemoStaff.PASSWORD, demo.codeNow()));
    work.put("too long a password", of(fresh(), "x".repeat(5_000), demo.codeNow()));

    assertThat(work.values()).containsOnly(new Work(1, 1, 1, 1));
  }

  @Test
  void a_name_that_must_wait_costs_the_same_whether_or_not_it_exists() {
    clock.advance(Duration.ofDays(1));
    StaffMember open = person(Role.DUTY_OFFICER);
    String unknown = fresh();
    for (int i = 0; i < 5; i++) {
      of(open.username(), "wrong", "000000");
      of(unknown, "wrong", "000000");
    }

    assertThat(of(open.username(), DemoStaff.PASSWORD, demo.codeNow()))
        .isEqualTo(of(unknown, DemoStaff.PASSWORD, demo.codeNow()))
        .isEqualTo(new Work(1, 1, 0, 0));
  }

  @Test
  void a_name_typed_wrong_is_kept_as_a_keyed_hash_only() throws Exception {
    String unknown = "mat.khau.go.nham." + fresh();
    of(unknown, "wrong", "000000");

    String plain =
        java.util.HexFormat.of()
            .formatHex(
                java.security.MessageDigest.getInstance("SHA-256")
                    .digest(unknown.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    for (String table : List.of("tinbao.staff_failure", "tinbao.audit")) {
      assertThat(sql.dump(table)).as(table).doesNotContain(unknown, plain);
    }
  }

  private Work of(String name, String password, String code) {
    AtomicInteger opened = new AtomicInteger();
    SecretSeal counting =
        new SecretSeal() {
          @Override
          public byte[] seal(byte[] plain, String context) {
            return seal.seal(plain, context);
          }

          @Override
          public byte[] open(byte[] sealed, String context) {
            opened.incrementAndGet();
            return seal.open(sealed, context);
          }
        };
    StaffAccounts accounts = new StaffAccounts(jdbc, counting, audit, sessions, time);
    SignIn signIn = new SignIn(accounts, passwords, codes, names, addresses, records);
    long argon2 = passwords.runs();
    long audited = sql.number("SELECT count(*) FROM tinbao.audit");
    long failures = failures();
    SignInOutcome outcome =
        transactions.executeWrite(
            status ->
                signIn.attempt(
                    new SignIn.Attempt(
                        name,
                        password,
                        code,
                        new SignInRecords.Place(SessionKind.WEB, null, null, null),
                        "192.0.2.7")));
    assertThat(outcome).isNotInstanceOf(SignInOutcome.Welcome.class);
    return new Work(
        passwords.runs() - argon2,
        opened.get(),
        sql.number("SELECT count(*) FROM tinbao.audit") - audited,
        failures() - failures);
  }

  private long failures() {
    return sql.number("SELECT coalesce(sum(failures), 0) FROM tinbao.staff_failure");
  }

  private StaffMember person(Role role) {
    UUID id =
        demo.install(List.of(new DemoStaff.AgencySeat(fresh(), "Người", AGENCY, Set.of(role))))
            .get(0)
            .id();
    return realAccounts.byId(id).orElseThrow();
  }

  private static String fresh() {
    return "nguoi." + UUID.randomUUID().toString().substring(0, 13);
  }
}

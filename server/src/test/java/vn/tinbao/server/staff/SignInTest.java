package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.staff.address-failures", value = "1000")
class SignInTest {
  private static final String AGENCY = "ca_xa@23538/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject Passwords passwords;
  @Inject Audit audit;
  @Inject SettableClock clock;
  @Inject TransactionOperations<Connection> transactions;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;

  private String name;
  private DemoStaff.DemoSignIn who;

  @BeforeEach
  void somebody_works_here() {
    clock.advance(Duration.ofDays(2));
    name = "truc." + UUID.randomUUID().toString().substring(0, 8);
    who =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(
                        name, "Rơ Châm H'Lan", AGENCY, Set.of(Role.DUTY_OFFICER))))
            .get(0);
  }

  @Test
  void name_password_and_code_open_the_desk() {
    Surfer surfer = new Surfer(server);
    HttpResponse<String> answer = signIn(surfer, name, DemoStaff.PASSWORD, demo.codeNow());

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location")).contains("/desk");
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .contains("HTTPOnly", "SameSite=Lax", "Path=/")
        .doesNotContain("Max-Age", "Secure");
    assertThat(surfer.get("/account/password").statusCode()).isEqualTo(200);
    assertThat(surfer.get("/account/password").body()).contains("Rơ Châm H&#39;Lan");
  }

  @Test
  void behind_tls_the_cookie_is_for_tls_only() {
    Surfer surfer = new Surfer(server);
    var answer =
        surfer.send(
            surfer
                .request("/login")
                .header("X-Forwarded-Proto", "https")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        Surfer.form(
                            "username",
                            name,
                            "password",
                            DemoStaff.PASSWORD,
                            "code",
                            demo.codeNow()))));

    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow()).contains("Secure");
    assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
  }

  @Test
  void a_wrong_password_a_wrong_code_and_an_unknown_name_get_the_same_answer() {
    var password = signIn(new Surfer(server), name, "wrong wrong wrong", demo.codeNow());
    var code = signIn(new Surfer(server), name, DemoStaff.PASSWORD, "000000");
    var unknown = signIn(new Surfer(server), "nobody.here", DemoStaff.PASSWORD, demo.codeNow());

    assertThat(List.of(password.statusCode(), code.statusCode(), unknown.statusCode()))
        .containsOnly(401);
    assertThat(code.body()).isEqualTo(password.body());
    assertThat(unknown.body().replace("nobody.here", name)).isEqualTo(password.body());
  }

  @Test
  void a_code_opens_once_only() {
    String code = demo.codeNow();

    assertThat(signIn(new Surfer(server), name, DemoStaff.PASSWORD, code).statusCode())
        .isEqualTo(303);
    assertThat(signIn(new Surfer(server), name, DemoStaff.PASSWORD, code).statusCode())
        .isEqualTo(401);
    clock.advance(Duration.ofSeconds(30));
    assertThat(signIn(new Surfer(server), name, DemoStaff.PASSWORD, demo.codeNow()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void after_five_failures_each_further_one_waits_twice_as_long() {
    for (String typed : List.of(name, "nobody." + name)) {
      for (int i = 0; i < 5; i++) {
        assertThat(signIn(new Surfer(server), typed, "wrong", "000000").statusCode())
            .isEqualTo(401);
      }
      var locked = signIn(new Surfer(server), typed, DemoStaff.PASSWORD, demo.codeNow());
      assertThat(locked.statusCode()).isEqualTo(429);
      assertThat(locked.headers().firstValue("Retry-After")).contains("30");

      clock.advance(Duration.ofSeconds(31));
      assertThat(signIn(new Surfer(server), typed, "wrong", "000000").statusCode()).isEqualTo(401);
      assertThat(
              signIn(new Surfer(server), typed, "wrong", "000000")
                  .headers()
                  .firstValue("Retry-After"))
          .contains("60");
    }
    clock.advance(Duration.ofSeconds(61));
    assertThat(signIn(new Surfer(server), name, DemoStaff.PASSWORD, demo.codeNow()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void no_wait_is_longer_than_a_quarter_of_an_hour() {
    for (int i = 0; i < 14; i++) {
      signIn(new Surfer(server), name, "wrong", "000000");
      clock.advance(Duration.ofMinutes(15).plusSeconds(1));
    }
    assertThat(signIn(new Surfer(server), name, DemoStaff.PASSWORD, demo.codeNow()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void a_session_ends_when_unused_and_at_the_latest_after_twelve_hours() {
    Surfer idle = signedIn();
    clock.advance(Duration.ofMinutes(31));
    assertThat(idle.get("/account/password").statusCode()).isEqualTo(303);

    Surfer busy = signedIn();
    for (int i = 0; i < 28; i++) {
      clock.advance(Duration.ofMinutes(25));
      assertThat(busy.get("/account/password").statusCode()).isEqualTo(200);
    }
    clock.advance(Duration.ofMinutes(25));
    assertThat(busy.get("/account/password").statusCode()).isEqualTo(303);
  }

  @Test
  void a_page_that_renews_itself_is_no_sign_of_life() {
    Surfer surfer = signedIn();
    for (int i = 0; i < 3; i++) {
      clock.advance(Duration.ofMinutes(9));
      assertThat(
              surfer
                  .send(surfer.request("/account").header("HX-Request", "true").GET())
                  .statusCode())
          .isEqualTo(200);
    }
    clock.advance(Duration.ofMinutes(9));
    var ended = surfer.send(surfer.request("/account").header("HX-Request", "true").GET());
    assertThat(ended.statusCode()).isEqualTo(401);
    assertThat(ended.headers().firstValue("HX-Redirect")).contains("/login");

    Surfer busy = signedIn();
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofMinutes(20));
      assertThat(busy.get("/account/here").statusCode()).isEqualTo(204);
    }
  }

  @Test
  void who_does_not_work_at_the_desk_is_led_to_the_own_page() {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat("dd." + name, "Địa bàn", AGENCY, Set.of(Role.FIELD_OFFICER))));
    Surfer surfer = new Surfer(server);

    assertThat(
            signIn(surfer, "dd." + name, DemoStaff.PASSWORD, demo.codeNow())
                .headers()
                .firstValue("Location"))
        .contains("/account");
    assertThat(surfer.get("/account").body()).contains("ứng dụng TinBao", "Công an xã");
    assertThat(surfer.get("/desk").statusCode()).isEqualTo(403);
    assertThat(surfer.get("/desk").body()).contains("Không được phép");
  }

  @Test
  void signing_out_ends_the_session_for_good() {
    Surfer surfer = signedIn();
    String token = surfer.cookies().get(Sessions.COOKIE);

    var answer = surfer.post("/logout");

    assertThat(answer.headers().firstValue("Location")).contains("/login");
    assertThat(surfer.cookies()).doesNotContainKey(Sessions.COOKIE);
    Surfer thief = new Surfer(server);
    assertThat(
            thief
                .send(
                    thief
                        .request("/account/password")
                        .header("Cookie", Sessions.COOKIE + "=" + token)
                        .GET())
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void another_site_cannot_sign_anyone_out() {
    Surfer surfer = signedIn();
    var answer =
        surfer.send(
            surfer
                .request("/logout")
                .header("Sec-Fetch-Site", "cross-site")
                .POST(java.net.http.HttpRequest.BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(surfer.get("/account/password").statusCode()).isEqualTo(200);
  }

  @Test
  void who_is_not_signed_in_is_led_to_the_sign_in_page_and_back() {
    Surfer surfer = new Surfer(server);
    var answer = surfer.get("/account/password?x=1");

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Location"))
        .contains("/login?next=%2Faccount%2Fpassword%3Fx%3D1");
    String page = surfer.get(answer.headers().firstValue("Location").orElseThrow()).body();
    assertThat(Surfer.hidden(page, "next")).isEqualTo("/account/password?x=1");
    assertThat(Surfer.hidden(surfer.get("/login?next=//evil.example").body(), "next")).isEmpty();
  }

  @Test
  void of_the_token_only_its_hash_is_kept() {
    Surfer surfer = signedIn();
    String token = surfer.cookies().get(Sessions.COOKIE);

    assertThat(token).hasSize(43);
    assertThat(sql.rows("SELECT s::text FROM tinbao.staff_session s"))
        .isNotEmpty()
        .noneMatch(row -> row.contains(token));
  }

  @Test
  void a_password_given_by_another_must_be_replaced_first() {
    byte[] secret = Base32.decode(DemoStaff.TOTP_SECRET);
    accounts.create(
        new StaffAccounts.NewAccount(
            "moi." + name,
            "Người mới",
            AGENCY,
            Set.of(Role.DUTY_OFFICER, Role.FIELD_OFFICER),
            passwords.hash("given-by-another"),
            true,
            secret),
        null);
    Surfer surfer = new Surfer(server);
    signIn(surfer, "moi." + name, "given-by-another", demo.codeNow());

    assertThat(surfer.post("/account/password", "password", "short", "again", "short").statusCode())
        .isEqualTo(422);
    assertThat(
            surfer
                .post("/account/password", "password", "chosen by me", "again", "chosen by you")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            surfer
                .post("/account/password", "password", "chosen by me", "again", "chosen by me")
                .statusCode())
        .isEqualTo(303);
    clock.advance(Duration.ofSeconds(30));
    assertThat(
            signIn(new Surfer(server), "moi." + name, "given-by-another", demo.codeNow())
                .statusCode())
        .isEqualTo(401);
    assertThat(
            signIn(new Surfer(server), "moi." + name, "chosen by me", demo.codeNow()).statusCode())
        .isEqualTo(303);
  }

  @Test
  void ending_somebodys_sessions_works_at_once() {
    Surfer surfer = signedIn();
    accounts.endSessions(who.id());

    assertThat(surfer.get("/account/password").statusCode()).isEqualTo(303);
  }

  @Test
  void signing_in_and_out_and_failing_leave_audit_rows() {
    Surfer surfer = signedIn();
    surfer.post("/logout");
    signIn(new Surfer(server), name, "wrong", "000000");

    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE staff_id = '%1$s' OR subject_id = '%1$s' ORDER BY at, id"
                    .formatted(who.id())))
        .containsExactly("ACCOUNT_CREATED", "SIGNED_IN", "SIGNED_OUT", "SIGN_IN_FAILED");
  }

  @Test
  void an_audit_row_cannot_be_changed_or_removed() {
    for (String change :
        List.of(
            "UPDATE tinbao.audit SET action = 'X'",
            "DELETE FROM tinbao.audit",
            "TRUNCATE tinbao.audit")) {
      assertThatThrownBy(() -> execute(change)).hasStackTraceContaining("audit only grows");
    }
  }

  @Test
  void an_audit_row_goes_with_the_transaction_that_was_to_be_recorded() {
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    status -> {
                      audit.record(who.id(), "TIP_OPENED", "TIP", "rolled-back");
                      throw new IllegalStateException("the reading failed");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(sql.rows("SELECT id::text FROM tinbao.audit WHERE subject_id = 'rolled-back'"))
        .isEmpty();
  }

  private Surfer signedIn() {
    Surfer surfer = new Surfer(server);
    clock.advance(Duration.ofSeconds(60));
    assertThat(signIn(surfer, name, DemoStaff.PASSWORD, demo.codeNow()).statusCode())
        .isEqualTo(303);
    return surfer;
  }

  private static HttpResponse<String> signIn(
      Surfer surfer, String username, String password, String code) {
    return surfer.post("/login", "username", username, "password", password, "code", code);
  }

  private void execute(String sql) {
    transactions.executeWrite(
        status -> {
          try (Statement statement = status.getConnection().createStatement()) {
            return statement.execute(sql);
          }
        });
  }
}

package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** What people see and end of their own sessions, and how they learn of a device that is new. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.staff.address-failures", value = "1000")
class SessionsTest {
  private static final String AGENCY = "ca_xa@23538/2025-07-01";
  private static final String CHROME =
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/142.0.0.0 Safari/537.36";
  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/18.0 Mobile/15E148 Safari/604.1";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject SettableClock clock;
  @Inject TestSql sql;

  private String name;
  private UUID id;

  @BeforeEach
  void somebody_works_here() {
    clock.advance(Duration.ofDays(2));
    name = "truc." + UUID.randomUUID().toString().substring(0, 8);
    id = seat(name);
  }

  @Test
  void the_own_devices_are_listed_and_ended_one_by_one() {
    Surfer desk = signedIn(name, CHROME);
    Surfer phone = signedIn(name, IPHONE);

    String page = desk.get("/account").body();
    assertThat(page).contains("Chrome · Windows", "Safari · iPhone", "Thiết bị này");
    List<String> ends = ends(page);
    assertThat(ends).hasSize(2);

    // The one used last, which is the desk's own as it asked just now, comes first or second:
    // the other one is ended.
    UUID other = sessionOf(phone);
    assertThat(desk.post("/account/sessions/" + other + "/end").statusCode()).isEqualTo(303);
    assertThat(phone.get("/account").statusCode()).isEqualTo(303);
    assertThat(desk.get("/account").statusCode()).isEqualTo(200);
    // Twice does nothing, and leaves one audit row.
    assertThat(desk.post("/account/sessions/" + other + "/end").statusCode()).isEqualTo(404);
    assertThat(actions("SESSION_ENDED", other)).isEqualTo(1);
  }

  @Test
  void all_others_are_ended_at_once_and_the_own_one_stays() {
    Surfer desk = signedIn(name, CHROME);
    Surfer one = signedIn(name, IPHONE);
    Surfer two = signedIn(name, null);

    desk.post("/account/sessions/end-others");

    assertThat(one.get("/account").statusCode()).isEqualTo(303);
    assertThat(two.get("/account").statusCode()).isEqualTo(303);
    assertThat(desk.get("/account").body()).doesNotContain("Đăng xuất mọi thiết bị khác");
  }

  @Test
  void nobody_ends_a_session_of_another_person() {
    String stranger = "la." + name;
    seat(stranger);
    Surfer victim = signedIn(name, CHROME);
    Surfer attacker = signedIn(stranger, CHROME);

    assertThat(attacker.post("/account/sessions/" + sessionOf(victim) + "/end").statusCode())
        .isEqualTo(404);
    attacker.post("/account/sessions/end-others");

    assertThat(victim.get("/account").statusCode()).isEqualTo(200);
    assertThat(attacker.post("/account/sessions/not-an-id/end").statusCode()).isEqualTo(400);
    assertThat(new Surfer(server).post("/account/sessions/end-others").headers().map())
        .extractingByKey("location")
        .asString()
        .contains("/login");
  }

  @Test
  void a_session_given_before_the_sign_in_is_worth_nothing_after_it() {
    // Session fixation: the attacker plants a token of her own choice, or that of her own session.
    String stranger = "la." + name;
    seat(stranger);
    Surfer attacker = signedIn(stranger, CHROME);
    for (String planted : List.of("A".repeat(43), attacker.cookies().get(Sessions.COOKIE))) {
      clock.advance(Duration.ofSeconds(60));
      Surfer victim = new Surfer(server);
      HttpResponse<String> answer =
          victim.send(
              victim
                  .request("/login")
                  .header("Cookie", Sessions.COOKIE + "=" + planted)
                  .header("Origin", server.getURI().toString())
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
      assertThat(answer.statusCode()).isEqualTo(303);
      assertThat(victim.cookies().get(Sessions.COOKIE)).hasSize(43).isNotEqualTo(planted);
      Surfer thief = new Surfer(server);
      assertThat(
              thief
                  .send(
                      thief
                          .request("/account")
                          .header("Cookie", Sessions.COOKIE + "=" + planted)
                          .GET())
                  .statusCode())
          .isEqualTo(303);
    }
  }

  @Test
  void signing_in_again_in_the_same_browser_leaves_no_old_session_behind() {
    Surfer surfer = signedIn(name, CHROME);
    String before = surfer.cookies().get(Sessions.COOKIE);
    signIn(surfer, name, CHROME);

    assertThat(surfer.cookies().get(Sessions.COOKIE)).isNotEqualTo(before);
    assertThat(ends(surfer.get("/account").body())).hasSize(1);
  }

  @Test
  void a_new_password_needs_the_old_one_and_gives_a_new_session() {
    Surfer surfer = signedIn(name, CHROME);
    Surfer other = signedIn(name, IPHONE);
    String before = surfer.cookies().get(Sessions.COOKIE);

    assertThat(newPassword(surfer, "").statusCode()).isEqualTo(422);
    HttpResponse<String> wrong = newPassword(surfer, "wrong wrong wrong");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Mật khẩu hiện tại không đúng");
    assertThat(newPassword(surfer, DemoStaff.PASSWORD).statusCode()).isEqualTo(303);

    assertThat(surfer.cookies().get(Sessions.COOKIE)).isNotEqualTo(before);
    assertThat(surfer.get("/account").statusCode()).isEqualTo(200);
    assertThat(other.get("/account").statusCode()).isEqualTo(303);
    Surfer thief = new Surfer(server);
    assertThat(
            thief
                .send(
                    thief
                        .request("/account")
                        .header("Cookie", Sessions.COOKIE + "=" + before)
                        .GET())
                .statusCode())
        .isEqualTo(303);
  }

  @Test
  void who_sits_at_an_open_desk_cannot_guess_the_password() {
    Surfer surfer = signedIn(name, CHROME);
    for (int i = 0; i < 5; i++) {
      assertThat(newPassword(surfer, "wrong wrong wrong " + i).statusCode()).isEqualTo(422);
    }
    HttpResponse<String> locked = newPassword(surfer, DemoStaff.PASSWORD);
    assertThat(locked.statusCode()).isEqualTo(422);
    assertThat(locked.body()).contains("Đã sai quá nhiều lần");
  }

  @Test
  void a_new_device_is_told_on_the_pages_of_the_others_until_somebody_saw_it() {
    Surfer desk = signedIn(name, CHROME);
    assertThat(desk.get("/account").body()).doesNotContain("thiết bị mới");
    signIn(desk, name, CHROME);
    assertThat(desk.get("/account").body()).as("the same browser").doesNotContain("thiết bị mới");

    Surfer stranger = signedIn(name, IPHONE);

    assertThat(desk.get("/account").body())
        .contains("Đăng nhập trên thiết bị mới.", "Safari · iPhone");
    assertThat(stranger.get("/account").body()).doesNotContain("Đăng nhập trên thiết bị mới.");
    // The stranger can neither say that it was seen nor make it go by signing out.
    stranger.post("/account/sessions/seen");
    stranger.post("/logout");
    assertThat(desk.get("/account").body()).contains("Đăng nhập trên thiết bị mới.");

    desk.post("/account/sessions/seen");
    assertThat(desk.get("/account").body()).doesNotContain("Đăng nhập trên thiết bị mới.");
  }

  @Test
  void a_new_device_is_pushed_to_the_phone() {
    signedIn(name, CHROME);
    signedIn(name, IPHONE);

    assertThat(
            sql.text(
                "SELECT string_agg(topic, ',') FROM tinbao.push_message WHERE staff_id = '%s'"
                    .formatted(id)))
        .isEqualTo("session");
  }

  @Test
  void the_mark_of_a_browser_is_kept_as_a_keyed_hash_and_shown_to_the_sign_in_page_only() {
    Surfer surfer = new Surfer(server);
    HttpResponse<String> answer = signIn(surfer, name, CHROME);

    String cookie =
        answer.headers().allValues("Set-Cookie").stream()
            .filter(c -> c.startsWith(Sessions.MARK))
            .findFirst()
            .orElseThrow();
    assertThat(cookie).contains("Path=/login", "HTTPOnly", "SameSite=Lax");
    String mark = cookie.substring(cookie.indexOf('=') + 1, cookie.indexOf(';'));
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.staff_device WHERE account_id = '%s'".formatted(id)))
        .isEqualTo("1");
    assertThat(sql.text("SELECT string_agg(d::text, ' ') FROM tinbao.staff_device d"))
        .doesNotContain(mark)
        .doesNotContain(sha256(mark));
  }

  private static String sha256(String text) {
    try {
      return java.util.HexFormat.of()
          .formatHex(
              java.security.MessageDigest.getInstance("SHA-256")
                  .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private UUID seat(String username) {
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    username, "Rơ Châm H'Lan", AGENCY, Set.of(Role.DUTY_OFFICER))))
        .get(0)
        .id();
  }

  private HttpResponse<String> newPassword(Surfer surfer, String current) {
    return surfer.post(
        "/account/password",
        "current",
        current,
        "password",
        "một câu dài dễ nhớ",
        "again",
        "một câu dài dễ nhớ");
  }

  private Surfer signedIn(String username, String userAgent) {
    Surfer surfer = new Surfer(server);
    assertThat(signIn(surfer, username, userAgent).statusCode()).isEqualTo(303);
    return surfer;
  }

  private HttpResponse<String> signIn(Surfer surfer, String username, String userAgent) {
    clock.advance(Duration.ofSeconds(60));
    var request =
        surfer
            .request("/login")
            .header("Origin", server.getURI().toString())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    Surfer.form(
                        "username",
                        username,
                        "password",
                        DemoStaff.PASSWORD,
                        "code",
                        demo.codeNow())));
    if (userAgent != null) {
      request.header("User-Agent", userAgent);
    }
    return surfer.send(request);
  }

  private UUID sessionOf(Surfer surfer) {
    String token = surfer.cookies().get(Sessions.COOKIE);
    return UUID.fromString(
        sql.text(
            "SELECT id::text FROM tinbao.staff_session WHERE token_hash = '\\x%s'"
                .formatted(sha256(token))));
  }

  private int actions(String action, UUID subject) {
    return Integer.parseInt(
        sql.text(
            "SELECT count(*)::text FROM tinbao.audit WHERE action = '%s' AND subject_id = '%s'"
                .formatted(action, subject)));
  }

  private static List<String> ends(String page) {
    return Pattern.compile("/account/sessions/([0-9a-f-]{36})/end")
        .matcher(page)
        .results()
        .map(m -> m.group(1))
        .toList();
  }
}

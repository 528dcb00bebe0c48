package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.security.annotation.Secured;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "test.officer", value = "true")
@Property(name = "tinbao.staff.address-failures", value = "20")
class OfficerSessionApiTest {
  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject SettableClock clock;

  private String name;

  @Controller("/api/test-officer")
  @Requires(property = "test.officer")
  static class OnlyForOfficers {
    @Get
    @Secured("FIELD_OFFICER")
    String who(StaffMember officer) {
      return officer.name();
    }

    @Get("/nobody")
    String forgotten() {
      return "a method that nobody allowed";
    }
  }

  @BeforeEach
  void an_officer_works_here() {
    clock.advance(Duration.ofDays(2));
    name = "dia.ban." + UUID.randomUUID().toString().substring(0, 8);
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(name, "Đinh Văn Quyết", "a", Set.of(Role.FIELD_OFFICER)),
            new DemoStaff.AgencySeat("truc." + name, "Trực ban", "a", Set.of(Role.DUTY_OFFICER))));
  }

  @Test
  void a_phone_gets_a_token_that_opens_the_api_until_it_signs_out() {
    HttpResponse<String> answer = signIn(name, DemoStaff.PASSWORD, demo.codeNow());

    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.body())
        .contains("\"name\":\"Đinh Văn Quyết\"", "\"roles\":[\"FIELD_OFFICER\"]", "+07:00");
    String token = token(answer);
    assertThat(api("GET", "/api/test-officer", token).body()).isEqualTo("Đinh Văn Quyết");

    assertThat(api("DELETE", "/api/v1/officer/sessions/current", token).statusCode())
        .isEqualTo(204);
    var after = api("GET", "/api/test-officer", token);
    assertThat(after.statusCode()).isEqualTo(401);
    assertThat(after.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(after.body()).contains("\"title\":\"Cần đăng nhập\"");
  }

  @Test
  void a_token_lasts_seven_days_unused_and_thirty_in_all() {
    String unused = token(signIn(name, DemoStaff.PASSWORD, demo.codeNow()));
    clock.advance(Duration.ofDays(7).plusMinutes(1));
    assertThat(api("GET", "/api/test-officer", unused).statusCode()).isEqualTo(401);

    String used = token(signIn(name, DemoStaff.PASSWORD, demo.codeNow()));
    for (int day = 6; day < 30; day += 6) {
      clock.advance(Duration.ofDays(6));
      assertThat(api("GET", "/api/test-officer", used).statusCode()).isEqualTo(200);
    }
    clock.advance(Duration.ofDays(6));
    assertThat(api("GET", "/api/test-officer", used).statusCode()).isEqualTo(401);
  }

  @Test
  void another_role_is_refused() {
    String token = token(signIn("truc." + name, DemoStaff.PASSWORD, demo.codeNow()));

    var answer = api("GET", "/api/test-officer", token);

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(answer.body()).contains("\"title\":\"Không được phép\"");
  }

  @Test
  void a_phones_token_opens_no_pages_and_a_browsers_is_no_bearer() {
    String token = token(signIn(name, DemoStaff.PASSWORD, demo.codeNow()));
    Surfer surfer = new Surfer(server);
    assertThat(
            surfer
                .send(
                    surfer
                        .request("/account/password")
                        .header("Authorization", "Bearer " + token)
                        .GET())
                .statusCode())
        .isEqualTo(303);

    clock.advance(Duration.ofSeconds(60));
    surfer.post("/login", "username", name, "password", DemoStaff.PASSWORD, "code", demo.codeNow());
    assertThat(api("GET", "/api/test-officer", surfer.cookies().get(Sessions.COOKIE)).statusCode())
        .isEqualTo(401);
  }

  @Test
  void what_nobody_allowed_is_refused() {
    String token = token(signIn(name, DemoStaff.PASSWORD, demo.codeNow()));

    assertThat(api("GET", "/api/test-officer/nobody", token).statusCode()).isEqualTo(403);
    assertThat(api("GET", "/api/test-officer/nobody", null).statusCode()).isEqualTo(401);
  }

  @Test
  void a_wrong_word_is_401_and_too_many_are_429() {
    assertThat(signIn(name, "wrong", "000000").statusCode()).isEqualTo(401);
    for (int i = 0; i < 4; i++) {
      signIn(name, "wrong", "000000");
    }
    var locked = signIn(name, DemoStaff.PASSWORD, demo.codeNow());

    assertThat(locked.statusCode()).isEqualTo(429);
    assertThat(locked.headers().firstValue("Retry-After")).contains("30");
  }

  @Test
  void an_address_that_guesses_at_many_names_waits_too() {
    int last = 0;
    for (int i = 0; i < 25 && last != 429; i++) {
      last = signIn("guess" + i + name, "wrong", "000000").statusCode();
    }
    assertThat(last).isEqualTo(429);
    assertThat(signIn(name, DemoStaff.PASSWORD, demo.codeNow()).statusCode()).isEqualTo(429);
    clock.advance(Duration.ofMinutes(11));
    assertThat(signIn(name, DemoStaff.PASSWORD, demo.codeNow()).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> signIn(String username, String password, String code) {
    return new Surfer(server)
        .api(
            "POST",
            "/api/v1/officer/sessions",
            "{\"username\":\"%s\",\"password\":\"%s\",\"totp\":\"%s\",\"deviceName\":\"Máy thử\"}"
                .formatted(username, password, code),
            null);
  }

  private HttpResponse<String> api(String method, String path, String token) {
    return new Surfer(server).api(method, path, null, token);
  }

  private static String token(HttpResponse<String> answer) {
    Matcher matcher = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(answer.body());
    assertThat(matcher.find()).as(answer.body()).isTrue();
    return matcher.group(1);
  }
}

package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Sign-in by an identity provider, against one of our own that speaks OpenID Connect. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OidcTest implements TestPropertyProvider {
  private static final String AGENCY = "ca_xa@23535/2025-07-01";
  private static final String CLIENT = "tinbao";
  private static final String SECRET = "một bí mật:chung";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject AccountKeeping keeping;
  @Inject SettableClock clock;
  @Inject Clock time;
  @Inject TestSql sql;

  private HttpServer provider;
  private String issuer;
  private RSAKey key;
  private RSAKey foreignKey;

  /** What the provider was asked when it gave the code, and what it will say of it. */
  private final Map<String, Map<String, String>> codes = new HashMap<>();

  private UnaryOperator<JWTClaimsSet.Builder> claims = c -> c;
  private String subject;
  private String tokenOverride;
  private StaffMember admin;
  private AccountKeeping.Opened person;

  @Override
  public Map<String, String> getProperties() {
    try {
      key = new RSAKeyGenerator(2048).keyID("k1").generate();
      foreignKey = new RSAKeyGenerator(2048).keyID("k1").generate();
      provider = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    issuer = "http://127.0.0.1:" + provider.getAddress().getPort();
    provider.createContext(
        "/.well-known/openid-configuration",
        exchange ->
            answer(
                exchange,
                200,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize",
                 "token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}"""
                    .formatted(issuer)));
    provider.createContext(
        "/keys", exchange -> answer(exchange, 200, new JWKSet(key.toPublicJWK()).toString()));
    provider.createContext("/token", this::token);
    provider.start();
    return Map.of(
        "tinbao.test.clock", "2026-11-22T08:00:00+07:00",
        "tinbao.oidc.issuer", issuer,
        "tinbao.oidc.client-id", CLIENT,
        "tinbao.oidc.client-secret", SECRET,
        "tinbao.oidc.redirect-uri", "http://127.0.0.1/login/oidc/callback");
  }

  @AfterAll
  void stop() {
    provider.stop(0);
  }

  @BeforeEach
  void somebody_is_linked() {
    clock.advance(Duration.ofDays(1));
    claims = c -> c;
    tokenOverride = null;
    subject = "sub-" + UUID.randomUUID();
    admin =
        accounts
            .byId(
                demo.install(
                        List.of(
                            new DemoStaff.AgencySeat(
                                fresh(), "Quản trị", AGENCY, Set.of(Role.ADMIN))))
                    .get(0)
                    .id())
            .orElseThrow();
    person =
        keeping.invite(
            admin,
            new AccountKeeping.NewPerson(
                fresh(), "Trần Thị Ngọc", AGENCY, Set.of(Role.DUTY_OFFICER)));
    keeping.link(admin, person.id(), issuer, subject);
  }

  @Test
  void who_is_linked_signs_in_and_gets_where_they_wanted() {
    Surfer surfer = new Surfer(server);
    assertThat(surfer.get("/login").body()).contains("/login/oidc");
    HttpResponse<String> back = come(surfer, "/login/oidc?next=/account/password");

    assertThat(back.statusCode()).as(back.body()).isEqualTo(303);
    assertThat(back.headers().firstValue("Location")).contains("/account/password");
    assertThat(surfer.get("/account").body()).contains("Trần Thị Ngọc");
    // No password here, so none to change.
    assertThat(surfer.get("/account").body()).doesNotContain("/account/password");
    assertThat(
            sql.text(
                "SELECT string_agg(action, ' ' ORDER BY at, id) FROM tinbao.audit WHERE staff_id = '%s'"
                    .formatted(person.id())))
        .isEqualTo("SIGNED_IN");
  }

  @Test
  void the_request_carries_what_protects_it() {
    Surfer surfer = new Surfer(server);
    Map<String, String> asked = query(location(surfer.get("/login/oidc")));

    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", CLIENT)
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("scope", "openid")
        .containsEntry("redirect_uri", "http://127.0.0.1/login/oidc/callback");
    assertThat(asked.get("state")).hasSize(43);
    assertThat(asked.get("nonce")).hasSize(43).isNotEqualTo(asked.get("state"));
    assertThat(asked.get("code_challenge")).hasSize(43);
    // What must be remembered lies sealed in the browser.
    assertThat(location(surfer.get("/login/oidc?next=//evil.example"))).startsWith(issuer);
  }

  @Test
  void an_unknown_subject_gets_neither_an_account_nor_a_right() {
    long before = sql.number("SELECT count(*) FROM tinbao.staff_account");
    subject = "nobody-" + UUID.randomUUID();
    Surfer surfer = new Surfer(server);
    HttpResponse<String> back = come(surfer, "/login/oidc");

    assertThat(back.statusCode()).isEqualTo(403);
    assertThat(back.body()).contains("chưa được gắn");
    assertThat(surfer.cookies()).doesNotContainKey(Sessions.COOKIE);
    assertThat(sql.number("SELECT count(*) FROM tinbao.staff_account")).isEqualTo(before);
    assertThat(sql.dump("tinbao.audit")).doesNotContain(subject);
  }

  @Test
  void a_closed_account_stays_closed() {
    keeping.close(admin, person.id());

    assertThat(come(new Surfer(server), "/login/oidc").statusCode()).isEqualTo(403);
  }

  @Test
  void a_token_that_is_not_ours_of_now_and_of_this_sign_in_opens_nothing() {
    Map<String, UnaryOperator<JWTClaimsSet.Builder>> wrong =
        Map.of(
            "issuer", c -> c.issuer("https://evil.example"),
            "audience", c -> c.audience("another"),
            "two audiences without azp", c -> c.audience(List.of(CLIENT, "another")),
            "azp", c -> c.claim("azp", "another"),
            "run out", c -> c.expirationTime(Date.from(time.instant().minusSeconds(120))),
            "no end", c -> c.expirationTime(null),
            "from the future", c -> c.issueTime(Date.from(time.instant().plusSeconds(600))),
            "nonce", c -> c.claim("nonce", "x".repeat(43)),
            "no nonce", c -> c.claim("nonce", null),
            "no subject", c -> c.subject(null));
    wrong.forEach(
        (what, change) -> {
          claims = change;
          Surfer surfer = new Surfer(server);
          assertThat(come(surfer, "/login/oidc").statusCode()).as(what).isEqualTo(401);
          assertThat(surfer.cookies()).as(what).doesNotContainKey(Sessions.COOKIE);
        });
  }

  @Test
  void a_token_with_a_foreign_shared_or_no_signature_opens_nothing() throws Exception {
    for (String how : List.of("foreign", "none", "hmac")) {
      Surfer surfer = new Surfer(server);
      Map<String, String> asked = query(location(surfer.get("/login/oidc")));
      JWTClaimsSet set = claims(asked.get("nonce")).build();
      switch (how) {
        case "foreign" -> tokenOverride = signed(set, foreignKey);
        case "none" -> tokenOverride = new PlainJWT(set).serialize();
        default -> {
          // The public key taken as a shared secret.
          SignedJWT forged = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), set);
          forged.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
          tokenOverride = forged.serialize();
        }
      }
      assertThat(back(surfer, asked).statusCode()).as(how).isEqualTo(401);
    }
  }

  @Test
  void another_browsers_state_a_changed_state_and_a_second_use_open_nothing() {
    Surfer one = new Surfer(server);
    Map<String, String> asked = query(location(one.get("/login/oidc")));
    // Sign-in by forged request: the victim's browser has not asked for this.
    assertThat(back(new Surfer(server), asked).statusCode()).isEqualTo(401);

    Surfer two = new Surfer(server);
    Map<String, String> changed = new HashMap<>(query(location(two.get("/login/oidc"))));
    changed.put("state", "x".repeat(43));
    assertThat(back(two, changed).statusCode()).isEqualTo(401);

    Surfer three = new Surfer(server);
    Map<String, String> used = query(location(three.get("/login/oidc")));
    assertThat(back(three, used).statusCode()).isEqualTo(303);
    assertThat(back(three, used).statusCode()).isEqualTo(401);

    Surfer late = new Surfer(server);
    Map<String, String> old = query(location(late.get("/login/oidc")));
    clock.advance(Duration.ofMinutes(11));
    assertThat(back(late, old).statusCode()).isEqualTo(401);
    for (String junk : List.of("", "?code=x", "?state=x", "?error=access_denied&state=x")) {
      assertThat(new Surfer(server).get("/login/oidc/callback" + junk).statusCode())
          .as(junk)
          .isEqualTo(401);
    }
  }

  @Test
  void signing_out_there_ends_the_sessions_here() {
    Surfer surfer = new Surfer(server);
    come(surfer, "/login/oidc");
    assertThat(surfer.get("/account").statusCode()).isEqualTo(200);

    JWTClaimsSet.Builder logout =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .audience(CLIENT)
            .subject(subject)
            .issueTime(Date.from(time.instant()))
            .jwtID(UUID.randomUUID().toString())
            .claim(
                "events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()));
    assertThat(logOut(signed(logout.build(), foreignKey))).isEqualTo(400);
    assertThat(logOut(signed(claims("x").build(), key))).isEqualTo(400);
    assertThat(logOut("")).isEqualTo(400);
    assertThat(surfer.get("/account").statusCode()).isEqualTo(200);

    assertThat(logOut(signed(logout.build(), key))).isEqualTo(200);
    assertThat(surfer.get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void one_subject_opens_one_account_and_no_enrolled_one_is_given_away() {
    AccountKeeping.Opened another =
        keeping.invite(
            admin,
            new AccountKeeping.NewPerson(fresh(), "Người khác", AGENCY, Set.of(Role.DUTY_OFFICER)));
    assertThatThrownBy(() -> keeping.link(admin, another.id(), issuer, subject))
        .hasMessageContaining("account.oidc.taken");
    UUID enrolled =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(
                        fresh(), "Có mật khẩu", AGENCY, Set.of(Role.DUTY_OFFICER))))
            .get(0)
            .id();
    assertThatThrownBy(() -> keeping.link(admin, enrolled, issuer, "mine"))
        .hasMessageContaining("account.oidc.enrolled");
    assertThatThrownBy(() -> keeping.link(admin, person.id(), issuer, "mine"))
        .hasMessageContaining("account.oidc.enrolled");
    // The invitation is dead: the account has one way in.
    assertThat(new Surfer(server).get("/enrol?code=" + person.invitation().code()).statusCode())
        .isEqualTo(404);
  }

  @Test
  void the_settings_are_checked_at_the_start() {
    assertThatThrownBy(
            () -> new OidcSettings("https://sso.example", "a", null, "b", null, "openid"))
        .hasMessageContaining("tinbao.oidc.client-secret");
    assertThatThrownBy(
            () ->
                new OidcSettings(
                    "http://sso.example",
                    "a",
                    "b",
                    "https://x/login/oidc/callback",
                    null,
                    "openid"))
        .hasMessageContaining("tinbao.oidc.issuer");
    assertThatThrownBy(
            () ->
                new OidcSettings(
                    "https://sso.example", "a", "b", "https://x/other", null, "openid"))
        .hasMessageContaining("tinbao.oidc.redirect-uri");
    assertThat(new OidcSettings(null, null, null, null, null, "openid").on()).isFalse();
  }

  private int logOut(String token) {
    return new Surfer(server)
        .send(
            new Surfer(server)
                .request("/login/oidc/logout")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    java.net.http.HttpRequest.BodyPublishers.ofString(
                        Surfer.form("logout_token", token))))
        .statusCode();
  }

  private HttpResponse<String> come(Surfer surfer, String from) {
    return back(surfer, query(location(surfer.get(from))));
  }

  /** The provider lets the person in and sends the browser back. */
  private HttpResponse<String> back(Surfer surfer, Map<String, String> asked) {
    String code = UUID.randomUUID().toString();
    codes.put(code, asked);
    return surfer.get(
        "/login/oidc/callback?code=" + code + "&state=" + asked.get("state") + "&iss=" + issuer);
  }

  private void token(HttpExchange exchange) throws IOException {
    Map<String, String> form =
        query("?" + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> asked = codes.remove(form.get("code"));
    String basic =
        new String(
            Base64.getDecoder()
                .decode(exchange.getRequestHeaders().getFirst("Authorization").substring(6)),
            StandardCharsets.UTF_8);
    String[] client = basic.split(":");
    boolean right =
        asked != null
            && decoded(client[0]).equals(CLIENT)
            && decoded(client[1]).equals(SECRET)
            && asked.get("code_challenge").equals(challenge(form.get("code_verifier")))
            && asked.get("redirect_uri").equals(form.get("redirect_uri"));
    if (!right) {
      answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
      return;
    }
    String token =
        tokenOverride != null
            ? tokenOverride
            : signed(claims.apply(claims(asked.get("nonce"))).build(), key);
    answer(
        exchange,
        200,
        "{\"access_token\":\"x\",\"token_type\":\"Bearer\",\"id_token\":\"" + token + "\"}");
  }

  private JWTClaimsSet.Builder claims(String nonce) {
    return new JWTClaimsSet.Builder()
        .issuer(issuer)
        .audience(CLIENT)
        .subject(subject)
        .issueTime(Date.from(time.instant()))
        .expirationTime(Date.from(time.instant().plusSeconds(300)))
        .claim("nonce", nonce);
  }

  private static String signed(JWTClaimsSet claims, RSAKey by) {
    try {
      SignedJWT token =
          new SignedJWT(
              new JWSHeader.Builder(JWSAlgorithm.RS256)
                  .keyID(by.getKeyID())
                  .type(JOSEObjectType.JWT)
                  .build(),
              claims);
      token.sign(new RSASSASigner(by));
      return token.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String json) throws IOException {
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String challenge(String verifier) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256")
                  .digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String location(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return answer.headers().firstValue("Location").orElseThrow();
  }

  private static Map<String, String> query(String address) {
    Map<String, String> found = new HashMap<>();
    String query =
        address.startsWith("?") ? address.substring(1) : URI.create(address).getRawQuery();
    for (String pair : query.split("&")) {
      String[] parts = pair.split("=", 2);
      found.put(parts[0], decoded(parts[1]));
    }
    return found;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private static String fresh() {
    return "nguoi." + UUID.randomUUID().toString().substring(0, 13);
  }
}

package vn.tinbao.server.staff;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.rules.SecurityRule;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.jte.StaticTemplates;
import vn.tinbao.server.jte.Templates;
import vn.tinbao.server.vault.SealBrokenException;
import vn.tinbao.server.vault.SecretSeal;
import vn.tinbao.server.web.Https;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.server.web.Ui;

/**
 * Sign-in by the identity provider. Nobody gets an account or a right by coming from there: an
 * administrator has said before whose account a subject opens. What must be remembered until the
 * browser is back lies sealed in a cookie of that browser.
 */
@Controller("/login/oidc")
@Hidden
@Produces(MediaType.TEXT_HTML)
@Secured(SecurityRule.IS_ANONYMOUS)
@ExecuteOn(TaskExecutors.BLOCKING)
class OidcPages {
  private static final Logger LOG = LoggerFactory.getLogger(OidcPages.class);
  static final String COOKIE = "tinbao_oidc";
  private static final String CONTEXT = "oidc-sign-in";
  private static final Duration LASTS = Duration.ofMinutes(10);
  private static final int RANDOM_BYTES = 32;
  private static final int LONGEST = 4_000;

  private final Templates pages = new StaticTemplates();
  private final OidcSettings settings;
  private final OidcProvider provider;
  private final OidcLinks links;
  private final SignInRecords records;
  private final KnownDevices devices;
  private final SecretSeal seal;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  OidcPages(
      OidcSettings settings,
      OidcProvider provider,
      OidcLinks links,
      SignInRecords records,
      KnownDevices devices,
      SecretSeal seal,
      Clock clock) {
    this.settings = settings;
    this.provider = provider;
    this.links = links;
    this.records = records;
    this.devices = devices;
    this.seal = seal;
    this.clock = clock;
  }

  /** What the provider sends when somebody signed out there. */
  @Serdeable
  @Introspected
  record LogoutForm(@Nullable String logout_token) {

    @Override
    public String toString() {
      return "LogoutForm[…]";
    }
  }

  /** What a browser brings back sealed. */
  private record Pending(String state, String nonce, String verifier, String next) {}

  @Get
  HttpResponse<?> start(HttpRequest<?> request, Ui ui, @QueryValue Optional<String> next) {
    requireOn();
    Pending pending = new Pending(word(), word(), word(), LocalPath.orElse(next.orElse(null), ""));
    try {
      URI there = provider.signInAt(pending.state(), pending.nonce(), pending.verifier());
      return HttpResponse.seeOther(there).cookie(cookie(request, sealed(pending)).maxAge(LASTS));
    } catch (OidcProvider.UnusableException e) {
      return unusable(request, ui, e);
    }
  }

  @Get("/callback")
  HttpResponse<?> back(
      HttpRequest<?> request,
      Ui ui,
      @QueryValue Optional<String> code,
      @QueryValue Optional<String> state,
      @QueryValue Optional<String> iss) {
    requireOn();
    Optional<Pending> pending =
        request.getCookies().findCookie(COOKIE).flatMap(cookie -> opened(cookie.getValue()));
    if (pending.isEmpty()
        || code.isEmpty()
        || code.get().length() > LONGEST
        || !same(pending.get().state(), state.orElse(""))
        || (iss.isPresent() && !iss.get().equals(settings.issuer()))) {
      return refused(request, ui, "account.oidc.anew", HttpStatus.UNAUTHORIZED);
    }
    String subject;
    try {
      subject = provider.subject(code.get(), pending.get().nonce(), pending.get().verifier());
    } catch (OidcProvider.UnusableException e) {
      return unusable(request, ui, e);
    }
    String issuer = Objects.requireNonNull(settings.issuer());
    Optional<StaffMember> member = links.member(issuer, subject);
    String mark = Sessions.mark(request).orElseGet(devices::newToken);
    Optional<SessionStore.NewSession> session =
        member.flatMap(m -> records.vouched(m.id(), Sessions.place(request, mark)));
    if (member.isEmpty() || session.isEmpty()) {
      links.unknown(issuer, subject);
      return refused(request, ui, "account.oidc.unknown", HttpStatus.FORBIDDEN);
    }
    return HttpResponse.seeOther(URI.create(LoginPages.where(pending.get().next(), member.get())))
        .cookie(Sessions.cookie(request, session.get().token()))
        .cookie(Sessions.markCookie(request, mark))
        .cookie(cookie(request, "").maxAge(0));
  }

  /** The provider says that somebody signed out, or was locked out, there. */
  @Post("/logout")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> loggedOut(@Body LogoutForm form) {
    requireOn();
    String token = Objects.requireNonNullElse(form.logout_token(), "");
    try {
      links.endSessions(Objects.requireNonNull(settings.issuer()), provider.loggedOut(token));
      return HttpResponse.ok();
    } catch (OidcProvider.UnusableException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "account.oidc.token");
    }
  }

  private void requireOn() {
    if (!settings.on()) {
      throw new Refusal(HttpStatus.NOT_FOUND, "account.oidc.off");
    }
  }

  private HttpResponse<?> unusable(
      HttpRequest<?> request, Ui ui, OidcProvider.UnusableException why) {
    LOG.warn("The identity provider gave {}", why.getMessage());
    return refused(request, ui, "account.oidc.failed", HttpStatus.UNAUTHORIZED);
  }

  private HttpResponse<?> refused(HttpRequest<?> request, Ui ui, String key, HttpStatus status) {
    return HttpResponse.status(status)
        .body(pages.staffLogin(ui, "", "", ui.t(key), OidcSettings.button(settings, ui)))
        .cookie(cookie(request, "").maxAge(0));
  }

  private Cookie cookie(HttpRequest<?> request, String value) {
    return Cookie.of(COOKIE, value)
        .path("/login/oidc")
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(Https.of(request));
  }

  private String sealed(Pending pending) {
    String line =
        String.join(
            "\n",
            Long.toString(clock.instant().plus(LASTS).getEpochSecond()),
            pending.state(),
            pending.nonce(),
            pending.verifier(),
            pending.next());
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(seal.seal(line.getBytes(StandardCharsets.UTF_8), CONTEXT));
  }

  private Optional<Pending> opened(String value) {
    try {
      String[] parts =
          new String(
                  seal.open(Base64.getUrlDecoder().decode(value), CONTEXT), StandardCharsets.UTF_8)
              .split("\n", -1);
      return Long.parseLong(parts[0]) < clock.instant().getEpochSecond()
          ? Optional.empty()
          : Optional.of(new Pending(parts[1], parts[2], parts[3], parts[4]));
    } catch (SealBrokenException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean same(String a, String b) {
    return MessageDigest.isEqual(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private String word() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

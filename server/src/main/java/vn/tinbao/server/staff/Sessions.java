package vn.tinbao.server.staff;

import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.security.authentication.Authentication;
import io.micronaut.security.filters.AuthenticationFetcher;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import vn.tinbao.server.web.Https;

/**
 * Tells for each request who is signed in: by the cookie of a browser, or by the bearer token of an
 * officer's phone, which opens {@code /api/} only.
 */
@Singleton
public final class Sessions implements AuthenticationFetcher<HttpRequest<?>> {
  static final String COOKIE = "tinbao_session";
  static final String MARK = "tinbao_device";
  private static final String BEARER = "Bearer ";

  /** As long as browsers keep a cookie at most. */
  private static final Duration MARK_LASTS = Duration.ofDays(400);

  private final SessionStore store;
  private final Scheduler blocking;

  Sessions(SessionStore store, @Named(TaskExecutors.BLOCKING) ExecutorService blocking) {
    this.store = store;
    this.blocking = Schedulers.fromExecutorService(blocking);
  }

  @Override
  public Publisher<Authentication> fetchAuthentication(HttpRequest<?> request) {
    Optional<String> bearer = bearer(request);
    if (bearer.isPresent()) {
      return session(bearer.get(), SessionKind.APP, true);
    }
    return request
        .getCookies()
        .findCookie(COOKIE)
        .<Publisher<Authentication>>map(
            cookie -> session(cookie.getValue(), SessionKind.WEB, byAPerson(request)))
        .orElseGet(Mono::empty);
  }

  private Mono<Authentication> session(String token, SessionKind kind, boolean used) {
    return Mono.fromCallable(() -> store.find(token, kind, used))
        .subscribeOn(blocking)
        .flatMap(Mono::justOrEmpty)
        .map(StaffAuthentication::new);
  }

  /** Pages that renew themselves must not keep an abandoned desk open. */
  private static boolean byAPerson(HttpRequest<?> request) {
    return !request.getHeaders().contains("HX-Request")
        && !MediaType.TEXT_EVENT_STREAM.equals(request.getHeaders().get(HttpHeaders.ACCEPT));
  }

  private static Optional<String> bearer(HttpRequest<?> request) {
    String header = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
    return header != null
            && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
            && request.getPath().startsWith("/api/")
        ? Optional.of(header.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  /** The cookie that carries a browser's session; gone when the browser closes. */
  static Cookie cookie(HttpRequest<?> request, String token) {
    return Cookie.of(COOKIE, token)
        .path("/")
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(Https.of(request));
  }

  /** What a browser tells of itself when somebody signs in with it. */
  static SignInRecords.Place place(HttpRequest<?> request, String mark) {
    return new SignInRecords.Place(
        SessionKind.WEB,
        DeviceNames.of(request.getHeaders().get(HttpHeaders.USER_AGENT)),
        mark,
        request.getCookies().findCookie(COOKIE).map(Cookie::getValue).orElse(null));
  }

  /** The mark by which this browser is known again, when it has one. */
  static Optional<String> mark(HttpRequest<?> request) {
    return request
        .getCookies()
        .findCookie(MARK)
        .map(Cookie::getValue)
        .filter(KnownDevices::looksRight);
  }

  /** The cookie that carries it; only the sign-in page gets to see it. */
  static Cookie markCookie(HttpRequest<?> request, String mark) {
    return Cookie.of(MARK, mark)
        .path("/login")
        .httpOnly(true)
        .sameSite(SameSite.Lax)
        .secure(Https.of(request))
        .maxAge(MARK_LASTS);
  }

  /** The same cookie, to be forgotten at once. */
  static Cookie noCookie(HttpRequest<?> request) {
    return cookie(request, "").maxAge(0);
  }
}

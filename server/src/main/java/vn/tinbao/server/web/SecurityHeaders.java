package vn.tinbao.server.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpHeaders;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;

/**
 * The headers by which a browser protects the person before it: nothing inline, nothing from
 * elsewhere, no frame around us, nothing kept on the disk but bundled files.
 *
 * <p>{@code Referrer-Policy} is {@code same-origin} and not {@code no-referrer}: both tell other
 * sites nothing, but under the latter browsers send {@code Origin: null} with our own forms, and
 * {@link SameOriginFilter} could not tell them from a stranger's wherever {@code Sec-Fetch-Site} is
 * missing (plain HTTP, older phones).
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SecurityHeaders implements Ordered {
  static final String CONTENT_SECURITY_POLICY = "Content-Security-Policy";
  static final String POLICY =
      "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none';"
          + " form-action 'self'; frame-ancestors 'none'";

  /** A year: the address of a bundled file changes with its content, see {@link Assets}. */
  static final String KEEP = "public, max-age=31536000, immutable";

  @ResponseFilter
  void protect(HttpRequest<?> request, MutableHttpResponse<?> response) {
    MutableHttpHeaders headers = response.getHeaders();
    setIfAbsent(headers, CONTENT_SECURITY_POLICY, POLICY);
    setIfAbsent(headers, "Referrer-Policy", "same-origin");
    setIfAbsent(headers, "X-Content-Type-Options", "nosniff");
    setIfAbsent(headers, "X-Frame-Options", "DENY");
    setIfAbsent(headers, "Cross-Origin-Opener-Policy", "same-origin");
    setIfAbsent(headers, "Cross-Origin-Resource-Policy", "same-origin");
    setIfAbsent(
        headers,
        "Permissions-Policy",
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()");
    if (Https.of(request)) {
      setIfAbsent(headers, "Strict-Transport-Security", "max-age=31536000");
    }
    boolean bundled = request.getPath().startsWith(Assets.BASE) && response.code() == 200;
    if (bundled) {
      headers.set(HttpHeaders.CACHE_CONTROL, KEEP);
    } else {
      setIfAbsent(headers, HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  private static void setIfAbsent(MutableHttpHeaders headers, String name, String value) {
    if (!headers.contains(name)) {
      headers.set(name, value);
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 10;
  }
}

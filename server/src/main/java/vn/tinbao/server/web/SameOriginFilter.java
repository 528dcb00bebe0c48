package vn.tinbao.server.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what another site makes a browser send (CSRF). A request that may change something must
 * come from our own pages: {@code Sec-Fetch-Site} says so, else {@code Origin} equal to {@code
 * Host}. A request with neither comes from no present-day browser and passes, unless it carries a
 * cookie. A proxy must pass {@code Host} on unchanged.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class SameOriginFilter implements Ordered {

  @RequestFilter
  void refuseStrangers(HttpRequest<?> request) {
    if (!isFromUs(
        request.getMethodName(),
        request.getHeaders().get("Sec-Fetch-Site"),
        request.getHeaders().get(HttpHeaders.ORIGIN),
        request.getHeaders().get(HttpHeaders.HOST),
        request.getHeaders().contains(HttpHeaders.COOKIE))) {
      throw new Refusal(HttpStatus.FORBIDDEN, "web.foreign-form");
    }
  }

  static boolean isFromUs(
      String method,
      @Nullable String fetchSite,
      @Nullable String origin,
      @Nullable String host,
      boolean withCookie) {
    if (method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS")) {
      return true;
    }
    if (fetchSite != null) {
      return fetchSite.equals("same-origin") || fetchSite.equals("none");
    }
    if (origin != null) {
      return host != null && sameHost(origin, host);
    }
    return !withCookie;
  }

  private static boolean sameHost(String origin, String host) {
    URI uri;
    try {
      uri = URI.create(origin);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (uri.getHost() == null || uri.getScheme() == null || uri.getUserInfo() != null) {
      return false;
    }
    String standardPort =
        switch (uri.getScheme()) {
          case "http" -> ":80";
          case "https" -> ":443";
          default -> "";
        };
    if (standardPort.isEmpty()) {
      return false;
    }
    String ours = withoutSuffix(host.toLowerCase(Locale.ROOT), standardPort);
    String theirs = withoutSuffix(uri.getAuthority().toLowerCase(Locale.ROOT), standardPort);
    return ours.equals(theirs);
  }

  private static String withoutSuffix(String text, String suffix) {
    return text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
  }

  @Override
  public int getOrder() {
    return ServerFilterPhase.SECURITY.before();
  }
}

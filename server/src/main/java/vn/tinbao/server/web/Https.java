package vn.tinbao.server.web;

import io.micronaut.http.HttpRequest;

/** Whether the person's browser speaks TLS, with us or with the proxy before us. */
public final class Https {
  private Https() {}

  /**
   * True for a TLS connection and for one that a proxy marked with {@code X-Forwarded-Proto}. A
   * forged mark only makes the forger's own cookies stricter.
   */
  public static boolean of(HttpRequest<?> request) {
    return request.isSecure()
        || "https".equalsIgnoreCase(request.getHeaders().get("X-Forwarded-Proto"));
  }
}

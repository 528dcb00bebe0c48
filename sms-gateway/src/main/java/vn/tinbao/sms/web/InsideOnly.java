package vn.tinbao.sms.web;

import io.micronaut.context.annotation.Value;
import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.exceptions.HttpStatusException;
import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Metrics and the simulated phones are for this machine alone, and for the networks that {@code
 * tinbao.inside} names ({@code 10.1.0.0/16,fd00::/8}); to everybody else they are not there.
 *
 * <p>What a proxy passes on comes from outside, even where the proxy runs on this machine: it is
 * known by its headers, and by a {@code Host} that is no name of this machine (which also keeps a
 * web page from reaching in through a name of its own that points here).
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class InsideOnly implements Ordered {
  private static final List<String> PATHS = List.of("/prometheus", "/simulator");
  private static final List<String> OF_PROXIES =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private final List<IpSubnetFilterRule> inside;

  /**
   * Reads the networks.
   *
   * @throws IllegalArgumentException when one is not written as address/bits
   */
  InsideOnly(@Value("${tinbao.inside:}") String networks) {
    this.inside =
        Arrays.stream(networks.split(","))
            .map(String::strip)
            .filter(network -> !network.isEmpty())
            .map(InsideOnly::network)
            .toList();
  }

  private static IpSubnetFilterRule network(String written) {
    int slash = written.indexOf('/');
    try {
      return new IpSubnetFilterRule(
          written.substring(0, slash),
          Integer.parseInt(written.substring(slash + 1)),
          IpFilterRuleType.ACCEPT);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "tinbao.inside: \"" + written + "\" is no network such as 10.1.0.0/16", e);
    }
  }

  @RequestFilter
  void keepOut(HttpRequest<?> request) {
    if (isGuarded(request.getPath()) && !isInside(request)) {
      throw new HttpStatusException(HttpStatus.NOT_FOUND, Words.of(request).get("problem.404"));
    }
  }

  private static boolean isGuarded(String path) {
    return PATHS.stream()
        .anyMatch(guarded -> path.equals(guarded) || path.startsWith(guarded + "/"));
  }

  boolean isInside(HttpRequest<?> request) {
    if (OF_PROXIES.stream().anyMatch(request.getHeaders()::contains)) {
      return false;
    }
    return isInside(request.getRemoteAddress(), request.getHeaders().get(HttpHeaders.HOST));
  }

  boolean isInside(@Nullable InetSocketAddress peer, @Nullable String host) {
    if (peer == null || peer.getAddress() == null) {
      return false;
    }
    if (peer.getAddress().isLoopbackAddress()) {
      return host != null && THIS_MACHINE.contains(withoutPort(host));
    }
    return inside.stream().anyMatch(network -> network.matches(peer));
  }

  private static String withoutPort(String host) {
    return host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 20;
  }
}

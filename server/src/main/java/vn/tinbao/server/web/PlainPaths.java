package vn.tinbao.server.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.regex.Pattern;

/**
 * Refuses addresses with control characters in them: no address of ours has any, and what looks for
 * a file of that name might see another one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class PlainPaths implements Ordered {
  private static final Pattern CONTROL = Pattern.compile("(?i)%(?:[01][0-9a-f]|7f)");

  @RequestFilter
  void refuse(HttpRequest<?> request) {
    String path = request.getUri().getRawPath();
    if (path != null && CONTROL.matcher(path).find()) {
      throw new Refusal(HttpStatus.NOT_FOUND, "web.problem.404.detail");
    }
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 20;
  }
}

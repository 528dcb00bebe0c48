package vn.tinbao.server.web;

import io.micronaut.context.propagation.slf4j.MdcPropagationContext;
import io.micronaut.core.order.Ordered;
import io.micronaut.core.propagation.MutablePropagatedContext;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Gives every request an id of our own making: in the log as {@code requestId}, in the answer as
 * {@code X-Request-Id}, so that a person who saw an error can tell which it was. What the client
 * sends under that name is ignored: it would be text of a stranger in our log.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RequestIds implements Ordered {
  static final String HEADER = "X-Request-Id";
  private static final String ATTRIBUTE = "tinbao.request.id";

  /** The id of this request, when it came as far as the filters. */
  static Optional<String> of(HttpRequest<?> request) {
    return request.getAttribute(ATTRIBUTE, String.class);
  }

  @RequestFilter
  void begin(HttpRequest<?> request, MutablePropagatedContext context) {
    String id = UUID.randomUUID().toString();
    request.setAttribute(ATTRIBUTE, id);
    context.add(new MdcPropagationContext(Map.of("requestId", id)));
  }

  @ResponseFilter
  void echo(HttpRequest<?> request, MutableHttpResponse<?> response) {
    of(request).ifPresent(id -> response.header(HEADER, id));
  }

  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE;
  }
}

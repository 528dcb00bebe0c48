package vn.tinbao.sms.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.management.health.indicator.HealthResult;

/**
 * Tells everybody whether this process is well, and only those inside why it is not: which provider
 * says what, and how much waits, is nobody else's business.
 */
@ServerFilter({"/health", "/health/**"})
final class HealthDetails implements Ordered {
  private final InsideOnly inside;

  HealthDetails(InsideOnly inside) {
    this.inside = inside;
  }

  @ResponseFilter
  void withhold(HttpRequest<?> request, MutableHttpResponse<?> response) {
    if (response.getBody(HealthResult.class).isPresent() && !inside.isInside(request)) {
      HealthResult all = response.getBody(HealthResult.class).get();
      response.body(HealthResult.builder(all.getName(), all.getStatus()).build());
    }
  }

  /** Before the framework's own filter, which makes the HTTP status of what it finds. */
  @Override
  public int getOrder() {
    return Ordered.HIGHEST_PRECEDENCE + 21;
  }
}

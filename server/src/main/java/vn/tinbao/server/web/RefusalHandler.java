package vn.tinbao.server.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import jakarta.inject.Singleton;
import java.time.Duration;

/** Answers a {@link Refusal}. */
@Singleton
final class RefusalHandler implements ExceptionHandler<Refusal, MutableHttpResponse<?>> {
  private final ProblemProcessor problems;

  RefusalHandler(ProblemProcessor problems) {
    this.problems = problems;
  }

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public MutableHttpResponse<?> handle(HttpRequest request, Refusal refusal) {
    MutableHttpResponse<?> response = HttpResponse.status(refusal.status());
    Duration wait = refusal.retryAfter();
    if (wait != null) {
      response.header("Retry-After", Long.toString(Math.max(1, wait.plusMillis(999).toSeconds())));
    }
    return problems.processResponse(ErrorContext.builder(request).cause(refusal).build(), response);
  }
}

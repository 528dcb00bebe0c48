package vn.tinbao.sms.web;

import io.micronaut.context.annotation.Requires;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Turns every error of a gateway that runs alone into a problem answer without the exception's
 * words, which may quote what was sent. Inside the server the server's own does this.
 */
@Singleton
@Requires(property = "tinbao.gateway.alone", value = "true")
final class GatewayProblems implements ErrorResponseProcessor<Problem> {

  @Override
  public MutableHttpResponse<Problem> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    Words words = Words.of(context.getRequest());
    HttpStatus status = response.status();
    String key = "problem." + status.getCode();
    String detail =
        words.keys().contains(key)
            ? words.get(key)
            : words.get(status.getCode() < 500 ? "problem.4xx" : "problem.5xx");
    MutableHttpResponse<Problem> answer =
        Problem.answer(status, status.getReason(), detail, List.of());
    response
        .getHeaders()
        .forEachValue(
            (name, value) -> {
              if (!name.equalsIgnoreCase("Content-Type")
                  && !name.equalsIgnoreCase("Content-Length")) {
                answer.header(name, value);
              }
            });
    return answer;
  }
}

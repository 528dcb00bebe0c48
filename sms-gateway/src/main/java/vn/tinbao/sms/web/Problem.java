package vn.tinbao.sms.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/**
 * What was wrong with a request, for people and programs (RFC 9457).
 *
 * @param violations the fields at fault; may be empty
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
    String type, String title, int status, String detail, List<Violation> violations) {

  /** One field and what is wrong with it; never the value. */
  @Serdeable
  public record Violation(String field, String message) {}

  public static MutableHttpResponse<Problem> answer(
      HttpStatus status, String title, String detail, List<Violation> violations) {
    return HttpResponse.<Problem>status(status)
        .body(new Problem("about:blank", title, status.getCode(), detail, violations))
        .contentType(MediaType.of("application/problem+json"));
  }
}

package vn.tinbao.server.gate;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.web.Languages;
import vn.tinbao.server.web.Messages;

/** Writes the 429 of the API. */
@Singleton
final class NotYetHandler implements ExceptionHandler<NotYet, MutableHttpResponse<?>> {
  private static final MediaType PROBLEM_JSON = MediaType.of("application/problem+json");

  private final Messages messages;

  NotYetHandler(Messages messages) {
    this.messages = messages;
  }

  /**
   * RFC 9457 with one member more.
   *
   * @param challenge what to solve; null where only time helps
   */
  @Serdeable
  @Schema(name = "WorkAsked")
  record WorkAsked(
      String type, String title, int status, String detail, @Nullable Asked challenge) {}

  /** A puzzle as the API sets it: how to solve it stands at {@link Puzzle} and in docs/adr/0014. */
  @Serdeable
  @Schema(name = "Challenge")
  record Asked(String challenge, int pieces, int bits, Instant expiresAt) {}

  @Override
  @SuppressWarnings("rawtypes") // the interface is raw
  public MutableHttpResponse<?> handle(HttpRequest request, NotYet notYet) {
    Locale locale = Languages.of(request);
    String title = messages.text(locale, "web.problem.429");
    Entrance entrance = notYet.entrance();
    if (entrance instanceof Entrance.Work work) {
      Challenge set = work.challenge();
      return answer(
          new WorkAsked(
              "urn:tinbao:problem:abuse.work",
              title,
              HttpStatus.TOO_MANY_REQUESTS.getCode(),
              messages.text(locale, "abuse.work"),
              new Asked(set.text(), Puzzle.PIECES, set.bits(), set.expiresAt())),
          null);
    }
    return answer(
        new WorkAsked(
            "urn:tinbao:problem:abuse.later",
            title,
            HttpStatus.TOO_MANY_REQUESTS.getCode(),
            messages.text(locale, "abuse.later"),
            null),
        entrance instanceof Entrance.Later later ? later.patience() : null);
  }

  private static MutableHttpResponse<?> answer(WorkAsked body, @Nullable Duration wait) {
    MutableHttpResponse<WorkAsked> answer =
        HttpResponse.<WorkAsked>status(HttpStatus.TOO_MANY_REQUESTS)
            .body(body)
            .contentType(PROBLEM_JSON);
    return wait == null
        ? answer
        : answer.header("Retry-After", Long.toString(wait.plusMillis(999).toSeconds()));
  }
}

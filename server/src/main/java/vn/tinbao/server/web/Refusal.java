package vn.tinbao.server.web;

import io.micronaut.http.HttpStatus;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Thrown by a room when a request cannot be granted, with a sentence for the person who asked: what
 * was wrong and what to do. Becomes a {@link Problem} for programs and a page for people. It is not
 * an error of ours and is not logged.
 */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final String key;
  private final transient List<Object> arguments;
  private final @Nullable Duration retryAfter;

  /**
   * @param status of the answer
   * @param key of the sentence in the message files; also the last part of the problem's type
   * @param arguments for the sentence; never words of a report
   */
  public Refusal(HttpStatus status, String key, Object... arguments) {
    this(status, null, key, arguments);
  }

  /** The same, with a {@code Retry-After} header in whole seconds, rounded up. */
  public Refusal(
      HttpStatus status, @Nullable Duration retryAfter, String key, Object... arguments) {
    super(status + " " + key, null, false, false);
    this.status = status;
    this.key = key;
    this.arguments = List.of(arguments);
    this.retryAfter = retryAfter;
  }

  public HttpStatus status() {
    return status;
  }

  public String key() {
    return key;
  }

  /** For the sentence. */
  public Object[] arguments() {
    return arguments.toArray();
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }
}

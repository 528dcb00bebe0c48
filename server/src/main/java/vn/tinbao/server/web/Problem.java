package vn.tinbao.server.web;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for a program and the person behind it (RFC 9457).
 *
 * @param type {@code about:blank} when the status says all, else {@code urn:tinbao:problem:<key>}
 * @param title of the kind of problem
 * @param detail of this one: what was wrong and what to do; never a message of an exception
 * @param instance {@code urn:uuid:<request id>}, the same as in {@code X-Request-Id} and our log
 * @param violations of a request whose fields are wrong, else null
 */
@Serdeable
public record Problem(
    String type,
    String title,
    int status,
    @Nullable String detail,
    @Nullable String instance,
    @Nullable List<Violation> violations) {

  /** One field that is wrong, and how. */
  @Serdeable
  public record Violation(String field, String message) {}
}

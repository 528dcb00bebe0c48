package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An error as RFC 9457 writes it.
 *
 * @param challenge what to solve first, when the server asks for that
 */
@Json
public record ProblemDoc(
    @Nullable String title,
    @Nullable String detail,
    @Nullable List<Violation> violations,
    @Nullable Challenge challenge) {

  /** One field that the server could not take. */
  @Json
  public record Violation(@Nullable String field, @Nullable String message) {}
}

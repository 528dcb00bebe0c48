package vn.tinbao.server.tip;

import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What was said between reporter and staff, opened for who may read it. */
public record Dialogue(List<Line> lines) {

  /** Who said it. */
  @Serdeable
  public enum From {
    REPORTER,
    STAFF,
    SYSTEM
  }

  /** One message. The first of a tip is its narrative. */
  public record Line(UUID id, From from, @Nullable UUID staffId, String text, Instant at) {

    @Override
    public String toString() {
      return "Line[" + id + ", " + from + "]";
    }
  }
}

package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One step of a task. */
@Json
public record AssignmentEvent(Instant at, String state, @Nullable String note) {

  @Override
  public String toString() {
    return "AssignmentEvent[" + state + "]";
  }
}

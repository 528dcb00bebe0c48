package vn.tinbao.server.plan;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to an agency's part in a task; only grows.
 *
 * @param note opened; null when none was typed
 */
public record WorkEvent(
    UUID id,
    Instant at,
    Kind kind,
    UUID staffId,
    @Nullable WorkState from,
    @Nullable WorkState to,
    @Nullable UUID responsible,
    @Nullable UUID evidenceId,
    @Nullable String note) {

  /** What happened. */
  public enum Kind {
    STATE,
    RESPONSIBLE,
    EVIDENCE,
    WITHDRAWN
  }

  /** Nothing that people typed. */
  @Override
  public String toString() {
    return "WorkEvent[" + id + ", " + kind + "]";
  }
}

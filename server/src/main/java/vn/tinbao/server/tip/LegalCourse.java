package vn.tinbao.server.tip;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The higher room that keeps the table of legal steps: this room asks it before a tip is handed
 * over, and tells it when one was. A tip's state changes by a step of that table and in no other
 * way.
 */
public interface LegalCourse {

  /** What happens to a tip's lead. */
  enum Turn {
    OFFERED,
    ACCEPTED,
    REJECTED,
    WITHDRAWN,
    /**
     * Another agency leads by the catalogue or by the reporter's words, and its people are others.
     */
    LED_ANEW
  }

  /** Whether this may happen to the tip as it stands; the caller holds it. */
  boolean allows(UUID tipId, Turn turn);

  /**
   * It happened: the state follows, in the caller's transaction, which holds the tip. What a tip's
   * state has no step for, leaves it as it is.
   *
   * @param by null for the house itself
   */
  void turned(UUID tipId, Turn turn, @Nullable UUID by);

  /** Whether the last step that was written down for the tip leads to this state. */
  boolean ledTo(UUID tipId, String state);
}

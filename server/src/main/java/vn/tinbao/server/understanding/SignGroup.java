package vn.tinbao.server.understanding;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of the lexicon: phrases that are one and the same sign.
 *
 * @param index place in the lexicon, for arrays
 * @param code stable key, stored with tips
 * @param label Vietnamese words for the desk
 * @param weight −3…5
 * @param category what it speaks for, null when nothing by itself
 * @param weak whether it speaks only beside another sign
 * @param urgency lowest urgency it gives by itself, 0 for none
 * @param silent used for the decision, never shown as a sign
 * @param country ISO 3166 alpha-3 when the group is a foreign place
 */
record SignGroup(
    int index,
    String code,
    String label,
    int weight,
    @Nullable Category category,
    boolean weak,
    int urgency,
    Set<Says> says,
    boolean silent,
    @Nullable String country) {

  /** What a group tells beside its category. */
  enum Says {
    CHILD,
    MAYBE_CHILD,
    MEANS,
    TRADING,
    MOVING,
    CROSSING,
    RESCUE,
    NEED,
    DOMESTIC,
    IMMINENT,
    PRESENT,
    PAST,
    SUSPICION,
    QUESTION,
    WONDERS
  }

  boolean says(Says what) {
    return says.contains(what);
  }
}

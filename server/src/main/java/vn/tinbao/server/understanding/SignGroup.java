package vn.tinbao.server.understanding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A group of the lexicon: phrases that are one and the same sign.
 *
 * @param index place in the lexicon, for arrays
 * @param code stable key, stored with tips
 * @param label Vietnamese words for the desk
 * @param weight −3…5
 * @param votes points it gives to categories, once a text
 * @param urgency lowest urgency it gives by itself, 0 for none
 * @param silent used for the decision, never shown as a sign
 * @param topic a word of a subject: each hit counts, and only where somebody is harmed
 * @param hides whether other signs within its words are none: {@code bắt xe} is no {@code bắt}
 * @param country ISO 3166 alpha-3 when the group is a foreign place
 * @param articles of the criminal code 2015 that staff may think of
 * @param htcds value of IOM's Human Trafficking Case Data Standard 2.0, null when it has none
 */
record SignGroup(
    int index,
    String code,
    String label,
    int weight,
    Map<Category, Integer> votes,
    int urgency,
    Set<Says> says,
    boolean silent,
    boolean topic,
    boolean hides,
    @Nullable String country,
    List<Integer> articles,
    @Nullable String htcds) {

  /** What a group tells beside its category. */
  enum Says {
    /** A person under 18. */
    CHILD,
    /** Perhaps a person under 18, unless an adult's age is given. */
    MAYBE_CHILD,
    /** Someone has power over others: holds, beats, keeps papers or pay. */
    MEANS,
    /** People are not free to go. */
    HELD,
    /** People are bought and sold. */
    TRADING,
    /** People are on their way, brought by others. */
    MOVING,
    /** A border is crossed, or about to be. */
    CROSSING,
    /** Somebody is afraid, weeps, begs. */
    DISTRESS,
    /** The sender calls for rescue. */
    RESCUE,
    /** The sender asks for support. */
    NEED,
    /** Another place in Vietnam. */
    DOMESTIC,
    /** Within hours. */
    IMMINENT,
    /** Still going on. */
    PRESENT,
    /** Over. */
    PAST,
    /** Only suspected or heard of. */
    SUSPICION,
    /** Asks, whatever else is said. */
    QUESTION,
    /** Asks, when nothing else is said. */
    WONDERS,
    /** Speaks of a film, of the news, of homework, of what could be. */
    NOT_REAL,
    /** The sender herself is the victim. */
    SELF,
    /** The sender speaks of somebody else. */
    OTHERS,
    /** Threatens: counts less where it is only what would happen to whoever disobeys. */
    THREAT
  }

  boolean says(Says what) {
    return says.contains(what);
  }

  boolean saysAny(Set<Says> wanted) {
    for (Says what : says) {
      if (wanted.contains(what)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a negation before it denies it; time words and calls for help stay. */
  boolean mayBeDenied() {
    return !silent
        && !topic
        && country == null
        && !saysAny(Set.of(Says.RESCUE, Says.NEED, Says.CHILD, Says.IMMINENT))
        && !votes.containsKey(Category.UNRELATED)
        && !votes.containsKey(Category.SUPPORT_REQUEST);
  }

  /** Whether it speaks for a crime by itself. */
  boolean strong() {
    return votes.values().stream().anyMatch(points -> points >= Scores.ENOUGH);
  }
}

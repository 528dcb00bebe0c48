package vn.tinbao.server.console.queue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.proceeding.TipState;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.understanding.Category;

/**
 * Which tips of the queue are wanted. All of them must hold; within one set any. Empty sets and
 * null ask for nothing. As text it is the query of the page's address, always in the same order, so
 * that equal filters have equal addresses.
 *
 * @param states codes of tip states
 * @param urgencies 1 to 5
 * @param place reference of a unit ({@code 23538/2025-07-01}), {@link #NO_PLACE}, or null
 */
public record QueueFilter(
    Set<String> states,
    Set<Category> categories,
    Set<Integer> urgencies,
    Set<Channel> channels,
    Set<Only> only,
    @Nullable String place) {
  /** Tips of which nobody knows where. */
  public static final String NO_PLACE = "none";

  /** Every state there is, in the order of the law. */
  public static final List<String> STATES = TipState.NAMES;

  private static final int LONGEST_PLACE = 24;

  /** Questions that are answered yes or no. */
  public enum Only {
    /** The viewer did something on it. */
    MINE,
    /** Nobody is on the way or asked to go. */
    UNASSIGNED,
    /** A clock has run out. */
    OVERDUE,
    /** Something calls for the desk. */
    WANTED,
    /** Nobody knows the commune yet: known to the province only, in doubt, or not at all. */
    VAGUE,
    /** The own agency leads. */
    LEADING,
    CHILD,
    RESTRICTED,
    /** Has its outcome, no clock runs: what the queue leaves out otherwise. */
    SETTLED
  }

  public QueueFilter {
    states = Set.copyOf(states);
    categories = Set.copyOf(categories);
    urgencies = Set.copyOf(urgencies);
    channels = Set.copyOf(channels);
    only = Set.copyOf(only);
  }

  /** Asks for nothing: the whole open queue. */
  public static QueueFilter none() {
    return new QueueFilter(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), null);
  }

  /** Out of an address, which anybody may have typed: what is not understood is left out. */
  static QueueFilter read(
      Collection<String> states,
      Collection<String> categories,
      Collection<String> urgencies,
      Collection<String> channels,
      Collection<String> only,
      @Nullable String place) {
    Set<String> knownStates = new TreeSet<>(states);
    knownStates.retainAll(STATES);
    Set<Integer> knownUrgencies = new TreeSet<>();
    for (String urgency : urgencies) {
      if (urgency.matches("[1-5]")) {
        knownUrgencies.add(Integer.valueOf(urgency));
      }
    }
    return new QueueFilter(
        knownStates,
        named(Category.class, categories),
        knownUrgencies,
        named(Channel.class, channels),
        named(Only.class, only),
        place == null || place.isBlank() || !place.matches("[0-9a-z/-]{1," + LONGEST_PLACE + "}")
            ? null
            : place);
  }

  private static <E extends Enum<E>> Set<E> named(Class<E> type, Collection<String> names) {
    Set<E> found = EnumSet.noneOf(type);
    for (E value : type.getEnumConstants()) {
      if (names.stream().anyMatch(name -> name.toUpperCase(Locale.ROOT).equals(value.name()))) {
        found.add(value);
      }
    }
    return found;
  }

  /** Whether it asks for nothing. */
  public boolean isEmpty() {
    return equals(none());
  }

  public boolean is(Only question) {
    return only.contains(question);
  }

  /**
   * Whether it asks for what a closed line does not show: then closed lines are left out, or the
   * filter would tell what the line hides.
   */
  boolean asksWhatIsHidden() {
    return !categories.isEmpty()
        || !channels.isEmpty()
        || place != null
        || is(Only.MINE)
        || is(Only.UNASSIGNED)
        || is(Only.OVERDUE)
        || is(Only.WANTED)
        || is(Only.VAGUE)
        || is(Only.CHILD);
  }

  /** As it stands in an address behind the question mark; empty when it asks for nothing. */
  public String query() {
    List<String> parts = new ArrayList<>();
    STATES.stream().filter(states::contains).forEach(s -> parts.add("state=" + s));
    sorted(categories).forEach(c -> parts.add("category=" + c));
    new TreeSet<>(urgencies).forEach(u -> parts.add("urgency=" + u));
    sorted(channels).forEach(c -> parts.add("channel=" + c));
    sorted(only).forEach(o -> parts.add("only=" + o));
    if (place != null) {
      parts.add("place=" + URLEncoder.encode(place, StandardCharsets.UTF_8));
    }
    return String.join("&", parts);
  }

  private static <E extends Enum<E>> List<E> sorted(Set<E> values) {
    return values.stream().sorted().collect(Collectors.toList());
  }

  /** Address of the queue with this filter. */
  public String address() {
    String query = query();
    return query.isEmpty() ? "/desk" : "/desk?" + query;
  }
}

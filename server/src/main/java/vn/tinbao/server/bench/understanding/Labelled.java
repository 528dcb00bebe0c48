package vn.tinbao.server.bench.understanding;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;

/**
 * A message and what a person says of it.
 *
 * @param origin file and line, or id of a correction: never words
 * @param hotline official code of the unit whose line received it, null when nationwide
 * @param at the day it was sent
 * @param kind what the sender wants, null when nobody said
 * @param categories strongest first, empty when nobody said
 * @param urgency 1–5, 0 when nobody said
 * @param child whether a person under 18 is concerned, null when nobody said
 * @param destination ISO 3166 alpha-3, DOMESTIC or null
 * @param destinationSaid whether the label says anything of the destination
 * @param place null when nobody said
 * @param lead {@code key@code} of who must act first, null when nobody must or nobody said
 * @param tags difficulties
 */
public record Labelled(
    String origin,
    String text,
    @Nullable String hotline,
    LocalDate at,
    Understood.@Nullable Kind kind,
    List<Category> categories,
    int urgency,
    @Nullable Boolean child,
    @Nullable String destination,
    boolean destinationSaid,
    @Nullable Place place,
    @Nullable String lead,
    List<String> tags) {

  /** Which place a person sees in it; codes of units that stand on the day. */
  public record Place(State state, List<String> codes) {}

  /** What can be said of the place. */
  public enum State {
    DECIDED,
    AMBIGUOUS,
    UNKNOWN
  }
}

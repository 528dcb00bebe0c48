package vn.tinbao.server.routing;

import io.micronaut.serde.annotation.Serdeable;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * What routing needs to know of a tip.
 *
 * @param unitId place of the event as a unit standing on {@code day} or before; null when unknown
 * @param hotlineUnitId unit whose line received it: the smallest known unit when the place is not
 * @param immediateDanger the sender said so
 * @param crossingAtHand somebody is about to be taken over the border within hours
 * @param receivedBy agency at whose desk it was typed, null when it came by itself
 */
@Serdeable
public record RoutingQuestion(
    @Nullable Long unitId,
    @Nullable Long hotlineUnitId,
    Kind kind,
    List<Category> categories,
    int urgency,
    boolean child,
    boolean crossBorder,
    boolean immediateDanger,
    boolean crossingAtHand,
    @Nullable String receivedBy,
    LocalDate day) {

  private static final int WITHIN_HOURS = 5;

  /** Held, or being moved. */
  private static final int MOVED = 4;

  /** Lexicon groups that say: it is about to happen. */
  private static final Set<String> SOON = Set.of("time.imminent", "urgent.crossing_soon");

  /**
   * A question of which no more is known than this: a lure abroad of the highest urgency is taken
   * for a crossing at hand.
   */
  public RoutingQuestion(
      @Nullable Long unitId,
      @Nullable Long hotlineUnitId,
      Kind kind,
      List<Category> categories,
      int urgency,
      boolean child,
      boolean crossBorder,
      boolean immediateDanger,
      LocalDate day) {
    this(
        unitId,
        hotlineUnitId,
        kind,
        categories,
        urgency,
        child,
        crossBorder,
        immediateDanger,
        crossBorder && urgency >= WITHIN_HOURS && categories.contains(Category.LURE_ABROAD),
        null,
        day);
  }

  /** The question that a text as understood puts. */
  public static RoutingQuestion of(
      Understood understood, @Nullable Long unitId, @Nullable Long hotlineUnitId, LocalDate day) {
    return new RoutingQuestion(
        unitId,
        hotlineUnitId,
        understood.kind(),
        understood.categories(),
        understood.urgency(),
        understood.child(),
        understood.crossBorder(),
        false,
        crossingAtHand(understood, day),
        null,
        day);
  }

  /**
   * Whether the text says that people go over the border today or tomorrow. Of a lure abroad the
   * highest urgency says it, which then is about nothing else, or the one below and when it
   * happens; of other crimes the highest, a border, and when it happens.
   */
  public static boolean crossingAtHand(Understood understood, LocalDate day) {
    if (first(understood) == Category.LURE_ABROAD) {
      return understood.urgency() >= WITHIN_HOURS
          || (understood.urgency() >= MOVED && understood.crossBorder() && isSoon(understood, day));
    }
    boolean domestic = "DOMESTIC".equals(understood.destination());
    return understood.urgency() >= WITHIN_HOURS
        && understood.crossBorder()
        && (!domestic || understood.categories().contains(Category.LURE_ABROAD))
        && isSoon(understood, day);
  }

  private static @Nullable Category first(Understood understood) {
    return understood.categories().isEmpty() ? null : understood.categories().get(0);
  }

  /** A sign says that it is about to happen, or the sentence that makes it urgent says when. */
  private static boolean isSoon(Understood understood, LocalDate day) {
    return understood.signs().stream().anyMatch(s -> SOON.contains(s.code()))
        || understood.times().stream()
            .anyMatch(t -> isSoon(t, day) && causes(understood, t.span()));
  }

  private static boolean isSoon(Understood.When when, LocalDate day) {
    return !when.to().isBefore(day) && !when.from().isAfter(day.plusDays(1));
  }

  private static boolean causes(Understood understood, Understood.Span span) {
    Understood.Span cause = understood.urgencyBecause();
    return cause != null && span.start() < cause.end() && cause.start() < span.end();
  }
}

package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.routing.Router;
import vn.tinbao.server.routing.RoutingDecision;
import vn.tinbao.server.routing.RoutingQuestion;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * Where a tip would go if it came in on another day: its values of now, the catalogue of now. The
 * one place that asks for a tip that is there already, be it corrected or not.
 */
@Singleton
class RoutedToday {
  private static final int WITHIN_HOURS = 5;

  private final Router router;
  private final CorrectionRows corrections;
  private final TipJson json;

  RoutedToday(Router router, CorrectionRows corrections, TipJson json) {
    this.router = router;
    this.corrections = corrections;
    this.json = json;
  }

  /** What routing is asked, and what it answers. */
  record Answer(RoutingQuestion question, RoutingDecision decision) {}

  /**
   * The answer of that day; empty for a tip without a place of which it was not kept whose line
   * received it.
   */
  Optional<Answer> of(MoveRows.Open tip, LocalDate day) {
    String kept = tip.question();
    RoutingQuestion before = kept == null ? null : json.read(kept, RoutingQuestion.class);
    Long unitId = tip.unitId() == null ? unitInDoubt(tip, before) : tip.unitId();
    if (unitId == null && before == null) {
      return Optional.empty();
    }
    List<Category> categories = Arrays.stream(tip.categories()).map(Category::valueOf).toList();
    if (before != null
        && before.categories().isEmpty()
        && categories.equals(List.of(Category.UNRELATED))) {
      categories = List.of();
    }
    RoutingQuestion question =
        new RoutingQuestion(
            unitId,
            before == null ? null : before.hotlineUnitId(),
            Kind.valueOf(tip.kind()),
            categories,
            tip.urgency(),
            tip.child() || categories.contains(Category.CHILD),
            tip.crossBorder(),
            tip.immediateDanger(),
            before != null && before.crossingAtHand() && tip.urgency() >= WITHIN_HOURS,
            before == null ? null : before.receivedBy(),
            day);
    return Optional.of(new Answer(question, router.route(question)));
  }

  /** Where the machine thought it might be, unless a person said since that nobody knows. */
  private @Nullable Long unitInDoubt(MoveRows.Open tip, @Nullable RoutingQuestion before) {
    return before != null && before.unitId() != null && !corrections.corrected(tip.id())
        ? before.unitId()
        : tip.enteredUnitId();
  }
}

package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understood;

/** Whether a border guard post has to go out now. */
class CrossingAtHandTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(BuiltInSnapshot.read(), Lexicon.builtIn());

  /** Says by a sign that it is about to happen. */
  private static final Understood SOON = read("tối nay đưa đi");

  private static final Understood NO_TIME = read("có người rủ");

  @Test
  void of_a_lure_abroad_the_highest_urgency_says_it() {
    assertThat(isAtHand(NO_TIME, 5, false, null, Category.LURE_ABROAD)).isTrue();
    assertThat(isAtHand(NO_TIME, 5, true, "KHM", Category.LURE_ABROAD)).isTrue();
  }

  @Test
  void the_one_below_says_it_with_a_border_and_a_time() {
    assertThat(isAtHand(SOON, 4, true, "KHM", Category.LURE_ABROAD)).isTrue();
    assertThat(isAtHand(NO_TIME, 4, true, "KHM", Category.LURE_ABROAD)).isFalse();
    assertThat(isAtHand(SOON, 4, false, null, Category.LURE_ABROAD)).isFalse();
    assertThat(isAtHand(SOON, 3, true, "KHM", Category.LURE_ABROAD)).isFalse();
  }

  @Test
  void of_other_crimes_the_highest_urgency_may_be_for_the_life_of_somebody_abroad() {
    assertThat(isAtHand(NO_TIME, 5, true, "KHM", Category.ONLINE_SCAM_LABOUR)).isFalse();
    assertThat(isAtHand(SOON, 5, true, "KHM", Category.ONLINE_SCAM_LABOUR)).isTrue();
    assertThat(isAtHand(SOON, 5, true, null, Category.FORCED_MARRIAGE)).isTrue();
    assertThat(isAtHand(SOON, 4, true, "CHN", Category.FORCED_MARRIAGE)).isFalse();
    assertThat(isAtHand(SOON, 5, false, "CHN", Category.FORCED_MARRIAGE)).isFalse();
  }

  @Test
  void who_stays_in_the_country_crosses_no_border() {
    assertThat(isAtHand(SOON, 5, true, "DOMESTIC", Category.FORCED_LABOUR)).isFalse();
    assertThat(isAtHand(SOON, 5, true, "DOMESTIC", Category.FORCED_LABOUR, Category.LURE_ABROAD))
        .isTrue();
  }

  private static boolean isAtHand(
      Understood u,
      int urgency,
      boolean crossBorder,
      @Nullable String destination,
      Category... categories) {
    return RoutingQuestion.crossingAtHand(
        new Understood(
            u.version(),
            u.kind(),
            u.kindBecause(),
            List.of(categories),
            u.hints(),
            urgency,
            u.urgencyBecause(),
            u.child(),
            u.childBecause(),
            crossBorder,
            destination,
            u.destinationBecause(),
            u.sender(),
            u.people(),
            u.times(),
            u.places(),
            u.placeDecided(),
            u.ambiguous(),
            u.abroad(),
            u.localities(),
            u.signs()),
        TODAY);
  }

  private static Understood read(String text) {
    return UNDERSTANDING.understand(text, TODAY, null);
  }
}

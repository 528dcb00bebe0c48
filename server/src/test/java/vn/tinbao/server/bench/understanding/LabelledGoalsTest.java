package vn.tinbao.server.bench.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.ListedCatalogue;
import vn.tinbao.server.catalogue.ListedCatalogue.Listed;

/**
 * No change makes understanding or routing worse on the labelled messages, with the whole country.
 * The goals themselves are not all met yet: {@code ./tinbao bench understanding} prints them, and
 * so does this test. The floors lie about two points under what was measured when they were set;
 * whoever makes something better raises them. The official lists lie outside the project; without
 * them only what needs no place is asked for.
 */
class LabelledGoalsTest {
  /** The set of an author of whom neither the lexicon nor the weights have seen a word. */
  private static final String UNSEEN = "unseen.jsonl";

  /** Messages nobody has looked at, of authors of whom others were learnt from; without places. */
  private static final String UNSEEN_OF_KNOWN = "unseen2.jsonl";

  @Test
  void messages_the_words_were_written_for_are_understood_as_well_as_before() {
    check(
        file -> !file.endsWith(UNSEEN) && !file.endsWith(UNSEEN_OF_KNOWN),
        List.of(0.96, 0.015, 0.98, 0.98, 0.95, 0.93));
  }

  @Test
  void messages_nobody_looked_at_are_understood_as_well_as_before() {
    check(file -> file.endsWith(UNSEEN), List.of(0.97, 0.01, 0.87, 0.95, 0.74, 0.93));
  }

  @Test
  void messages_nobody_looked_at_of_known_authors_are_understood_as_well_as_before() {
    check(file -> file.endsWith(UNSEEN_OF_KNOWN), List.of(0.0, 1.0, 0.86, 0.98, 0.78, 0.0));
  }

  private static void check(Predicate<Path> wanted, List<Double> floors) {
    List<Labelled> labelled = new ArrayList<>();
    for (Path file : Checkout.labelled()) {
      if (wanted.test(file)) {
        labelled.addAll(LabelledFile.read(file));
      }
    }
    assertThat(labelled).isNotEmpty();
    List<Listed> lists = Checkout.lists();
    Judge judge =
        new Judge(ListedCatalogue.read(lists, Checkout.successions(), Checkout.borders()));
    Scorecard card = judge.judge(labelled);
    System.out.print(card.text());
    if (lists.isEmpty()) {
      System.out.println(
          "Skipped: places and lead agencies; no official lists in shared/data/admin");
    }
    List<Scorecard.Goal> goals = card.goals();
    assertThat(goals).hasSameSizeAs(floors);
    for (int i = 0; i < goals.size(); i++) {
      Scorecard.Goal goal = goals.get(i);
      if (lists.isEmpty() && Scorecard.needsPlaces(goal)) {
        continue;
      }
      if (goal.atMost()) {
        assertThat(goal.share()).as("%s", goal).isLessThanOrEqualTo(floors.get(i));
      } else {
        assertThat(goal.share()).as("%s", goal).isGreaterThanOrEqualTo(floors.get(i));
      }
    }
  }
}

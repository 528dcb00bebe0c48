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
  /** Of authors of whom neither the lexicon nor the weights have seen a word, or only others. */
  private static final String UNSEEN = "unseen";

  @Test
  void messages_the_words_were_written_for_are_understood_as_well_as_before() {
    check(file -> !isUnseen(file), List.of(0.95, 0.018, 0.98, 0.98, 0.95, 0.93));
  }

  @Test
  void messages_nobody_looked_at_are_understood_as_well_as_before() {
    check(LabelledGoalsTest::isUnseen, List.of(0.965, 0.01, 0.91, 0.985, 0.82, 0.955));
  }

  private static boolean isUnseen(Path file) {
    return file.getFileName().toString().startsWith(UNSEEN);
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

package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understood;

/** While a person must still choose, a tip stays as near to its place as is sure. */
class PlaceInDoubtTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());

  @Test
  void what_is_decided_is_taken() {
    assertThat(place("xã Bình Trung, Cao Lộc")).containsExactly("06217/2021-11-01");
  }

  @Test
  void an_old_commune_that_was_split_is_taken_as_it_was() {
    assertThat(place("xã Trường Xuân, huyện Thọ Xuân")).containsExactly("15598/2021-11-01");
  }

  @Test
  void candidates_of_one_province_are_at_least_in_that_province() {
    Understood read = UNDERSTANDING.understand("có người rủ", TODAY, null);
    Unit one = SNAPSHOT.unitByCode("06286", TODAY).orElseThrow();
    Unit other = SNAPSHOT.unitByCode("06211", TODAY).orElseThrow();
    Unit province = SNAPSHOT.unitByCode("20", TODAY).orElseThrow();
    assertThat(toRouteBy(read, at(one, 84), at(other, 80))).contains(province.id());
  }

  @Test
  void nothing_in_common_or_nothing_at_all_is_no_place() {
    assertThat(place("có người rủ")).isEmpty();
    assertThat(place("xã xuân hòa, xã khánh khê")).isEmpty();
  }

  @Test
  void at_the_end_of_the_scale_whoever_is_below_is_out_of_the_question() {
    Understood read = UNDERSTANDING.understand("có người rủ", TODAY, null);
    Unit split = SNAPSHOT.unitByCode("15598", LocalDate.of(2024, 6, 1)).orElseThrow();
    Unit namesake = SNAPSHOT.unitByCode("06286", TODAY).orElseThrow();
    assertThat(toRouteBy(read, at(split, 100), at(namesake, 91))).contains(split.id());
    assertThat(toRouteBy(read, at(split, 99), at(namesake, 90))).isEmpty();
    assertThat(toRouteBy(read, at(split, 99), at(namesake, 89))).contains(split.id());
    assertThat(toRouteBy(read, at(split, 100), at(namesake, 100))).isEmpty();
  }

  private static Understood.Place at(Unit unit, int score) {
    return new Understood.Place(
        unit.id(),
        SNAPSHOT.currentOf(unit, TODAY).stream().map(Unit::id).toList(),
        score,
        Understood.PlaceRole.EVENT,
        "",
        List.of());
  }

  private static Optional<Long> toRouteBy(Understood u, Understood.Place... places) {
    return PlaceInDoubt.unitToRouteBy(
        new Understood(
            u.version(),
            u.kind(),
            u.kindBecause(),
            u.categories(),
            u.hints(),
            u.urgency(),
            u.urgencyBecause(),
            u.child(),
            u.childBecause(),
            u.crossBorder(),
            u.destination(),
            u.destinationBecause(),
            u.sender(),
            u.people(),
            u.times(),
            List.of(places),
            null,
            true,
            u.abroad(),
            u.localities(),
            u.signs()),
        SNAPSHOT,
        TODAY);
  }

  private static List<String> place(String text) {
    return PlaceInDoubt.unitToRouteBy(UNDERSTANDING.understand(text, TODAY, null), SNAPSHOT, TODAY)
        .flatMap(SNAPSHOT::unit)
        .map(Unit::ref)
        .stream()
        .toList();
  }
}

package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;

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
    assertThat(place("ở Cao Lộc có người rủ")).containsExactly("20/2021-11-01");
  }

  @Test
  void nothing_in_common_or_nothing_at_all_is_no_place() {
    assertThat(place("có người rủ")).isEmpty();
    assertThat(place("xã xuân hòa, xã khánh khê")).isEmpty();
  }

  private static List<String> place(String text) {
    return PlaceInDoubt.unitToRouteBy(UNDERSTANDING.understand(text, TODAY, null), SNAPSHOT, TODAY)
        .flatMap(SNAPSHOT::unit)
        .map(Unit::ref)
        .stream()
        .toList();
  }
}

package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Agencies are found by what a person types of their names and places. */
class AgencySearchTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final CatalogueSnapshot SNAPSHOT = BuiltInSnapshot.read();
  private static final AgencySearch SEARCH = new AgencySearch(SNAPSHOT, TODAY);

  private static List<String> ids(String words) {
    return SEARCH.find(words).stream().map(Agency::id).toList();
  }

  @Test
  void with_or_without_accents_and_in_any_order() {
    assertThat(ids("Công an xã Khánh Khê")).startsWith("ca_xa@06286/2025-07-01");
    assertThat(ids("cong an xa khanh kh")).startsWith("ca_xa@06286/2025-07-01");
    assertThat(ids("khanh khe CÔNG AN")).contains("ca_xa@06286/2025-07-01").hasSizeLessThan(5);
  }

  @Test
  void by_the_place_above_too_and_only_by_the_beginnings_of_words() {
    assertThat(ids("cong an lang son khanh khe")).contains("ca_xa@06286/2025-07-01");
    assertThat(ids("ong an khanh khe")).isEmpty();
  }

  @Test
  void only_agencies_of_the_day() {
    assertThat(ids("cong an huyen")).isEmpty();
    assertThat(new AgencySearch(SNAPSHOT, IN_2024).find("cong an huyen hong ngu"))
        .extracting(Agency::id)
        .contains("ca_huyen@870/2021-11-01");
  }

  @Test
  void nothing_typed_or_nonsense_finds_nothing() {
    assertThat(ids("")).isEmpty();
    assertThat(ids("  \u0301 ,.; ")).isEmpty();
    assertThat(ids("<b>" + "x".repeat(10_000))).isEmpty();
  }

  @Test
  void it_knows_of_which_day_it_is() {
    assertThat(SEARCH.isOf(SNAPSHOT, TODAY)).isTrue();
    assertThat(SEARCH.isOf(SNAPSHOT, IN_2024)).isFalse();
    assertThat(SEARCH.isOf(CatalogueSnapshot.empty(), TODAY)).isFalse();
  }
}

package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnitSearchTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final UnitSearch SEARCH =
      new UnitSearch(
          BuiltInCatalogue.snapshot(BuiltInUnits.read(new AtomicLong()::incrementAndGet)), TODAY);

  private static List<String> places(String text) {
    return SEARCH.find(text, 20).stream().map(UnitSearch.Hit::place).toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Khánh Khê",
        "khanh khe",
        "KHÁNH KHÊ",
        "xã Khánh Khê",
        "xa khanh khe",
        "x. khánh khê",
        "khanh khe lang son",
        "Xã Khánh Khê, tỉnh Lạng Sơn",
        "khánh kh",
        "khanh kh"
      })
  void a_commune_is_found_however_it_is_typed(String text) {
    assertThat(places(text)).first().isEqualTo("Xã Khánh Khê, Tỉnh Lạng Sơn");
  }

  @Test
  void what_is_typed_with_accents_comes_before_what_only_sounds_alike() {
    assertThat(places("Huế")).first().isEqualTo("Thành phố Huế");
    assertThat(places("Phú Lộc")).first().isEqualTo("Xã Phú Lộc, Thành phố Huế");
    assertThat(places("Thường Lạc")).first().isEqualTo("Phường Thường Lạc, Tỉnh Đồng Tháp");
  }

  @Test
  void an_exact_name_comes_before_a_longer_one() {
    assertThat(places("tho xuan")).first().isEqualTo("Xã Thọ Xuân, Tỉnh Thanh Hóa");
    assertThat(places("hương")).allMatch(place -> place.contains("Hương")).hasSizeGreaterThan(2);
  }

  @Test
  void minority_names_are_found_without_their_marks() {
    assertThat(places("ia toi")).containsExactly("Xã Ia Tơi, Tỉnh Quảng Ngãi");
    assertThat(places("a luoi 3")).containsExactly("Xã A Lưới 3, Thành phố Huế");
  }

  @Test
  void a_former_name_leads_to_the_unit_of_today() {
    UnitSearch.Hit hit = SEARCH.find("binh trung", 20).get(0);
    assertThat(hit.place()).isEqualTo("Xã Khánh Khê, Tỉnh Lạng Sơn");
    assertThat(hit.formerly()).isEqualTo("Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn");
    assertThat(places("Ia H'Drai"))
        .containsExactly("Xã Ia Tơi, Tỉnh Quảng Ngãi", "Xã Ia Đal, Tỉnh Quảng Ngãi");
    assertThat(SEARCH.find("Khánh Khê", 20).get(0).formerly()).isNull();
  }

  @Test
  void only_units_of_today_are_given_and_no_more_than_asked() {
    assertThat(SEARCH.find("a", 7)).hasSize(7).allMatch(hit -> hit.unit().standsOn(TODAY));
    assertThat(places("xyz")).isEmpty();
    assertThat(places("")).isEmpty();
    assertThat(places(" …, ")).isEmpty();
    assertThat(places("p")).isNotEmpty();
  }
}

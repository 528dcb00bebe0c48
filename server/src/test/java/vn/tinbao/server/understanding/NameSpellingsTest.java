package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSpellingsTest {
  @ParameterizedTest
  @CsvSource({
    "Krông Pắc, krong pak",
    "Krông Búk, krong buk",
    "Đắk Lắk, dac lac",
    "Đắk Lắk, dak lak",
    "Đăk Hà, dac ha",
    "Đắk Song, dac song",
    "Ea Kar, ia kar",
    "Ia Dom, ea dom",
    "Ea Súp, ya sup",
    "M'Drắk, m drak",
    "M'Drắk, mdrak",
    "M'Drắk, ma drak",
    "M'Drắk, mo drac",
    "Ia H' Drai, ia hdrai",
    "Ia H' Drai, iahdrai",
    "Ea H'Leo, ea ho leo",
    "Chư Prông, cu prong",
    "Cư M'gar, chu mgar",
    "Kon Rẫy, con ray",
    "Kông Chro, cong chro",
    "Đakrông, da krong",
    "Đạ Tẻh, da te",
    "Mỹ Lý, mi li",
    "Quy Nhơn, qui nhon"
  })
  void a_name_is_known_in_the_spellings_people_use(String name, String folded) {
    assertThat(folded(name)).contains(folded);
  }

  @Test
  void the_official_spelling_comes_first() {
    assertThat(NameSpellings.of("Krông Pắc").iterator().next()).isEqualTo("Krông Pắc");
  }

  @Test
  void d_and_đ_are_both_written_before_r() {
    assertThat(NameSpellings.of("M'Drắk")).contains("M Đrắk", "M Drắk");
    assertThat(NameSpellings.of("M'Drắk")).anyMatch(spelling -> spelling.equals("Ma Đrắk"));
  }

  @ParameterizedTest
  @CsvSource({"Bình Trung", "Tân Thành", "Cao Lộc", "Đức Cơ", "Chu Phan", "Thạch Hóa"})
  void a_name_of_the_lowlands_has_but_one(String name) {
    assertThat(NameSpellings.of(name)).containsExactly(name);
  }

  @Test
  void a_long_name_has_no_endless_list() {
    assertThat(NameSpellings.of("Đắk Krông Ia Ea Kon Plei Đắk Krông Chư K'Bang"))
        .hasSizeLessThan(1_000);
  }

  private static List<String> folded(String name) {
    return NameSpellings.of(name).stream().map(Fold::text).toList();
  }
}

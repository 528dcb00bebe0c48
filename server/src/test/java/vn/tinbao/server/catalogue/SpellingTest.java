package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
  @ParameterizedTest
  @CsvSource({
    "Thanh Hóa, Thanh Hoá",
    "Xã Thanh Thủy, Xã Thanh Thuỷ",
    "Ia H' Drai, Ia H’Drai",
    "Ia H'Drai, ia h'drai",
    "Phan Rang-Tháp Chàm, Phan Rang - Tháp Chàm",
    "Cò  Nòi, Cò Nòi",
    "xã Bắc Sơn, Xã Bắc Sơn",
  })
  void two_spellings_of_one_name_are_equal(String one, String other) {
    assertThat(Spelling.key(one)).isEqualTo(Spelling.key(other));
    assertThat(Spelling.key(Normalizer.normalize(one, Normalizer.Form.NFD)))
        .isEqualTo(Spelling.key(one));
  }

  @ParameterizedTest
  @CsvSource({
    "Phó Bảng, Phố Bảng",
    "Tân Hòa, Tân Hoa",
    "Đông Sơn, Dông Sơn",
    "Phường 1, Phường 11",
    "Ba Sơn, Bà Sơn",
    "Yên Sơn, Yên Sở"
  })
  void two_names_are_not(String one, String other) {
    assertThat(Spelling.key(one)).isNotEqualTo(Spelling.key(other));
  }

  @Test
  void without_accents_only_letters_and_digits_are_left() {
    assertThat(Spelling.folded("Xã Ia H’ Drai")).isEqualTo("xa ia h drai");
    assertThat(Spelling.folded("Đắk R'Lấp")).isEqualTo("dak rlap");
    assertThat(Spelling.folded("  Văn Miếu – Quốc Tử Giám ")).isEqualTo("van mieu quoc tu giam");
    assertThat(Spelling.folded("…!")).isEmpty();
  }
}

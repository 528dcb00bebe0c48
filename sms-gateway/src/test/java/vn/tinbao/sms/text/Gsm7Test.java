package vn.tinbao.sms.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Gsm7Test {
  @Test
  void codes_are_those_of_the_standard() {
    assertThat(Gsm7.encode("@Δ Aa¡à")).containsExactly(0x00, 0x10, 0x20, 0x41, 0x61, 0x40, 0x7F);
    assertThat(Gsm7.encode("Æ_ÉÇ")).containsExactly(0x1C, 0x11, 0x1F, 0x09);
    assertThat(Gsm7.encode("€{")).containsExactly(0x1B, 0x65, 0x1B, 0x28);
  }

  @Test
  void every_character_comes_back() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < 0x3000; c++) {
      if (Gsm7.septets(c) > 0) {
        all.append((char) c);
      }
    }
    assertThat(all).hasSize(127 + 10);
    assertThat(Gsm7.decode(Gsm7.encode(all.toString()))).isEqualTo(all.toString());
  }

  @Test
  void octets_that_mean_nothing_are_shown_all_the_same() {
    assertThat(Gsm7.decode(new byte[] {0x1B, 0x41, 0x1B})).isEqualTo("A ");
    assertThat(Gsm7.decode(new byte[] {(byte) 0xE9})).isEqualTo("é");
  }

  @Test
  void vietnamese_is_not_in_it() {
    assertThat(Gsm7.canEncode("Cứu")).isFalse();
    assertThat(Gsm7.canEncode("a\u001bb")).isFalse();
    assertThatThrownBy(() -> Gsm7.encode("ứ")).isInstanceOf(IllegalArgumentException.class);
  }
}

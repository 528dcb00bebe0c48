package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FirstCodeTest {

  @Test
  void it_is_read_aloud_in_three_groups_of_five_and_typed_in_any() {
    FirstCode code = FirstCode.ofPayload("01234567890123");
    String spoken = code.grouped();

    assertThat(spoken).matches("[0-9]{5} [0-9]{5} [0-9]{5}");
    assertThat(FirstCode.parse(spoken)).contains(code);
    assertThat(FirstCode.parse(spoken.replace(' ', '-') + " \n")).contains(code);
    assertThat(code.toString()).doesNotContain("0123");
  }

  @Test
  void a_slip_of_one_digit_or_a_swap_is_found() {
    String digits = FirstCode.ofPayload("40819362570316").digits();
    for (int i = 0; i < digits.length(); i++) {
      for (char c = '0'; c <= '9'; c++) {
        if (c != digits.charAt(i)) {
          String slip = digits.substring(0, i) + c + digits.substring(i + 1);
          assertThat(FirstCode.parse(slip)).as(slip).isEmpty();
        }
      }
      if (i > 0 && digits.charAt(i) != digits.charAt(i - 1)) {
        String swapped =
            digits.substring(0, i - 1)
                + digits.charAt(i)
                + digits.charAt(i - 1)
                + digits.substring(i + 1);
        assertThat(FirstCode.parse(swapped)).as(swapped).isEmpty();
      }
    }
  }

  @Test
  void what_is_no_code_is_none() {
    for (String typed :
        List.of(
            "",
            " ",
            "1",
            "abc",
            "0".repeat(11),
            "0".repeat(14),
            "0".repeat(16),
            "１２３４５６７８９０１２３４５",
            "0".repeat(4000))) {
      assertThat(FirstCode.parse(typed)).as(typed).isEmpty();
    }
    assertThat(FirstCode.parse("0".repeat(15))).isPresent();
    assertThat(FirstCode.parse(null)).isEmpty();
  }
}

package vn.tinbao.mobile.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiptCodeTest {
  private static final String GOOD = withCheckDigit("7314902655182047360");

  @Test
  void blanks_dots_and_hyphens_do_not_matter() {
    assertThat(ReceiptCode.parse(" 7314 9026.5518-2047 360" + GOOD.charAt(19)))
        .contains(new ReceiptCode(GOOD));
  }

  @Test
  void the_example_of_the_literature_has_check_digit_four() {
    // 572 -> 4, the worked example of Damm's dissertation; zeros in front change nothing.
    assertThat(ReceiptCode.parse("0000000000000000" + "5724")).isPresent();
    assertThat(ReceiptCode.parse("0000000000000000" + "5727")).isEmpty();
  }

  @Test
  void every_wrong_digit_and_every_swap_of_neighbours_is_found() {
    for (int i = 0; i < GOOD.length(); i++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        if (digit != GOOD.charAt(i)) {
          String wrong = GOOD.substring(0, i) + digit + GOOD.substring(i + 1);
          assertThat(ReceiptCode.parse(wrong)).isEmpty();
        }
      }
      if (i > 0 && GOOD.charAt(i) != GOOD.charAt(i - 1)) {
        StringBuilder swapped = new StringBuilder(GOOD);
        swapped.setCharAt(i, GOOD.charAt(i - 1));
        swapped.setCharAt(i - 1, GOOD.charAt(i));
        assertThat(ReceiptCode.parse(swapped.toString())).isEmpty();
      }
    }
  }

  @Test
  void too_few_digits_and_letters_are_no_code() {
    assertThat(ReceiptCode.parse("")).isEmpty();
    assertThat(ReceiptCode.parse(GOOD.substring(1))).isEmpty();
    assertThat(ReceiptCode.parse("７" + GOOD.substring(1))).isEmpty();
    assertThat(ReceiptCode.parse("x".repeat(20))).isEmpty();
  }

  @Test
  void it_is_written_in_five_groups_and_never_printed_by_accident() {
    ReceiptCode code = new ReceiptCode(GOOD);
    assertThat(code.grouped()).isEqualTo("7314 9026 5518 2047 360" + GOOD.charAt(19));
    assertThat(code.toString()).doesNotContain("7314");
  }

  private static String withCheckDigit(String digits) {
    for (char check = '0'; check <= '9'; check++) {
      if (ReceiptCode.parse(digits + check).isPresent()) {
        return digits + check;
      }
    }
    throw new AssertionError("Damm's table gives a digit for everything");
  }
}

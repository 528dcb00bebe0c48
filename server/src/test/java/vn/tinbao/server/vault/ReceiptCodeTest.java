package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ReceiptCodeTest {
  private static final Random RANDOM = new Random(20261122);

  @Test
  void a_code_is_twenty_digits_in_five_groups() {
    assertThat(code().grouped()).matches("\\d{4} \\d{4} \\d{4} \\d{4} \\d{4}");
  }

  @Test
  void what_was_written_down_opens_again_however_it_is_typed() {
    ReceiptCode code = code();
    assertThat(ReceiptCode.parse(code.grouped())).contains(code);
    assertThat(ReceiptCode.parse(code.digits())).contains(code);
    assertThat(ReceiptCode.parse("  " + code.grouped().replace(' ', '-') + "\n")).contains(code);
  }

  @Test
  void every_slip_of_one_digit_and_every_swap_of_neighbours_is_found() {
    for (int n = 0; n < 50; n++) {
      String digits = code().digits();
      for (int at = 0; at < digits.length(); at++) {
        for (char other = '0'; other <= '9'; other++) {
          if (other != digits.charAt(at)) {
            String slip = digits.substring(0, at) + other + digits.substring(at + 1);
            assertThat(ReceiptCode.parse(slip)).as("slip at %d", at).isEmpty();
          }
        }
        if (at > 0 && digits.charAt(at) != digits.charAt(at - 1)) {
          String swap =
              digits.substring(0, at - 1)
                  + digits.charAt(at)
                  + digits.charAt(at - 1)
                  + digits.substring(at + 1);
          assertThat(ReceiptCode.parse(swap)).as("swap at %d", at).isEmpty();
        }
      }
    }
  }

  @Test
  void what_is_no_code_is_refused_without_an_error() {
    for (String wrong :
        new String[] {null, "", " ", "abc", "1234", "١٢٣٤", "0".repeat(21), "9".repeat(5000)}) {
      assertThat(ReceiptCode.parse(wrong)).isEmpty();
    }
  }

  @Test
  void a_code_is_never_printed_by_accident() {
    ReceiptCode code = code();
    assertThat(code.toString()).doesNotContain(code.digits()).doesNotContainPattern("\\d");
  }

  private static ReceiptCode code() {
    StringBuilder payload = new StringBuilder();
    for (int i = 0; i < ReceiptCode.PAYLOAD; i++) {
      payload.append(RANDOM.nextInt(10));
    }
    return ReceiptCode.ofPayload(payload.toString());
  }
}

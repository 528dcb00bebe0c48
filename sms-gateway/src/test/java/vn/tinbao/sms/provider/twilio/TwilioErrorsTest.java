package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;

class TwilioErrorsTest {
  private final TwilioErrors errors = TwilioErrors.read();

  @Test
  void every_code_is_twilios_or_a_status() {
    assertThat(errors.rows()).hasSizeGreaterThan(40);
    assertThat(errors.rows().keySet()).allMatch(code -> code.matches("\\d{5}|http-4\\d\\d"));
  }

  @Test
  void only_what_names_a_reason_of_its_own_may_hold_for_ever() {
    errors
        .rows()
        .forEach(
            (code, row) -> {
              if (row.means() != TwilioErrors.Means.REFUSED) {
                assertThat(row.because()).as(code).isEqualTo(Because.FOR_NOW);
              }
            });
  }

  @Test
  void the_longer_of_twilios_wish_and_the_tables_counts() {
    assertThat(errors.result("21611", Duration.ofSeconds(5)))
        .isEqualTo(new SendResult.Busy("21611", Duration.ofMinutes(2)));
    assertThat(errors.result("21611", Duration.ofMinutes(4)))
        .isEqualTo(new SendResult.Busy("21611", Duration.ofMinutes(4)));
  }

  @Test
  void an_unknown_code_is_never_tried_again() {
    assertThat(errors.result("98765", Duration.ZERO))
        .isEqualTo(new SendResult.Refused("98765", Because.OTHER));
    assertThat(errors.because("")).isEqualTo(Because.OTHER);
  }
}

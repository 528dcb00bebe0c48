package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;

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
  }

  @Test
  void news_of_a_failure_has_its_code_and_what_that_means() {
    UUID ours = UUID.randomUUID();
    assertThat(errors.news(ours, "SM1", "undelivered", "30005"))
        .isEqualTo(
            new StatusNews(
                "twilio", "SM1", ours, DeliveryStatus.UNDELIVERED, "30005", Because.NUMBER));
    assertThat(errors.news(ours, "SM1", "failed", null))
        .isEqualTo(
            new StatusNews("twilio", "SM1", ours, DeliveryStatus.FAILED, null, Because.OTHER));
    assertThat(errors.news(ours, "SM1", "failed", "<b>").code()).isNull();
    assertThat(errors.news(ours, "SM1", "delivered", "30005"))
        .isEqualTo(new StatusNews("twilio", "SM1", ours, DeliveryStatus.DELIVERED));
  }
}

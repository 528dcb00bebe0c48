package vn.tinbao.sms.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {
  @ParameterizedTest
  @CsvSource({
    "0912345678, +84912345678",
    "0912 345 678, +84912345678",
    "0912.345.678, +84912345678",
    "84912345678, +84912345678",
    "+84 (0)912-345-678, +84912345678",
    "0084912345678, +84912345678",
    "+8613800138000, +8613800138000",
    "02053812345, +842053812345",
  })
  void one_number_has_one_form_however_it_is_written(String raw, String e164) {
    assertThat(PhoneNumber.parse(raw)).contains(new PhoneNumber(e164));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "113",
        "Viettel",
        "0912abc678",
        "0912345678 ext 5",
        "+",
        "+84",
        "1234567890123456789012345",
        "0912345678<script>",
        "0912345678\u0000"
      })
  void what_cannot_be_called_is_no_number(String raw) {
    assertThat(PhoneNumber.parse(raw)).isEmpty();
  }

  @Test
  void a_very_long_text_is_no_number_and_costs_nothing() {
    assertThat(PhoneNumber.parse("9".repeat(1_000_000))).isEmpty();
  }

  @Test
  void a_number_does_not_print_itself() {
    assertThat(new PhoneNumber("+84912345678").toString()).isEqualTo("PhoneNumber[…78]");
  }

  @Test
  void only_e164_makes_a_number() {
    assertThatThrownBy(() -> new PhoneNumber("0912345678"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("0912345678");
  }
}

package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.phone.PhoneNumber;

class AddressTest {
  @Test
  void a_senders_type_follows_from_its_form_unless_it_is_set() {
    assertThat(Address.sender("TinBao138", null, null)).isEqualTo(new Address(5, 0, "TinBao138"));
    assertThat(Address.sender("8138", null, null)).isEqualTo(new Address(3, 0, "8138"));
    assertThat(Address.sender("+84901234567", null, null))
        .isEqualTo(new Address(1, 1, "84901234567"));
    assertThat(Address.sender("8138", 0, 1)).isEqualTo(new Address(0, 1, "8138"));
  }

  @ParameterizedTest
  @CsvSource({"PLAIN, 1, 84912345678", "PLUS, 1, +84912345678", "NATIONAL, 2, 0912345678"})
  void a_recipient_is_written_as_the_operator_wants(NumberForm form, int ton, String value) {
    assertThat(form.of(new PhoneNumber("+84912345678"))).isEqualTo(new Address(ton, 1, value));
  }

  @Test
  void abroad_there_is_no_national_form() {
    assertThat(NumberForm.NATIONAL.of(new PhoneNumber("+85512345678")))
        .isEqualTo(new Address(1, 1, "85512345678"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 84912345678, +84912345678",
    "1, +84912345678, +84912345678",
    "1, 0912345678, +84912345678",
    "0, 84912345678, +84912345678",
    "2, 0912345678, +84912345678",
    "1, 85512345678, +85512345678",
    "0, 85512345678, +85512345678",
    "0, 8562055512345, +8562055512345",
    "0, 66812345678, +66812345678",
    "0, 8613812345678, +8613812345678",
    "0, 6581234567, +6581234567",
    "0, 0912345678, +84912345678",
    "0, 912345678, +84912345678",
    "0, 856123456, +84856123456"
  })
  void a_phone_is_understood_in_all_forms(int ton, String value, String e164) {
    assertThat(new Address(ton, 1, value).phone()).contains(new PhoneNumber(e164));
  }

  @Test
  void a_name_or_short_code_is_no_phone() {
    assertThat(new Address(5, 0, "84912345678").phone()).isEmpty();
    assertThat(new Address(5, 0, "VIETTEL").phone()).isEmpty();
    assertThat(new Address(3, 0, "195").phone()).isEmpty();
    assertThat(new Address(1, 1, "").phone()).isEmpty();
  }
}

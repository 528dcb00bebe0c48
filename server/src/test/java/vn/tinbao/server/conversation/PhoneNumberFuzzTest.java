package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import vn.tinbao.sms.phone.PhoneNumber;

/** Whatever an operator says the sender is: a number that reads back the same, or none. */
class PhoneNumberFuzzTest {

  @FuzzTest
  void what_is_read_as_a_number_reads_back(byte[] data) {
    String written = new String(data, StandardCharsets.UTF_8);
    PhoneNumber.parse(written)
        .ifPresent(
            number -> {
              assertThat(number.e164()).matches("\\+[1-9][0-9]{5,14}");
              assertThat(PhoneNumber.parse(number.e164())).contains(number);
              assertThat(number.toString()).doesNotContain(number.e164());
            });
  }
}

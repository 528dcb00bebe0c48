package vn.tinbao.server.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;

/** Whatever is typed as a receipt code: a code that reads back the same, or none; no error. */
class ReceiptCodeFuzzTest {

  @FuzzTest
  void what_is_read_as_a_code_reads_back(byte[] data) {
    String typed = new String(data, StandardCharsets.UTF_8);
    ReceiptCode.parse(typed)
        .ifPresent(
            code -> {
              assertThat(ReceiptCode.parse(code.grouped())).contains(code);
              assertThat(code.digits()).matches("[0-9]{20}");
              assertThat(code.toString()).doesNotContain(code.digits());
            });
  }
}

package vn.tinbao.server.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;

/** Whatever comes as a form: parts no longer than what came, or a refusal; no other error. */
class MultiPartFuzzTest {

  @FuzzTest
  void a_form_is_read_or_refused(byte[] data) throws IOException {
    try {
      long all = 0;
      for (int length : MultiPartTest.readAll(data)) {
        all += length;
      }
      assertThat(all).isLessThanOrEqualTo(data.length);
    } catch (MultiPart.Malformed refused) {
      assertThat(refused).hasMessageNotContaining("\n");
    }
  }
}

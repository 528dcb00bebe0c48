package vn.tinbao.server.tip;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;

/** Whatever comes as the JSON of a report: a report, or the error that becomes a 400. */
class TipBodyFuzzTest {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();

  @FuzzTest
  void json_is_a_report_or_a_plain_refusal(byte[] data) {
    try {
      TipApi.TipBody body = JSON.readValue(data, Argument.of(TipApi.TipBody.class));
      if (body != null) {
        assertThat(body.toString()).startsWith("NewTip[").hasSizeLessThan(60);
      }
    } catch (IOException refused) {
      assertThat(refused).isNotNull();
    }
  }
}

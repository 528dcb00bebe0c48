package vn.tinbao.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whatever stands in Origin and Accept-Language: never taken for us, never an error. */
class OriginFuzzTest {

  @FuzzTest
  void another_origin_is_never_ours(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    if (SameOriginFilter.isFromUs("POST", null, text, "tinbao.example", true)) {
      assertThat(text.toLowerCase(Locale.ROOT))
          .matches("(http://tinbao\\.example(:80)?|https://tinbao\\.example(:443)?)([/?#].*)?");
    }
    assertThat(Languages.accepted(text)).isIn(Languages.VIETNAMESE, Languages.ENGLISH);
  }
}

package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Whatever a phone sends: the word is found only where its letters and digits stand alone. */
class SmsWordFuzzTest {

  @FuzzTest
  void only_the_word_is_the_word(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    assertThat(Sms.plain(text)).doesNotContainPattern("[ăâđêôơưĂÂĐÊÔƠƯ]");
    if (CallBack.isWord(text, "SEN 471")) {
      assertThat(text.replaceAll("[^0-9]", "")).isEqualTo("471");
      assertThat(Sms.plain(text).toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))
          .isEqualTo("SEN");
    }
  }
}

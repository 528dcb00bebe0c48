package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import vn.tinbao.sms.text.SmsWord;
import vn.tinbao.sms.text.TextCheck;
import vn.tinbao.sms.text.Unaccented;

/**
 * Whatever a phone sends: a word is found only where its letters and digits stand alone, and a text
 * is cut into pieces that are the text.
 */
class SmsWordFuzzTest {

  @FuzzTest
  void only_the_word_is_the_word(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    assertThat(Unaccented.of(text)).doesNotContainPattern("[ăâđêôơưĂÂĐÊÔƠƯ]");
    String letters =
        Unaccented.of(text).toUpperCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]", "");
    SmsWord.of(text).ifPresent(word -> assertThat(letters).hasSizeBetween(2, 60));
    TextCheck check = TextCheck.of(text);
    assertThat(String.join("", check.parts())).isEqualTo(check.text());
    assertThat(check.parts()).hasSize(check.segments().count());
    if (CallBack.isWord(text, "SEN 471")) {
      assertThat(text.replaceAll("[^0-9]", "")).isEqualTo("471");
      assertThat(Unaccented.of(text).toUpperCase(Locale.ROOT).replaceAll("[^A-Z]", ""))
          .isEqualTo("SEN");
    }
  }
}

package vn.tinbao.sms.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmsWordTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "STOP | STOP",
        "' stop. ' | STOP",
        "S T O P | STOP",
        "Hủy | OPT_OUT",
        "huỷ! | OPT_OUT",
        "TỪ CHỐI | OPT_OUT",
        "tuchoi | OPT_OUT",
        "\"Tc\" | OPT_OUT",
        "Dừng | OPT_OUT",
        "đúng | OPT_OUT",
        "unsubscribe | OPT_OUT",
        "Stop all | OPT_OUT",
        "ＳＴＯＰ | STOP",
        "Đăng ký | OPT_IN",
        "trợ giúp? | HELP",
        "Help!!! | HELP",
        "H.D | GUIDE",
        "hướng dẫn | GUIDE"
      })
  void a_word_is_known_however_it_is_typed(String text, SmsWord word) {
    assertThat(SmsWord.of(text)).contains(word);
    assertThat(SmsWord.of(Normalizer.normalize(text, Normalizer.Form.NFD))).contains(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "   ",
        "...",
        "stop it",
        "dừng lại đi",
        "Huy bị bắt",
        "hủy hợp đồng",
        "STOP1",
        "đúng rồi",
        "help me",
        "xin trợ giúp",
        "🛑",
        "STОP" // with a Cyrillic letter: not ours to guess
      })
  void anything_more_is_no_such_word(String text) {
    assertThat(SmsWord.of(text)).isEmpty();
  }

  @Test
  void a_very_long_text_is_not_even_looked_at() {
    assertThat(SmsWord.of(" ".repeat(100_000) + "STOP")).isEmpty();
  }
}

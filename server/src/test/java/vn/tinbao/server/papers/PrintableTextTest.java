package vn.tinbao.server.papers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTextTest {
  @Test
  void what_steers_or_hides_is_left_out_and_words_stay() {
    assertThat(PrintableText.of("a\u202Eb\u0000c\u200Bd\u001B[31me\uFFFE")).isEqualTo("abcd[31me");
    assertThat(PrintableText.of("một\thai")).isEqualTo("một hai");
    assertThat(PrintableText.of("nửa \uD83D chữ")).isEqualTo("nửa \uFFFD chữ");
    assertThat(PrintableText.of("\uD83D\uDE00")).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void letters_are_composed_and_all_line_ends_are_one() {
    assertThat(PrintableText.of("e\u0323\u0302")).isEqualTo("ệ");
    assertThat(PrintableText.lines("a\r\nb\rc\u2028d\n\n")).containsExactly("a", "b", "c", "d");
    assertThat(PrintableText.lines(" \n ")).isEmpty();
    assertThat(PrintableText.line(" a\r\nb ")).isEqualTo("a b");
  }
}

package vn.tinbao.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.push.UnfitTextException.Problem;

class PublicTextTest {
  private static final int ROUNDS = 2_000;

  @Test
  void what_people_type_becomes_safe_without_escaping() {
    PublicText text =
        PublicText.of(
            "  Ngày 30/7\n ", "Nói \"không\" (\"việc nhẹ\")\r\nvới C:\\lua\u202e\u0000 đảo\u0323");
    assertThat(text.title()).isEqualTo("Ngày 30/7");
    assertThat(text.text()).isEqualTo("Nói “không” (“việc nhẹ”) với C:/lua đảọ");
  }

  @Test
  void whatever_is_typed_is_refused_or_fits_into_json_as_it_is() {
    Random random = new Random(20260730);
    for (int round = 0; round < ROUNDS; round++) {
      String title = typed(random, 110);
      String text = typed(random, 1_500);
      try {
        PublicText made = PublicText.beginning(title, text);
        assertThat(PublicText.of(made.title(), made.text())).isEqualTo(made);
        String glued = made.title() + made.text();
        assertThat(glued.chars().noneMatch(sign -> sign == '"' || sign == '\\' || sign < ' '))
            .isTrue();
        assertThat(glued.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(1_850);
        assertThat(new String(glued.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
            .isEqualTo(glued);
      } catch (UnfitTextException unfit) {
        assertThat(unfit.problem()).isNotIn(Problem.UNSAFE, Problem.TOO_LONG);
      }
    }
  }

  private static String typed(Random random, int most) {
    String signs = "aăâđeêoôơuưẾợ \"\\\n\t\u0007\u202e\u0301\u2028🙏'“<>&{}";
    StringBuilder typed = new StringBuilder();
    int length = random.nextInt(most);
    for (int i = 0; i < length; i++) {
      // Halves of pairs too.
      typed.append(signs.charAt(random.nextInt(signs.length())));
    }
    return typed.toString();
  }

  @Test
  void a_long_text_is_refused_with_its_excess_or_cut_after_a_word() {
    String text = "lừa đảo ".repeat(300).strip();
    assertThatThrownBy(() -> PublicText.of("Tin", text))
        .isInstanceOfSatisfying(
            UnfitTextException.class,
            unfit -> {
              assertThat(unfit.problem()).isEqualTo(Problem.TOO_LONG);
              assertThat(unfit.excess())
                  .isEqualTo(3 + text.getBytes(StandardCharsets.UTF_8).length - 1_850);
            });
    PublicText cut = PublicText.beginning("Tin", text);
    assertThat(cut.text()).matches("(lừa đảo )+lừa( đảo)?…");
    assertThat((cut.title() + cut.text()).getBytes(StandardCharsets.UTF_8).length)
        .isBetween(1_835, 1_850);
  }

  @Test
  void what_is_missing_is_named() {
    assertThatThrownBy(() -> PublicText.of(" \u200b ", "x")).hasMessage("TITLE_MISSING");
    assertThatThrownBy(() -> PublicText.of("x", "\n")).hasMessage("TEXT_MISSING");
    assertThatThrownBy(() -> PublicText.of("x".repeat(101), "y"))
        .hasMessage("TITLE_TOO_LONG: 1 too many");
    assertThatThrownBy(() -> new PublicText("x", "a\"b")).hasMessage("UNSAFE");
  }
}

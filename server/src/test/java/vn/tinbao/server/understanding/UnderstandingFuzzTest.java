package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import vn.tinbao.server.catalogue.BuiltInSnapshot;

/** Whatever is told: it is read without an error, and what is marked lies in the text. */
class UnderstandingFuzzTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(BuiltInSnapshot.read(), Lexicon.builtIn());

  @FuzzTest
  void every_text_is_read_and_what_is_marked_lies_in_it(byte[] data) {
    String text = new String(data, StandardCharsets.UTF_8);
    Understood read = UNDERSTANDING.understand(text, TODAY, null);
    read.signs()
        .forEach(
            sign -> {
              assertThat(sign.span().start())
                  .isNotNegative()
                  .isLessThanOrEqualTo(sign.span().end());
              assertThat(sign.span().end()).isLessThanOrEqualTo(text.length());
            });
  }
}

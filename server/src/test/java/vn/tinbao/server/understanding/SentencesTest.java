package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.understanding.Sentences.Sentence;

class SentencesTest {
  private final Lexicon lexicon = Lexicon.builtIn();

  @Test
  void sentences_hold_every_word_and_know_which_ask() {
    List<Sentence> found = of("Em bị nhốt. Ai cứu em với? Tầng 3, nhà trắng\nđừng gọi lại");
    assertThat(found)
        .containsExactly(
            new Sentence(0, 3, false),
            new Sentence(3, 7, true),
            new Sentence(7, 11, false),
            new Sentence(11, 14, false));
  }

  @Test
  void a_text_without_words_has_none_and_one_without_stops_is_one() {
    assertThat(of("?!…")).isEmpty();
    assertThat(of("cuu em voi")).containsExactly(new Sentence(0, 3, false));
    assertThat(of("di dau?")).containsExactly(new Sentence(0, 2, true));
  }

  private List<Sentence> of(String text) {
    return Sentences.of(Reading.of(Words.of(text, lexicon.vocabulary()), lexicon.abbreviations()));
  }
}

package vn.tinbao.mobile.officer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

class ScreeningTest {
  @Test
  void phones_and_server_carry_the_same_list() throws IOException {
    try (InputStream here = Screening.class.getResourceAsStream("screening.json");
        InputStream there =
            getClass().getClassLoader().getResourceAsStream("fieldwork/screening.json")) {
      assertThat(here.readAllBytes()).isEqualTo(there.readAllBytes());
    }
  }

  @Test
  void every_question_has_a_name_that_the_server_takes_and_words_in_both_languages() {
    assertThat(Screening.document().mark()).isIn("verified", "unverified");
    assertThat(Screening.document().questions())
        .hasSizeGreaterThan(10)
        .allMatch(q -> q.id().matches("[a-z][a-z0-9-]{1,39}"))
        .allMatch(q -> !q.vi().isBlank() && !q.en().isBlank() && !q.vi().equals(q.en()))
        .extracting(Screening.Question::id)
        .doesNotHaveDuplicates();
  }
}

package vn.tinbao.server.papers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PaperFormsTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  @Test
  void every_form_says_where_it_is_from_and_what_is_unverified_is_printed_so() {
    assertThat(new PaperForms().all())
        .extracting(PaperForm::key)
        .containsExactly("register-extract", "intake-record", "transfer-slip");
    for (PaperForm form : new PaperForms().all()) {
      assertThat(form.source()).isNotBlank();
      assertThat(form.footnote().contains("chưa được đối chiếu")).isEqualTo(!form.verified());
    }
    assertThat(new PaperForms().on("register-extract", DAY).columns()).hasSize(11);
  }

  @Test
  void the_form_of_the_day_counts() {
    PaperForms forms =
        read(
            """
            - {form: a, number: "1", type: T, subject: S, issued-by: I, source: Q, valid-from: 2020-01-01, valid-to: 2026-01-01}
            - {form: a, number: "2", type: T, subject: S, issued-by: I, source: Q, verified: true, valid-from: 2026-01-01, words: {hi: "%s và %s%"}}
            """);
    assertThat(forms.on("a", LocalDate.of(2025, 12, 31)).number()).isEqualTo("1");
    assertThat(forms.on("a", DAY).number()).isEqualTo("2");
    assertThat(forms.on("a", DAY).say("hi", "100%s", "b")).isEqualTo("100%s và b%");
    assertThat(forms.on("a", LocalDate.of(1999, 1, 1)).number()).isEqualTo("1");
    assertThatThrownBy(() -> forms.on("b", DAY)).hasMessageContaining("no form b");
    assertThatThrownBy(() -> forms.on("a", DAY).say("bye")).hasMessageContaining("no words bye");
  }

  @Test
  void a_damaged_file_is_refused_with_what_is_wrong() {
    for (String wrong :
        new String[] {
          "x",
          "- x",
          "- {form: a}",
          "- {form: a, colour: red}",
          "[",
          "- {form: a, number: 1, type: T, subject: S, issued-by: I, source: Q, valid-from: yesterday}"
        }) {
      assertThatThrownBy(() -> read(wrong)).as(wrong).hasMessageContaining("papers/forms.yaml");
    }
  }

  private static PaperForms read(String yaml) {
    return new PaperForms(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)));
  }
}

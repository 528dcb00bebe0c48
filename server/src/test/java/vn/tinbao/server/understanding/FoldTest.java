package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Folding brings every spelling to one form and never loses the way back. */
class FoldTest {
  @TestFactory
  Stream<DynamicTest> every_spelling_of_the_vectors_folds_as_given() throws IOException {
    return vectors().stream()
        .map(line -> line.split("\t", 2))
        .map(v -> DynamicTest.dynamicTest(v[0], () -> assertThat(Fold.text(v[0])).isEqualTo(v[1])));
  }

  @TestFactory
  Stream<DynamicTest> composed_and_decomposed_spelling_fold_alike() throws IOException {
    return vectors().stream()
        .map(line -> line.split("\t", 2))
        .map(
            v ->
                DynamicTest.dynamicTest(
                    v[0],
                    () ->
                        assertThat(Fold.text(Normalizer.normalize(v[0], Normalizer.Form.NFD)))
                            .isEqualTo(v[1])));
  }

  @Test
  void folding_again_changes_nothing_for_any_character() {
    for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
      String once = Fold.text("a" + Character.toString(codePoint) + "b");
      assertThat(Fold.text(once)).as("U+%04X", codePoint).isEqualTo(once);
    }
  }

  @Test
  void every_folded_character_knows_the_characters_it_came_from() {
    String text = "Ở x. Đắk Cấm (tối nay)";
    Fold fold = Fold.of(text);
    assertThat(fold.toString()).isEqualTo("o x dak cam toi nay");
    int dak = fold.toString().indexOf("dak");
    assertThat(text.substring(fold.start(dak), fold.end(dak + 2))).isEqualTo("Đắk");
    int nay = fold.toString().indexOf("nay");
    assertThat(text.substring(fold.start(nay), fold.end(nay + 2))).isEqualTo("nay");
  }

  @Test
  void combining_marks_belong_to_the_letter_before_them() {
    String text = Normalizer.normalize("bán", Normalizer.Form.NFD) + " người";
    Fold fold = Fold.of(text);
    int end = fold.end(2);
    assertThat(Normalizer.normalize(text.substring(0, end), Normalizer.Form.NFC)).isEqualTo("bán");
  }

  @Test
  void marks_are_remembered_so_that_words_can_still_be_told_apart() {
    assertThat(agreement("bán", "bán")).isEqualTo(Accents.Agreement.EXACT);
    assertThat(agreement("ban", "bán")).isEqualTo(Accents.Agreement.BARE);
    assertThat(agreement("bạn", "bán")).isEqualTo(Accents.Agreement.CONFLICT);
    assertThat(agreement("hoà", "hòa")).isEqualTo(Accents.Agreement.EXACT);
    assertThat(agreement("quôc", "quốc")).isEqualTo(Accents.Agreement.PARTIAL);
    assertThat(agreement("mỷ", "mỹ")).isEqualTo(Accents.Agreement.PARTIAL);
    assertThat(agreement("đừng", "dừng")).isEqualTo(Accents.Agreement.CONFLICT);
  }

  @Test
  void nothing_folds_to_nothing() {
    assertThat(Fold.text("")).isEmpty();
    assertThat(Fold.text(" .,!? \uD800 \uDC00 \u0301")).isEmpty();
  }

  private static Accents.Agreement agreement(String text, String word) {
    return Accents.agreement(accents(text), accents(word));
  }

  private static long accents(String word) {
    Fold fold = Fold.of(word);
    return Accents.of(fold, 0, fold.length());
  }

  private static List<String> vectors() throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    FoldTest.class.getResourceAsStream("/understanding/fold-vectors.tsv")),
                StandardCharsets.UTF_8))) {
      return reader.lines().skip(1).toList();
    }
  }
}

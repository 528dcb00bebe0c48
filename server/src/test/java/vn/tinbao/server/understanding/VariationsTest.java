package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The same message as others might have written it. */
class VariationsTest {
  private static final List<String> CLASSES =
      List.of(
          "# a remark",
          "hold.locked\tbị nhốt, bị khoá trái",
          "sell.people\tbán, gán nợ",
          "age.child\tmười tuổi, chín tuổi");

  private static final int TRIES = 200;

  private final Variations variations = new Variations(CLASSES);

  private Set<String> ways(String text) {
    return IntStream.range(0, TRIES)
        .mapToObj(seed -> variations.of(text, new Random(seed)))
        .collect(Collectors.toSet());
  }

  @Test
  void phrases_are_exchanged_within_their_class_and_accents_left_off() {
    assertThat(ways("Em bị nhốt, cứu em"))
        .containsExactlyInAnyOrder(
            "Em bị nhốt, cứu em",
            "Em bị khoá trái, cứu em",
            "Em bi nhot, cuu em",
            "Em bi khoa trai, cuu em");
  }

  @Test
  void a_text_without_accents_stays_without_and_one_bare_syllable_is_no_member() {
    assertThat(ways("em bi nhot, ban oi"))
        .containsExactlyInAnyOrder("em bi nhot, ban oi", "em bi khoa trai, ban oi");
  }

  @Test
  void what_is_only_alike_in_kind_is_kept() {
    assertThat(ways("be chin tuoi")).containsExactly("be chin tuoi");
  }

  @Test
  void of_three_sentences_one_may_be_left_out_and_of_two_none() {
    Set<String> three = ways("Mot. Hai. Ba.");
    assertThat(three).contains("Mot. Hai. Ba.", "Hai. Ba.", "Mot. Ba.", "Mot. Hai.");
    assertThat(three).anyMatch(way -> way.length() == 13 && !way.startsWith("Mot"));
    assertThat(ways("Mot! Hai?")).containsExactlyInAnyOrder("Mot! Hai?", "Hai? Mot!");
  }

  @Test
  void the_same_chance_writes_the_same() {
    assertThat(variations.of("Nó bị bán rồi. Cứu nó.", new Random(5)))
        .isEqualTo(variations.of("Nó bị bán rồi. Cứu nó.", new Random(5)));
  }
}

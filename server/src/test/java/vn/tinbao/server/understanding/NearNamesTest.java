package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearNamesTest {
  private static final List<String> NAMES = List.of("Khánh Khê", "Khánh Khế", "Đồng Đăng", "Bo");
  private static final NearNames NEAR = near();

  @ParameterizedTest
  @CsvSource({
    "khanhkhe, true",
    "khanhke, false",
    "khanhhkhe, false",
    "khnahkhe, false",
    "xhanhkhe, false",
    "khanhkhq, false",
    "hanhkhe, false"
  })
  void one_letter_may_be_wrong_missing_doubled_or_swapped(String text, boolean exact) {
    NearNames.Found found = find(text);
    assertThat(found).isNotNull();
    assertThat(units(found)).containsExactlyInAnyOrder(0, 1);
    assertThat(found.exact()).isEqualTo(exact);
  }

  @ParameterizedTest
  @ValueSource(strings = {"khankh", "hanhkeh", "dongdng1x", "", "k", "khanhkhexx", "bo", "b"})
  void two_letters_are_too_many_and_short_names_are_left_alone(String text) {
    assertThat(find(text)).isNull();
  }

  @Test
  void a_text_without_end_is_not_looked_at() {
    assertThat(find("khanhkhe".repeat(10))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "abcdef, abcdef, true",
    "abcdef, abdcef, true",
    "abcdef, abcde, true",
    "abcdef, abcdefg, true",
    "abcdef, xbcdef, true",
    "abcdef, xbcdey, false",
    "abcdef, badcfe, false",
    "abcdef, abcd, false",
    "aaaaaa, aaaaa, true"
  })
  void one_letter_off_is_told_from_two(String name, String text, boolean near) {
    assertThat(NearNames.isOneLetterOff(name.toCharArray(), text.toCharArray(), text.length()))
        .isEqualTo(near);
    assertThat(NearNames.isOneLetterOff(text.toCharArray(), name.toCharArray(), name.length()))
        .isEqualTo(near);
  }

  private static NearNames near() {
    NearNames.Builder builder = NearNames.builder();
    Vocabulary vocabulary = new Vocabulary();
    for (int unit = 0; unit < NAMES.size(); unit++) {
      Phrase.Spelling spelling = Phrase.Spelling.of(NAMES.get(unit), vocabulary);
      builder.add(
          NAMES.get(unit),
          new Gazetteer.Name(unit, spelling, Gazetteer.NameKind.OFFICIAL, false, true));
    }
    return builder.build();
  }

  private static NearNames.@Nullable Found find(String text) {
    return NEAR.find(text.toCharArray(), text.length());
  }

  private static List<Integer> units(NearNames.Found found) {
    return found.names().stream().map(Gazetteer.Name::unit).toList();
  }
}

package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import vn.tinbao.server.catalogue.CatalogueSnapshot;

/** The lexicon finds what people mean, and not what only looks like it. */
class LexiconTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(CatalogueSnapshot.empty(), Lexicon.builtIn());

  @Test
  void a_sign_points_at_its_words_in_the_text_as_it_was_sent() {
    String text = "Em tôi BỊ BÁN sang Trung Quốc…";
    Understood understood = understand(text);
    assertThat(understood.signs())
        .extracting(s -> s.code() + ": " + text.substring(s.span().start(), s.span().end()))
        .contains("act.trading: BỊ BÁN sang", "route.abroad: Trung Quốc");
  }

  @Test
  void an_abbreviation_points_at_the_short_form() {
    String text = "e bị giữ, ko đc về, ở bên cpc";
    assertThat(understand(text).signs())
        .extracting(s -> text.substring(s.span().start(), s.span().end()))
        .contains("ko đc về", "cpc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bạn thân tôi mới về quê | purpose.organ_removal
          ban than toi moi ve que | purpose.organ_removal
          bộ đội biên phòng đến rồi | means.violence_threat
          bo doi bien phong den roi | means.violence_threat
          con gái gọi điện về cho mẹ | purpose.sexual_exploitation
          con gai goi dien ve cho me | purpose.sexual_exploitation
          nhà chưa có ai về | purpose.sexual_exploitation
          nha chua co ai ve | purpose.sexual_exploitation
          bi ban ru di choi | act.trading
          từ từ rồi tính | urgent.danger
          tu tu roi tinh | urgent.danger
          đi lao động ở Hà Nội | route.abroad
          di lao dong o ha noi | route.abroad
          bị giảm lương tháng này | means.confinement
          bi giam luong thang nay | means.confinement
          mua cam về ăn | route.abroad
          phim Trung Quốc hay quá | route.abroad
          bán lúa sang năm | lure.luring
          """)
  void words_that_only_look_alike_are_no_sign(String text, String code) {
    assertThat(understand(text).signs()).extracting(Understood.Sign::code).doesNotContain(code);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "không bị ép làm việc",
        "khong he bi ep lam viec",
        "chưa có ai bị nhốt",
        "ko bi danh dap gi",
        "không có ai bị ép làm việc hay bị nhốt"
      })
  void what_is_denied_does_not_count(String text) {
    Understood understood = understand(text);
    assertThat(understood.urgency()).isLessThanOrEqualTo(2);
    assertThat(understood.signs()).isNotEmpty().allMatch(s -> s.weight() == 0);
    assertThat(understood.signs()).allMatch(s -> s.label().endsWith("(bị phủ định)"));
  }

  @Test
  void a_denial_ends_at_the_comma() {
    assertThat(understand("em không đi làm được, bị nhốt trong nhà").urgency()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cháu 15 tuổi bị rủ đi | true
          chau 15t bi ru di | true
          cháu sinh năm 2012 bị rủ đi | true
          ban sn 2010 bi ru di | true
          học lớp 9 bị rủ đi | true
          bé 5 ngày tuổi | true
          cháu gái 19 tuổi bị rủ đi | false
          chị 32 tuổi bị rủ đi | false
          anh sinh năm 1990 bị rủ đi | false
          cháu gái bị rủ đi | true
          """)
  void an_age_says_whether_a_child_is_involved(String text, boolean child) {
    assertThat(understand(text).child()).isEqualTo(child);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          có người rủ sang Campuchia | KHM
          bi lua qua cam | KHM
          bi ban sang tq | CHN
          bị giữ bên Lào | LAO
          đi Đài Loan lấy chồng | TWN
          bị lừa sang Anh bằng xe container | GBR
          bị đưa vào Bình Dương làm | DOMESTIC
          bi lua vao sai gon | DOMESTIC
          """)
  void the_destination_is_read(String text, String destination) {
    Understood understood = understand(text);
    assertThat(understood.destination()).isEqualTo(destination);
    assertThat(understood.crossBorder()).isEqualTo(!destination.equals("DOMESTIC"));
  }

  @Test
  void a_text_in_which_nobody_is_harmed_is_unrelated() {
    Understood understood = understand("xin chào");
    assertThat(understood.kind()).isEqualTo(Understood.Kind.UNRELATED);
    assertThat(understood.categories()).containsExactly(Category.UNRELATED);
    assertThat(understood.urgency()).isEqualTo(1);
    assertThat(understood.urgencyBecause()).isNull();
  }

  @Test
  void harm_without_a_word_of_its_purpose_is_a_report_for_a_person_to_look_at() {
    Understood understood = understand("em bị nhốt ở đây, bị đánh nữa");
    assertThat(understood.kind()).isIn(Understood.Kind.REPORT, Understood.Kind.HELP);
    assertThat(understood.categories()).containsExactly(Category.OTHER_CRIME);
    assertThat(understood.urgency()).isEqualTo(4);
  }

  @Test
  void the_urgency_points_at_its_sentence_alone() {
    String text = "Tôi ở quê. Em tôi bị nhốt trong xưởng! Xin cảm ơn.";
    Understood.Span span = understand(text).urgencyBecause();
    assertThat(span).isNotNull();
    assertThat(text.substring(span.start(), span.end())).isEqualTo("Em tôi bị nhốt trong xưởng");
  }

  @Test
  void the_version_changes_with_the_words() {
    assertThat(UNDERSTANDING.version()).matches("\\d+-[0-9a-f]{8}");
    assertThat(understand("a").version()).isEqualTo(UNDERSTANDING.version());
  }

  @Test
  void a_mistake_in_a_word_list_names_file_entry_and_key() {
    YamlMap map =
        YamlMap.read("lexicon.yaml", new StringReader("groups: [{code: a.b, weight: heavy}]"));
    YamlMap group = map.maps("groups").get(0);
    assertThatThrownBy(() -> group.number("weight", 0))
        .hasMessage("lexicon.yaml, a.b: weight must be a number, not \"heavy\"");
    assertThatThrownBy(() -> group.text("label")).hasMessage("lexicon.yaml, a.b: label is missing");
    assertThatThrownBy(() -> YamlMap.read("x.yaml", new StringReader("- a")))
        .hasMessage("x.yaml: a map of keys and values is expected");
  }

  @Test
  void every_phrase_of_the_source_list_is_a_sign() throws IOException {
    Path source = Path.of("../../../shared/data/text/trafficking-lexicon.yaml");
    if (!Files.exists(source)) {
      System.out.println("Skipped: the source list is not at " + source.toAbsolutePath());
      Assumptions.abort("the source list of the lexicon is not here");
    }
    List<String> silent = new ArrayList<>();
    for (String phrase : sourcePhrases(source)) {
      // Names of border gates count only as such.
      boolean found =
          !understand(phrase).signs().isEmpty()
              || !understand("qua cửa khẩu " + phrase).signs().isEmpty()
              || understand(phrase).kind() == Understood.Kind.ADVICE
              || understand("đưa người đi " + phrase + " tối nay").urgency() > 3;
      if (!found) {
        silent.add(phrase);
      }
    }
    assertThat(silent).isEmpty();
  }

  private static List<String> sourcePhrases(Path source) throws IOException {
    Map<String, Object> file =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(source));
    List<String> phrases = new ArrayList<>();
    for (Object item : (List<?>) file.get("groups")) {
      Map<?, ?> group = (Map<?, ?>) item;
      if (group.get("tu") instanceof List<?> words) {
        words.forEach(word -> phrases.add(word.toString()));
      }
      if (group.get("dia_danh") instanceof Map<?, ?> places) {
        places.values().forEach(v -> ((List<?>) v).forEach(word -> phrases.add(word.toString())));
      }
    }
    return phrases;
  }

  private static Understood understand(String text) {
    return UNDERSTANDING.understand(text, TODAY, null);
  }
}

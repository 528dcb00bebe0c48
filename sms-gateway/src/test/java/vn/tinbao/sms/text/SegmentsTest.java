package vn.tinbao.sms.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SegmentsTest {
  @ParameterizedTest
  @CsvSource({"0,1", "1,1", "160,1", "161,2", "306,2", "307,3", "459,3", "460,4"})
  void plain_text_takes_160_or_153_a_segment(int length, int segments) {
    assertThat(Segments.of("a".repeat(length)))
        .isEqualTo(new Segments(Encoding.GSM_7, length, segments));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "70,1", "71,2", "134,2", "135,3", "201,3", "202,4"})
  void text_with_marks_takes_70_or_67_a_segment(int length, int segments) {
    assertThat(Segments.of("ạ".repeat(length)))
        .isEqualTo(new Segments(Encoding.UCS_2, length, segments));
  }

  @Test
  void a_character_of_the_extension_table_counts_two() {
    assertThat(Segments.of("{" + "a".repeat(158))).isEqualTo(new Segments(Encoding.GSM_7, 160, 1));
    assertThat(Segments.of("€" + "a".repeat(159))).isEqualTo(new Segments(Encoding.GSM_7, 161, 2));
  }

  @Test
  void an_escape_is_not_torn_between_two_segments() {
    // 152 + 2 would end in the middle of the escape; the second segment then has 2 + 152.
    String text = "a".repeat(152) + "€" + "a".repeat(152);
    assertThat(Segments.of(text)).isEqualTo(new Segments(Encoding.GSM_7, 306, 3));
  }

  @Test
  void a_surrogate_pair_is_not_torn_between_two_segments() {
    String text = "ạ".repeat(66) + "🙏" + "ạ".repeat(66);
    assertThat(Segments.of(text)).isEqualTo(new Segments(Encoding.UCS_2, 134, 3));
  }

  @Test
  void decomposed_vietnamese_counts_as_composed() {
    String text = "Tôi ở xã Bình Trung, có người rủ cháu gái sang Trung Quốc";
    String decomposed = Normalizer.normalize(text, Normalizer.Form.NFD);
    assertThat(decomposed).isNotEqualTo(text);
    assertThat(Segments.of(decomposed)).isEqualTo(Segments.of(text));
  }

  @Test
  void the_few_marks_of_the_seven_bit_alphabet_stay_cheap() {
    assertThat(Segments.of("à è é ì ò ù É").encoding()).isEqualTo(Encoding.GSM_7);
    assertThat(Segments.of("á").encoding()).isEqualTo(Encoding.UCS_2);
    assertThat(Segments.of("đ").encoding()).isEqualTo(Encoding.UCS_2);
    assertThat(Segments.of("tab\there").encoding()).isEqualTo(Encoding.UCS_2);
  }
}

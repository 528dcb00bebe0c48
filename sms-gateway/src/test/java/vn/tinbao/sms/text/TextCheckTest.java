package vn.tinbao.sms.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TextCheckTest {

  @Test
  void the_price_of_marks_is_seen() {
    String text =
        "Phòng, chống mua bán người: đừng tin việc nhẹ lương cao ở nước ngoài. Nghi ngờ thì gọi"
            + " 111 hoặc nhắn tin về 8138, miễn phí, cả ngày lẫn đêm.";
    TextCheck check = TextCheck.of(Normalizer.normalize(text, Normalizer.Form.NFD));
    assertThat(check.text()).isEqualTo(text);
    assertThat(check.segments().encoding()).isEqualTo(Encoding.UCS_2);
    assertThat(check.segments().count()).isEqualTo(3);
    assertThat(check.parts()).hasSize(3);
    assertThat(check.unaccentedSegments())
        .isEqualTo(new Segments(Encoding.GSM_7, text.length(), 1));
    assertThat(check.unaccented()).startsWith("Phong, chong mua ban nguoi: dung tin");
    assertThat(check.costly()).isEmpty();
    assertThat(check.ambiguities())
        .extracting(Unaccented.Ambiguity::written)
        .contains("chống", "bán", "đừng", "gọi");
    assertThat(check.ambiguities().get(0).others()).contains("chồng");
    assertThat(text.substring(check.ambiguities().get(0).start())).startsWith("chống");
  }

  @Test
  void a_text_without_marks_has_nothing_to_lose() {
    TextCheck check = TextCheck.of("Phong chong mua ban nguoi");
    assertThat(check.ambiguities()).isEmpty();
    assertThat(check.unaccented()).isEqualTo(check.text());
  }

  @Test
  void the_longest_word_counts() {
    assertThat(Unaccented.ambiguities("Mua dâm là phạm pháp"))
        .extracting(Unaccented.Ambiguity::written)
        .startsWith("Mua dâm");
  }

  @Test
  void what_makes_it_dear_is_named() {
    TextCheck check = TextCheck.of("Gọi 111 🙏 ngay… “miễn phí” 🙏 ខ");
    assertThat(check.costly()).isEqualTo("🙏ខ");
    assertThat(check.unaccented()).isEqualTo("Goi 111 🙏 ngay... \"mien phi\" 🙏 ខ");
  }

  @Test
  void signs_that_operators_refuse_are_named() {
    assertThat(TextCheck.of("Giảm 50% & hơn <b> [x] {y} @").forbidden()).isEqualTo("%&<[]{}@");
    assertThat(TextCheck.of("Giảm 50%").fitForBrand()).isFalse();
    assertThat(BrandText.isName("TINBAO")).isTrue();
    assertThat(BrandText.isName("TIN BAO 111")).isTrue();
    assertThat(BrandText.isName("TIN BAO 1111")).isFalse();
    assertThat(BrandText.isName("TIN@BAO")).isFalse();
    assertThat(BrandText.isName("TinBáo")).isFalse();
    assertThat(BrandText.isName(" ")).isFalse();
  }

  @Test
  void the_pieces_are_as_many_as_counted_and_make_the_text_again() {
    Random random = new Random(11);
    String signs = "aáờ€[]🆘\ud83d\udcde ~zđ";
    List<String> units = signs.codePoints().mapToObj(Character::toString).toList();
    for (int round = 0; round < 500; round++) {
      StringBuilder text = new StringBuilder();
      boolean plain = random.nextBoolean();
      for (int i = random.nextInt(500); i > 0; i--) {
        text.append(
            plain ? "a€[z".charAt(random.nextInt(4)) : units.get(random.nextInt(units.size())));
      }
      List<String> parts = Segments.parts(text.toString());
      Segments segments = Segments.of(text.toString());
      assertThat(String.join("", parts)).isEqualTo(Segments.compose(text.toString()));
      assertThat(parts).hasSize(segments.count());
      if (parts.size() > 1) {
        assertThat(parts)
            .allSatisfy(
                part ->
                    assertThat(
                            segments.encoding() == Encoding.UCS_2
                                ? part.length()
                                : Segments.of(part).units())
                        .isLessThanOrEqualTo(segments.encoding().part()));
      }
    }
  }
}

package vn.tinbao.server.offers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import vn.tinbao.server.offers.OfferName.Match;

/** What is said to be on the list, and what is only like it. */
class OfferNameTest {

  private static Match match(String typed, String listed) {
    return OfferName.of(typed).in(OfferName.of(listed));
  }

  @Test
  void beginnings_and_parts_of_words_are_only_like_it() {
    assertThat(match("An Phú", "Công ty Cổ phần An Phước")).isEqualTo(Match.LIKE);
    assertThat(match("an phu", "Công ty Cổ phần An Phước")).isEqualTo(Match.LIKE);
    assertThat(match("ong ma", "Công ty TNHH Sông Mã")).isEqualTo(Match.LIKE);
    assertThat(match("an phuoc", "Công ty Cổ phần An Phước")).isEqualTo(Match.SAME);
    assertThat(match("phuoc", "Công ty Cổ phần An Phước")).isEqualTo(Match.WITHIN);
    assertThat(match("phước an", "Công ty Cổ phần An Phước")).isEqualTo(Match.LIKE);
    assertThat(match("bông sen", "Công ty Cổ phần An Phước")).isEqualTo(Match.NONE);
  }

  @Test
  void words_that_also_name_kinds_of_companies_are_kept_in_names() {
    assertThat(match("Thành Công", "Công ty TNHH Thanh Hóa")).isEqualTo(Match.NONE);
    assertThat(match("thanh cong", "Công ty TNHH Thanh Hóa")).isEqualTo(Match.NONE);
    assertThat(match("Công ty Thành Công", "Công ty TNHH Thành Công")).isEqualTo(Match.SAME);
    assertThat(match("cong ty thanh cong", "Công ty TNHH Thành Công")).isEqualTo(Match.SAME);
    assertThat(match("CP Việt Nam", "Công ty TNHH Sông Mã Việt Nam")).isEqualTo(Match.PARTLY);
  }

  @Test
  void marks_count_when_they_were_typed() {
    String listed = "Công ty Cổ phần Hướng Dương";
    assertThat(match("Hương Dương", listed)).isEqualTo(Match.LIKE);
    assertThat(match("Công ty Hương Dương", listed)).isEqualTo(Match.LIKE);
    assertThat(match("HƯỚNG DƯƠNG", listed)).isEqualTo(Match.SAME);
    assertThat(match("huong duong", listed)).isEqualTo(Match.SAME);
    assertThat(match("Hướng Dương", "CONG TY CO PHAN HUONG DUONG")).isEqualTo(Match.SAME);
    assertThat(match("Hoà Bình", "Công ty Hòa Bình")).isEqualTo(Match.SAME);
    assertThat(match("Đông Á", "Công ty Đồng Á")).isEqualTo(Match.LIKE);
    assertThat(match("Dông Á", "Công ty Đông Á")).isEqualTo(Match.LIKE);
  }

  @Test
  void kinds_of_companies_are_the_same_written_out_or_short() {
    String listed = "Công ty TNHH MTV Sông Mã";
    for (String typed :
        new String[] {
          "Công ty Trách nhiệm hữu hạn Một thành viên Sông Mã",
          "cong ty trach nhiem huu han 1 thanh vien song ma",
          "Cty Sông Mã",
          "CT TNHH Sông Mã",
          "SONG MA CO., LTD",
          "XKLĐ Sông Mã"
        }) {
      assertThat(match(typed, listed)).as(typed).isEqualTo(Match.SAME);
      assertThat(match(listed, typed)).as(typed).isEqualTo(Match.SAME);
    }
    assertThat(match("Công ty CP Á Châu", "Công ty Cổ phần Á Châu")).isEqualTo(Match.SAME);
  }

  @Test
  void kinds_alone_tell_nothing() {
    for (String typed :
        new String[] {"Công ty", "cong ty tnhh", "CÔNG TY CỔ PHẦN", "jsc", "日本", "  -- "}) {
      assertThat(OfferName.of(typed).words()).as(typed).isEmpty();
      assertThat(match(typed, "Công ty TNHH Sông Mã")).isEqualTo(Match.NONE);
    }
  }
}

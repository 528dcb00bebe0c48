package vn.tinbao.mobile.citizen;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import vn.tinbao.mobile.net.wire.UnitFound;

class PlacesToldTest {
  private static final UnitFound LANG_SON =
      unit("06286", "Bình Trung", "Xã Bình Trung, Tỉnh Lạng Sơn");
  private static final UnitFound ELSEWHERE =
      unit("30169", "Bình Trung", "Xã Bình Trung, Thành phố Hồ Chí Minh");
  private static final UnitFound LA_DAL = unit("23538", "Ia Đal", "Xã Ia Đal, Tỉnh Quảng Ngãi");
  private static final UnitFound HUE = unit("46", "Huế", "Thành phố Huế");
  private static final Map<String, List<UnitFound>> LIST =
      Map.of(
          "binh trung",
          List.of(ELSEWHERE, LANG_SON),
          "ia đal",
          List.of(LA_DAL),
          "huế",
          List.of(HUE));

  private final List<String> asked = new ArrayList<>();

  private List<UnitFound> search(String typed) {
    asked.add(typed);
    String key = typed.toLowerCase(Locale.ROOT).replace("bình", "binh");
    return LIST.getOrDefault(key, List.of());
  }

  @Test
  void a_name_is_found_with_accents_without_and_in_capitals() {
    for (String story :
        List.of(
            "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc",
            "o xa binh trung co nguoi ru chau gai sang trung quoc",
            "XÃ BÌNH TRUNG, SÁNG MAI 5 GIỜ")) {
      assertThat(PlacesTold.in(story, this::search)).as(story).contains(LANG_SON, ELSEWHERE);
    }
  }

  @Test
  void the_one_whose_province_is_named_too_comes_first() {
    assertThat(PlacesTold.in("xã Bình Trung tỉnh Lạng Sơn", this::search))
        .containsExactly(LANG_SON, ELSEWHERE);
    assertThat(PlacesTold.in("xa binh trung, tp Ho Chi Minh", this::search))
        .containsExactly(ELSEWHERE, LANG_SON);
  }

  @Test
  void names_of_one_word_and_of_other_peoples_are_found() {
    assertThat(PlacesTold.in("nhà trọ ở thành phố Huế", this::search)).containsExactly(HUE);
    assertThat(PlacesTold.in("đưa qua xã Ia Đal", this::search)).containsExactly(LA_DAL);
  }

  @Test
  void a_unit_is_found_by_the_name_it_had_before_a_reform() {
    UnitFound today =
        new UnitFound(
            "06286",
            "2025-07-01",
            "Khánh Khê",
            "Xã Khánh Khê",
            "Xã Khánh Khê, Tỉnh Lạng Sơn",
            "Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn");
    assertThat(PlacesTold.in("o xa binh trung co nguoi", typed -> List.of(today)))
        .containsExactly(today);
    assertThat(PlacesTold.in("o xa binh gia co nguoi", typed -> List.of(today))).isEmpty();
  }

  @Test
  void a_story_that_names_no_unit_asks_nobody_and_the_rest_of_a_story_is_never_asked() {
    assertThat(PlacesTold.in("Em bị giữ ở một quán karaoke, cứu em", this::search)).isEmpty();
    assertThat(asked).isEmpty();
    assertThat(
            PlacesTold.in(
                "Tên tôi là Nguyễn Thị Út. Ở xã Không Có Thật kia chúng nó giữ con tôi là Lan",
                this::search))
        .isEmpty();
    assertThat(asked).isNotEmpty().allMatch(typed -> "Không Có Thật kia".startsWith(typed));
  }

  private static UnitFound unit(String code, String name, String place) {
    return new UnitFound(code, "2025-07-01", name, name, place, null);
  }
}

package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Understood.PlaceRole;

/** What a place is in the story, what stands before its name, and when its name is of old. */
class PlaceStoryTest {
  private static final LocalDate OLD = LocalDate.of(2021, 11, 1);
  private static final LocalDate REFORM = LocalDate.of(2025, 7, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);

  private static final Unit TAY_NINH = province(1, "80", "Tây Ninh");
  private static final Unit HA_GIANG = ended(2, "02", UnitLevel.PROVINCE, "Tỉnh", "Hà Giang", null);
  private static final Unit TUYEN_QUANG = province(3, "08", "Tuyên Quang");
  private static final Unit NGHE_AN = province(4, "40", "Nghệ An");
  private static final Unit BEN_CAU_OLD =
      ended(11, "711", UnitLevel.DISTRICT, "Huyện", "Bến Cầu", TAY_NINH);
  private static final Unit MEO_VAC_OLD =
      ended(12, "027", UnitLevel.DISTRICT, "Huyện", "Mèo Vạc", HA_GIANG);
  private static final Unit LOI_THUAN =
      ended(21, "25699", UnitLevel.COMMUNE, "Xã", "Lợi Thuận", BEN_CAU_OLD);
  private static final Unit XIN_CAI =
      ended(22, "00778", UnitLevel.COMMUNE, "Xã", "Xín Cái", MEO_VAC_OLD);
  private static final Unit MEO_VAC_TOWN =
      ended(23, "00769", UnitLevel.COMMUNE, "Thị trấn", "Mèo Vạc", MEO_VAC_OLD);
  private static final Unit BEN_CAU = now(31, "25681", "Xã", "Bến Cầu", TAY_NINH);
  private static final Unit MEO_VAC = now(32, "00770", "Xã", "Mèo Vạc", TUYEN_QUANG);
  private static final Unit SON_VI = now(33, "00779", "Xã", "Sơn Vĩ", TUYEN_QUANG);
  private static final Unit KY_SON = now(34, "16813", "Xã", "Mường Xén", NGHE_AN);
  private static final Unit LANG_CO = now(35, "20137", "Xã", "Chân Mây - Lăng Cô", NGHE_AN);

  private static final CatalogueSnapshot SNAPSHOT =
      new CatalogueSnapshot(
          1,
          List.of(
              TAY_NINH,
              HA_GIANG,
              TUYEN_QUANG,
              NGHE_AN,
              BEN_CAU_OLD,
              MEO_VAC_OLD,
              LOI_THUAN,
              XIN_CAI,
              MEO_VAC_TOWN,
              BEN_CAU,
              MEO_VAC,
              SON_VI,
              KY_SON,
              LANG_CO),
          List.of(
              step(HA_GIANG, TUYEN_QUANG),
              step(LOI_THUAN, BEN_CAU),
              step(XIN_CAI, SON_VI),
              step(MEO_VAC_TOWN, MEO_VAC)),
          List.of(),
          List.of(),
          List.of());

  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ở Mèo Vạc có người rủ đi | EVENT",
        "Quê em ở Mèo Vạc, đang bị giữ bên Campuchia | ORIGIN",
        "quê Mèo Vạc | ORIGIN",
        "em gái người Mèo Vạc bị lừa sang Trung Quốc | ORIGIN",
        "con tôi bị đưa lên Mèo Vạc | DESTINATION",
        "họ chở mấy đứa vào Mèo Vạc làm | DESTINATION",
        "có người lạ đến Mèo Vạc rủ thanh niên đi | EVENT",
        "nó nhắn đã tới Mèo Vạc | EVENT",
        "nó mới trốn về Mèo Vạc | ORIGIN",
        "bị bán về Mèo Vạc làm vợ | DESTINATION",
        "em bị chở từ dưới xuôi lên Mèo Vạc | EVENT",
        "con tôi lên Mèo Vạc làm thuê, giờ người ta nhốt trong lán | EVENT",
        "họ sắp đưa con tôi lên Mèo Vạc, nó khóc vì bị giữ giấy tờ | DESTINATION",
        "em lên Mèo Vạc rồi bị bán sang Trung Quốc | DESTINATION",
        "nhà mẹ em Mèo Vạc | ORIGIN",
        "xe chạy ngang Mèo Vạc | VIA",
        "em trốn từ Mèo Vạc | ORIGIN"
      })
  void the_words_before_it_tell_what_a_place_is(String text, PlaceRole role) {
    Understood.Place place = understand(text).places().get(0);
    assertThat(place.unitId()).isEqualTo(MEO_VAC.id());
    assertThat(place.role()).isEqualTo(role);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "quê em ở Mèo Vạc, Tuyên Quang, đang bị giữ ở xã Bến Cầu, Tây Ninh",
        "bị nhốt ở Bến Cầu Tây Ninh, em quê Mèo Vạc",
        "xã Bến Cầu có bà dụ con gái lên Mèo Vạc"
      })
  void where_it_happens_comes_before_where_somebody_is_from_or_brought(String text) {
    assertThat(understand(text).placeDecided()).isEqualTo(BEN_CAU.id());
  }

  @Test
  void with_the_crime_abroad_the_origin_is_the_place() {
    Understood understood =
        understand("em quê Mèo Vạc xuống Tây Ninh làm rồi bị bán sang Campuchia");
    assertThat(understood.placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @Test
  void a_name_that_stands_today_is_the_unit_of_today() {
    assertThat(understand("ở Mèo Vạc").placeDecided()).isEqualTo(MEO_VAC.id());
    assertThat(at(IN_2024, "ở huyện Mèo Vạc").placeDecided()).isEqualTo(MEO_VAC_OLD.id());
    assertThat(understand("o meo vac tuyen quang").placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "huyện Mèo Vạc cũ có người rủ",
        "Huyện Mèo Vạc trước đây có người rủ",
        "huyen meo vac truoc khi sap nhap",
        "ở huyện Mèo Vạc"
      })
  void an_old_district_is_itself_and_says_where_it_is_now(String text) {
    Understood understood = understand(text);
    assertThat(understood.placeDecided()).isEqualTo(MEO_VAC_OLD.id());
    assertThat(understood.places().get(0).currentUnitIds())
        .containsExactlyInAnyOrder(MEO_VAC.id(), SON_VI.id());
  }

  @Test
  void a_province_that_is_gone_is_named_as_if_it_stood() {
    Understood understood = understand("em quê Hà Giang");
    assertThat(understood.placeDecided()).isEqualTo(HA_GIANG.id());
    assertThat(understood.places().get(0).currentUnitIds()).containsExactly(TUYEN_QUANG.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gần cửa khẩu Mộc Bài có nhóm người",
        "o gan cua khau moc bai",
        "Cửa khẩu quốc tế Mộc Bài",
        "đang chờ ở Mộc Bài"
      })
  void a_gate_stands_for_the_commune_where_it_lies(String text) {
    Understood understood = understand(text);
    assertThat(understood.placeDecided()).isEqualTo(LOI_THUAN.id());
    assertThat(understood.places().get(0).currentUnitIds()).containsExactly(BEN_CAU.id());
    assertThat(understood.places().get(0).reason()).contains("cửa khẩu");
  }

  @Test
  void a_gate_that_people_are_brought_through_does_not_outdo_where_they_were_taken() {
    Understood understood = understand("Bến Cầu Tây Ninh, con Thảo rủ bạn bè qua Mộc Bài phục vụ");
    assertThat(understood.placeDecided()).isEqualTo(BEN_CAU.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"chợ phiên Mèo Vạc", "gần bến xe Mèo Vạc", "UBND Mèo Vạc", "KCN Mèo Vạc"})
  void what_bears_the_name_of_a_place_lies_there(String text) {
    assertThat(understand(text + " có người rủ con gái đi").placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "đường Mèo Vạc có người rủ",
        "thôn Mèo Vạc có người rủ",
        "quán Mèo Vạc có người rủ",
        "em tên Mèo Vạc",
        "Mèo Vạc ơi qua đây",
        "hôm qua chị Lò Mèo Vạc đến nhà"
      })
  void a_street_a_hamlet_a_business_and_a_person_are_no_place(String text) {
    assertThat(understand(text).placeDecided()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "may chi nguoi Tay Meo Vac bi lua di lam thue",
        "co nguoi ru di dao vang, Meo Vac, ai cung ham",
        "chu lo gach Meo Vac danh em",
        "mấy chị người Tày Mèo Vạc bị lừa"
      })
  void a_name_in_capitals_inside_a_sentence_is_a_place(String text) {
    assertThat(understand(text).placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @Test
  void a_hamlet_and_a_slip_that_nearly_name_a_commune_are_left_to_a_person() {
    for (String text : List.of("Ở thôn Mèo Vạc có người rủ", "Ở xã Mèo Vác có người rủ")) {
      Understood understood = understand(text);
      assertThat(understood.placeDecided()).as(text).isNull();
      assertThat(understood.ambiguous()).as(text).isTrue();
      assertThat(understood.places().get(0).unitId()).as(text).isEqualTo(MEO_VAC.id());
    }
  }

  @Test
  void letters_of_a_province_behind_a_name_say_where_it_lies_and_nothing_by_themselves() {
    assertThat(understand("quê Mường Xén NA bị lừa").placeDecided()).isEqualTo(KY_SON.id());
    assertThat(understand("Có người ở NA bị lừa").places()).isEmpty();
    assertThat(understand("Ở Mèo Vạc NA có người rủ").placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @Test
  void a_business_with_its_place_beside_it_is_there() {
    assertThat(understand("nhà nghỉ Mèo Vạc Tuyên Quang").placeDecided()).isEqualTo(MEO_VAC.id());
  }

  @Test
  void a_commune_and_a_province_that_contradict_each_other_are_left_to_a_person() {
    Understood understood = understand("ở xã Mèo Vạc, Nghệ An có người bị lừa");
    assertThat(understood.placeDecided()).isNull();
    assertThat(understood.ambiguous()).isTrue();
    assertThat(understood.places()).anyMatch(place -> place.unitId() == MEO_VAC.id());
  }

  @Test
  void half_a_double_name_is_known_and_both_halves_support_each_other() {
    assertThat(understand("ở Lăng Cô, Nghệ An").placeDecided()).isEqualTo(LANG_CO.id());
    assertThat(understand("lang co ben chan may co cong ty").placeDecided())
        .isEqualTo(LANG_CO.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o xa muongxen nghe an",
        "o xa muong xne nghe an",
        "ở xã Mường Xénn, Nghệ An",
        "ở xã Mường Xến, Nghệ An",
        "commune Muong Xen, Nghe An province"
      })
  void a_name_with_a_slip_is_found_where_a_place_must_stand(String text) {
    assertThat(understand(text).placeDecided()).isEqualTo(KY_SON.id());
  }

  @Test
  void streets_and_hamlets_are_given_in_the_words_of_the_sender() {
    String text = "Cháu ở bản Na Lầu xã Mèo Vạc, cạnh đường Nguyễn Huệ, tổ 5";
    assertThat(
            understand(text).localities().stream()
                .map(span -> text.substring(span.start(), span.end())))
        .containsExactly("bản Na Lầu", "đường Nguyễn Huệ", "tổ 5");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "ở", "ở cửa khẩu", "xã", "đường", "cũ", "quê", "thôn 5", "🆘", "ở ở ở"})
  void words_without_a_name_are_no_place(String text) {
    Understood understood = understand(text);
    assertThat(understood.places()).isEmpty();
    assertThat(understood.ambiguous()).isFalse();
  }

  private static Understood understand(String text) {
    return at(TODAY, text);
  }

  private static Understood at(LocalDate day, String text) {
    return UNDERSTANDING.understand(text, day, null);
  }

  private static Unit province(long id, String code, String name) {
    return unit(id, code, UnitLevel.PROVINCE, "Tỉnh", name, null, OLD, false);
  }

  private static Unit ended(
      long id, String code, UnitLevel level, String kind, String name, @Nullable Unit parent) {
    return unit(id, code, level, kind, name, parent, OLD, true);
  }

  private static Unit now(long id, String code, String kind, String name, Unit parent) {
    return unit(id, code, UnitLevel.COMMUNE, kind, name, parent, REFORM, false);
  }

  private static Unit unit(
      long id,
      String code,
      UnitLevel level,
      String kind,
      String name,
      @Nullable Unit parent,
      LocalDate from,
      boolean ended) {
    return new Unit(
        id,
        code,
        level,
        kind,
        name,
        kind + " " + name,
        parent == null ? null : parent.id(),
        from,
        ended ? REFORM : null);
  }

  private static Succession step(Unit from, Unit to) {
    return new Succession(from.id(), to.id(), REFORM, Succession.Extent.FULL);
  }
}

package vn.tinbao.server.understanding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
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

/** Which unit is meant, and when nobody can say. */
class PlacesTest {
  private static final LocalDate OLD = LocalDate.of(2021, 11, 1);
  private static final LocalDate REFORM = LocalDate.of(2025, 7, 1);
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  // Provinces
  private static final Unit LANG_SON = province(1, "20", "Lạng Sơn");
  private static final Unit BAC_KAN = province(2, "06", "Bắc Kạn");
  private static final Unit THANH_HOA = province(3, "38", "Thanh Hóa");
  private static final Unit DAK_LAK = province(4, "66", "Đắk Lắk");
  private static final Unit GIA_LAI = province(5, "64", "Gia Lai");
  // Districts
  private static final Unit CAO_LOC = district(11, "183", "Cao Lộc", LANG_SON);
  private static final Unit CHO_DON = district(12, "171", "Chợ Đồn", BAC_KAN);
  private static final Unit THO_XUAN = district(13, "395", "Thọ Xuân", THANH_HOA);
  private static final Unit QUAN_1 =
      unit(14, "760", UnitLevel.DISTRICT, "Quận", "1", THANH_HOA, OLD, REFORM);
  // Communes of before
  private static final Unit BINH_TRUNG = old(21, "06217", "Xã", "Bình Trung", CAO_LOC);
  private static final Unit BINH_TRUNG_BK = old(22, "02050", "Xã", "Bình Trung", CHO_DON);
  private static final Unit TRUONG_XUAN = old(23, "15598", "Xã", "Trường Xuân", THO_XUAN);
  private static final Unit CAO_LOC_TOWN = old(24, "06187", "Thị trấn", "Cao Lộc", CAO_LOC);
  private static final Unit LONG_A = old(25, "29980", "Xã", "Long Khánh A", THO_XUAN);
  private static final Unit LONG_B = old(26, "29981", "Xã", "Long Khánh B", THO_XUAN);
  // Communes of today
  private static final Unit KHANH_KHE = now(31, "06286", "Xã", "Khánh Khê", LANG_SON);
  private static final Unit NGHIA_TA = now(32, "02051", "Xã", "Nghĩa Tá", BAC_KAN);
  private static final Unit THO_XUAN_XA = now(33, "15499", "Xã", "Thọ Xuân", THANH_HOA);
  private static final Unit XUAN_LAP = now(34, "15592", "Xã", "Xuân Lập", THANH_HOA);
  private static final Unit AN_TOAN = now(35, "21631", "Xã", "An Toàn", GIA_LAI);
  private static final Unit HOA_BINH = now(36, "06500", "Xã", "Hòa Bình", LANG_SON);
  private static final Unit TAN_THANH_LS = now(37, "06600", "Xã", "Tân Thành", LANG_SON);
  private static final Unit TAN_THANH_TH = now(38, "15600", "Xã", "Tân Thành", THANH_HOA);
  private static final Unit EA_HLEO = now(39, "24181", "Xã", "Ea H'Leo", DAK_LAK);
  private static final Unit KRONG_PAC = now(40, "24490", "Xã", "Krông Pắc", DAK_LAK);
  private static final Unit HUE_ONE = now(41, "24500", "Xã", "Quế", DAK_LAK);
  private static final Unit QUANG_DONG = now(42, "18000", "Xã", "Quảng Đông", THANH_HOA);
  private static final Unit MY_DUC = now(43, "18001", "Xã", "Mỹ Đức", THANH_HOA);
  private static final Unit BINH_TRUNG_2 = now(44, "18002", "Phường", "Bình Trưng", THANH_HOA);
  private static final Unit KHANH_LONG = now(45, "18003", "Xã", "Long Khánh", THANH_HOA);

  private static final CatalogueSnapshot SNAPSHOT =
      new CatalogueSnapshot(
          1,
          List.of(
              LANG_SON,
              BAC_KAN,
              THANH_HOA,
              DAK_LAK,
              GIA_LAI,
              CAO_LOC,
              CHO_DON,
              THO_XUAN,
              QUAN_1,
              BINH_TRUNG,
              BINH_TRUNG_BK,
              TRUONG_XUAN,
              CAO_LOC_TOWN,
              LONG_A,
              LONG_B,
              KHANH_KHE,
              NGHIA_TA,
              THO_XUAN_XA,
              XUAN_LAP,
              AN_TOAN,
              HOA_BINH,
              TAN_THANH_LS,
              TAN_THANH_TH,
              EA_HLEO,
              KRONG_PAC,
              HUE_ONE,
              QUANG_DONG,
              MY_DUC,
              BINH_TRUNG_2,
              KHANH_LONG),
          List.of(
              step(BINH_TRUNG, KHANH_KHE, Succession.Extent.FULL),
              step(BINH_TRUNG_BK, NGHIA_TA, Succession.Extent.FULL),
              step(TRUONG_XUAN, THO_XUAN_XA, Succession.Extent.PARTIAL),
              step(TRUONG_XUAN, XUAN_LAP, Succession.Extent.PARTIAL),
              step(LONG_A, KHANH_LONG, Succession.Extent.FULL),
              step(LONG_B, KHANH_LONG, Succession.Extent.FULL),
              step(CAO_LOC, KHANH_KHE, Succession.Extent.PARTIAL),
              step(CAO_LOC, HOA_BINH, Succession.Extent.PARTIAL)),
          List.of(),
          List.of(),
          List.of());

  private static final LexiconUnderstanding UNDERSTANDING =
      new LexiconUnderstanding(SNAPSHOT, Lexicon.builtIn());

  @Test
  void a_name_shared_by_two_communes_is_left_to_a_person() {
    Understood understood = understand("o xa binh trung co nguoi ru", TODAY, null);
    assertThat(understood.placeDecided()).isNull();
    assertThat(understood.ambiguous()).isTrue();
    assertThat(ids(understood)).contains(BINH_TRUNG.id(), BINH_TRUNG_BK.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "o xa binh trung huyen cao loc co nguoi ru",
        "o binh trung, cao loc, lang son",
        "Lạng Sơn: xã Bình Trung có người rủ",
        "x. binh trung, h. cao loc",
        "XÃ BÌNH TRUNG - CAO LỘC"
      })
  void a_district_or_province_named_beside_it_decides(String text) {
    assertThat(understand(text, TODAY, null).placeDecided()).isEqualTo(BINH_TRUNG.id());
  }

  @Test
  void the_territory_of_the_hotline_decides_among_equals() {
    assertThat(understand("o xa binh trung co nguoi ru", TODAY, LANG_SON).placeDecided())
        .isEqualTo(BINH_TRUNG.id());
    assertThat(understand("o xa binh trung co nguoi ru", TODAY, BAC_KAN).placeDecided())
        .isEqualTo(BINH_TRUNG_BK.id());
  }

  @Test
  void the_hotline_alone_is_no_place() {
    Understood understood = understand("co nguoi ru chau toi", TODAY, LANG_SON);
    assertThat(understood.places()).isEmpty();
    assertThat(understood.placeDecided()).isNull();
  }

  @Test
  void an_old_name_leads_to_the_unit_of_today() {
    Understood understood = understand("xã Bình Trung, Cao Lộc", TODAY, null);
    assertThat(understood.places().get(0).currentUnitIds()).containsExactly(KHANH_KHE.id());
    assertThat(understood.places().get(0).reason()).contains("nay là Xã Khánh Khê");
  }

  @Test
  void on_its_own_day_an_old_name_is_just_the_name() {
    Understood understood = understand("xã Bình Trung, Cao Lộc", IN_2024, null);
    assertThat(understood.places().get(0).currentUnitIds()).containsExactly(BINH_TRUNG.id());
    assertThat(understood.places().get(0).reason()).doesNotContain("tên cũ");
  }

  @Test
  void a_unit_of_tomorrow_is_not_known_today() {
    assertThat(understand("xã Khánh Khê", IN_2024, null).places()).isEmpty();
  }

  @Test
  void an_old_commune_that_was_split_is_left_to_a_person() {
    Understood understood = understand("xã Trường Xuân huyện Thọ Xuân", TODAY, null);
    assertThat(understood.placeDecided()).isNull();
    assertThat(understood.ambiguous()).isTrue();
    assertThat(understood.places().get(0).unitId()).isEqualTo(TRUONG_XUAN.id());
    assertThat(understood.places().get(0).currentUnitIds())
        .containsExactlyInAnyOrder(THO_XUAN_XA.id(), XUAN_LAP.id());
    assertThat(understand("xã Trường Xuân huyện Thọ Xuân", IN_2024, null).placeDecided())
        .isEqualTo(TRUONG_XUAN.id());
  }

  @Test
  void a_district_or_a_province_alone_is_a_place_of_its_level() {
    assertThat(understand("o huyen cao loc co nguoi ru", TODAY, null).placeDecided())
        .isEqualTo(CAO_LOC.id());
    assertThat(understand("o lang son co nguoi ru", TODAY, null).placeDecided())
        .isEqualTo(LANG_SON.id());
  }

  @Test
  void of_a_district_and_a_town_of_one_name_the_prefix_tells() {
    assertThat(understand("ở Cao Lộc", IN_2024, null).placeDecided()).isEqualTo(CAO_LOC.id());
    assertThat(understand("ở thị trấn Cao Lộc", IN_2024, null).placeDecided())
        .isEqualTo(CAO_LOC_TOWN.id());
    assertThat(understand("ở tt. Cao Lộc", IN_2024, null).placeDecided())
        .isEqualTo(CAO_LOC_TOWN.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "em về nhà an toàn rồi",
        "em ve nha an toan roi",
        "Em được An Toàn, cảm ơn",
        "gia đình hòa bình",
        "chị Hòa Bình rủ em",
        "anh tân thành đưa đi",
        "bạn Tân Thành",
        "đường Hòa Bình có người",
        "o truong tan thanh",
        "quê"
      })
  void a_word_that_only_happens_to_be_a_name_does_not_win(String text) {
    assertThat(understand(text, TODAY, null).placeDecided()).isNull();
  }

  @Test
  void with_a_prefix_or_a_province_beside_it_an_everyday_name_wins() {
    assertThat(understand("ở xã An Toàn có người rủ", TODAY, null).placeDecided())
        .isEqualTo(AN_TOAN.id());
    assertThat(understand("ở Hòa Bình, Lạng Sơn", TODAY, null).placeDecided())
        .isEqualTo(HOA_BINH.id());
    assertThat(understand("x. tan thanh t. lang son", TODAY, null).placeDecided())
        .isEqualTo(TAN_THANH_LS.id());
  }

  @ParameterizedTest
  @CsvSource({
    "Ea H’Leo, 39",
    "ea hleo, 39",
    "Ea H' leo, 39",
    "krong pac, 40",
    "Krông Pắk, 40",
    "Krông Păc, 40",
    "Mĩ Đức, 43",
    "my duc, 43"
  })
  void a_name_is_found_in_every_spelling(String name, long unit) {
    assertThat(understand("ở xã " + name + " có người rủ", TODAY, null).placeDecided())
        .isEqualTo(unit);
    assertThat(understand("o xa " + name + " co nguoi ru", TODAY, null).placeDecided())
        .isEqualTo(unit);
  }

  @Test
  void accents_tell_names_apart() {
    assertThat(understand("ở phường Bình Trưng", TODAY, null).placeDecided())
        .isEqualTo(BINH_TRUNG_2.id());
    assertThat(ids(understand("ở xã Bình Trung", TODAY, null))).doesNotContain(BINH_TRUNG_2.id());
  }

  @Test
  void a_number_is_a_district_only_with_its_prefix() {
    assertThat(understand("quận 1 thanh hóa", IN_2024, null).placeDecided()).isEqualTo(QUAN_1.id());
    assertThat(understand("q1 thanh hoa", IN_2024, null).placeDecided()).isEqualTo(QUAN_1.id());
    assertThat(understand("co 1 nguoi bi lua", IN_2024, null).places()).isEmpty();
  }

  @Test
  void a_name_without_its_letter_means_all_that_share_it() {
    Understood before = understand("xã Long Khánh, Thọ Xuân", IN_2024, null);
    assertThat(before.ambiguous()).isTrue();
    assertThat(ids(before)).contains(LONG_A.id(), LONG_B.id());
    assertThat(understand("xã Long Khánh, Thọ Xuân", TODAY, null).places().get(0).currentUnitIds())
        .containsExactly(KHANH_LONG.id());
  }

  @Test
  void a_chinese_province_is_no_commune_unless_it_is_said_to_be_one() {
    Understood abroad = understand("bị đưa sang Quảng Đông", TODAY, null);
    assertThat(abroad.destination()).isEqualTo("CHN");
    assertThat(abroad.places()).isEmpty();
    Understood here = understand("ở xã Quảng Đông có người rủ", TODAY, null);
    assertThat(here.destination()).isNull();
    assertThat(here.placeDecided()).isEqualTo(QUANG_DONG.id());
  }

  @Test
  void the_place_of_the_event_wins_over_the_destination() {
    Understood understood = understand("ở xã Khánh Khê có người rủ vào Thanh Hóa làm", TODAY, null);
    assertThat(understood.placeDecided()).isEqualTo(KHANH_KHE.id());
    assertThat(understood.destination()).isEqualTo("DOMESTIC");
  }

  @Test
  void a_destination_outside_the_hotlines_territory_is_not_the_place() {
    Understood understood = understand("con toi bi dua vao thanh hoa", TODAY, LANG_SON);
    assertThat(understood.placeDecided()).isNull();
    assertThat(ids(understood)).contains(THANH_HOA.id());
  }

  @Test
  void a_commune_that_never_lay_in_the_province_beside_it_is_doubted() {
    Understood understood = understand("xã Khánh Khê, Thanh Hóa", TODAY, null);
    assertThat(understood.places().get(0).score())
        .isLessThan(understand("xã Khánh Khê", TODAY, null).places().get(0).score());
  }

  @Test
  void a_place_points_at_its_words_prefix_included() {
    String text = "Tôi ở x. Khánh Khê nhé";
    Understood.Span span = understand(text, TODAY, null).places().get(0).spans().get(0);
    assertThat(text.substring(span.start(), span.end())).isEqualTo("x. Khánh Khê");
  }

  @Test
  void an_empty_catalogue_knows_no_place() {
    LexiconUnderstanding empty =
        new LexiconUnderstanding(CatalogueSnapshot.empty(), Lexicon.builtIn());
    Understood understood = empty.understand("ở xã Bình Trung, Lạng Sơn", TODAY, 1L);
    assertThat(understood.places()).isEmpty();
    assertThat(understood.ambiguous()).isFalse();
  }

  private static Understood understand(String text, LocalDate day, @Nullable Unit hotline) {
    return UNDERSTANDING.understand(text, day, hotline == null ? null : hotline.id());
  }

  private static List<Long> ids(Understood understood) {
    List<Long> ids = new ArrayList<>();
    understood.places().forEach(place -> ids.add(place.unitId()));
    return ids;
  }

  private static Unit province(long id, String code, String name) {
    return unit(id, code, UnitLevel.PROVINCE, "Tỉnh", name, null, OLD, null);
  }

  private static Unit district(long id, String code, String name, Unit parent) {
    return unit(id, code, UnitLevel.DISTRICT, "Huyện", name, parent, OLD, REFORM);
  }

  private static Unit old(long id, String code, String kind, String name, Unit parent) {
    return unit(id, code, UnitLevel.COMMUNE, kind, name, parent, OLD, REFORM);
  }

  private static Unit now(long id, String code, String kind, String name, Unit parent) {
    return unit(id, code, UnitLevel.COMMUNE, kind, name, parent, REFORM, null);
  }

  private static Unit unit(
      long id,
      String code,
      UnitLevel level,
      String kind,
      String name,
      @Nullable Unit parent,
      LocalDate from,
      @Nullable LocalDate to) {
    return new Unit(
        id,
        code,
        level,
        kind,
        name,
        kind + " " + name,
        parent == null ? null : parent.id(),
        from,
        to);
  }

  private static Succession step(Unit from, Unit to, Succession.Extent extent) {
    return new Succession(from.id(), to.id(), REFORM, extent);
  }
}

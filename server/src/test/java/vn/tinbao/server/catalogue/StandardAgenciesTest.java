package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which agencies follow from law and date alone. */
class StandardAgenciesTest {
  private static final LocalDate OLDEST = LocalDate.of(2021, 11, 1);
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate MARCH_2025 = LocalDate.of(2025, 3, 1);
  private static final LocalDate JULY_2025 = LocalDate.of(2025, 7, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final Unit CAO_BANG =
      unit(1, "04", UnitLevel.PROVINCE, "Tỉnh", "Cao Bằng", null, OLDEST, null);
  private static final Unit BAO_LAC =
      unit(2, "043", UnitLevel.DISTRICT, "Huyện", "Bảo Lạc", 1L, OLDEST, JULY_2025);
  private static final Unit CO_BA_OLD =
      unit(3, "01327", UnitLevel.COMMUNE, "Xã", "Cô Ba", 2L, OLDEST, JULY_2025);
  private static final Unit HUY_GIAP_OLD =
      unit(4, "01339", UnitLevel.COMMUNE, "Xã", "Huy Giáp", 2L, OLDEST, JULY_2025);
  private static final Unit CO_BA =
      unit(5, "01327", UnitLevel.COMMUNE, "Xã", "Cô Ba", 1L, JULY_2025, null);
  private static final Unit HUY_GIAP =
      unit(6, "01345", UnitLevel.COMMUNE, "Xã", "Huy Giáp", 1L, JULY_2025, null);
  private static final Unit HA_NOI =
      unit(7, "01", UnitLevel.PROVINCE, "Thành phố", "Hà Nội", null, OLDEST, null);
  private static final List<Unit> UNITS =
      List.of(CAO_BANG, BAO_LAC, CO_BA_OLD, HUY_GIAP_OLD, CO_BA, HUY_GIAP, HA_NOI);
  private static final List<Succession> STEPS =
      List.of(
          new Succession(2, 5, JULY_2025, Succession.Extent.PARTIAL),
          new Succession(2, 6, JULY_2025, Succession.Extent.PARTIAL),
          new Succession(3, 5, JULY_2025, Succession.Extent.FULL),
          new Succession(4, 6, JULY_2025, Succession.Extent.FULL));
  private static final List<BorderUnit> BORDER = List.of(new BorderUnit(5, "CHN"));

  @TempDir Path directory;

  private static Unit unit(
      long id,
      String code,
      UnitLevel level,
      String kind,
      String name,
      @Nullable Long parent,
      LocalDate from,
      @Nullable LocalDate to) {
    return new Unit(id, code, level, kind, name, kind + " " + name, parent, from, to);
  }

  private static CatalogueSnapshot units(Agency... recorded) {
    return new CatalogueSnapshot(1, UNITS, STEPS, List.of(recorded), List.of(), List.of());
  }

  private static CatalogueSnapshot complete(Agency... recorded) {
    return StandardAgencies.complete(units(recorded), BORDER);
  }

  private static Agency recorded(
      String key,
      AgencyFunction function,
      Unit unit,
      Set<Long> territory,
      LocalDate from,
      @Nullable LocalDate to) {
    return new Agency(
        key + "@" + unit.ref(),
        key,
        function,
        AgencyLevel.COMMUNE,
        "Có ghi nhận",
        unit.id(),
        territory,
        true,
        false,
        null,
        "113",
        from,
        to,
        "test");
  }

  private static List<String> keys(CatalogueSnapshot snapshot, Unit unit, LocalDate day) {
    return snapshot.agenciesFor(unit, day).stream()
        .filter(agency -> agency.unitId() == unit.id())
        .map(Agency::key)
        .sorted()
        .toList();
  }

  @Test
  void a_commune_has_what_the_law_of_its_day_gives_it() {
    CatalogueSnapshot all = complete();
    assertThat(keys(all, HUY_GIAP_OLD, IN_2024)).containsExactly("ca_xa", "ubnd_xa");
    assertThat(keys(all, HUY_GIAP, TODAY))
        .containsExactly("ca_xa", "hlhpn_xa", "p_vhxh_xa", "ubnd_xa", "vksnd_khu_vuc");
    assertThat(keys(all, CO_BA, TODAY)).contains("don_bp");
    assertThat(all.agencies()).allMatch(Agency::derived);
    Agency police = all.agency("ca_xa@01345/2025-07-01").orElseThrow();
    assertThat(police.name()).isEqualTo("Công an xã Huy Giáp");
    assertThat(police.parentId()).isEqualTo("ca_tinh@04/2021-11-01");
    assertThat(police.standing()).isTrue();
    assertThat(police.mayResolve()).isFalse();
  }

  @Test
  void district_police_and_labour_office_end_before_their_district() {
    CatalogueSnapshot all = complete();
    assertThat(keys(all, BAO_LAC, MARCH_2025.minusDays(1)))
        .containsExactly(
            "ca_huyen", "don_bp", "hlhpn_huyen", "p_ldtbxh", "ubnd_huyen", "vksnd_huyen");
    assertThat(keys(all, BAO_LAC, MARCH_2025))
        .containsExactly("don_bp", "hlhpn_huyen", "ubnd_huyen", "vksnd_huyen");
    assertThat(all.agency("ca_xa@01327/2021-11-01").orElseThrow().parentId())
        .isEqualTo("ca_huyen@043/2021-11-01");
    assertThat(keys(all, CAO_BANG, IN_2024)).contains("so_ldtbxh").doesNotContain("so_y_te");
    assertThat(keys(all, CAO_BANG, MARCH_2025)).contains("so_y_te").doesNotContain("so_ldtbxh");
  }

  @Test
  void the_agencies_of_the_whole_country_are_there_once_and_reach_every_province() {
    CatalogueSnapshot all = complete();
    assertThat(all.nationalStanding(TODAY).orElseThrow().id()).isEqualTo("bo_ca@01/2021-11-01");
    Agency line = all.agency("tong_dai_111@01/2021-11-01").orElseThrow();
    assertThat(line.phone()).isEqualTo("111");
    assertThat(all.agenciesFor(HUY_GIAP, TODAY)).contains(line);
    assertThat(keys(all, HA_NOI, TODAY)).doesNotContain("ban_ch_bdbp_tinh").contains("ca_tinh");
    assertThat(keys(all, CAO_BANG, TODAY)).contains("ban_ch_bdbp_tinh");
  }

  @Test
  void without_a_list_of_border_communes_there_are_no_posts() {
    assertThat(StandardAgencies.derive(units(), List.of()))
        .extracting(Agency::key)
        .doesNotContain("don_bp");
  }

  @Test
  void a_recorded_agency_replaces_its_twin_of_the_same_id() {
    Agency own = recorded("ca_xa", AgencyFunction.POLICE, CO_BA, Set.of(5L), JULY_2025, TODAY);
    CatalogueSnapshot all = complete(own);
    assertThat(all.agency(own.id())).contains(own);
    assertThat(all.agencies()).filteredOn(a -> a.id().equals(own.id())).hasSize(1);
  }

  @Test
  void a_recorded_agency_of_the_kind_stands_for_all_units_of_its_territory() {
    Agency post =
        recorded(
            "don_bp_co_ba", AgencyFunction.BORDER_GUARD, HUY_GIAP, Set.of(5L, 6L), JULY_2025, null);
    CatalogueSnapshot all = complete(post);
    assertThat(all.agenciesFor(CO_BA, TODAY))
        .filteredOn(a -> a.function() == AgencyFunction.BORDER_GUARD)
        .extracting(Agency::key)
        .containsExactly("don_bp_co_ba", "ban_ch_bdbp_tinh");
  }

  @Test
  void a_recorded_agency_of_later_ends_its_twin_which_hands_over_to_it() {
    Agency later =
        recorded(
            "don_bp_co_ba",
            AgencyFunction.BORDER_GUARD,
            HUY_GIAP,
            Set.of(5L, 6L),
            LocalDate.of(2026, 1, 1),
            null);
    CatalogueSnapshot all = complete(later);
    Agency twin = all.agency("don_bp@01327/2025-07-01").orElseThrow();
    assertThat(twin.validTo()).isEqualTo(LocalDate.of(2026, 1, 1));
    assertThat(all.currentOf(twin, TODAY)).containsExactly(later);
  }

  @Test
  void who_ends_hands_over_to_its_own_kind_or_to_whom_the_template_names() {
    CatalogueSnapshot all = complete();
    assertThat(heirs(all, "ca_xa@01327/2021-11-01", JULY_2025))
        .containsExactly("ca_xa@01327/2025-07-01");
    assertThat(all.agencySuccessions("ca_xa@01327/2021-11-01"))
        .extracting(AgencySuccession::extent)
        .containsExactly(Succession.Extent.FULL);
    assertThat(heirs(all, "ca_huyen@043/2021-11-01", MARCH_2025))
        .startsWith("ca_tinh@04/2021-11-01")
        .contains("ca_xa@01327/2021-11-01", "ca_xa@01339/2021-11-01");
    assertThat(all.agencySuccessions("ca_huyen@043/2021-11-01"))
        .allMatch(step -> step.extent() == Succession.Extent.PARTIAL && step.scope() != null);
    assertThat(heirs(all, "vksnd_huyen@043/2021-11-01", TODAY))
        .containsExactlyInAnyOrder(
            "vksnd_khu_vuc@01327/2025-07-01", "vksnd_khu_vuc@01345/2025-07-01");
    assertThat(heirs(all, "bch_bdbp_tinh@04/2021-11-01", TODAY))
        .containsExactly("ban_ch_bdbp_tinh@04/2021-11-01");
    assertThat(all.agencySuccessions("ca_xa@01327/2025-07-01")).isEmpty();
    assertThat(all.agencySuccessions("no such agency")).isEmpty();
  }

  private static List<String> heirs(CatalogueSnapshot all, String id, LocalDate day) {
    return all.currentOf(all.agency(id).orElseThrow(), day).stream().map(Agency::id).toList();
  }

  @Test
  void a_border_list_that_does_not_fit_is_refused_by_line_and_field() {
    String header = "code\tfull_name\tprovince_code\tneighbour\n";
    assertThat(read(header + "01327\tXã Cô Ba\t04\tchn\n").units())
        .containsExactly(new BorderUnit(5, "CHN"));
    assertThat(read(header + "01327\tXã Cô Ba\t04\tCHN\n01327\tXã Cô Ba\t04\tLAO\n").units())
        .hasSize(2);
    assertWrong(header + "99999\tXã Không\t04\tCHN\n", "line 2, code: no commune 99999");
    assertWrong(header + "043\tHuyện Bảo Lạc\t04\tCHN\n", "no commune 043");
    assertWrong(header + "01327\tXã Khác\t04\tCHN\n", "line 2, full_name: is called Xã Cô Ba");
    assertWrong(header + "01327\tXã Cô Ba\t20\tCHN\n", "province_code: is 04");
    assertWrong(header + "01327\tXã Cô Ba\t04\tChina\n", "neighbour: must be a country");
    assertWrong(header + "01327\tXã Cô Ba\t04\t\n", "neighbour: is missing");
    assertWrong(
        header + "01327\tXã Cô Ba\t04\tCHN\n01327\tXã Cô Ba\t04\tCHN\n", "line 3, code: stands");
    assertWrong("code\tfull_name\n01327\tXã Cô Ba\n", "province_code");
    assertWrong("", "the file is empty");
  }

  private BorderList read(String text) {
    return BorderList.read(ListFiles.write(directory, text), TODAY, units());
  }

  private void assertWrong(String text, String why) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(why);
  }

  @Test
  void nationwide_every_unit_of_every_day_has_its_police_committee_and_procuracy() {
    CatalogueSnapshot lists = NationwideUnits.read(List.of()).orElse(null);
    if (lists == null) {
      System.out.println("Skipped: no nationwide lists");
      return;
    }
    CatalogueSnapshot all = StandardAgencies.complete(lists, List.of());
    assertThat(all.agencies()).hasSizeBetween(40_000, 50_000);
    Map<LocalDate, List<String>> wrong = new HashMap<>();
    for (LocalDate day : List.of(OLDEST, IN_2024, MARCH_2025, JULY_2025, TODAY)) {
      List<String> missing = wrong.computeIfAbsent(day, d -> new ArrayList<>());
      for (Unit unit : all.units()) {
        if (unit.standsOn(day)
            && !expected(unit, day).stream().allMatch(keys(all, unit, day)::contains)) {
          missing.add(unit.ref());
        }
      }
    }
    assertThat(wrong).allSatisfy((day, missing) -> assertThat(missing).isEmpty());
    assertThat(StandardAgencies.derive(lists, List.of()))
        .isEqualTo(StandardAgencies.derive(lists, List.of()))
        .extracting(Agency::id)
        .doesNotHaveDuplicates();
    List<String> lost =
        all.agencies().stream()
            .filter(a -> a.validTo() != null && a.level() == AgencyLevel.COMMUNE)
            .filter(a -> all.currentOf(a, TODAY).isEmpty())
            .map(Agency::id)
            .toList();
    assertThat(lost).as("ended without an heir of today").isEmpty();
  }

  private static List<String> expected(Unit unit, LocalDate day) {
    return switch (unit.level()) {
      case PROVINCE ->
          List.of(
              "ca_tinh", "pc02", "ubnd_tinh", day.isBefore(MARCH_2025) ? "so_ldtbxh" : "so_y_te");
      case DISTRICT ->
          day.isBefore(MARCH_2025)
              ? List.of("ca_huyen", "p_ldtbxh", "ubnd_huyen", "vksnd_huyen")
              : List.of("ubnd_huyen", "vksnd_huyen");
      case COMMUNE ->
          day.isBefore(JULY_2025)
              ? List.of("ca_xa", "ubnd_xa")
              : List.of("ca_xa", "ubnd_xa", "vksnd_khu_vuc", "hlhpn_xa", "p_vhxh_xa");
    };
  }
}

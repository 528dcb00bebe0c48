package vn.tinbao.server.catalogue;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The files that come with the program agree with each other and with the plans. */
class BuiltInResourcesTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate LATE_2025 = LocalDate.of(2025, 2, 28);
  private static final LocalDate SPRING_2025 = LocalDate.of(2025, 3, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static final BuiltInUnits UNITS = units();
  private static final CatalogueSnapshot SNAPSHOT = snapshot();

  private static BuiltInUnits units() {
    AtomicLong ids = new AtomicLong();
    return BuiltInUnits.read(ids::incrementAndGet);
  }

  private static CatalogueSnapshot snapshot() {
    CatalogueSnapshot bare = BuiltInCatalogue.snapshot(UNITS);
    BuiltInAgencies agencies = new BuiltInAgencies(bare);
    Set<Long> provinces = new HashSet<>();
    UNITS.units().stream()
        .filter(u -> u.level() == UnitLevel.PROVINCE)
        .forEach(u -> provinces.add(u.id()));
    List<Agency> placed =
        agencies.agencies().stream()
            .map(a -> agencies.nationwide(a) ? CatalogueFixtures.withTerritory(a, provinces) : a)
            .toList();
    return new CatalogueSnapshot(
        1,
        UNITS.units(),
        UNITS.reforms().stream()
            .flatMap(r -> r.steps().stream())
            .map(s -> new Succession(s.oldId(), s.newId(), s.effective(), s.extent()))
            .toList(),
        placed,
        agencies.heirs().stream().map(BuiltInAgencies.Heir::step).toList(),
        List.of(),
        BuiltInCatalogue.hotlines(bare));
  }

  @Test
  void no_two_units_of_a_level_have_one_code_on_one_day() {
    for (Unit a : SNAPSHOT.units()) {
      for (Unit b : SNAPSHOT.unitsByCode(a.code())) {
        if (a.id() != b.id() && a.level() == b.level()) {
          assertThat(a.standsOn(b.validFrom())).as(a + " and " + b).isFalse();
        }
      }
    }
  }

  @Test
  void every_unit_has_a_parent_on_every_day_of_its_life() {
    for (Unit unit : SNAPSHOT.units()) {
      List<Unit> first = SNAPSHOT.withAncestors(unit, unit.validFrom());
      List<Unit> last = SNAPSHOT.withAncestors(unit);
      assertThat(first.get(first.size() - 1).level()).isEqualTo(UnitLevel.PROVINCE);
      assertThat(first).allMatch(u -> u.standsOn(unit.validFrom()), unit.toString());
      LocalDate end = unit.validTo() == null ? TODAY : unit.validTo().minusDays(1);
      assertThat(last).allMatch(u -> u.standsOn(end), unit.toString());
    }
  }

  @Test
  void every_unit_that_ended_leads_to_units_of_today() {
    for (Unit unit : SNAPSHOT.units()) {
      if (unit.validTo() != null) {
        assertThat(SNAPSHOT.successions(unit.id())).as(unit.toString()).isNotEmpty();
        assertThat(SNAPSHOT.successions(unit.id()))
            .allMatch(s -> s.effective().equals(unit.validTo()));
      }
      assertThat(SNAPSHOT.currentOf(unit, TODAY)).as(unit.toString()).isNotEmpty();
    }
  }

  @Test
  void a_full_succession_has_one_heir_and_a_partial_one_several() {
    Map<Long, Long> heirs =
        UNITS.reforms().stream()
            .flatMap(r -> r.steps().stream())
            .collect(groupingBy(SuccessionTable.Step::oldId, counting()));
    UNITS.reforms().stream()
        .flatMap(r -> r.steps().stream())
        .forEach(
            s ->
                assertThat(heirs.get(s.oldId()) == 1)
                    .isEqualTo(s.extent() == Succession.Extent.FULL));
  }

  @Test
  void the_areas_of_the_plans_are_whole() {
    assertThat(communes("618", IN_2024)).isEqualTo(3);
    assertThat(communes("870", IN_2024)).isEqualTo(10);
    assertThat(communes("183", IN_2024)).isEqualTo(22);
    assertThat(communes("395", IN_2024)).isEqualTo(30);
    assertThat(communes("46", IN_2024)).isEqualTo(141);
    assertThat(communes("46", SPRING_2025)).isEqualTo(133);
    assertThat(communes("46", TODAY)).isEqualTo(40);
    assertThat(communes("51", TODAY)).isEqualTo(2);
  }

  private static long communes(String above, LocalDate day) {
    Unit top = SNAPSHOT.unitByCode(above, day).orElseThrow();
    return SNAPSHOT.units().stream()
        .filter(u -> u.level() == UnitLevel.COMMUNE && u.standsOn(day))
        .filter(u -> SNAPSHOT.withAncestors(u, day).contains(top))
        .count();
  }

  @Test
  void old_communes_lead_where_the_resolutions_say() {
    assertThat(today("06217")).containsExactly("Xã Khánh Khê, Tỉnh Lạng Sơn");
    assertThat(today("23537")).containsExactly("Xã Ia Tơi, Tỉnh Quảng Ngãi");
    assertThat(today("23535")).containsExactly("Xã Ia Đal, Tỉnh Quảng Ngãi");
    assertThat(today("29956")).containsExactly("Xã Thường Phước, Tỉnh Đồng Tháp");
    assertThat(today("29995"))
        .containsExactly("Xã Long Phú Thuận, Tỉnh Đồng Tháp", "Xã Tân Long, Tỉnh Đồng Tháp");
    assertThat(today("15598")).hasSize(2);
    assertThat(today("395")).hasSize(8);
    assertThat(today("618")).hasSize(2);
    assertThat(today("870")).hasSize(5).first().isEqualTo("Xã Thường Phước, Tỉnh Đồng Tháp");
    assertThat(today("46")).containsExactly("Thành phố Huế");
    assertThat(today("62")).containsExactly("Tỉnh Quảng Ngãi");
    assertThat(today("87")).containsExactly("Tỉnh Đồng Tháp");
    assertThat(today("20032")).containsExactly("Phường Kim Long, Thành phố Huế");
  }

  private static List<String> today(String code) {
    Unit unit = SNAPSHOT.unitByCode(code, IN_2024).orElseThrow();
    return SNAPSHOT.currentOf(unit, TODAY).stream().map(SNAPSHOT::fullPlace).toList();
  }

  @Test
  void a_place_is_named_as_it_was_on_the_day() {
    Unit viDa = SNAPSHOT.unitByCode("19777", IN_2024).orElseThrow();
    assertThat(SNAPSHOT.fullPlace(viDa, IN_2024))
        .isEqualTo("Phường Vỹ Dạ, Thành phố Huế, Tỉnh Thừa Thiên Huế");
    assertThat(SNAPSHOT.fullPlace(viDa)).isEqualTo("Phường Vỹ Dạ, Quận Thuận Hóa, Thành phố Huế");
  }

  @Test
  void every_agency_stands_within_the_life_of_its_unit_and_territory() {
    for (Agency agency : SNAPSHOT.agencies()) {
      Unit unit = SNAPSHOT.unit(agency.unitId()).orElseThrow();
      assertThat(agency.id()).isEqualTo(agency.key() + "@" + unit.ref());
      assertThat(within(agency, unit)).as(agency.id()).isTrue();
      assertThat(agency.territory()).as(agency.id()).isNotEmpty();
      if (agency.level() != AgencyLevel.CENTRAL) {
        for (Long part : agency.territory()) {
          assertThat(within(agency, SNAPSHOT.unit(part).orElseThrow())).as(agency.id()).isTrue();
        }
      }
    }
  }

  private static boolean within(Agency agency, Unit unit) {
    LocalDate end = agency.validTo();
    return !agency.validFrom().isBefore(unit.validFrom())
        && (unit.validTo() == null || (end != null && !end.isAfter(unit.validTo())));
  }

  @Test
  void every_agency_that_ended_has_heirs_that_stand_today() {
    for (Agency agency : SNAPSHOT.agencies()) {
      assertThat(SNAPSHOT.currentOf(agency, TODAY)).as(agency.id()).isNotEmpty();
      assertThat(agency.name()).doesNotContain("{");
    }
  }

  @Test
  void parents_exist_stand_at_the_beginning_and_never_run_in_a_circle() {
    for (Agency agency : SNAPSHOT.agencies()) {
      int steps = 0;
      Agency at = agency;
      while (at.parentId() != null) {
        Agency parent = SNAPSHOT.agency(at.parentId()).orElseThrow();
        assertThat(parent.standsOn(at.validFrom())).as(at.id()).isTrue();
        at = parent;
        assertThat(++steps).isLessThan(6);
      }
    }
  }

  @Test
  void the_committee_or_people_s_committee_that_issued_each_plan_is_there() {
    assertThat(name("bcd138_huyen@618/2021-11-01")).isEqualTo("Ban Chỉ đạo 138 huyện Ia H'Drai");
    assertThat(name("ubnd_huyen@870/2021-11-01")).isEqualTo("Ủy ban nhân dân huyện Hồng Ngự");
    assertThat(name("bcd138_xa@06217/2021-11-01")).isEqualTo("Ban Chỉ đạo 138 xã Bình Trung");
    assertThat(name("ubnd_huyen@395/2021-11-01")).isEqualTo("Ủy ban nhân dân huyện Thọ Xuân");
    assertThat(name("ubnd_tinh@46/2021-11-01")).isEqualTo("Ủy ban nhân dân tỉnh Thừa Thiên Huế");
  }

  @Test
  void names_are_those_of_the_signboard() {
    assertThat(name("ca_xa@06286/2025-07-01")).isEqualTo("Công an xã Khánh Khê");
    assertThat(name("ca_xa@23538/2025-07-01")).isEqualTo("Công an xã Ia Tơi");
    assertThat(name("ca_tinh@46/2025-01-01")).isEqualTo("Công an thành phố Huế");
    assertThat(name("don_bp_thuong_phuoc@29971/2025-07-01"))
        .isEqualTo("Đồn Biên phòng Cửa khẩu quốc tế Thường Phước");
    assertThat(name("tinh_uy@46/2025-01-01")).isEqualTo("Thành ủy Huế");
    assertThat(name("so_vhtt@46/2025-01-01")).isEqualTo("Sở Văn hóa và Thể thao thành phố Huế");
    assertThat(name("p_kinh_te_xa@06187/2025-07-01"))
        .isEqualTo("Phòng Kinh tế, Hạ tầng và Đô thị phường Kỳ Lừa");
    assertThat(name("tand_khu_vuc@06286/2025-07-01"))
        .isEqualTo("Tòa án nhân dân khu vực (địa bàn xã Khánh Khê, tỉnh Lạng Sơn)");
  }

  private static String name(String id) {
    return SNAPSHOT.agency(id).orElseThrow(() -> new AssertionError(id)).name();
  }

  @Test
  void district_police_hands_over_to_the_provincial_and_the_commune_police() {
    Agency district = SNAPSHOT.agency("ca_huyen@395/2021-11-01").orElseThrow();
    assertThat(district.standsOn(LATE_2025)).isTrue();
    assertThat(district.standsOn(SPRING_2025)).isFalse();
    List<Agency> heirs = SNAPSHOT.currentOf(district, SPRING_2025);
    assertThat(heirs.get(0).id()).isEqualTo("ca_tinh@38/2021-11-01");
    assertThat(heirs).filteredOn(a -> a.key().equals("ca_xa")).hasSize(30);
  }

  @Test
  void support_of_victims_goes_from_labour_to_health() {
    assertThat(heirs("p_ldtbxh@870/2021-11-01", SPRING_2025).get(0))
        .isEqualTo("Sở Y tế tỉnh Đồng Tháp");
    assertThat(heirs("so_ldtbxh@46/2025-01-01", SPRING_2025))
        .containsExactly("Sở Y tế thành phố Huế", "Sở Nội vụ thành phố Huế");
  }

  @Test
  void border_posts_go_on_in_the_communes_that_took_their_place() {
    assertThat(heirs("don_bp@618/2021-11-01", TODAY))
        .containsExactlyInAnyOrder(
            "Đồn Biên phòng trên địa bàn xã Ia Tơi", "Đồn Biên phòng trên địa bàn xã Ia Đal");
    assertThat(heirs("don_bp_cau_muong@870/2021-11-01", TODAY))
        .containsExactly("Đồn Biên phòng Cầu Muống");
    assertThat(heirs("bch_bdbp_tinh@87/2021-11-01", TODAY))
        .containsExactly("Ban Chỉ huy Bộ đội Biên phòng tỉnh Đồng Tháp");
    Unit thuongLac = SNAPSHOT.unitByCode("29978", TODAY).orElseThrow();
    assertThat(SNAPSHOT.agenciesFor(thuongLac, TODAY))
        .filteredOn(a -> a.function() == AgencyFunction.BORDER_GUARD)
        .extracting(Agency::name)
        .containsExactly(
            "Đồn Biên phòng Cầu Muống", "Ban Chỉ huy Bộ đội Biên phòng tỉnh Đồng Tháp");
  }

  private static List<String> heirs(String id, LocalDate day) {
    return SNAPSHOT.currentOf(SNAPSHOT.agency(id).orElseThrow(), day).stream()
        .map(Agency::name)
        .toList();
  }

  @Test
  void every_place_has_a_standing_agency_on_every_day() {
    for (LocalDate day : List.of(IN_2024, LATE_2025, SPRING_2025, TODAY)) {
      for (Unit unit : SNAPSHOT.units()) {
        if (unit.standsOn(day)) {
          assertThat(SNAPSHOT.standingFor(unit, day)).as(unit + " on " + day).isPresent();
        }
      }
      assertThat(SNAPSHOT.standingFor(null, day).orElseThrow().name())
          .isEqualTo("Bộ Công an (thường trực Ban Chỉ đạo 138/CP)");
    }
  }

  @Test
  void the_standing_agency_is_that_of_the_smallest_unit() {
    assertThat(standing("06217", IN_2024)).isEqualTo("Công an xã Bình Trung");
    assertThat(standing("183", LATE_2025)).isEqualTo("Công an huyện Cao Lộc");
    assertThat(standing("183", SPRING_2025)).isEqualTo("Công an tỉnh Lạng Sơn");
    assertThat(standing("06286", TODAY)).isEqualTo("Công an xã Khánh Khê");
    assertThat(standing("46", TODAY)).isEqualTo("Công an thành phố Huế");
    assertThat(standing("01", TODAY)).startsWith("Bộ Công an");
  }

  private static String standing(String code, LocalDate day) {
    Unit unit = SNAPSHOT.unitByCode(code, day).orElseThrow();
    return SNAPSHOT.standingFor(unit, day).orElseThrow().name();
  }

  @Test
  void only_police_border_guard_and_procuracy_may_resolve() {
    assertThat(SNAPSHOT.agencies())
        .filteredOn(Agency::mayResolve)
        .extracting(Agency::function)
        .containsOnly(AgencyFunction.POLICE, AgencyFunction.BORDER_GUARD, AgencyFunction.PROCURACY);
    assertThat(SNAPSHOT.agencies())
        .filteredOn(a -> a.key().equals("ca_xa"))
        .noneMatch(Agency::mayResolve);
  }

  @Test
  void remembered_numbers_are_not_shown() {
    assertThat(SNAPSHOT.hotlines())
        .filteredOn(h -> !h.verified())
        .extracting(Hotline::number)
        .containsExactlyInAnyOrder("1900969680", "+84981848484");
    assertThat(SNAPSHOT.hotlinesFor(null, TODAY))
        .extracting(Hotline::number)
        .containsExactly("113", "111");
    Unit hongNgu = SNAPSHOT.unitByCode("29956", IN_2024).orElseThrow();
    assertThat(SNAPSHOT.hotlinesFor(hongNgu, IN_2024))
        .extracting(Hotline::number)
        .containsExactly("02773838154", "02773564600", "113", "111");
    assertThat(SNAPSHOT.hotlinesFor(SNAPSHOT.unitByCode("19753", TODAY).orElseThrow(), TODAY))
        .extracting(Hotline::number)
        .startsWith("0694149315");
  }
}

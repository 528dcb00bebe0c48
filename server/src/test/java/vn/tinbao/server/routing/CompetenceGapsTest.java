package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.CompetenceRule.Wanted;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** What the check sees in a small catalogue of one province and two communes. */
class CompetenceGapsTest {
  private static final LocalDate START = LocalDate.of(2025, 7, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);
  private static final Wanted COMMUNE_POLICE =
      new Wanted(AgencyFunction.POLICE, AgencyLevel.COMMUNE, "ca_xa");
  private static final Wanted PROVINCE_POLICE =
      new Wanted(AgencyFunction.POLICE, AgencyLevel.PROVINCE, "ca_tinh");

  private final Unit province = unit(1, "20", UnitLevel.PROVINCE, "Tỉnh Một", null);
  private final Unit first = unit(2, "00001", UnitLevel.COMMUNE, "Xã Hai", 1L);
  private final Unit second = unit(3, "00002", UnitLevel.COMMUNE, "Xã Ba", 1L);
  private final List<Agency> agencies = new ArrayList<>();
  private final List<CompetenceRule> rules = new ArrayList<>();

  private static Unit unit(long id, String code, UnitLevel level, String name, Long parent) {
    return new Unit(id, code, level, "Xã", name.substring(3), name, parent, START, null);
  }

  private Agency agency(String id, AgencyLevel level, Unit of, boolean derived, Long... units) {
    Agency made =
        new Agency(
            id,
            id.substring(0, id.indexOf('@')),
            AgencyFunction.POLICE,
            level,
            "Công an " + of.fullName(),
            of.id(),
            Set.of(units),
            level == AgencyLevel.PROVINCE,
            true,
            null,
            derived ? null : "0123456789",
            START,
            null,
            "thử",
            derived);
    agencies.add(made);
    return made;
  }

  private void rule(String id, int priority, Set<Long> units, Wanted... lead) {
    rules.add(
        new CompetenceRule(
            id,
            "CRIME_REPORT",
            Set.of(),
            1,
            null,
            null,
            List.of(lead),
            List.of(),
            priority,
            null,
            units,
            "Vì thế.",
            "thử",
            START,
            null));
  }

  private CompetenceGaps find(String... manned) {
    CatalogueSnapshot catalogue =
        new CatalogueSnapshot(
            7, List.of(province, first, second), List.of(), agencies, rules, List.of());
    return CompetenceGaps.find(
        catalogue, new RuleRouter(catalogue), Set.of(manned), DAY, Progress.NONE);
  }

  @Test
  void a_commune_without_its_police_is_a_gap_and_derived_leads_are_counted_apart() {
    agency("ca_tinh@20/2025-07-01", AgencyLevel.PROVINCE, province, false, 1L);
    agency("ca_xa@00001/2025-07-01", AgencyLevel.COMMUNE, first, true, 2L);
    rule("crime", 10, Set.of(), COMMUNE_POLICE);
    CompetenceGaps gaps = find("ca_tinh@20/2025-07-01");

    assertThat(gaps.gaps())
        .filteredOn(gap -> gap.categories().contains(vn.tinbao.server.understanding.Category.CHILD))
        .extracting(gap -> gap.unit().code())
        .containsExactly("20", "00002");
    assertThat(gaps.derivedLeads()).containsOnlyKeys(UnitLevel.COMMUNE).containsValue(1);
    CompetenceGaps.Reach police = gaps.agencies().get("ca_xa");
    assertThat(police.derived()).isOne();
    assertThat(police.silent()).isZero();
    assertThat(police.silentDerived()).isOne();
    assertThat(police.unmannedDerived()).isOne();
    assertThat(gaps.agencies().get("ca_tinh").unmanned()).isZero();
    assertThat(find().agencies().get("ca_tinh").unmanned()).isOne();
  }

  @Test
  void two_agencies_of_one_kind_at_one_place_are_an_overlap_once() {
    agency("ca_tinh@20/2025-07-01", AgencyLevel.PROVINCE, province, false, 1L);
    agency("ca_xa@00001/2025-07-01", AgencyLevel.COMMUNE, first, false, 2L);
    assertThat(find().sameAgencies()).isEmpty();
    agency("ca_xa@00002/2025-07-01", AgencyLevel.COMMUNE, second, false, 2L, 3L);
    assertThat(find().sameAgencies())
        .containsExactly(
            new CompetenceGaps.AgencyPair(
                "ca_xa@00001/2025-07-01", "ca_xa@00002/2025-07-01", "Xã Hai, Tỉnh Một", 1));
    agency("ca_xa@20/2025-07-01", AgencyLevel.COMMUNE, province, false, 1L);
    assertThat(find().sameAgencies())
        .hasSize(3)
        .filteredOn(pair -> pair.one().contains("@00002") && pair.other().contains("@20"))
        .extracting(CompetenceGaps.AgencyPair::units)
        .containsExactly(2);
  }

  @Test
  void two_rules_of_equal_weight_with_other_leads_are_an_overlap() {
    agency("ca_tinh@20/2025-07-01", AgencyLevel.PROVINCE, province, false, 1L);
    rule("a", 10, Set.of(2L), COMMUNE_POLICE);
    rule("b", 10, Set.of(3L), PROVINCE_POLICE);
    rule("c", 11, Set.of(2L), PROVINCE_POLICE);
    assertThat(find().sameRules()).isEmpty();
    rule("d", 10, Set.of(1L), PROVINCE_POLICE);
    assertThat(find().sameRules())
        .containsExactly(new CompetenceGaps.RulePair("a", "d", "CRIME_REPORT"));
    rule("e", 11, Set.of(1L), PROVINCE_POLICE);
    assertThat(find().sameRules()).as("one lead, no matter which rule").hasSize(1);
  }
}

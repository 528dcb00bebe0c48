package vn.tinbao.server.tip;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyFunction;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.AgencySuccession;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession.Extent;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** Who takes over, in a catalogue of one province and two communes. */
class HeirsTest {
  private static final LocalDate OLD = LocalDate.of(2021, 1, 1);
  private static final LocalDate REFORM = LocalDate.of(2025, 3, 1);
  private static final LocalDate AGAIN = LocalDate.of(2025, 7, 1);
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  private final Unit province = unit(1, UnitLevel.PROVINCE, null);
  private final Unit one = unit(2, UnitLevel.COMMUNE, 1L);
  private final Unit two = unit(3, UnitLevel.COMMUNE, 1L);
  private final Agency ended = agency("cu@1/2021-01-01", AgencyLevel.DISTRICT, 1, OLD, REFORM);
  private final Agency first = agency("moi@2/2025-03-01", AgencyLevel.COMMUNE, 2, REFORM, null);
  private final Agency second = agency("moi@3/2025-03-01", AgencyLevel.COMMUNE, 3, REFORM, null);
  private final Agency between = agency("giua@1/2025-03-01", AgencyLevel.COMMUNE, 1, REFORM, AGAIN);

  private static Unit unit(long id, UnitLevel level, Long parent) {
    return new Unit(id, "0" + id, level, "Xã", "Số " + id, "Xã Số " + id, parent, OLD, null);
  }

  private static Agency agency(
      String id, AgencyLevel level, long unit, LocalDate from, LocalDate to) {
    return new Agency(
        id,
        id.substring(0, id.indexOf('@')),
        AgencyFunction.POLICE,
        level,
        id,
        unit,
        Set.of(unit),
        false,
        true,
        null,
        null,
        from,
        to,
        "thử");
  }

  private static AgencySuccession step(Agency from, Agency to, Extent extent, String scope) {
    return new AgencySuccession(from.id(), to.id(), to.validFrom(), extent, scope);
  }

  private CatalogueSnapshot catalogue(AgencySuccession... steps) {
    return new CatalogueSnapshot(
        1,
        List.of(province, one, two),
        List.of(),
        List.of(ended, first, second, between),
        List.of(steps),
        List.of(),
        List.of());
  }

  private Heirs heirs(CatalogueSnapshot catalogue) {
    return Heirs.of(catalogue, ended, DAY);
  }

  @Test
  void the_one_that_took_all_is_found_through_several_reforms() {
    Heirs heirs =
        heirs(
            catalogue(
                step(ended, between, Extent.FULL, null), step(between, first, Extent.FULL, null)));
    assertThat(heirs.only()).contains(first);
    assertThat(heirs.peopleGoAlong()).as("a district's people are no commune's").isFalse();
  }

  @Test
  void one_that_took_only_a_part_does_not_take_all() {
    for (Extent extent : List.of(Extent.PARTIAL, Extent.UNKNOWN)) {
      assertThat(heirs(catalogue(step(ended, first, extent, null))).only()).isEmpty();
    }
    assertThat(
            heirs(
                    catalogue(
                        step(ended, between, Extent.PARTIAL, null),
                        step(between, first, Extent.FULL, null)))
                .only())
        .isEmpty();
    assertThat(heirs(catalogue()).only()).isEmpty();
  }

  @Test
  void where_the_territory_was_divided_the_place_says_whose_a_tip_is() {
    CatalogueSnapshot catalogue =
        catalogue(
            step(ended, first, Extent.PARTIAL, null), step(ended, second, Extent.PARTIAL, null));
    assertThat(heirs(catalogue).only()).isEmpty();
    assertThat(heirs(catalogue).at(catalogue, 2L, DAY)).contains(first);
    assertThat(heirs(catalogue).at(catalogue, 3L, DAY)).contains(second);
    assertThat(heirs(catalogue).at(catalogue, 1L, DAY)).isEmpty();
    assertThat(heirs(catalogue).at(catalogue, null, DAY)).isEmpty();
    assertThat(heirs(catalogue).at(catalogue, 99L, DAY)).isEmpty();
  }

  @Test
  void where_the_work_was_divided_the_place_says_nothing() {
    CatalogueSnapshot catalogue =
        catalogue(
            step(ended, first, Extent.PARTIAL, "điều tra"),
            step(ended, second, Extent.PARTIAL, null));
    assertThat(heirs(catalogue).at(catalogue, 2L, DAY)).isEmpty();
    assertThat(heirs(catalogue).all()).extracting(Heirs.Heir::scope).contains("điều tra");
  }

  @Test
  void a_circle_of_successions_ends() {
    assertThat(
            heirs(
                    catalogue(
                        step(ended, between, Extent.FULL, null),
                        new AgencySuccession(between.id(), ended.id(), REFORM, Extent.FULL, null)))
                .only())
        .isEmpty();
  }
}

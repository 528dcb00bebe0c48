package vn.tinbao.server.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.BorderUnit;
import vn.tinbao.server.catalogue.BuiltInSnapshot;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.NationwideUnits;
import vn.tinbao.server.catalogue.StandardAgencies;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.understanding.Category;
import vn.tinbao.server.understanding.Understood.Kind;

/**
 * Who leads in every unit of the country on both sides of both reforms, where nobody recorded an
 * agency and no plan says otherwise: the law alone.
 */
class NationwideRoutingTest {
  private static final LocalDate IN_2024 = LocalDate.of(2024, 6, 1);
  private static final LocalDate LAST_OF_FEBRUARY = LocalDate.of(2025, 2, 28);
  private static final LocalDate MARCH_2025 = LocalDate.of(2025, 3, 1);
  private static final LocalDate LAST_OF_JUNE = LocalDate.of(2025, 6, 30);
  private static final LocalDate JULY_2025 = LocalDate.of(2025, 7, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final List<LocalDate> DAYS =
      List.of(IN_2024, LAST_OF_FEBRUARY, MARCH_2025, LAST_OF_JUNE, JULY_2025, TODAY);

  /** Bến Cầu (Tây Ninh), at the Cambodian border. */
  private static final String AT_BORDER = "25681";

  private static @Nullable CatalogueSnapshot found;
  private static CatalogueSnapshot all = CatalogueSnapshot.empty();
  private static RuleRouter router = new RuleRouter(all);

  @BeforeAll
  static void derive() {
    found = NationwideUnits.read(List.of()).orElse(null);
    if (found == null) {
      System.out.println("Skipped: no nationwide lists");
    }
    assumeTrue(found != null, "no nationwide lists");
    CatalogueSnapshot units = found;
    Unit atBorder =
        units.units().stream()
            .filter(u -> u.level() == UnitLevel.COMMUNE && u.standsOn(TODAY))
            .filter(u -> u.code().equals(AT_BORDER))
            .findFirst()
            .orElseThrow();
    CatalogueSnapshot derived =
        StandardAgencies.complete(units, List.of(new BorderUnit(atBorder.id(), "KHM")));
    all =
        new CatalogueSnapshot(
            1,
            derived.units(),
            derived.units().stream().flatMap(u -> derived.successions(u.id()).stream()).toList(),
            derived.agencies(),
            BuiltInSnapshot.rules(BuiltInSnapshot.read()).stream()
                .filter(rule -> rule.unitIds().isEmpty())
                .toList(),
            List.of());
    router = new RuleRouter(all);
  }

  private static RoutingDecision route(
      @Nullable Unit unit, LocalDate day, Kind kind, Category category, int urgency) {
    return router.route(
        new RoutingQuestion(
            unit == null ? null : unit.id(),
            null,
            kind,
            List.of(category),
            urgency,
            false,
            category == Category.LURE_ABROAD,
            false,
            day));
  }

  /** Asks in every unit of every day, and gives those that are not answered so. */
  private static List<String> wrong(
      Kind kind, Category category, int urgency, Function<Place, @Nullable String> expected) {
    List<String> wrong = new ArrayList<>();
    for (LocalDate day : DAYS) {
      for (Unit unit : all.units()) {
        if (!unit.standsOn(day)) {
          continue;
        }
        String key = expected.apply(new Place(unit, day));
        RoutingDecision decision = route(unit, day, kind, category, urgency);
        String lead = decision.leadAgencyId().replaceAll("/.*", "");
        if (key != null && (!lead.equals(key) || decision.fallback())) {
          wrong.add(unit.ref() + " on " + day + ": " + lead + ", not " + key);
        }
      }
    }
    return wrong;
  }

  private record Place(Unit unit, LocalDate day) {
    String of(UnitLevel level) {
      return all.withAncestors(unit, day).stream()
          .filter(u -> u.level() == level)
          .map(Unit::code)
          .findFirst()
          .orElse("");
    }
  }

  @Test
  void a_crime_is_the_district_polices_until_february_2025_then_the_communes() {
    assertThat(
            wrong(
                Kind.REPORT,
                Category.FORCED_LABOUR,
                3,
                place ->
                    switch (place.unit().level()) {
                      case PROVINCE -> "ca_tinh@" + place.unit().code();
                      case DISTRICT ->
                          place.day().isBefore(MARCH_2025)
                              ? "ca_huyen@" + place.unit().code()
                              : "ca_tinh@" + place.of(UnitLevel.PROVINCE);
                      case COMMUNE ->
                          place.day().isBefore(MARCH_2025)
                              ? "ca_huyen@" + place.of(UnitLevel.DISTRICT)
                              : "ca_xa@" + place.unit().code();
                    }))
        .isEmpty();
  }

  @Test
  void support_is_the_labour_offices_until_february_2025_then_the_health_departments() {
    for (Category category : List.of(Category.SUPPORT_REQUEST, Category.ADVICE)) {
      assertThat(
              wrong(
                  category == Category.ADVICE ? Kind.ADVICE : Kind.HELP,
                  category,
                  1,
                  place ->
                      !place.day().isBefore(MARCH_2025)
                          ? "so_y_te@" + place.of(UnitLevel.PROVINCE)
                          : place.unit().level() == UnitLevel.PROVINCE
                              ? "so_ldtbxh@" + place.unit().code()
                              : "p_ldtbxh@" + place.of(UnitLevel.DISTRICT)))
          .isEmpty();
    }
  }

  @Test
  void a_crossing_within_hours_is_the_border_posts_in_border_communes_only() {
    assertThat(
            wrong(
                Kind.REPORT,
                Category.LURE_ABROAD,
                5,
                place ->
                    place.unit().level() != UnitLevel.COMMUNE || place.day().isBefore(JULY_2025)
                        ? null
                        : (place.unit().code().equals(AT_BORDER) ? "don_bp@" : "ca_xa@")
                            + place.unit().code()))
        .isEmpty();
  }

  @Test
  void without_a_place_the_ministry_leads_a_crime_and_the_line_111_an_answer() {
    assertThat(route(null, TODAY, Kind.REPORT, Category.FORCED_LABOUR, 4).leadAgencyId())
        .startsWith("bo_ca@01");
    assertThat(route(null, IN_2024, Kind.ADVICE, Category.ADVICE, 1).leadAgencyId())
        .startsWith("tong_dai_111@01");
  }

  @Test
  void a_derived_lead_is_said_to_be_one() {
    Unit unit = all.unitByCode("31825", TODAY).orElseThrow();
    RoutingDecision decision = route(unit, TODAY, Kind.REPORT, Category.FORCED_LABOUR, 3);
    Agency lead = all.agency(decision.leadAgencyId()).orElseThrow();
    assertThat(decision.derived()).isTrue();
    assertThat(decision.reasons())
        .anyMatch(r -> r.startsWith(lead.name() + " được suy ra từ quy định chung"));
    assertThat(decision.supportingAgencyIds())
        .extracting(id -> id.replaceAll("@.*", ""))
        .contains("pc02", "ca_tinh", "vksnd_khu_vuc", "vksnd_tinh");
  }
}

package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.micronaut.context.ApplicationContext;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** The official lists of the whole country, where they are at hand. */
class NationwideImportTest {
  private static final Path DATA = Path.of("..", "..", "shared", "data", "admin");
  private static final Path ELSEWHERE = Path.of("..", "..", "..", "shared", "data", "admin");
  private static final LocalDate NOV_2021 = LocalDate.of(2021, 11, 1);
  private static final LocalDate MAY_2024 = LocalDate.of(2024, 5, 1);
  private static final LocalDate MARCH_2025 = LocalDate.of(2025, 3, 1);
  private static final LocalDate JULY_2025 = LocalDate.of(2025, 7, 1);
  private static final LocalDate APRIL_2026 = LocalDate.of(2026, 4, 30);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

  private static Path data = DATA;

  @BeforeAll
  static void lists() {
    data = Files.isDirectory(DATA) ? DATA : ELSEWHERE;
    if (!Files.isDirectory(data)) {
      System.out.println("Skipped: no nationwide lists at " + DATA.toAbsolutePath().normalize());
    }
    assumeTrue(Files.isDirectory(data), "no nationwide lists at " + DATA);
  }

  private static ImportReport units(ApplicationContext context, LocalDate day) {
    try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.out, true))) {
      return context
          .getBean(UnitImport.class)
          .run(data.resolve("units-" + day + ".tsv"), day, false, progress);
    }
  }

  private static ImportReport succession(ApplicationContext context, String name) {
    try (ConsoleProgress progress = new ConsoleProgress(new PrintWriter(System.out, true))) {
      return context
          .getBean(SuccessionImport.class)
          .run(
              data.resolve("map-" + name + "-2025-03-01--2025-07-01.tsv"),
              JULY_2025,
              false,
              progress);
    }
  }

  private static Map<UnitLevel, Long> counts(CatalogueSnapshot snapshot, LocalDate day) {
    return snapshot.units().stream()
        .filter(u -> u.standsOn(day))
        .collect(Collectors.groupingBy(Unit::level, Collectors.counting()));
  }

  private static Map<UnitLevel, Long> expected(long provinces, long districts, long communes) {
    return districts == 0
        ? Map.of(UnitLevel.PROVINCE, provinces, UnitLevel.COMMUNE, communes)
        : Map.of(
            UnitLevel.PROVINCE,
            provinces,
            UnitLevel.DISTRICT,
            districts,
            UnitLevel.COMMUNE,
            communes);
  }

  private static void areConsistent(CatalogueSnapshot snapshot) {
    List<String> wrong = new ArrayList<>();
    for (Unit unit : snapshot.units()) {
      List<Unit> chain = snapshot.withAncestors(unit);
      LocalDate last = unit.validTo() == null ? TODAY : unit.validTo().minusDays(1);
      if (chain.get(chain.size() - 1).level() != UnitLevel.PROVINCE
          || !chain.stream().allMatch(u -> u.standsOn(last))) {
        wrong.add(unit + " stands below " + chain);
      }
      if (snapshot.currentOf(unit, TODAY).isEmpty()) {
        wrong.add(unit + " leads nowhere");
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void two_lists_and_the_map_between_them_are_in() {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      context.getBean(BuiltInCatalogue.class).installIfEmpty();
      long start = System.nanoTime();
      ImportReport before = units(context, MARCH_2025);
      ImportReport after = units(context, JULY_2025);
      ImportReport map = succession(context, "commune");
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println(before.text() + after.text() + map.text());
      System.out.println("Nationwide import: " + took.toMillis() + " ms");

      start = System.nanoTime();
      CatalogueSnapshot snapshot = context.getBean(CatalogueStore.class).load();
      took = Duration.ofNanos(System.nanoTime() - start);
      System.out.println(
          "Snapshot of %d units loaded in %d ms"
              .formatted(snapshot.units().size(), took.toMillis()));

      assertThat(counts(snapshot, MARCH_2025)).isEqualTo(expected(63, 696, 10_035));
      assertThat(counts(snapshot, LocalDate.of(2025, 6, 30))).isEqualTo(expected(63, 696, 10_035));
      assertThat(counts(snapshot, JULY_2025)).isEqualTo(expected(34, 0, 3_321));
      areConsistent(snapshot);
      theBuiltInUnitsGoOn(snapshot);
      oldUnitsLeadToTheRightOnes(snapshot);

      assertThat(units(context, MARCH_2025).changed()).isFalse();
      assertThat(units(context, JULY_2025).changed()).isFalse();
      assertThat(succession(context, "commune").changed()).isFalse();
      assertThat(context.getBean(CatalogueStore.class).version()).isEqualTo(snapshot.version());
    }
  }

  @Test
  void five_lists_in_their_order_give_the_official_numbers() {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      for (LocalDate day : List.of(NOV_2021, MAY_2024, MARCH_2025, JULY_2025)) {
        System.out.println(units(context, day).text());
      }
      System.out.println(succession(context, "commune").text());
      System.out.println(succession(context, "province").text());
      ImportReport last = units(context, APRIL_2026);
      System.out.println(last.text());
      // Đồng Nai becomes a city, ten of its communes wards; Phó Bảng is Phố Bảng.
      assertThat(last.count(Change.RENAMED)).isEqualTo(12);
      assertThat(last.count(Change.ADDED) + last.count(Change.ENDED)).isZero();

      long start = System.nanoTime();
      CatalogueSnapshot snapshot = context.getBean(CatalogueStore.class).load();
      System.out.println(
          "Snapshot of %d units loaded in %d ms"
              .formatted(snapshot.units().size(), (System.nanoTime() - start) / 1_000_000));
      assertThat(counts(snapshot, NOV_2021)).isEqualTo(expected(63, 705, 10_599));
      assertThat(counts(snapshot, MAY_2024)).isEqualTo(expected(63, 700, 10_595));
      assertThat(counts(snapshot, MARCH_2025)).isEqualTo(expected(63, 696, 10_035));
      assertThat(counts(snapshot, JULY_2025)).isEqualTo(expected(34, 0, 3_321));
      assertThat(counts(snapshot, TODAY)).isEqualTo(expected(34, 0, 3_321));
      areConsistent(snapshot);
      theBuiltInUnitsGoOn(snapshot);
      oldUnitsLeadToTheRightOnes(snapshot);
      Unit commune = snapshot.unitByCode("25195", TODAY).orElseThrow();
      assertThat(snapshot.fullPlace(commune)).endsWith("Thành phố Đồng Nai");
      assertThat(snapshot.fullPlace(commune, JULY_2025)).endsWith("Tỉnh Đồng Nai");
      assertThat(units(context, NOV_2021).changed()).isFalse();
    }
  }

  @Test
  void an_older_list_after_a_newer_one_fills_the_time_before() {
    try (ApplicationContext context =
        ApplicationContext.run(Map.of("tinbao.catalogue.built-in", "false"), "test")) {
      units(context, JULY_2025);
      units(context, MARCH_2025);
      units(context, NOV_2021);
      succession(context, "commune");
      CatalogueSnapshot snapshot = context.getBean(Catalogue.class).now();
      assertThat(counts(snapshot, NOV_2021)).isEqualTo(expected(63, 705, 10_599));
      assertThat(counts(snapshot, MARCH_2025)).isEqualTo(expected(63, 696, 10_035));
      assertThat(counts(snapshot, TODAY)).isEqualTo(expected(34, 0, 3_321));
      areConsistent(snapshot);
      oldUnitsLeadToTheRightOnes(snapshot);
    }
  }

  @Test
  void the_outlines_of_all_communes_fit_the_list() {
    try (ApplicationContext context = ApplicationContext.run("test")) {
      units(context, JULY_2025);
      BoundaryImport boundaries = context.getBean(BoundaryImport.class);
      Path file = data.resolve("communes-2026.topo.json");
      ImportReport report = boundaries.run(file, JULY_2025, false, Progress.NONE);
      System.out.println(report.text());
      assertThat(report.count(Change.ADDED, UnitLevel.COMMUNE)).isEqualTo(3_321);
      assertThat(boundaries.run(file, JULY_2025, false, Progress.NONE).changed()).isFalse();
      theBorderIsAsFarAsOnTheMap(context);
    }
  }

  private static void theBorderIsAsFarAsOnTheMap(ApplicationContext context) {
    context
        .getBean(BorderImport.class)
        .run(data.resolve("border-communes-2026.tsv"), JULY_2025, false, Progress.NONE);
    BorderDistance distances = context.getBean(BorderDistance.class);
    CatalogueSnapshot snapshot = context.getBean(Catalogue.class).refresh();
    // Another calculation, over all border communes at once: 131.3, 60.4 and 13.6 km.
    assertThat(distances.of(on(snapshot, "00004"), JULY_2025).orElseThrow().km()).isEqualTo(131);
    assertThat(distances.of(on(snapshot, "15499"), JULY_2025).orElseThrow().km()).isEqualTo(60);
    BorderDistance.Near own = distances.of(on(snapshot, "23538"), JULY_2025).orElseThrow();
    assertThat(own.km()).isEqualTo(14);
    assertThat(own.commune().code()).isEqualTo("23538");
  }

  private static Unit on(CatalogueSnapshot snapshot, String code) {
    return snapshot.unitByCode(code, JULY_2025).orElseThrow();
  }

  private static void theBuiltInUnitsGoOn(CatalogueSnapshot snapshot) {
    for (Agency agency : snapshot.agencies()) {
      Unit unit = snapshot.unit(agency.unitId()).orElseThrow();
      assertThat(unit.ref()).isEqualTo(agency.id().substring(agency.id().indexOf('@') + 1));
      if (agency.standsOn(TODAY)) {
        assertThat(unit.standsOn(TODAY)).as(agency.id()).isTrue();
      }
    }
    assertThat(snapshot.unitByCode("06286", TODAY).orElseThrow().ref())
        .isEqualTo("06286/2025-07-01");
    assertThat(snapshot.unitByCode("38", TODAY).orElseThrow().ref()).isEqualTo("38/2021-11-01");
    assertThat(snapshot.nationalStanding(TODAY).orElseThrow().territory()).hasSizeGreaterThan(62);
    Unit farAway = snapshot.unitByCode("31825", TODAY).orElseThrow();
    assertThat(snapshot.standingFor(farAway, TODAY).orElseThrow().id())
        .isEqualTo("ca_xa@31825/2025-07-01");
  }

  private static void oldUnitsLeadToTheRightOnes(CatalogueSnapshot snapshot) {
    assertThat(today(snapshot, "06217")).containsExactly("Xã Khánh Khê, Tỉnh Lạng Sơn");
    assertThat(today(snapshot, "29956")).containsExactly("Xã Thường Phước, Tỉnh Đồng Tháp");
    assertThat(today(snapshot, "29995"))
        .containsExactlyInAnyOrder(
            "Xã Long Phú Thuận, Tỉnh Đồng Tháp", "Xã Tân Long, Tỉnh Đồng Tháp");
    assertThat(today(snapshot, "618"))
        .containsExactlyInAnyOrder("Xã Ia Tơi, Tỉnh Quảng Ngãi", "Xã Ia Đal, Tỉnh Quảng Ngãi");
    assertThat(today(snapshot, "395")).hasSize(8);
    assertThat(today(snapshot, "82")).containsExactly("Tỉnh Đồng Tháp");
    assertThat(today(snapshot, "89")).hasSize(1).first().asString().endsWith("An Giang");
    assertThat(today(snapshot, "536")).containsExactly("Đặc khu Lý Sơn, Tỉnh Quảng Ngãi");
    long split =
        snapshot.units().stream()
            .filter(u -> u.level() == UnitLevel.COMMUNE && JULY_2025.equals(u.validTo()))
            .filter(u -> snapshot.currentOf(u, JULY_2025).size() > 1)
            .count();
    assertThat(split).isEqualTo(460);
  }

  private static List<String> today(CatalogueSnapshot snapshot, String code) {
    Unit unit = snapshot.unitByCode(code, LocalDate.of(2025, 6, 30)).orElseThrow();
    return snapshot.currentOf(unit, TODAY).stream()
        .map(snapshot::fullPlace)
        .map(place -> place.replace("oá", "óa"))
        .toList();
  }
}

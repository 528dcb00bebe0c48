package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ListedCatalogue.Listed;

/** Lists without a database make the catalogue that their import makes. */
@MicronautTest(transactional = false, startApplication = false)
class ListedCatalogueTest {
  private static final LocalDate MAY_2024 = LocalDate.of(2024, 5, 1);
  private static final LocalDate AUGUST_2025 = LocalDate.of(2025, 8, 1);

  @Inject UnitImport units;
  @Inject SuccessionImport successions;
  @Inject Catalogue catalogue;
  @TempDir Path directory;

  @Test
  void lists_give_the_units_successions_and_agencies_that_their_import_gives() {
    // Ia Tơi is renamed while it has a recorded agency; Ia Đal is split between it and a new one.
    Path first = list(MAY_2024, "23538", commune("23538", "Ia Tơi Thượng", "618"));
    Path second =
        list(AUGUST_2025, "23535", commune("23599", "Sê San", "51"), commune("23538", "A", "51"));
    Path map =
        ListFiles.write(
            directory,
            "old_code\told_full_name\tnew_code\textent\n"
                + "23535\tXã Ia Đal\t23538\tpartial\n"
                + "23535\tXã Ia Đal\t23599\tpartial\n");

    CatalogueSnapshot listed =
        ListedCatalogue.read(
            List.of(new Listed(second, AUGUST_2025), new Listed(first, MAY_2024)),
            List.of(new Listed(map, AUGUST_2025)));
    units.run(first, MAY_2024, false, (step, done, total) -> {});
    units.run(second, AUGUST_2025, false, (step, done, total) -> {});
    successions.run(map, AUGUST_2025, false, (step, done, total) -> {});
    CatalogueSnapshot imported = catalogue.refresh();

    assertThat(unitsOf(listed)).isEqualTo(unitsOf(imported)).hasSizeGreaterThan(50);
    assertThat(stepsOf(listed)).isEqualTo(stepsOf(imported)).isNotEmpty();
    assertThat(agenciesOf(listed)).isEqualTo(agenciesOf(imported)).isNotEmpty();
    assertThat(listed.rules()).hasSameSizeAs(imported.rules());
    assertThat(listed.hotlines()).hasSameSizeAs(imported.hotlines());
  }

  @Test
  void a_list_that_cannot_be_taken_in_is_named() {
    Path bad = ListFiles.units(directory, "2\tprovince\tTỉnh\tA\tTỉnh A\t\t");
    assertThatThrownBy(() -> ListedCatalogue.read(List.of(new Listed(bad, AUGUST_2025)), List.of()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("line 2, code");
    Path good = list(AUGUST_2025, "none", province("98", "Thử"));
    assertThatThrownBy(
            () ->
                ListedCatalogue.read(
                    List.of(new Listed(good, AUGUST_2025), new Listed(good, AUGUST_2025)),
                    List.of()))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("second list of 2025-08-01");
    Path missing = directory.resolve("none.tsv");
    assertThatThrownBy(
            () -> ListedCatalogue.read(List.of(), List.of(new Listed(missing, AUGUST_2025))))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("none.tsv: there is no such file");
  }

  /** The built-in units of that day as a complete list, but for one, with these beside. */
  private Path list(LocalDate day, String without, String... others) {
    CatalogueSnapshot builtIn = ListedCatalogue.builtIn();
    Set<String> given =
        Stream.of(others).map(line -> line.substring(0, 5)).collect(Collectors.toSet());
    List<String> lines =
        builtIn.units().stream()
            .filter(unit -> unit.standsOn(day) && !unit.code().equals(without))
            .filter(unit -> !given.contains(unit.code()))
            .map(unit -> line(builtIn, unit, day))
            .collect(Collectors.toCollection(ArrayList::new));
    lines.addAll(List.of(others));
    return ListFiles.units(directory, lines.toArray(String[]::new));
  }

  private static String line(CatalogueSnapshot builtIn, Unit unit, LocalDate day) {
    List<Unit> chain = builtIn.withAncestors(unit, day);
    return String.join(
        "\t",
        unit.code(),
        UnitListFile.word(unit.level()),
        unit.kind(),
        unit.name(),
        unit.fullName(),
        "",
        chain.size() > 1 ? chain.get(1).code() : "");
  }

  private static Set<String> unitsOf(CatalogueSnapshot snapshot) {
    return lines(
        snapshot.units(),
        unit ->
            unit.ref()
                + " "
                + unit.level()
                + " "
                + unit.fullName()
                + " "
                + snapshot.unit(unit.parentId()).map(Unit::ref)
                + " "
                + unit.validTo());
  }

  private static Set<String> stepsOf(CatalogueSnapshot snapshot) {
    return lines(
        snapshot.units(),
        unit ->
            unit.ref()
                + snapshot.successions(unit.id()).stream()
                    .map(
                        step ->
                            " -> "
                                + snapshot.unit(step.newUnitId()).map(Unit::ref)
                                + step.effective()
                                + step.extent())
                    .toList());
  }

  private static Set<String> agenciesOf(CatalogueSnapshot snapshot) {
    return lines(
        snapshot.agencies(),
        agency ->
            agency.id()
                + " "
                + agency.name()
                + " "
                + agency.validTo()
                + " "
                + lines(agency.territory(), id -> snapshot.unit(id).map(Unit::ref).orElse("none")));
  }

  private static <T> Set<String> lines(Collection<T> all, Function<T, String> line) {
    return all.stream().map(line).collect(Collectors.toCollection(TreeSet::new));
  }
}

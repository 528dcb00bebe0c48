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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** Lists that are imported over the built-in catalogue continue its units. */
@MicronautTest(transactional = false, startApplication = false)
class BuiltInGoesOnTest {
  private static final LocalDate JULY_2025 = LocalDate.of(2025, 7, 1);
  private static final LocalDate LATER = LocalDate.of(2026, 8, 1);

  @Inject UnitImport units;
  @Inject Catalogue catalogue;
  @TempDir Path directory;

  /** What the built-in catalogue says of that day, as a list. */
  private static List<String> asList(CatalogueSnapshot snapshot, LocalDate day) {
    List<String> lines = new ArrayList<>();
    for (Unit unit : snapshot.units()) {
      if (unit.standsOn(day)) {
        List<Unit> chain = snapshot.withAncestors(unit, day);
        lines.add(
            String.join(
                "\t",
                unit.code(),
                unit.level().name(),
                unit.kind(),
                unit.name(),
                unit.fullName(),
                "",
                chain.size() > 1 ? chain.get(1).code() : ""));
      }
    }
    return lines;
  }

  @Test
  void an_empty_catalogue_gets_the_built_in_one_first_and_its_units_are_not_doubled() {
    List<String> lines = new ArrayList<>();
    lines.add(province("01", "Hà Nội"));
    Path tooShort = ListFiles.units(directory, lines.toArray(String[]::new));
    assertThatThrownBy(() -> units.run(tooShort, JULY_2025, false, Progress.NONE))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("must be complete");
    // Refused as a whole: the built-in catalogue came and went in the same transaction.
    assertThat(catalogue.refresh().units()).isEmpty();

    BuiltInUnits builtIn =
        BuiltInUnits.read(new java.util.concurrent.atomic.AtomicLong()::incrementAndGet);
    List<String> whole = asList(BuiltInCatalogue.snapshot(builtIn), JULY_2025);
    whole.add(province("04", "Cao Bằng"));
    whole.add(commune("01273", "Thục Phán", "04"));
    Path file = ListFiles.units(directory, whole.toArray(String[]::new));
    ImportReport report = units.run(file, JULY_2025, false, Progress.NONE);
    assertThat(report.count(Change.ADDED)).isEqualTo(2);
    assertThat(report.count(Change.KEPT)).isEqualTo(whole.size() - 2);
    assertThat(report.changed()).isTrue();
    CatalogueSnapshot now = catalogue.now();
    assertThat(now.agency("ca_xa@06286/2025-07-01")).isPresent();
    Unit added = now.unitByCode("01273", LATER).orElseThrow();
    Agency standing = now.standingFor(added, LATER).orElseThrow();
    assertThat(standing.id()).isEqualTo("ca_xa@01273/2025-07-01");
    assertThat(standing.derived()).isTrue();
    assertThat(now.agency("ca_xa@06286/2025-07-01").orElseThrow().derived()).isFalse();
    assertThat(units.run(file, LATER, false, Progress.NONE).changed()).isFalse();
  }
}

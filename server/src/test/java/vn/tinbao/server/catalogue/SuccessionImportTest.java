package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.district;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** Every test imports its own map over the same two lists: a map replaces what was said before. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.catalogue.built-in", value = "false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.MethodName.class)
class SuccessionImportTest {
  private static final LocalDate BEFORE = LocalDate.of(2025, 6, 30);
  private static final LocalDate DAY = LocalDate.of(2025, 7, 1);
  private static final String FULL_HEADER =
      "old_code\told_full_name\told_district_code\tnew_code\tnew_full_name\textent";

  @Inject UnitImport units;
  @Inject SuccessionImport succession;
  @Inject Catalogue catalogue;
  @Inject CatalogueStore store;
  @TempDir static Path directory;

  @BeforeAll
  void lists() {
    units.run(
        ListFiles.units(
            directory,
            province("20", "Lạng Sơn"),
            province("62", "Kon Tum"),
            district("183", "Cao Lộc", "20"),
            district("618", "Ia H'Drai", "62"),
            commune("06217", "Bình Trung", "183"),
            commune("06220", "Hải Yến", "183"),
            commune("06247", "Yên Trạch", "183"),
            commune("23537", "Ia Dom", "618")),
        LocalDate.of(2025, 3, 1),
        false,
        Progress.NONE);
    units.run(
        ListFiles.units(
            directory,
            province("20", "Lạng Sơn"),
            province("51", "Quảng Ngãi"),
            commune("06217", "Khánh Khê", "20"),
            commune("06220", "Công Sơn", "20"),
            commune("23538", "Ia Tơi", "51")),
        DAY,
        false,
        Progress.NONE);
  }

  private ImportReport run(String header, String... lines) {
    Path file = ListFiles.write(directory, header + "\n" + String.join("\n", lines) + "\n");
    return succession.run(file, DAY, false, Progress.NONE);
  }

  private List<String> today(String code) {
    Unit unit = catalogue.now().unitByCode(code, BEFORE).orElseThrow();
    return catalogue.now().currentOf(unit, DAY).stream().map(Unit::fullName).toList();
  }

  private static final String[] WHOLE = {
    "06217\tXã Bình Trung\t183\t06217\tXã Khánh Khê\tfull",
    "06220\tXã Hải Yến\t183\t06220\tXã Công Sơn\tFull",
    "06247\tXã Yên Trạch\t183\t06217\tXã Khánh Khê\tpartial",
    "06247\tXã Yên Trạch\t183\t06220\tXã Công Sơn\tpartial",
    "23537\tXã Ia Dom\t618\t23538\tXã Ia Tơi\tfull",
    "07693\tXã Tân An\t\t06217\tXã Khánh Khê\tfull",
  };

  @Test
  void a_map_is_followed_upwards_too_and_the_second_time_changes_nothing() {
    ImportReport report = run(FULL_HEADER, WHOLE);
    assertThat(report.count(Change.ADDED, UnitLevel.COMMUNE)).isEqualTo(4);
    assertThat(report.count(Change.ADDED, UnitLevel.DISTRICT)).isEqualTo(2);
    assertThat(report.count(Change.ADDED, UnitLevel.PROVINCE)).isOne();
    assertThat(report.notes()).anyMatch(note -> note.contains("07693 Xã Tân An"));
    assertThat(today("06217")).containsExactly("Xã Khánh Khê");
    assertThat(today("06247")).containsExactly("Xã Khánh Khê", "Xã Công Sơn");
    assertThat(today("183")).containsExactlyInAnyOrder("Xã Khánh Khê", "Xã Công Sơn");
    assertThat(today("618")).containsExactly("Xã Ia Tơi");
    assertThat(today("62")).containsExactly("Tỉnh Quảng Ngãi");
    assertThat(today("20")).containsExactly("Tỉnh Lạng Sơn");

    long version = store.version();
    assertThat(run(FULL_HEADER, WHOLE).text()).contains("nothing changed");
    assertThat(store.version()).isEqualTo(version);
  }

  @Test
  void b_a_dry_run_changes_nothing() {
    Path file = ListFiles.write(directory, "old_code,new_code,extent\n06247,06217,full\n");
    long version = store.version();
    ImportReport report = succession.run(file, DAY, true, Progress.NONE);
    assertThat(report.count(Change.CORRECTED)).isOne();
    assertThat(store.version()).isEqualTo(version);
    assertThat(today("06247")).hasSize(2);
  }

  @Test
  void c_what_is_said_anew_replaces_what_was_said_before() {
    ImportReport report = run("old_code,new_code\n06247,06220");
    assertThat(report.count(Change.CORRECTED)).isOne();
    assertThat(today("06247")).containsExactly("Xã Công Sơn");
  }

  @Test
  void d_without_an_extent_several_heirs_are_parts() {
    run("old_code;new_code", "06247;06217", "06247;06220");
    Unit unit = catalogue.now().unitByCode("06247", BEFORE).orElseThrow();
    assertThat(catalogue.now().successions(unit.id()))
        .extracting(Succession::extent)
        .containsOnly(Succession.Extent.PARTIAL);
  }

  @Test
  void e_an_explicit_step_of_a_district_or_province_wins_over_a_concluded_one() {
    run("old_code,new_code,extent\n183,06217,full\n62,51,full");
    assertThat(today("183")).containsExactly("Xã Khánh Khê");
    run(FULL_HEADER, WHOLE);
    assertThat(today("183")).containsExactly("Xã Khánh Khê");
    assertThat(run("old_code,new_code\n20,20").changed()).isFalse();
  }

  @Test
  void f_a_bad_line_names_itself_and_nothing_is_imported() {
    long version = store.version();
    bad("line 2, old_code: no unit 99999", "99999\tXã X\t183\t06217\tXã Khánh Khê\tfull");
    bad("line 2, new_code: no unit 06247", "06217\tXã Bình Trung\t183\t06247\tXã Y\tfull");
    bad("line 2, old_full_name", "06217\tXã Bình Trưng\t183\t06217\tXã Khánh Khê\tfull");
    bad("line 2, new_full_name", "06217\tXã Bình Trung\t183\t06217\tXã Khánh\tfull");
    bad("line 2, extent: must be", "06217\tXã Bình Trung\t183\t06217\tXã Khánh Khê\thalf");
    bad("line 2, old_code: is missing", "\tXã Bình Trung\t183\t06217\tXã Khánh Khê\tfull");
    bad("line 2, new_code: is missing", "06217\tXã Bình Trung\t183\t\tXã Khánh Khê\tfull");
    bad(
        "line 3, extent: Xã Bình Trung went wholly",
        "06217\tXã Bình Trung\t183\t06217\tXã Khánh Khê\tfull",
        "06217\tXã Bình Trung\t183\t06220\tXã Công Sơn\tpartial");
    bad(
        "line 3, new_code: says the same as line 2",
        "06217\tXã Bình Trung\t183\t06217\tXã Khánh Khê\tpartial",
        "06217\tXã Bình Trung\t183\t06217\tXã Khánh Khê\tpartial");
    bad("line 2, old_code: Tỉnh Lạng Sơn still stands", "20\t\t\t51\t\tfull");
    assertThatThrownBy(() -> run("old_code,extent", "06217,full"))
        .hasMessageContaining("line 1, new_code");
    assertThat(store.version()).isEqualTo(version);
  }

  private void bad(String says, String... lines) {
    assertThatThrownBy(() -> run(FULL_HEADER, lines))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(says);
  }
}

package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.district;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.context.annotation.Property;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ImportReport.Change;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.catalogue.built-in", value = "false")
class UnitImportTest {
  private static final LocalDate D1 = LocalDate.of(2024, 5, 1);
  private static final LocalDate D2 = LocalDate.of(2025, 3, 1);
  private static final LocalDate D3 = LocalDate.of(2025, 7, 1);

  @Inject UnitImport units;
  @Inject Catalogue catalogue;
  @Inject CatalogueStore store;
  @Inject JdbcOperations jdbc;
  @TempDir Path directory;

  @BeforeEach
  void empty() {
    execute("DELETE FROM tinbao.agency_territory");
    execute("DELETE FROM tinbao.agency");
    execute("DELETE FROM tinbao.unit");
    execute("DELETE FROM tinbao.unit_list");
    catalogue.refresh();
  }

  private void execute(String sql) {
    jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private ImportReport run(LocalDate day, String... lines) {
    return units.run(ListFiles.units(directory, lines), day, false, Progress.NONE);
  }

  private Unit unit(String code, LocalDate day) {
    return catalogue.now().unitByCode(code, day).orElseThrow();
  }

  private static final String[] FIRST = {
    province("20", "Lạng Sơn"),
    district("183", "Cao Lộc", "20"),
    commune("06217", "Bình Trung", "183"),
    commune("06220", "Hải Yến", "183"),
  };

  @Test
  void a_first_list_adds_everything() {
    ImportReport report = run(D1, FIRST);
    assertThat(report.count(Change.ADDED)).isEqualTo(4);
    assertThat(report.text())
        .contains("added")
        .contains("06217 Xã Bình Trung (183)")
        .doesNotContain("nothing changed");
    Unit commune = unit("06217", D1);
    assertThat(catalogue.now().fullPlace(commune))
        .isEqualTo("Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn");
    assertThat(commune.validFrom()).isEqualTo(D1);
    assertThat(commune.validTo()).isNull();
    assertThat(catalogue.now().unitByCode("06217", D1.minusDays(1))).isEmpty();
  }

  @Test
  void the_same_list_again_changes_nothing() {
    run(D1, FIRST);
    long version = store.version();
    ImportReport again = run(D1, FIRST);
    assertThat(again.changed()).isFalse();
    assertThat(again.text()).contains("nothing changed");
    assertThat(run(D2, FIRST).changed()).isFalse();
    assertThat(store.version()).isEqualTo(version);
  }

  @Test
  void a_dry_run_says_what_it_would_do_and_does_nothing() {
    Path file = ListFiles.units(directory, FIRST);
    long version = store.version();
    ImportReport report = units.run(file, D1, true, Progress.NONE);
    assertThat(report.count(Change.ADDED)).isEqualTo(4);
    assertThat(report.text()).contains("nothing was written");
    assertThat(store.version()).isEqualTo(version);
    assertThat(store.load().units()).isEmpty();
    assertThat(units.run(file, D1, false, Progress.NONE).counts()).isEqualTo(report.counts());
  }

  @Test
  void what_is_the_same_goes_on_and_what_differs_ends() {
    run(D1, FIRST);
    long provinceId = unit("20", D1).id();
    ImportReport report =
        run(
            D2,
            province("20", "Lạng Sơn"),
            district("183", "Cao Lộc", "20"),
            district("184", "Văn Lãng", "20"),
            commune("06217", "Thị trấn", "Bình Trung", "183"),
            commune("06220", "Hải Yến", "184"),
            commune("06223", "Hòa Cư", "183"));
    assertThat(report.count(Change.KEPT)).isEqualTo(2);
    assertThat(report.count(Change.ADDED)).isEqualTo(2);
    assertThat(report.count(Change.RENAMED)).isOne();
    assertThat(report.count(Change.MOVED)).isOne();
    assertThat(report.count(Change.ENDED)).isZero();

    assertThat(unit("20", D2).id()).isEqualTo(provinceId);
    Unit before = unit("06217", D1);
    assertThat(before.validTo()).isEqualTo(D2);
    assertThat(unit("06217", D2).fullName()).isEqualTo("Thị trấn Bình Trung");
    assertThat(catalogue.now().currentOf(before, D3)).containsExactly(unit("06217", D2));
    assertThat(catalogue.now().fullPlace(unit("06220", D2)))
        .isEqualTo("Xã Hải Yến, Huyện Văn Lãng, Tỉnh Lạng Sơn");
    assertThat(event(before)).isEqualTo("PROMOTE");
    assertThat(event(unit("06220", D1))).isEqualTo("TRANSFER");
  }

  private String event(Unit unit) {
    return jdbc.execute(
        connection -> {
          try (var statement = connection.createStatement();
              var row =
                  statement.executeQuery(
                      "SELECT type FROM tinbao.unit_event WHERE unit_id = " + unit.id())) {
            return row.next() ? row.getString(1) : "";
          }
        });
  }

  @Test
  void what_is_absent_ends_and_leads_to_what_stands_above() {
    run(D1, FIRST);
    ImportReport report =
        run(
            D2,
            province("20", "Lạng Sơn"),
            district("183", "Cao Lộc", "20"),
            commune("06220", "Hải Yến", "183"));
    assertThat(report.count(Change.ENDED, UnitLevel.COMMUNE)).isOne();
    Unit old = unit("06217", D1);
    assertThat(old.validTo()).isEqualTo(D2);
    assertThat(event(old)).isEqualTo("ABOLISH");
    assertThat(catalogue.now().currentOf(old, D2))
        .extracting(Unit::fullName)
        .containsExactly("Huyện Cao Lộc");
  }

  @Test
  void another_spelling_is_no_change() {
    run(D1, FIRST);
    ImportReport report =
        run(
            D2,
            province("20", "Lạng Sơn"),
            district("183", "Cao  Lộc", "20"),
            "06217\tcommune\txã\tBình Trung\txã Bình Trung\t\t183",
            commune("06220", "Haỉ Yến", "183"));
    assertThat(report.changed()).isFalse();
    assertThat(report.notes()).anyMatch(note -> note.contains("spelt otherwise"));
    assertThat(unit("06220", D2).name()).isEqualTo("Hải Yến");
  }

  @Test
  void units_go_on_when_the_one_above_is_renamed() {
    run(D1, FIRST);
    long id = unit("06217", D1).id();
    ImportReport report =
        run(
            D2,
            province("20", "Xứ Lạng"),
            district("183", "Cao Lộc", "20"),
            commune("06217", "Bình Trung", "183"),
            commune("06220", "Hải Yến", "183"));
    assertThat(report.count(Change.RENAMED)).isOne();
    assertThat(report.count(Change.KEPT)).isEqualTo(3);
    assertThat(unit("06217", D2).id()).isEqualTo(id);
    assertThat(catalogue.now().fullPlace(unit("06217", D2), D2)).endsWith("Tỉnh Xứ Lạng");
    assertThat(catalogue.now().fullPlace(unit("06217", D1), D1)).endsWith("Tỉnh Lạng Sơn");
    assertThat(event(unit("20", D1))).isEqualTo("RENAME");
  }

  @Test
  void the_agencies_of_a_renamed_unit_go_on_there() {
    run(D1, FIRST);
    execute(
        "INSERT INTO tinbao.agency (id, key, function, level, name, unit_id, standing, valid_from,"
            + " source) SELECT 'ca_xa@06217/2024-05-01', 'ca_xa', 'POLICE', 'COMMUNE', 'Công an xã"
            + " Bình Trung', id, true, '2024-05-01', 'test' FROM tinbao.unit"
            + " WHERE code = '06217' ON CONFLICT (id) DO UPDATE SET derived = false");
    execute(
        "INSERT INTO tinbao.agency_territory SELECT id, unit_id FROM tinbao.agency"
            + " WHERE NOT derived");
    run(
        D2,
        province("20", "Lạng Sơn"),
        district("183", "Cao Lộc", "20"),
        commune("06217", "Thị trấn", "Bình Trung", "183"),
        commune("06220", "Hải Yến", "183"));
    assertThat(catalogue.now().standingFor(unit("06217", D2), D2).orElseThrow().id())
        .isEqualTo("ca_xa@06217/2024-05-01");
    ImportReport gone =
        run(
            D3,
            province("20", "Lạng Sơn"),
            district("183", "Cao Lộc", "20"),
            commune("06220", "Hải Yến", "183"));
    assertThat(gone.notes()).anyMatch(note -> note.contains("ca_xa@06217/2024-05-01"));
  }

  @Test
  void a_code_that_names_another_unit_afterwards_is_a_new_unit() {
    run(D1, FIRST);
    ImportReport report =
        run(
            D3,
            province("20", "Lạng Sơn"),
            commune("06217", "Khánh Khê", "20"),
            commune("06220", "Hải Yến", "20"));
    assertThat(report.count(Change.MOVED)).isOne();
    assertThat(report.count(Change.ADDED)).isOne();
    assertThat(report.count(Change.ENDED, UnitLevel.COMMUNE)).isOne();
    assertThat(report.count(Change.ENDED, UnitLevel.DISTRICT)).isOne();
    assertThat(catalogue.now().unitsByCode("06217")).hasSize(2);
    assertThat(catalogue.now().successions(unit("06217", D1).id()))
        .extracting(Succession::extent)
        .containsExactly(Succession.Extent.UNKNOWN);
    assertThat(catalogue.now().successions(unit("06220", D1).id()))
        .extracting(Succession::extent)
        .containsExactly(Succession.Extent.FULL);
  }

  @Test
  void an_older_list_fills_the_time_before() {
    run(D3, province("20", "Lạng Sơn"), commune("06286", "Khánh Khê", "20"));
    ImportReport report = run(D1, FIRST);
    assertThat(report.count(Change.ADDED)).isEqualTo(4);
    assertThat(unit("06217", D1).validTo()).isEqualTo(D3);
    assertThat(unit("183", D2).validTo()).isEqualTo(D3);
    assertThat(catalogue.now().unitByCode("06217", D3)).isEmpty();
    // The province stands before and after; what was before leads to what is now.
    assertThat(unit("20", D1).validTo()).isEqualTo(D3);
    assertThat(catalogue.now().currentOf(unit("20", D1), D3)).containsExactly(unit("20", D3));
    assertThat(run(D1, FIRST).changed()).isFalse();
    assertThat(run(D3, province("20", "Lạng Sơn"), commune("06286", "Khánh Khê", "20")).changed())
        .isFalse();
  }

  @Test
  void an_older_list_that_contradicts_a_newer_one_is_refused() {
    run(D1, FIRST);
    run(D3, FIRST);
    long version = store.version();
    assertThatThrownBy(
            () ->
                run(
                    D2,
                    province("20", "Lạng Sơn"),
                    district("183", "Cao Lộc", "20"),
                    commune("06220", "Hải Yến", "183")))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining("06217 Xã Bình Trung")
        .hasMessageContaining("2025-07-01");
    assertThat(store.version()).isEqualTo(version);
    assertThat(unit("06217", D2).validTo()).isNull();
  }

  @Test
  void a_list_can_be_corrected_by_importing_it_again() {
    run(D1, FIRST);
    run(
        D2,
        province("20", "Lạng Sơn"),
        district("183", "Cao Lộc", "20"),
        commune("06220", "Hải Yến", "183"),
        commune("06223", "Hòa Cứ", "183"),
        commune("06226", "Hợp Thành", "183"));
    ImportReport report =
        run(
            D2,
            province("20", "Lạng Sơn"),
            district("183", "Cao Lộc", "20"),
            commune("06217", "Bình Trung", "183"),
            commune("06220", "Hải Yến", "183"),
            commune("06223", "Hòa Cư", "183"));
    assertThat(report.count(Change.CORRECTED)).isEqualTo(2);
    assertThat(report.count(Change.REMOVED)).isOne();
    assertThat(unit("06217", D2).validFrom()).isEqualTo(D1);
    assertThat(unit("06217", D2).validTo()).isNull();
    assertThat(unit("06223", D2).name()).isEqualTo("Hòa Cư");
    assertThat(catalogue.now().unitsByCode("06226")).isEmpty();
  }

  @Test
  void csv_with_commas_or_semicolons_or_a_byte_order_mark_is_read_too() {
    String comma =
        "\ufeffcode,level,kind,name,full_name,parent\r\n"
            + "20,province,Tỉnh,Lạng Sơn,Tỉnh Lạng Sơn,\r\n"
            + "183,district,Huyện,\"Cao, Lộc\",\"Huyện Cao, Lộc\",20\r\n";
    units.run(ListFiles.write(directory, comma), D1, false, Progress.NONE);
    assertThat(unit("183", D1).name()).isEqualTo("Cao, Lộc");
    String semicolon =
        "parent;code;level;kind;name;full_name;remark\n"
            + ";20;PROVINCE;Tỉnh;Lạng Sơn;Tỉnh Lạng Sơn;x\n"
            + "20;183;District;Huyện;Cao, Lộc;Huyện Cao, Lộc;\n\n";
    assertThat(units.run(ListFiles.write(directory, semicolon), D1, false, Progress.NONE).changed())
        .isFalse();
  }

  @Test
  void a_bad_line_names_file_line_and_field_and_nothing_is_imported() {
    bad("line 2, code", "2\tprovince\tTỉnh\tA\tTỉnh A\t\t");
    bad("line 2, code", "\tprovince\tTỉnh\tA\tTỉnh A\t\t");
    bad("line 2, level", "20\tward\tTỉnh\tA\tTỉnh A\t\t");
    bad("line 2, kind", "20\tprovince\t\tA\tTỉnh A\t\t");
    bad("line 2, name", "20\tprovince\tTỉnh\t \tTỉnh A\t\t");
    bad("line 2, full_name", "20\tprovince\tTỉnh\tA\t\t\t");
    bad("line 2, parent", "20\tprovince\tTỉnh\tA\tTỉnh A\t\t01");
    bad("line 2: has 6 fields, the header names 7", "20\tprovince\tTỉnh\tA\tTỉnh A\t");
    bad("line 3, parent", province("20", "A"), district("183", "B", ""));
    bad("line 3, parent", province("20", "A"), district("183", "B", "21"));
    bad("line 4, code", province("20", "A"), district("183", "B", "20"), commune("1", "C", "183"));
    bad(
        "line 4, parent: the list has no unit 184",
        province("20", "A"),
        district("183", "B", "20"),
        commune("06217", "C", "184"));
    bad(
        "line 4, parent",
        province("20", "A"),
        district("183", "B", "20"),
        district("184", "C", "183"));
    bad("line 3, code: province 20 stands on line 2", province("20", "A"), province("20", "B"));
    bad("line 2, name: contains", province("20", "A\u0007"));
    bad("line 2, name: is longer", province("20", "A".repeat(301)));
    assertThat(store.load().units()).isEmpty();
  }

  private void bad(String says, String... lines) {
    Path file = ListFiles.units(directory, lines);
    assertThatThrownBy(() -> units.run(file, D1, false, Progress.NONE))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(file.getFileName() + ", " + says);
  }

  @Test
  void a_file_that_is_no_such_list_is_refused_with_a_reason() {
    refused(
        "the header has no such column", "code\tlevel\tkind\tname\tfull_name\n20\tx\tx\tx\tx\n");
    refused("names this column twice", "code\tcode\tlevel\tkind\tname\tfull_name\tparent\n");
    refused("has a header but no lines", ListFiles.HEADER + "\n");
    refused("the file is empty", "");
    refused("quotation mark", "code,level,kind,name,full_name,parent\n20,province,\"Tỉnh,A,B,\n");
    byte[] tcvn =
        (ListFiles.HEADER + "\n20\tprovince\tTØnh\tA\tA\t\t\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThatThrownBy(() -> units.run(ListFiles.write(directory, tcvn), D1, false, Progress.NONE))
        .hasMessageContaining("line 2")
        .hasMessageContaining("UTF-8");
    byte[] utf16 = ("\ufeff" + ListFiles.HEADER).getBytes(StandardCharsets.UTF_16LE);
    assertThatThrownBy(() -> units.run(ListFiles.write(directory, utf16), D1, false, Progress.NONE))
        .hasMessageContaining("UTF-16");
    byte[] excel = {'P', 'K', 3, 4, 0, 0};
    assertThatThrownBy(() -> units.run(ListFiles.write(directory, excel), D1, false, Progress.NONE))
        .hasMessageContaining("spreadsheet");
    byte[] huge = new byte[(int) TableFile.MOST_BYTES + 1];
    assertThatThrownBy(() -> units.run(ListFiles.write(directory, huge), D1, false, Progress.NONE))
        .hasMessageContaining("larger than");
    assertThatThrownBy(() -> units.run(directory.resolve("none.tsv"), D1, false, Progress.NONE))
        .hasMessageContaining("no such file");
    assertThat(store.load().units()).isEmpty();
  }

  private void refused(String says, String text) {
    assertThatThrownBy(() -> units.run(ListFiles.write(directory, text), D1, false, Progress.NONE))
        .isInstanceOf(ImportException.class)
        .hasMessageContaining(says);
  }

  @Test
  void imports_at_the_same_time_wait_for_each_other() throws Exception {
    Path file = ListFiles.units(directory, FIRST);
    Callable<ImportReport> work = () -> units.run(file, D1, false, Progress.NONE);
    var pool = Executors.newFixedThreadPool(4);
    int changed = 0;
    for (var done : pool.invokeAll(List.of(work, work, work, work))) {
      changed += done.get().changed() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(changed).isOne();
    assertThat(store.load().units()).hasSize(4);
  }

  @Test
  void progress_is_told() {
    List<String> told = new ArrayList<>();
    units.run(
        ListFiles.units(directory, FIRST),
        D1,
        false,
        (step, done, total) -> told.add(step + " " + done + "/" + total));
    assertThat(told).anyMatch(s -> s.startsWith("Writing rows")).hasSizeGreaterThan(3);
  }

  @Test
  void the_database_itself_keeps_two_units_of_one_code_apart() {
    run(D1, FIRST);
    assertThatThrownBy(
            () ->
                execute(
                    "INSERT INTO tinbao.unit (code, level, kind, name, full_name, valid_from,"
                        + " source) VALUES ('20', 'PROVINCE', 'Tỉnh', 'B', 'Tỉnh B', '2025-01-01',"
                        + " 'test')"))
        .hasStackTraceContaining("unit_code_once_a_day");
  }
}

package vn.tinbao.server.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinbao.server.catalogue.ListFiles.commune;
import static vn.tinbao.server.catalogue.ListFiles.district;
import static vn.tinbao.server.catalogue.ListFiles.province;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** The derived agencies in the database follow lists, border and what is recorded. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.catalogue.built-in", value = "false")
@TestMethodOrder(MethodOrderer.MethodName.class)
class DerivedAgenciesTest {
  private static final LocalDate BEFORE = LocalDate.of(2025, 3, 1);
  private static final LocalDate DAY = LocalDate.of(2025, 7, 1);
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
  private static final String HEADER = "code,full_name,province_code,neighbour\n";

  @Inject UnitImport units;
  @Inject BorderImport border;
  @Inject BuiltInCatalogue builtIn;
  @Inject Catalogue catalogue;
  @Inject TransactionOperations<Connection> transactions;
  @TempDir static Path directory;

  private ImportReport border(String lines, boolean dryRun) {
    return border.run(ListFiles.write(directory, HEADER + lines), TODAY, dryRun, Progress.NONE);
  }

  private int execute(String sql) {
    return transactions.executeWrite(
        status -> {
          try (Statement statement = status.getConnection().createStatement()) {
            return statement.executeUpdate(sql);
          }
        });
  }

  private Agency agency(String id) {
    return catalogue.refresh().agency(id).orElseThrow(() -> new AssertionError(id));
  }

  @Test
  void a_lists_bring_them_and_a_later_list_ends_them() {
    ImportReport first =
        units.run(
            ListFiles.units(
                directory,
                province("04", "Cao Bằng"),
                district("043", "Bảo Lạc", "04"),
                commune("01327", "Cô Ba", "043"),
                commune("01342", "Xuân Trường", "043")),
            BEFORE,
            false,
            Progress.NONE);
    assertThat(first.notes()).anyMatch(note -> note.startsWith("standard agencies derived: "));
    assertThat(agency("ca_xa@01327/2025-03-01").validTo()).isNull();
    assertThat(agency("ca_xa@01327/2025-03-01").derived()).isTrue();
    units.run(
        ListFiles.units(
            directory,
            province("04", "Cao Bằng"),
            commune("01327", "Cô Ba", "04"),
            commune("01339", "Xuân Trường", "04")),
        DAY,
        false,
        Progress.NONE);
    assertThat(agency("ca_xa@01327/2025-03-01").validTo()).isEqualTo(DAY);
    assertThat(agency("ca_xa@01327/2025-07-01").parentId()).isEqualTo("ca_tinh@04/2025-03-01");
    assertThat(catalogue.now().currentOf(agency("ca_xa@01327/2025-03-01"), TODAY))
        .extracting(Agency::id)
        .containsExactly("ca_xa@01327/2025-07-01");
  }

  @Test
  void b_border_communes_bring_posts_and_the_same_list_again_changes_nothing() {
    long before = catalogue.now().version();
    assertThat(border("01327,Xã Cô Ba,04,CHN\n", true).changed()).isTrue();
    assertThat(catalogue.refresh().version()).isEqualTo(before);
    ImportReport report = border("01327,Xã Cô Ba,04,CHN\n", false);
    assertThat(report.count(Change.ADDED)).isOne();
    assertThat(agency("don_bp@01327/2025-07-01").name())
        .isEqualTo("Đồn Biên phòng trên địa bàn xã Cô Ba");
    assertThat(border("01327,Xã Cô Ba,04,CHN\n", false).changed()).isFalse();
    border("01327,Xã Cô Ba,04,CHN\n01339,Xã Xuân Trường,04,CHN\n", false);
    ImportReport less = border("01327,Xã Cô Ba,04,CHN\n", false);
    assertThat(less.count(Change.REMOVED)).isOne();
    assertThat(catalogue.now().agency("don_bp@01339/2025-07-01")).isEmpty();
  }

  @Test
  void c_what_somebody_records_takes_the_place_of_its_twin() {
    Agency twin = agency("ca_xa@01339/2025-07-01");
    transactions.executeWrite(
        status -> {
          AgencyTable table = new AgencyTable(status.getConnection());
          table.record(
              new Agency(
                  twin.id(),
                  twin.key(),
                  twin.function(),
                  twin.level(),
                  "Công an xã Xuân Trường (đã xác nhận)",
                  twin.unitId(),
                  Set.of(twin.unitId()),
                  true,
                  false,
                  twin.parentId(),
                  "0206113",
                  twin.validFrom(),
                  null,
                  "test"),
              false);
          return DerivedAgencies.refresh(status.getConnection(), TODAY, Progress.NONE);
        });
    Agency now = agency(twin.id());
    assertThat(now.derived()).isFalse();
    assertThat(now.phone()).isEqualTo("0206113");
    assertThat(now.name()).endsWith("(đã xác nhận)");
    assertThat(border("01327,Xã Cô Ba,04,CHN\n", false).changed()).isFalse();
  }

  @Test
  void d_one_that_people_belong_to_ends_instead_of_vanishing() {
    execute(
        "INSERT INTO tinbao.staff_account (id, username, name, agency_id, password_once, created_at)"
            + " VALUES (gen_random_uuid(), 'bien.phong', 'A', 'don_bp@01327/2025-07-01', true, now())");
    ImportReport report = border("01339,Xã Xuân Trường,04,CHN\n", false);
    assertThat(report.notes()).anyMatch(note -> note.contains("something belongs to them 1"));
    assertThat(agency("don_bp@01327/2025-07-01").validTo()).isNotNull();
    assertThat(agency("don_bp@01339/2025-07-01").validTo()).isNull();
  }

  @Test
  void da_one_that_a_recorded_agency_stands_below_ends_and_stays_its_parent() {
    Agency post = agency("don_bp@01339/2025-07-01");
    Agency below =
        new Agency(
            "tram_bp@01339/2025-07-01",
            "tram_bp",
            AgencyFunction.BORDER_GUARD,
            AgencyLevel.COMMUNE,
            "Trạm Biên phòng",
            post.unitId(),
            Set.of(post.unitId()),
            false,
            false,
            post.id(),
            null,
            DAY,
            null,
            "test");
    transactions.executeWrite(
        status -> {
          new AgencyTable(status.getConnection()).record(below, false);
          return 0;
        });
    ImportReport report = border("01327,Xã Cô Ba,04,CHN\n", false);
    assertThat(report.notes()).anyMatch(note -> note.contains("something belongs to them 1"));
    assertThat(agency(below.id()).parentId()).isEqualTo(post.id());
    assertThat(agency(post.id()).validTo()).isNotNull();
    execute("DELETE FROM tinbao.agency WHERE id = 'tram_bp@01339/2025-07-01'");
  }

  @Test
  void db_one_that_nothing_belongs_to_any_more_vanishes() {
    String unnamed = "don_bp@01339/2025-07-01";
    execute("UPDATE tinbao.staff_account SET active = false WHERE username = 'bien.phong'");
    border("01339,Xã Xuân Trường,04,CHN\n", false);
    assertThat(catalogue.refresh().agency("don_bp@01327/2025-07-01")).isEmpty();
    assertThat(agency(unnamed).validTo()).isNull();
  }

  @Test
  void dc_every_table_that_names_agencies_can_be_asked_by_index() {
    List<String> unserved =
        transactions.executeRead(
            status ->
                CatalogueStore.read(
                    status.getConnection(),
                    "SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c"
                        + " JOIN pg_attribute a ON a.attrelid = c.conrelid"
                        + " AND a.attnum = c.conkey[1]"
                        + " WHERE c.contype = 'f' AND c.confrelid = 'tinbao.agency'::regclass"
                        + " AND NOT EXISTS (SELECT FROM pg_index i WHERE i.indrelid = c.conrelid"
                        + " AND i.indpred IS NULL AND i.indkey[0] = a.attnum)",
                    row -> row.getString(1)));
    assertThat(unserved).isEmpty();
  }

  @Test
  void e_other_templates_or_lost_rows_are_made_good_at_the_next_start() {
    assertThat(builtIn.bringUpToDate()).isTrue();
    assertThat(builtIn.bringUpToDate()).isFalse();
    execute("DELETE FROM tinbao.agency WHERE id = 'hlhpn_xa@01327/2025-07-01'");
    execute(
        "UPDATE tinbao.agency SET name = 'Tên cũ', standing = false WHERE id ="
            + " 'ca_xa@01327/2025-07-01'");
    execute("UPDATE tinbao.catalogue_built_in SET templates_version = 'other'");
    assertThat(builtIn.bringUpToDate()).isTrue();
    assertThat(agency("hlhpn_xa@01327/2025-07-01").derived()).isTrue();
    assertThat(agency("ca_xa@01327/2025-07-01").name()).isEqualTo("Công an xã Cô Ba");
    assertThat(agency("ca_xa@01327/2025-07-01").standing()).isTrue();
    assertThat(catalogue.now().rules()).as("rules only come with the built-in catalogue").isEmpty();
  }

  @Test
  void f_new_built_in_rules_replace_the_old_but_never_what_somebody_changed() {
    CompetenceRule untouched = rule("a.old", "Cũ.");
    CompetenceRule changed = rule("b.changed", "Cũ.");
    transactions.executeWrite(
        status -> {
          new RuleTable(status.getConnection()).insertRules(List.of(untouched, changed), true);
          return 0;
        });
    execute("UPDATE tinbao.competence_rule SET valid_to = '2026-12-01' WHERE id = 'b.changed'");
    transactions.executeWrite(
        status -> {
          new RuleTable(status.getConnection())
              .replaceBuiltIn(List.of(rule("b.changed", "Mới."), rule("c.new", "Mới.")));
          return 0;
        });
    assertThat(catalogue.refresh().rules())
        .extracting(rule -> rule.id() + " " + rule.reason() + " " + rule.validTo())
        .containsExactlyInAnyOrder("b.changed Cũ. 2026-12-01", "c.new Mới. null");
  }

  private static CompetenceRule rule(String id, String reason) {
    return new CompetenceRule(
        id,
        "CRIME_REPORT",
        Set.of(),
        1,
        null,
        null,
        List.of(new CompetenceRule.Wanted(AgencyFunction.POLICE, AgencyLevel.COMMUNE, "ca_xa")),
        List.of(),
        10,
        null,
        Set.of(),
        reason,
        "test",
        DAY,
        null);
  }
}

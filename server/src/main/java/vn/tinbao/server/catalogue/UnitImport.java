package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.SuccessionTable.Step;

/**
 * Takes in a complete official list of administrative units, valid from one day. What it changes is
 * said at {@link UnitListPlan}.
 */
@Singleton
public class UnitImport {
  private static final String FOREIGN_KEY_VIOLATION = "23503";

  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Clock clock;

  UnitImport(ImportTransaction transaction, BuiltInCatalogue builtIn, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.clock = clock;
  }

  /**
   * Imports in one transaction; other changes of the catalogue wait. An empty catalogue gets the
   * built-in one first, so that its agencies find their units. Importing the same list again
   * changes nothing.
   *
   * @param file TSV or CSV with {@code code level kind name full_name parent}
   * @param validFrom the day on which the list came into force
   * @param dryRun do everything, then undo it
   * @throws ImportException when the file is wrong or contradicts a later list; nothing is imported
   */
  public ImportReport run(Path file, LocalDate validFrom, boolean dryRun, Progress progress) {
    progress.at("Reading " + file.getFileName(), 0, 0);
    UnitListFile list = UnitListFile.read(file);
    progress.at("Reading " + file.getFileName(), list.items().size(), list.items().size());
    return transaction.run(
        dryRun, connection -> run(connection, list, validFrom, dryRun, progress));
  }

  private ImportReport run(
      Connection connection, UnitListFile list, LocalDate day, boolean dryRun, Progress progress)
      throws SQLException {
    builtIn.installIfWanted(connection);
    UnitTable.lockCatalogue(connection);
    UnitTable table = new UnitTable(connection);
    SuccessionTable successions = new SuccessionTable(connection);
    progress.at("Comparing with the catalogue", 0, 0);
    UnitListPlan plan =
        new UnitListPlan(list, day, table.all(), successions.all(), listDays(connection));
    if (plan.changes()) {
      int rows = plan.inserts.size() + plan.ends.size() + plan.steps.size();
      progress.at("Writing rows", 0, rows);
      write(connection, plan, list, day);
      progress.at("Writing rows", rows, rows);
      homeless(connection, day, plan.report);
      DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), progress)
          .into(plan.report);
    }
    remember(connection, list, day);
    return plan.report.build(
        "Units of %s, valid from %s".formatted(list.path().getFileName(), day), dryRun);
  }

  private static void write(
      Connection connection, UnitListPlan plan, UnitListFile list, LocalDate day)
      throws SQLException {
    UnitTable table = new UnitTable(connection);
    SuccessionTable successions = new SuccessionTable(connection);
    String source = "%s, %s".formatted(list.path().getFileName(), day);
    Identities ids = new Identities(plan.inserts, table);
    try {
      forgetDerived(connection, plan.removals);
      table.delete(plan.removals);
    } catch (SQLException e) {
      if (FOREIGN_KEY_VIOLATION.equals(e.getSQLState())) {
        throw ImportException.file(
            list.path(),
            "a unit that begins on %s is missing from this list, but agencies or reports belong to"
                    .formatted(day)
                + " it already");
      }
      throw e;
    }
    table.end(plan.ends, day);
    for (Map.Entry<LocalDate, List<Long>> reopening : plan.reopenings.entrySet()) {
      LocalDate until = reopening.getKey();
      table.end(reopening.getValue(), until.equals(UnitListPlan.OPEN) ? null : until);
      successions.forget(reopening.getValue());
    }
    table.correct(plan.corrections.stream().map(ids::real).toList());
    table.insert(ids.units(), source);
    Map<Long, Unit> units = new HashMap<>();
    plan.units().forEach((id, unit) -> units.put(ids.real(id), ids.real(unit)));
    List<Step> steps = plan.steps.stream().map(ids::real).toList();
    successions.replace(steps, units, null, source);
    successions.abolished(plan.abolished(), day, source);
    agenciesGoOn(connection, plan.goesOnAs, ids, day);
  }

  /** Derived agencies of units that never stood go with them. */
  private static void forgetDerived(Connection connection, List<Long> unitIds) throws SQLException {
    if (unitIds.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM tinbao.agency WHERE derived AND unit_id = ANY (?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", unitIds.toArray()));
      statement.executeUpdate();
    }
  }

  /** Real identities for those that the plan made up. */
  private static final class Identities {
    private final Map<Long, Long> real = new HashMap<>();
    private final List<Unit> units = new ArrayList<>();

    Identities(List<Unit> inserts, UnitTable table) throws SQLException {
      UnitTable.UnitIds ids = table.newIds(inserts.size());
      for (Unit unit : inserts) {
        real.put(unit.id(), ids.take());
      }
      for (Unit unit : inserts) {
        units.add(real(unit));
      }
    }

    List<Unit> units() {
      return units;
    }

    Long real(Long id) {
      return real.getOrDefault(id, id);
    }

    Unit real(Unit unit) {
      Long parent = unit.parentId();
      return new Unit(
          real(unit.id()),
          unit.code(),
          unit.level(),
          unit.kind(),
          unit.name(),
          unit.fullName(),
          parent == null ? null : real(parent),
          unit.validFrom(),
          unit.validTo());
    }

    Step real(Step step) {
      return new Step(
          real(step.oldId()),
          real(step.newId()),
          step.effective(),
          step.extent(),
          step.ordinal(),
          step.inferred());
    }
  }

  /**
   * A unit that is renamed or put under another keeps its agencies: they become competent for the
   * row that goes on. Served by the index agency_territory_unit.
   */
  private static void agenciesGoOn(
      Connection connection, Map<Long, Long> goesOnAs, Identities ids, LocalDate day)
      throws SQLException {
    if (goesOnAs.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO tinbao.agency_territory (agency_id, unit_id)"
                + " SELECT t.agency_id, p.new_id"
                + " FROM unnest(?::bigint[], ?::bigint[]) AS p (old_id, new_id)"
                + " JOIN tinbao.agency_territory t ON t.unit_id = p.old_id"
                + " JOIN tinbao.agency a ON a.id = t.agency_id"
                + " WHERE a.valid_to IS NULL OR a.valid_to > ?"
                + " ON CONFLICT DO NOTHING")) {
      Array olds = connection.createArrayOf("bigint", goesOnAs.keySet().toArray());
      Array news =
          connection.createArrayOf(
              "bigint", goesOnAs.values().stream().map(ids::real).toArray(Long[]::new));
      statement.setArray(1, olds);
      statement.setArray(2, news);
      statement.setObject(3, day);
      statement.executeUpdate();
    }
  }

  /** Notes agencies that go on although the last unit of their territory ends. */
  private static void homeless(Connection connection, LocalDate day, ImportReport.Builder report)
      throws SQLException {
    List<String> ids = new ArrayList<>();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT a.id FROM tinbao.agency a"
                + " WHERE NOT a.nationwide AND (a.valid_to IS NULL OR a.valid_to > ?)"
                + " AND EXISTS (SELECT FROM tinbao.agency_territory t JOIN tinbao.unit u"
                + "   ON u.id = t.unit_id WHERE t.agency_id = a.id AND u.valid_to = ?)"
                + " AND NOT EXISTS (SELECT FROM tinbao.agency_territory t JOIN tinbao.unit u"
                + "   ON u.id = t.unit_id WHERE t.agency_id = a.id"
                + "   AND (u.valid_to IS NULL OR u.valid_to > ?))"
                + " ORDER BY a.id")) {
      statement.setObject(1, day);
      statement.setObject(2, day);
      statement.setObject(3, day);
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          ids.add(rows.getString(1));
        }
      }
    }
    if (!ids.isEmpty()) {
      report.note(
          ("agencies that go on although their territory ends on %2$s: %1$d; end them and name"
                  + " their heirs: %3$s")
              .formatted(
                  ids.size(),
                  day,
                  String.join(", ", ids.subList(0, Math.min(ids.size(), 5)))
                      + (ids.size() > 5 ? " …" : "")));
    }
  }

  private static TreeSet<LocalDate> listDays(Connection connection) throws SQLException {
    return new TreeSet<>(
        CatalogueStore.read(
            connection,
            "SELECT valid_from FROM tinbao.unit_list",
            row -> CatalogueStore.day(row, 1)));
  }

  private void remember(Connection connection, UnitListFile list, LocalDate day)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO tinbao.unit_list AS l (valid_from, file, sha256, units, imported_at)"
                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT (valid_from) DO UPDATE"
                + " SET file = excluded.file, sha256 = excluded.sha256, units = excluded.units,"
                + " imported_at = excluded.imported_at WHERE l.sha256 <> excluded.sha256")) {
      @Nullable Path name = list.path().getFileName();
      statement.setObject(1, day);
      statement.setString(2, String.valueOf(name));
      statement.setString(3, list.sha256());
      statement.setInt(4, list.items().size());
      statement.setObject(5, OffsetDateTime.now(clock));
      statement.executeUpdate();
    }
  }
}

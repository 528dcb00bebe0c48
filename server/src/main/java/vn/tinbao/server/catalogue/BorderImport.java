package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** Takes in which communes are at the land border; border posts are derived from it. */
@Singleton
public class BorderImport {
  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Clock clock;

  BorderImport(ImportTransaction transaction, BuiltInCatalogue builtIn, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.clock = clock;
  }

  /**
   * Imports in one transaction; other changes of the catalogue wait. Importing the same list again
   * changes nothing. What is known of units that do not stand on that day stays.
   *
   * @param file TSV or CSV with {@code code full_name province_code neighbour}, complete
   * @param at a day on which all its communes stand
   * @param dryRun do everything, then undo it
   * @throws ImportException when the file is wrong or names communes that the catalogue does not
   *     have; nothing is imported
   */
  public ImportReport run(Path file, LocalDate at, boolean dryRun, Progress progress) {
    return transaction.run(dryRun, connection -> run(connection, file, at, dryRun, progress));
  }

  private ImportReport run(
      Connection connection, Path file, LocalDate at, boolean dryRun, Progress progress)
      throws SQLException {
    builtIn.installIfWanted(connection);
    UnitTable.lockCatalogue(connection);
    progress.at("Reading " + file.getFileName(), 0, 0);
    CatalogueSnapshot units = CatalogueStore.recorded(connection);
    BorderList list = BorderList.read(file, at, units);
    progress.at("Reading " + file.getFileName(), list.units().size(), list.units().size());
    BorderTable table = new BorderTable(connection);
    ImportReport.Builder report = new ImportReport.Builder();
    List<BorderUnit> there = table.all();
    Set<BorderUnit> known = new HashSet<>(there);
    List<BorderUnit> added = new ArrayList<>();
    for (BorderUnit unit : list.units()) {
      if (known.contains(unit)) {
        report.count(Change.KEPT, UnitLevel.COMMUNE);
      } else {
        added.add(unit);
        report.change(Change.ADDED, UnitLevel.COMMUNE, describe(units, unit));
      }
    }
    Set<BorderUnit> listed = new HashSet<>(list.units());
    List<BorderUnit> gone = new ArrayList<>();
    for (BorderUnit unit : there) {
      boolean stands = units.unit(unit.unitId()).filter(u -> u.standsOn(at)).isPresent();
      if (stands && !listed.contains(unit)) {
        gone.add(unit);
        report.change(Change.REMOVED, UnitLevel.COMMUNE, describe(units, unit));
      }
    }
    if (!added.isEmpty() || !gone.isEmpty()) {
      table.delete(gone);
      table.insert(added, "%s, %s".formatted(file.getFileName(), at));
      DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), progress).into(report);
    }
    return report.build("Border communes of %s, at %s".formatted(file.getFileName(), at), dryRun);
  }

  private static String describe(CatalogueSnapshot units, BorderUnit border) {
    return units
        .unit(border.unitId())
        .map(unit -> unit.code() + " " + units.fullPlace(unit) + " (" + border.neighbour() + ")")
        .orElse("");
  }
}

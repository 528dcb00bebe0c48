package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import vn.tinbao.server.calendar.LegalTime;

/**
 * Takes in a map from old to new units, effective on one day. What it changes is said at {@link
 * SuccessionPlan}.
 */
@Singleton
public class SuccessionImport {
  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Clock clock;

  SuccessionImport(ImportTransaction transaction, BuiltInCatalogue builtIn, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.clock = clock;
  }

  /**
   * Imports in one transaction; other changes of the catalogue wait. Importing the same map again
   * changes nothing.
   *
   * @param file TSV or CSV with {@code old_code new_code}, better also {@code extent} and both full
   *     names, which are then checked
   * @param at first day of the new units; the old ones stood the day before
   * @param dryRun do everything, then undo it
   * @throws ImportException when the file is wrong or names units that the catalogue does not have;
   *     nothing is imported
   */
  public ImportReport run(Path file, LocalDate at, boolean dryRun, Progress progress) {
    progress.at("Reading " + file.getFileName(), 0, 0);
    TableFile table = TableFile.read(file, SuccessionPlan.COLUMNS);
    progress.at("Reading " + file.getFileName(), table.lines().size(), table.lines().size());
    return transaction.run(dryRun, connection -> run(connection, table, at, dryRun, progress));
  }

  private ImportReport run(
      Connection connection, TableFile table, LocalDate at, boolean dryRun, Progress progress)
      throws SQLException {
    builtIn.installIfWanted(connection);
    UnitTable.lockCatalogue(connection);
    SuccessionTable successions = new SuccessionTable(connection);
    progress.at("Comparing with the catalogue", 0, 0);
    SuccessionPlan plan =
        new SuccessionPlan(table, at, new UnitTable(connection).all(), successions.all());
    if (plan.changes()) {
      int rows = plan.explicit.size() + plan.concluded.size();
      progress.at("Writing rows", 0, rows);
      Map<Long, Unit> units = plan.units();
      String source = "%s, %s".formatted(table.path().getFileName(), at);
      successions.replace(plan.explicit, units, null, source);
      successions.replace(plan.concluded, units, null, source + " (concluded from the communes)");
      progress.at("Writing rows", rows, rows);
      DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), progress)
          .into(plan.report);
    }
    return plan.report.build(
        "Succession of %s, at %s".formatted(table.path().getFileName(), at), dryRun);
  }
}

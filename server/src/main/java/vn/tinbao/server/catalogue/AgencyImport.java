package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;
import vn.tinbao.server.calendar.LegalTime;

/** Takes in agencies that somebody recorded: new ones, and better words for those there are. */
@Singleton
public class AgencyImport {
  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Catalogue catalogue;
  private final Clock clock;

  AgencyImport(
      ImportTransaction transaction, BuiltInCatalogue builtIn, Catalogue catalogue, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * Imports in one transaction. Agencies that the file does not name stay as they are; a derived
   * one that it names is a recorded one from then on. Importing the same file again changes
   * nothing.
   *
   * @param file see {@link AgencyList}
   * @param day on which the units of the file stand
   * @param dryRun do everything, then undo it
   * @param keeper who imports: may change only agencies that are kept, into such as are kept
   * @throws ImportException naming line and field; nothing is imported
   */
  public ImportReport run(
      Path file, LocalDate day, boolean dryRun, AgencyKeeper keeper, Progress progress) {
    if (catalogue.now().units().isEmpty()) {
      builtIn.installIfEmpty();
    }
    CatalogueSnapshot snapshot = catalogue.refresh();
    progress.at("Reading " + file.getFileName(), 0, 0);
    AgencyList list = AgencyList.read(file, day, snapshot, keeper);
    return transaction.run(
        dryRun,
        connection -> {
          UnitTable.lockCatalogue(connection);
          CatalogueStore.mustBe(connection, snapshot.version(), file);
          if (!list.changed().isEmpty()) {
            write(connection, list.changed(), list.nationwide());
            list.note(
                DerivedAgencies.refresh(connection, LegalTime.day(clock.instant()), progress));
          }
          return list.report(dryRun);
        });
  }

  private static void write(
      Connection connection, List<Agency> agencies, Predicate<Agency> nationwide)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE agency_in (LIKE tinbao.agency INCLUDING DEFAULTS) ON COMMIT DROP");
      statement.execute(
          "CREATE TEMP TABLE agency_territory_in (agency_id text, unit_id bigint) ON COMMIT DROP");
    }
    AgencyTable.copy(
        connection, "pg_temp.agency_in", "pg_temp.agency_territory_in", agencies, nationwide);
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO tinbao.agency SELECT * FROM pg_temp.agency_in ON CONFLICT (id) DO UPDATE SET"
              + " function = excluded.function, level = excluded.level, name = excluded.name,"
              + " standing = excluded.standing, may_resolve = excluded.may_resolve,"
              + " parent_id = excluded.parent_id, phone = excluded.phone,"
              + " valid_from = excluded.valid_from, valid_to = excluded.valid_to,"
              + " source = excluded.source, derived = false");
      statement.execute(
          "DELETE FROM tinbao.agency_territory t USING pg_temp.agency_in i WHERE i.id = t.agency_id"
              + " AND NOT i.nationwide");
      statement.execute(
          "INSERT INTO tinbao.agency_territory (agency_id, unit_id)"
              + " SELECT agency_id, unit_id FROM pg_temp.agency_territory_in");
      // Dry run and import may follow each other in one transaction.
      statement.execute("DROP TABLE pg_temp.agency_in, pg_temp.agency_territory_in");
    }
  }
}

package vn.tinbao.server.catalogue;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.catalogue.BoundaryFile.Outline;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** Takes in the outlines of units that stand on one day. */
@Singleton
public class BoundaryImport {
  private final TransactionOperations<Connection> transactions;

  BoundaryImport(TransactionOperations<Connection> transactions) {
    this.transactions = transactions;
  }

  /**
   * Imports in one transaction. A unit that has an outline gets the new one; units that the file
   * does not name keep theirs. Importing the same file again changes nothing.
   *
   * @param file TopoJSON or GeoJSON, see {@link BoundaryFile}
   * @param validFrom a day on which all these units stand
   * @param dryRun do everything, then undo it
   * @throws ImportException when the file is wrong or names a code that no unit has on that day;
   *     nothing is imported
   */
  public ImportReport run(Path file, LocalDate validFrom, boolean dryRun, Progress progress) {
    progress.at("Reading " + file.getFileName(), 0, 0);
    List<Outline> outlines = BoundaryFile.read(file);
    progress.at("Reading " + file.getFileName(), outlines.size(), outlines.size());
    return transactions.executeWrite(
        status -> {
          if (dryRun) {
            status.setRollbackOnly();
          }
          return run(status.getConnection(), file, outlines, validFrom, dryRun, progress);
        });
  }

  private static ImportReport run(
      Connection connection,
      Path file,
      List<Outline> outlines,
      LocalDate day,
      boolean dryRun,
      Progress progress)
      throws SQLException {
    UnitTable.lockCatalogue(connection);
    List<Unit> standing =
        new UnitTable(connection).all().stream().filter(unit -> unit.standsOn(day)).toList();
    progress.at("Writing outlines", 0, outlines.size());
    stage(connection, match(file, outlines, standing, day));
    ImportReport.Builder report = new ImportReport.Builder();
    compare(connection, report);
    merge(connection, "%s, %s".formatted(file.getFileName(), day));
    progress.at("Writing outlines", outlines.size(), outlines.size());
    gaps(connection, day, report);
    return report.build("Boundaries of %s, %s".formatted(file.getFileName(), day), dryRun);
  }

  private static Map<Unit, Outline> match(
      Path file, List<Outline> outlines, List<Unit> standing, LocalDate day) {
    Map<String, Unit> byCode = new HashMap<>();
    // Codes of different levels have different lengths.
    standing.forEach(unit -> byCode.put(unit.code(), unit));
    Map<Unit, Outline> found = new HashMap<>();
    for (Outline outline : outlines) {
      Unit unit = byCode.get(outline.code());
      if (unit == null) {
        throw ImportException.file(
            file,
            "feature %d: no unit %s stands on %s; import the list of that day first"
                .formatted(outline.number(), outline.code(), day));
      }
      Outline before = found.put(unit, outline);
      if (before != null) {
        throw ImportException.file(
            file,
            "feature %d: unit %s has an outline in feature %d already"
                .formatted(outline.number(), outline.code(), before.number()));
      }
    }
    return found;
  }

  private static void stage(Connection connection, Map<Unit, Outline> outlines)
      throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TEMP TABLE boundary_in (unit_id bigint, geometry jsonb, min_lon float8,"
              + " min_lat float8, max_lon float8, max_lat float8) ON COMMIT DROP");
    }
    CopyRows rows =
        new CopyRows(
            "pg_temp.boundary_in",
            "unit_id",
            "geometry",
            "min_lon",
            "min_lat",
            "max_lon",
            "max_lat");
    outlines.forEach(
        (unit, outline) ->
            rows.add(
                unit.id(),
                outline.geometry(),
                outline.minLon(),
                outline.minLat(),
                outline.maxLon(),
                outline.maxLat()));
    rows.into(connection);
  }

  private static void compare(Connection connection, ImportReport.Builder report)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT u.level, u.code, u.full_name, CASE WHEN b.unit_id IS NULL THEN 'ADDED'"
                    + " WHEN b.geometry = i.geometry THEN 'KEPT' ELSE 'CORRECTED' END"
                    + " FROM pg_temp.boundary_in i JOIN tinbao.unit u ON u.id = i.unit_id"
                    + " LEFT JOIN tinbao.unit_boundary b ON b.unit_id = i.unit_id"
                    + " ORDER BY u.code")) {
      while (rows.next()) {
        UnitLevel level = UnitLevel.valueOf(rows.getString(1));
        Change change = Change.valueOf(rows.getString(4));
        if (change == Change.KEPT) {
          report.count(change, level);
        } else {
          report.change(change, level, rows.getString(2) + " " + rows.getString(3));
        }
      }
    }
  }

  private static void merge(Connection connection, String source) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "INSERT INTO tinbao.unit_boundary AS b (unit_id, geometry, min_lon, min_lat, max_lon,"
                + " max_lat, source) SELECT unit_id, geometry, min_lon, min_lat, max_lon, max_lat,"
                + " ? FROM pg_temp.boundary_in ON CONFLICT (unit_id) DO UPDATE SET"
                + " geometry = excluded.geometry, min_lon = excluded.min_lon,"
                + " min_lat = excluded.min_lat, max_lon = excluded.max_lon,"
                + " max_lat = excluded.max_lat, source = excluded.source"
                + " WHERE b.geometry <> excluded.geometry")) {
      statement.setString(1, source);
      statement.executeUpdate();
    }
  }

  /** Notes units of the day that have no outline, of levels of which some have one. */
  private static void gaps(Connection connection, LocalDate day, ImportReport.Builder report)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT u.level, count(*) FILTER (WHERE b.unit_id IS NULL),"
                + " count(b.unit_id) FROM tinbao.unit u"
                + " LEFT JOIN tinbao.unit_boundary b ON b.unit_id = u.id"
                + " WHERE u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to > ?)"
                + " GROUP BY u.level ORDER BY u.level")) {
      statement.setObject(1, day);
      statement.setObject(2, day);
      List<String> notes = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          if (rows.getLong(2) > 0 && rows.getLong(3) > 0) {
            notes.add(
                "units of level %s without an outline: %d"
                    .formatted(
                        UnitListFile.word(UnitLevel.valueOf(rows.getString(1))), rows.getLong(2)));
          }
        }
      }
      notes.forEach(report::note);
    }
  }
}

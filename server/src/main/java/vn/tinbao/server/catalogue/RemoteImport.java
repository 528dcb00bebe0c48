package vn.tinbao.server.catalogue;

import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.ImportReport.Change;

/** Takes in the communes where the longer limits for remote places run, from a day on. */
@Singleton
public class RemoteImport {
  private final ImportTransaction transaction;
  private final BuiltInCatalogue builtIn;
  private final Clock clock;

  RemoteImport(ImportTransaction transaction, BuiltInCatalogue builtIn, Clock clock) {
    this.transaction = transaction;
    this.builtIn = builtIn;
    this.clock = clock;
  }

  /**
   * Imports in one transaction; other changes of the catalogue wait. What the list does not name
   * ends on that day; what it names and holds already goes on. The same list again changes nothing.
   * Clocks that run keep their due time.
   *
   * @param file TSV or CSV with {@code code full_name province_code source}, complete
   * @param at the day from which the list holds, 2018-03-01 at the earliest
   * @param by account of the person, null at the command line
   * @param dryRun do everything, then undo it
   * @throws ImportException when the file is wrong, names communes that do not stand on that day,
   *     or a later list was imported already; nothing is imported
   */
  public ImportReport run(
      Path file, LocalDate at, @Nullable UUID by, boolean dryRun, Progress progress) {
    return transaction.run(dryRun, connection -> run(connection, file, at, by, dryRun, progress));
  }

  private ImportReport run(
      Connection connection,
      Path file,
      LocalDate at,
      @Nullable UUID by,
      boolean dryRun,
      Progress progress)
      throws SQLException {
    if (at.isBefore(RemoteUnit.FIRST)) {
      throw ImportException.file(file, "no limit was longer before " + RemoteUnit.FIRST);
    }
    builtIn.installIfWanted(connection);
    UnitTable.lockCatalogue(connection);
    progress.at("Reading " + file.getFileName(), 0, 0);
    CatalogueSnapshot units = CatalogueStore.recorded(connection);
    RemoteList list = RemoteList.read(file, at, units);
    RemoteTable table = new RemoteTable(connection);
    Map<Long, RemoteUnit> holding = new HashMap<>();
    for (RemoteUnit unit : table.all()) {
      LocalDate later = unit.validTo() == null ? unit.validFrom() : unit.validTo();
      if (later.isAfter(at)) {
        throw ImportException.file(
            file,
            "a list from %s on was imported already; lists come in the order of their days"
                .formatted(later));
      }
      if (unit.validTo() == null) {
        holding.put(unit.unitId(), unit);
      }
    }
    ImportReport.Builder report = new ImportReport.Builder();
    List<RemoteUnit> written = new ArrayList<>();
    for (RemoteUnit listed : list.units()) {
      RemoteUnit before = holding.remove(listed.unitId());
      if (before == null) {
        written.add(listed);
        report.change(Change.ADDED, UnitLevel.COMMUNE, describe(units, listed));
      } else if (before.source().equals(listed.source())) {
        report.count(Change.KEPT, UnitLevel.COMMUNE);
      } else {
        RemoteUnit goesOn =
            new RemoteUnit(before.unitId(), before.validFrom(), null, listed.source());
        written.add(goesOn);
        report.change(Change.CORRECTED, UnitLevel.COMMUNE, describe(units, goesOn));
      }
    }
    List<RemoteUnit> gone = new ArrayList<>();
    for (RemoteUnit unlisted : holding.values()) {
      if (unlisted.validFrom().equals(at)) {
        gone.add(unlisted);
        report.change(Change.REMOVED, UnitLevel.COMMUNE, describe(units, unlisted));
      } else {
        written.add(new RemoteUnit(unlisted.unitId(), unlisted.validFrom(), at, unlisted.source()));
        report.change(Change.ENDED, UnitLevel.COMMUNE, describe(units, unlisted));
      }
    }
    table.delete(gone);
    table.put(written, by, OffsetDateTime.now(clock));
    return report.build("Remote communes of %s, from %s".formatted(file.getFileName(), at), dryRun);
  }

  private static String describe(CatalogueSnapshot units, RemoteUnit remote) {
    return units
        .unit(remote.unitId())
        .map(unit -> unit.code() + " " + units.fullPlace(unit) + ": " + remote.source())
        .orElse("");
  }
}

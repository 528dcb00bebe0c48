package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A complete list of the communes at the land border on one day, checked against the units of that
 * day. A commune that touches two countries stands there twice.
 *
 * @param units in the order of the file
 */
record BorderList(Path path, LocalDate day, List<BorderUnit> units) {
  static final List<String> COLUMNS = List.of("code", "full_name", "province_code", "neighbour");

  /**
   * @throws ImportException naming line and field of the first mistake: a code that no commune has
   *     on that day, another name or province than the catalogue's, a country twice
   */
  static BorderList read(Path file, LocalDate day, CatalogueSnapshot catalogue) {
    List<BorderUnit> found = new ArrayList<>();
    Set<BorderUnit> seen = new HashSet<>();
    for (TableFile.Line line : TableFile.read(file, COLUMNS).lines()) {
      BorderUnit unit =
          new BorderUnit(ListedCommune.of(line, day, catalogue).id(), neighbour(line));
      if (!seen.add(unit)) {
        throw line.wrong("code", "stands there twice with this neighbour");
      }
      found.add(unit);
    }
    return new BorderList(file, day, List.copyOf(found));
  }

  private static String neighbour(TableFile.Line line) {
    String country = line.need("neighbour").toUpperCase(Locale.ROOT);
    if (!country.matches("[A-Z]{3}")) {
      throw line.wrong("neighbour", "must be a country such as KHM (ISO 3166 alpha-3)");
    }
    return country;
  }
}

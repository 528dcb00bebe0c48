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
      BorderUnit unit = new BorderUnit(unit(line, day, catalogue).id(), neighbour(line));
      if (!seen.add(unit)) {
        throw line.wrong("code", "stands there twice with this neighbour");
      }
      found.add(unit);
    }
    return new BorderList(file, day, List.copyOf(found));
  }

  private static Unit unit(TableFile.Line line, LocalDate day, CatalogueSnapshot catalogue) {
    String code = line.need("code");
    Unit unit =
        catalogue.unitsByCode(code).stream()
            .filter(u -> u.level() == UnitLevel.COMMUNE && u.standsOn(day))
            .findFirst()
            .orElseThrow(
                () ->
                    line.wrong(
                        "code",
                        "no commune %s stands on %s; import the list of units first"
                            .formatted(code, day)));
    if (!Spelling.folded(unit.fullName()).equals(Spelling.folded(line.need("full_name")))) {
      throw line.wrong("full_name", "is called " + unit.fullName() + " in the catalogue");
    }
    List<Unit> chain = catalogue.withAncestors(unit, day);
    String province = chain.get(chain.size() - 1).code();
    if (!province.equals(line.need("province_code"))) {
      throw line.wrong("province_code", "is " + province + " in the catalogue");
    }
    return unit;
  }

  private static String neighbour(TableFile.Line line) {
    String country = line.need("neighbour").toUpperCase(Locale.ROOT);
    if (!country.matches("[A-Z]{3}")) {
      throw line.wrong("neighbour", "must be a country such as KHM (ISO 3166 alpha-3)");
    }
    return country;
  }
}

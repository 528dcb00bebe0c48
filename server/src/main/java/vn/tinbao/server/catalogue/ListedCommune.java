package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.List;

/** The commune that a line of a list names by code, name and province: all three must agree. */
final class ListedCommune {
  private ListedCommune() {}

  /**
   * @throws ImportException naming line and field: a code that no commune has on that day, another
   *     name or province than the catalogue's
   */
  static Unit of(TableFile.Line line, LocalDate day, CatalogueSnapshot catalogue) {
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
}

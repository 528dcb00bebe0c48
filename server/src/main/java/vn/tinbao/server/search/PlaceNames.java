package vn.tinbao.server.search;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Fold;

/** Which units somebody means who looks for a place: those of every time, with all below them. */
final class PlaceNames {
  private PlaceNames() {}

  /**
   * Ids of the units of this name, of all that ever lay in them, and of what took their place.
   *
   * @param typed {@code Khánh Khê}, {@code xã Khánh Khê, Lạng Sơn}; marks and case do not matter
   * @return empty when there is no such place
   */
  static Set<Long> find(CatalogueSnapshot snapshot, String typed) {
    List<String> parts = new ArrayList<>();
    for (String part : typed.split("[,;/]")) {
      String folded = Fold.text(part);
      if (!folded.isEmpty()) {
        parts.add(folded);
      }
    }
    Set<Long> found = new LinkedHashSet<>();
    if (parts.isEmpty()) {
      return found;
    }
    for (Unit unit : snapshot.units()) {
      if (isCalled(unit, parts.get(0)) && liesIn(snapshot, unit, parts)) {
        found.add(unit.id());
        snapshot.successions(unit.id()).forEach(next -> found.add(next.newUnitId()));
      }
    }
    if (!found.isEmpty()) {
      for (Unit unit : snapshot.units()) {
        if (snapshot.withAncestors(unit).stream().anyMatch(above -> found.contains(above.id()))) {
          found.add(unit.id());
        }
      }
    }
    return found;
  }

  private static boolean liesIn(CatalogueSnapshot snapshot, Unit unit, List<String> parts) {
    List<Unit> above = snapshot.withAncestors(unit);
    return parts.stream()
        .skip(1)
        .allMatch(part -> above.stream().anyMatch(higher -> isCalled(higher, part)));
  }

  private static boolean isCalled(Unit unit, String folded) {
    return Fold.text(unit.name()).equals(folded) || Fold.text(unit.fullName()).equals(folded);
  }
}

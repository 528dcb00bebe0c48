package vn.tinbao.server.subscription;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** Which units, of whatever date, lie today in units that somebody chose. */
@Singleton
class Territory {
  private final Catalogue catalogue;

  Territory(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /**
   * The units themselves and all that lie in them on that day; of a unit that is no more, those
   * that stand where it stood. A former unit that was split lies wherever a part of it does.
   */
  List<Long> within(Collection<Long> chosen, LocalDate day) {
    if (chosen.isEmpty()) {
      return List.of();
    }
    CatalogueSnapshot now = catalogue.now();
    Set<Long> roots = new java.util.HashSet<>();
    for (Long id : chosen) {
      now.unit(id).ifPresent(unit -> now.currentOf(unit, day).forEach(u -> roots.add(u.id())));
    }
    List<Long> found = new ArrayList<>();
    for (Unit unit : now.units()) {
      if (chosen.contains(unit.id()) || lies(now, unit, roots, day)) {
        found.add(unit.id());
      }
    }
    return found;
  }

  private static boolean lies(CatalogueSnapshot now, Unit unit, Set<Long> roots, LocalDate day) {
    for (Unit today : now.currentOf(unit, day)) {
      for (Unit above : now.withAncestors(today, day)) {
        if (roots.contains(above.id())) {
          return true;
        }
      }
    }
    return false;
  }

  /** The unit that stands today where this one stood; itself when nobody knows. */
  long today(long unitId, LocalDate day) {
    CatalogueSnapshot now = catalogue.now();
    return now.unit(unitId)
        .flatMap(unit -> now.currentOf(unit, day).stream().findFirst())
        .map(Unit::id)
        .orElse(unitId);
  }
}

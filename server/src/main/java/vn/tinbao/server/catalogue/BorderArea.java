package vn.tinbao.server.catalogue;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which units of any day are at the land border, concluded from those that are known to be: an
 * earlier commune that went into one of them, a later one that took the place of one, and the
 * districts that such communes belonged to.
 */
final class BorderArea {
  /**
   * A commune joined from several old ones makes them all look like the border; a district with
   * fewer such communes than this only touches one of those. With it {@code border-communes-2026}
   * gives the 100-odd border districts that there were.
   */
  private static final double SMALLEST_SHARE = 0.08;

  /** Reforms that one unit can have lived through. */
  private static final int MOST_REFORMS = 8;

  private final Set<Long> communes = new HashSet<>();
  private final Set<Long> districts = new HashSet<>();

  BorderArea(CatalogueSnapshot units, Collection<BorderUnit> known) {
    if (known.isEmpty()) {
      return;
    }
    known.forEach(unit -> communes.add(unit.unitId()));
    Set<Long> all = new HashSet<>(communes);
    for (Unit unit : units.units()) {
      if (unit.level() == UnitLevel.COMMUNE && leadsToBorder(units, unit, 0)) {
        all.add(unit.id());
      }
    }
    for (Unit unit : units.units()) {
      // Renamed after the list was read: the code stays.
      if (communes.contains(unit.id())) {
        for (Succession step : units.successions(unit.id())) {
          units
              .unit(step.newUnitId())
              .filter(next -> next.code().equals(unit.code()))
              .ifPresent(next -> all.add(next.id()));
        }
      }
    }
    communes.addAll(all);
    findDistricts(units);
  }

  private boolean leadsToBorder(CatalogueSnapshot units, Unit unit, int depth) {
    if (communes.contains(unit.id())) {
      return true;
    }
    if (depth > MOST_REFORMS) {
      return false;
    }
    for (Succession step : units.successions(unit.id())) {
      Unit next = units.unit(step.newUnitId()).orElse(null);
      if (next != null
          && next.level() == UnitLevel.COMMUNE
          && leadsToBorder(units, next, depth + 1)) {
        return true;
      }
    }
    return false;
  }

  private void findDistricts(CatalogueSnapshot units) {
    Map<Long, Set<Long>> below = new HashMap<>();
    for (Unit commune : units.units()) {
      if (commune.level() == UnitLevel.COMMUNE) {
        units.withAncestors(commune, commune.validFrom()).forEach(u -> add(u, commune, below));
        units.withAncestors(commune).forEach(u -> add(u, commune, below));
      }
    }
    below.forEach(
        (district, members) -> {
          long atBorder = members.stream().filter(communes::contains).count();
          if (atBorder > 0 && atBorder >= SMALLEST_SHARE * members.size()) {
            districts.add(district);
          }
        });
  }

  private static void add(Unit above, Unit commune, Map<Long, Set<Long>> below) {
    if (above.level() == UnitLevel.DISTRICT) {
      below.computeIfAbsent(above.id(), d -> new HashSet<>()).add(commune.id());
    }
  }

  boolean contains(Unit unit) {
    return communes.contains(unit.id()) || districts.contains(unit.id());
  }
}

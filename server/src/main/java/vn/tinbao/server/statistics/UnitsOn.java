package vn.tinbao.server.statistics;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;

/**
 * Where every unit of every time lies on the map of one day. A unit that was split, or that was put
 * together from several, lies in the smallest unit of that day that surely holds it: some figures
 * are those of a district or province and of none of its communes, but none is put where it may not
 * belong.
 */
final class UnitsOn {
  private static final int MOST_REFORMS = 16;

  private final CatalogueSnapshot catalogue;
  private final LocalDate day;
  private final Map<Long, List<Long>> before = new HashMap<>();
  private final Map<Long, Unit> places = new HashMap<>();

  UnitsOn(CatalogueSnapshot catalogue, LocalDate day) {
    this.catalogue = catalogue;
    this.day = day;
    for (Unit unit : catalogue.units()) {
      for (Succession step : catalogue.successions(unit.id())) {
        before.computeIfAbsent(step.newUnitId(), u -> new ArrayList<>(2)).add(step.oldUnitId());
      }
    }
    for (Unit unit : catalogue.units()) {
      Unit place = place(unit);
      if (place != null) {
        places.put(unit.id(), place);
      }
    }
  }

  /** The unit of that day in which this one lies; null when it lies in several provinces. */
  @Nullable Unit of(long unit) {
    return places.get(unit);
  }

  /** All units, of whatever time, that lie in these units of that day or in what is in them. */
  Set<Long> within(Set<Long> units) {
    Set<Long> found = new HashSet<>();
    places.forEach(
        (id, place) -> {
          if (catalogue.withAncestors(place, day).stream()
              .anyMatch(above -> units.contains(above.id()))) {
            found.add(id);
          }
        });
    return found;
  }

  /** The unit and all above it on that day, smallest first. */
  List<Unit> above(Unit place) {
    return catalogue.withAncestors(place, day);
  }

  private @Nullable Unit place(Unit unit) {
    if (unit.standsOn(day)) {
      return unit;
    }
    Set<Unit> candidates = new LinkedHashSet<>();
    if (day.isBefore(unit.validFrom())) {
      back(unit, candidates, 0);
    } else {
      candidates.addAll(catalogue.currentOf(unit, day));
    }
    return common(candidates);
  }

  private void back(Unit unit, Set<Unit> found, int depth) {
    if (unit.standsOn(day)) {
      found.add(unit);
      return;
    }
    if (depth > MOST_REFORMS) {
      return;
    }
    List<Long> older = before.getOrDefault(unit.id(), List.of());
    for (Long old : older) {
      catalogue.unit(old).ifPresent(one -> back(one, found, depth + 1));
    }
    if (older.isEmpty()) {
      List<Unit> chain = catalogue.withAncestors(unit, unit.validFrom());
      if (chain.size() > 1) {
        back(chain.get(1), found, depth + 1);
      }
    }
  }

  private @Nullable Unit common(Collection<Unit> candidates) {
    Set<Unit> shared = null;
    for (Unit one : candidates) {
      List<Unit> chain = catalogue.withAncestors(one, day);
      if (shared == null) {
        shared = new LinkedHashSet<>(chain);
      } else {
        shared.retainAll(new HashSet<>(chain));
      }
    }
    return shared == null || shared.isEmpty() ? null : shared.iterator().next();
  }
}

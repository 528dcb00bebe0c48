package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/**
 * Where a unit of any time is on the day of the question.
 *
 * @param unit the unit that stands there, null when none is known
 * @param named the unit as it was named, null when none was
 * @param parts where the named unit went when it was split; the unit is then what holds them all
 */
record TodaysPlace(@Nullable Unit unit, @Nullable Unit named, List<Unit> parts) {

  static TodaysPlace of(CatalogueSnapshot snapshot, @Nullable Long unitId, LocalDate day) {
    Unit named = snapshot.unit(unitId).orElse(null);
    if (named == null) {
      return new TodaysPlace(null, null, List.of());
    }
    for (Unit above : snapshot.withAncestors(named)) {
      List<Unit> today = snapshot.currentOf(above, day);
      if (today.size() == 1) {
        return new TodaysPlace(today.get(0), named, List.of());
      }
      if (today.size() > 1) {
        return new TodaysPlace(commonUnit(snapshot, today, day), named, today);
      }
    }
    return new TodaysPlace(null, named, List.of());
  }

  /** The smallest unit that holds all of these on that day, null when none does. */
  static @Nullable Unit commonUnit(CatalogueSnapshot snapshot, List<Unit> units, LocalDate day) {
    for (Unit candidate : snapshot.withAncestors(units.get(0), day)) {
      boolean holdsAll =
          units.stream()
              .allMatch(
                  unit ->
                      snapshot.withAncestors(unit, day).stream()
                          .anyMatch(above -> above.id() == candidate.id()));
      if (holdsAll) {
        return candidate;
      }
    }
    return null;
  }

  boolean isSplit() {
    return !parts.isEmpty();
  }

  boolean isRenamed() {
    return unit != null && named != null && parts.isEmpty() && unit.id() != named.id();
  }

  /** The unit, all above it, and the same of the unit as named: what a rule's territory may be. */
  Set<Long> chain(CatalogueSnapshot snapshot, LocalDate day) {
    List<Unit> chain = new ArrayList<>();
    if (unit != null) {
      chain.addAll(snapshot.withAncestors(unit, day));
    }
    if (named != null) {
      chain.addAll(snapshot.withAncestors(named, day));
    }
    Set<Long> ids = new HashSet<>();
    chain.forEach(u -> ids.add(u.id()));
    return ids;
  }
}

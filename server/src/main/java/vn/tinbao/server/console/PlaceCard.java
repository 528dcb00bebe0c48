package vn.tinbao.server.console;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.BorderDistance;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.console.catalogue.UnitMap;

/**
 * Where a tip's place lies: on a map among its neighbours where outlines were imported, else in
 * words.
 *
 * @param path the unit and those above it, smallest first; empty while nobody knows where
 * @param day of receipt: units are shown as they stood then
 * @param map null where the unit has no outline
 * @param across who lives on the other side of the border, by unit of the path and the neighbours
 * @param border the nearest piece of the land border; null where outlines or list are missing
 */
public record PlaceCard(
    List<Unit> path,
    LocalDate day,
    @Nullable UnitMap map,
    Map<Long, Set<String>> across,
    BorderDistance.@Nullable Near border) {

  /** Whether this unit is at the land border. */
  public Set<String> across(Unit unit) {
    return across.getOrDefault(unit.id(), Set.of());
  }
}

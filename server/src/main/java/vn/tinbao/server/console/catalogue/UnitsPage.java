package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.catalogue.UnitSearch;

/**
 * Units of a day.
 *
 * @param hits what the search found
 * @param provinces all provinces of the day, when nothing was searched
 * @param counts units of the day by level
 * @param cut whether there are more hits than are shown
 */
public record UnitsPage(
    String search,
    AskedDay at,
    List<UnitSearch.Hit> hits,
    List<Unit> provinces,
    Map<UnitLevel, Integer> counts,
    boolean cut) {}

package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;
import vn.tinbao.server.catalogue.CompetenceRule;
import vn.tinbao.server.catalogue.Unit;

/**
 * The rules of a day, or all versions of one.
 *
 * @param only id of the rule whose versions are shown; empty for the rules of the day
 * @param procedures rules by procedure, the weightiest first
 * @param units units that rules are for, by id
 * @param keepable rules that the viewer may change
 * @param keeper whether the viewer may change any
 */
public record RulesPage(
    AskedDay at,
    String only,
    Map<String, List<CompetenceRule>> procedures,
    Map<Long, Unit> units,
    List<CompetenceRule> keepable,
    boolean keeper) {}

package vn.tinbao.server.console.catalogue;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.routing.CompetenceGaps;
import vn.tinbao.server.routing.GapReports;

/**
 * What would go wrong on a day.
 *
 * @param key agencies of this key are listed; null for the whole check
 * @param unreached those of them that have no number or nobody at the desk, recorded ones first
 * @param withoutRoster agencies with people of whom nobody is on the duty roster of the next week
 * @param next address of the continuation of that list, null at the end
 */
public record GapsPage(
    AskedDay at,
    GapReports.Answer answer,
    @Nullable String key,
    List<Unreached> unreached,
    List<Agency> withoutRoster,
    @Nullable String next) {

  /** An agency that cannot be reached. */
  public record Unreached(Agency agency, boolean manned) {}

  /** The check, null while it is made. */
  public @Nullable CompetenceGaps gaps() {
    return answer instanceof GapReports.Answer.Ready ready ? ready.gaps() : null;
  }

  /** All of these counts. */
  public static int sum(Map<UnitLevel, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}

package vn.tinbao.server.portal;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitSearch;

/**
 * Numbers to call, of all places or of one.
 *
 * @param asked the place as it was typed; empty when none was
 * @param day of which the numbers are
 * @param today whether that is today
 * @param dayWrong whether what was typed is no day
 * @param unit the place that is shown, null for all
 * @param place its name with those above it
 * @param hits places of that name, when there are several
 */
public record HotlinesPage(
    String asked,
    LocalDate day,
    boolean today,
    boolean dayWrong,
    @Nullable Unit unit,
    String place,
    List<UnitSearch.Hit> hits,
    List<Lines.Territory> territories) {

  /** Whether a place was asked for that nobody knows. */
  public boolean unknown() {
    return !asked.isBlank() && unit == null && hits.isEmpty();
  }
}

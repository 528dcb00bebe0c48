package vn.tinbao.server.routing;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.understanding.Understood;

/**
 * What can be said of the place while a person must still choose: three communes of one name in
 * Lạng Sơn are at least in Lạng Sơn, and a tip need not go to the whole country's agency.
 */
public final class PlaceInDoubt {
  /** Candidates this far behind the best are not in doubt any more. */
  private static final int IN_DOUBT = 10;

  /** The scale ends here: whatever stands below may be any distance behind. */
  private static final int FULL_SCORE = 100;

  private PlaceInDoubt() {}

  /**
   * The unit to route by: the decided one; else the old unit that was split, when it alone is
   * meant; else the smallest unit of the day that holds all candidates in doubt.
   *
   * @return id of a unit, empty when the candidates have nothing in common or there is none
   */
  public static Optional<Long> unitToRouteBy(
      Understood understood, CatalogueSnapshot snapshot, LocalDate day) {
    if (understood.placeDecided() != null) {
      return Optional.of(understood.placeDecided());
    }
    if (!understood.ambiguous() || understood.places().isEmpty()) {
      return Optional.empty();
    }
    int best = understood.places().get(0).score();
    List<Understood.Place> inDoubt =
        understood.places().stream()
            .filter(p -> best - p.score() < (best >= FULL_SCORE ? 1 : IN_DOUBT))
            .toList();
    if (inDoubt.size() == 1) {
      return Optional.of(inDoubt.get(0).unitId());
    }
    List<Unit> today = new ArrayList<>();
    for (Understood.Place place : inDoubt) {
      place.currentUnitIds().forEach(id -> snapshot.unit(id).ifPresent(today::add));
    }
    return today.isEmpty()
        ? Optional.empty()
        : Optional.ofNullable(TodaysPlace.commonUnit(snapshot, today, day)).map(Unit::id);
  }
}

package vn.tinbao.server.console.figures;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencyLevel;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.FigurePlaces;
import vn.tinbao.server.statistics.FigureScope;

/**
 * Of which places somebody may see the figures: the territory of the own agency as it is today, on
 * the map of any day on which it can be drawn.
 */
@Singleton
final class FiguresView {
  private final Catalogue catalogue;
  private final FigurePlaces places;
  private final Clock clock;

  FiguresView(Catalogue catalogue, FigurePlaces places, Clock clock) {
    this.catalogue = catalogue;
    this.places = places;
    this.clock = clock;
  }

  /**
   * A place with its figures.
   *
   * @param unit null: the whole country, or several units
   * @param asked its id as an address has it; empty: all that the viewer may see
   * @param up the place above that the viewer may see too: its id, empty for the widest view, null
   *     for none
   */
  record Place(FigureScope scope, @Nullable Unit unit, String asked, @Nullable String up) {}

  /**
   * The place asked for; the widest that the viewer may see when the address names none. A unit
   * that does not stand on that day is that in which it lies then, as far as the viewer may see it.
   *
   * @param on the day whose map is meant
   * @return empty when it is not the viewer's to see, or there was nothing on that day
   */
  Optional<Place> place(StaffMember viewer, String asked, LocalDate on) {
    CatalogueSnapshot now = catalogue.now();
    Agency own = now.agency(viewer.agencyId()).orElse(null);
    if (own == null || !(asked.isEmpty() || asked.matches("[0-9]{1,18}"))) {
      return Optional.empty();
    }
    boolean central = own.level() == AgencyLevel.CENTRAL;
    LocalDate today = LegalTime.day(clock.instant());
    Set<Long> widest = central ? Set.of() : places.territory(own.territory(), today, on);
    if (!central && widest.isEmpty()) {
      return Optional.empty();
    }
    Place whole = whole(new FigureScope(widest, Set.of(), on), now);
    if (asked.isEmpty()) {
      return Optional.of(whole);
    }
    Unit wanted = now.unit(Long.parseLong(asked)).orElse(null);
    if (wanted == null || !seen(wanted, own, central, today)) {
      return Optional.empty();
    }
    return Optional.of(
        places
            .on(wanted.id(), on)
            .filter(unit -> seen(unit, own, central, today))
            .map(unit -> part(unit, whole, own, central, today))
            .orElse(whole));
  }

  private boolean seen(Unit unit, Agency own, boolean central, LocalDate today) {
    return central || places.within(unit.id(), own.territory(), today);
  }

  private static Place whole(FigureScope scope, CatalogueSnapshot now) {
    Unit only =
        scope.units().size() == 1 ? now.unit(scope.units().iterator().next()).orElse(null) : null;
    return new Place(scope, only, "", null);
  }

  private Place part(Unit unit, Place whole, Agency own, boolean central, LocalDate today) {
    LocalDate on = whole.scope().unitsOn();
    if (whole.scope().units().equals(Set.of(unit.id()))) {
      return whole;
    }
    List<Unit> chain = catalogue.now().withAncestors(unit, on);
    Unit above = chain.size() > 1 ? chain.get(1) : null;
    String up =
        above != null
                && seen(above, own, central, today)
                && !whole.scope().units().equals(Set.of(above.id()))
            ? Long.toString(above.id())
            : "";
    return new Place(FigureScope.unit(unit.id(), on), unit, Long.toString(unit.id()), up);
  }
}

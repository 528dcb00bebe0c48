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
import vn.tinbao.server.statistics.FigureScope;

/**
 * Of which places somebody may see the figures: the territory of the own agency, on today's map.
 */
@Singleton
final class FiguresView {
  private final Catalogue catalogue;
  private final Clock clock;

  FiguresView(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /**
   * A place with its figures.
   *
   * @param unit null: the whole country
   * @param asked as the address had it
   * @param up the place above that the viewer may see too: its id, empty for the widest view, null
   *     for none
   */
  record Place(FigureScope scope, @Nullable Unit unit, String asked, @Nullable String up) {}

  /**
   * The place asked for; the widest that the viewer may see when the address names none.
   *
   * @return empty when it is not the viewer's to see, or is no unit of today
   */
  Optional<Place> place(StaffMember viewer, String asked) {
    CatalogueSnapshot now = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    Agency own = now.agency(viewer.agencyId()).orElse(null);
    if (own == null) {
      return Optional.empty();
    }
    boolean central = own.level() == AgencyLevel.CENTRAL;
    Set<Long> territory = own.territory();
    if (asked.isEmpty()) {
      Unit only =
          !central && territory.size() == 1
              ? now.unit(territory.iterator().next()).orElse(null)
              : null;
      return Optional.of(
          new Place(
              central ? FigureScope.everywhere(today) : new FigureScope(territory, Set.of(), today),
              only,
              "",
              null));
    }
    if (!asked.matches("[0-9]{1,18}")) {
      return Optional.empty();
    }
    Unit unit = now.unit(Long.parseLong(asked)).filter(one -> one.standsOn(today)).orElse(null);
    if (unit == null) {
      return Optional.empty();
    }
    List<Unit> chain = now.withAncestors(unit, today);
    if (!central && chain.stream().noneMatch(one -> territory.contains(one.id()))) {
      return Optional.empty();
    }
    String up = "";
    if (chain.size() > 1) {
      Unit above = chain.get(1);
      boolean seen =
          central || chain.stream().skip(1).anyMatch(one -> territory.contains(one.id()));
      up =
          seen && !(territory.size() == 1 && territory.contains(above.id()))
              ? Long.toString(above.id())
              : "";
    }
    return Optional.of(new Place(FigureScope.unit(unit.id(), today), unit, asked, up));
  }
}

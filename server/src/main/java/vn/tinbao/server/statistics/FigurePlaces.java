package vn.tinbao.server.statistics;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;

/** Where a place of one map lies on that of another day: before a reform, or after it. */
@Singleton
public class FigurePlaces {
  private final Scopes scopes;
  private final Catalogue catalogue;

  FigurePlaces(Scopes scopes, Catalogue catalogue) {
    this.scopes = scopes;
    this.catalogue = catalogue;
  }

  /**
   * The smallest unit of that day that surely holds this one, of whatever time; empty when it lies
   * in several provinces, and where nothing of it stood.
   */
  public Optional<Unit> on(long unit, LocalDate day) {
    return Optional.ofNullable(scopes.map(day).of(unit));
  }

  /** Whether that unit, of whatever time, lies wholly in one of these of a day. */
  public boolean within(long unit, Set<Long> territory, LocalDate day) {
    UnitsOn map = scopes.map(day);
    Unit place = map.of(unit);
    return place != null
        && map.above(place).stream().anyMatch(above -> territory.contains(above.id()));
  }

  /**
   * What these units of a day are on the map of another: the largest that lie wholly in them.
   *
   * @param of the day on which {@code territory} stands
   */
  public Set<Long> territory(Set<Long> territory, LocalDate of, LocalDate day) {
    if (of.equals(day)) {
      return territory;
    }
    UnitsOn map = scopes.map(day);
    Set<Unit> inside = new HashSet<>();
    for (Unit unit : catalogue.now().units()) {
      if (unit.standsOn(day) && within(unit.id(), territory, of)) {
        inside.add(unit);
      }
    }
    Set<Long> largest = new HashSet<>();
    for (Unit unit : inside) {
      if (map.above(unit).stream().skip(1).noneMatch(inside::contains)) {
        largest.add(unit.id());
      }
    }
    return Set.copyOf(largest);
  }
}

package vn.tinbao.server.statistics;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** What a {@link FigureScope} means in the database: ids of units and agencies of all times. */
@Singleton
final class Scopes {
  /** Maps of so many days are kept: today's, and some that reports compare with. */
  private static final int MOST_DAYS = 8;

  private final Catalogue catalogue;
  private final Map<LocalDate, UnitsOn> maps =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, UnitsOn> eldest) {
          return size() > MOST_DAYS;
        }
      };
  private long version = -1;
  private @Nullable Provinces provinces;
  private @Nullable UnitsOn provincesOf;

  Scopes(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** The map of a day, by the catalogue as it is now. */
  synchronized UnitsOn map(LocalDate day) {
    CatalogueSnapshot now = catalogue.now();
    if (now.version() != version) {
      maps.clear();
      version = now.version();
    }
    return maps.computeIfAbsent(day, d -> new UnitsOn(now, d));
  }

  /**
   * In which province every unit of any time lies on the map of a day.
   *
   * @param version another one when any of them lies elsewhere
   * @param provinces by unit; units of no one province are left out
   */
  record Provinces(String version, Map<Long, Long> provinces) {}

  /** By the catalogue as it is now. */
  synchronized Provinces provinces(LocalDate day) {
    UnitsOn map = map(day);
    Provinces known = provinces;
    if (known != null && map == provincesOf) {
      return known;
    }
    Map<Long, Long> found = new TreeMap<>();
    for (Unit unit : catalogue.now().units()) {
      Unit province = province(map, map.of(unit.id()));
      if (province != null) {
        found.put(unit.id(), province.id());
      }
    }
    Provinces made = new Provinces(FigureLayout.digest(found.toString()), found);
    provinces = made;
    provincesOf = map;
    return made;
  }

  private static @Nullable Unit province(UnitsOn map, @Nullable Unit place) {
    return place == null
        ? null
        : map.above(place).stream()
            .filter(above -> above.level() == UnitLevel.PROVINCE)
            .findFirst()
            .orElse(null);
  }

  /** Null: everywhere. */
  Long @Nullable [] units(FigureScope scope) {
    return scope.units().isEmpty()
        ? null
        : map(scope.unitsOn()).within(scope.units()).toArray(new Long[0]);
  }

  /** Null: whoever leads. */
  String @Nullable [] agencies(FigureScope scope) {
    if (scope.agencies().isEmpty()) {
      return null;
    }
    CatalogueSnapshot now = catalogue.now();
    Set<String> found = new HashSet<>(scope.agencies());
    for (Agency agency : now.agencies()) {
      LocalDate end = agency.validTo();
      if (end != null && !end.isAfter(scope.unitsOn())) {
        List<Agency> heirs = now.currentOf(agency, scope.unitsOn());
        if (!heirs.isEmpty() && scope.agencies().contains(heirs.get(0).id())) {
          found.add(agency.id());
        }
      }
    }
    return found.toArray(new String[0]);
  }

  /**
   * Where what was counted for a unit of any time belongs on the scope's day; other parts stay.
   *
   * @return null: not of one unit, or not known where
   */
  @Nullable String rolledUp(@Nullable String part, Dimension dimension, FigureScope scope) {
    if (part == null || (dimension != Dimension.UNIT && dimension != Dimension.PROVINCE)) {
      return part;
    }
    UnitsOn map = map(scope.unitsOn());
    Unit place = map.of(Long.parseLong(part));
    Unit wanted = dimension == Dimension.UNIT ? place : province(map, place);
    return wanted == null ? null : Long.toString(wanted.id());
  }
}

package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencySearch;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** Finds the agencies that a tip could be handed to. */
@Singleton
final class TransferTargets {
  private static final int MOST = 20;

  private final Catalogue catalogue;
  private final Clock clock;
  private volatile @Nullable AgencySearch search;

  TransferTargets(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** An agency to choose, and where it is. */
  record Target(String id, String name, String place) {}

  /**
   * Agencies whose name or place has all the words or their beginnings, with or without accents,
   * those of the own province first; without any words those above the own one, nearest first, and
   * its neighbours in the same unit. Twenty at most.
   *
   * @param chosen id of the agency that was chosen before: on top, when it stands today
   */
  List<Target> find(String ownAgencyId, String words, String chosen) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    List<Agency> found =
        words.isBlank()
            ? near(snapshot, ownAgencyId, today)
            : named(snapshot, today, ownAgencyId, words);
    return Stream.concat(
            snapshot.agency(chosen).filter(agency -> agency.standsOn(today)).stream(),
            found.stream())
        .distinct()
        .filter(agency -> !agency.id().equals(ownAgencyId))
        .limit(MOST)
        .map(agency -> new Target(agency.id(), agency.name(), place(snapshot, agency)))
        .toList();
  }

  private static List<Agency> near(CatalogueSnapshot snapshot, String ownId, LocalDate today) {
    Map<String, Agency> near = new LinkedHashMap<>();
    Agency own = snapshot.agency(ownId).orElse(null);
    String above = own == null ? null : own.parentId();
    while (above != null && !near.containsKey(above)) {
      Agency agency = snapshot.agency(above).orElse(null);
      if (agency == null) {
        break;
      }
      if (agency.standsOn(today)) {
        near.put(agency.id(), agency);
      }
      above = agency.parentId();
    }
    if (own != null) {
      snapshot
          .unit(own.unitId())
          .ifPresent(
              unit -> snapshot.agenciesFor(unit, today).forEach(a -> near.putIfAbsent(a.id(), a)));
    }
    return new ArrayList<>(near.values());
  }

  /** Those of the own province first, else as they are found. */
  private List<Agency> named(
      CatalogueSnapshot snapshot, LocalDate today, String ownId, String words) {
    Unit own = snapshot.agency(ownId).map(a -> province(snapshot, a, today)).orElse(null);
    return search(snapshot, today).find(words).stream()
        .sorted(
            Comparator.comparing((Agency a) -> !Objects.equals(own, province(snapshot, a, today))))
        .toList();
  }

  private static @Nullable Unit province(CatalogueSnapshot snapshot, Agency agency, LocalDate day) {
    Unit unit = snapshot.unit(agency.unitId()).orElse(null);
    if (unit == null) {
      return null;
    }
    List<Unit> chain = snapshot.withAncestors(unit, day);
    return chain.get(chain.size() - 1);
  }

  /** The index of today; two requests at the change of day may both build it, which is harmless. */
  private AgencySearch search(CatalogueSnapshot snapshot, LocalDate today) {
    AgencySearch current = search;
    if (current == null || !current.isOf(snapshot, today)) {
      current = new AgencySearch(snapshot, today);
      search = current;
    }
    return current;
  }

  private static String place(CatalogueSnapshot snapshot, Agency agency) {
    return snapshot.unit(agency.unitId()).map(snapshot::fullPlace).orElse("");
  }
}

package vn.tinbao.server.console;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.understanding.Fold;

/** Finds the agencies that a tip could be handed to. */
@Singleton
final class TransferTargets {
  private static final int MOST = 20;

  private final Catalogue catalogue;
  private final Clock clock;

  TransferTargets(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** An agency to choose, and where it is. */
  record Target(String id, String name, String place) {}

  /**
   * Agencies whose name or place has all the words, with or without accents; without any words
   * those above the own one, nearest first, and its neighbours in the same unit. Twenty at most.
   */
  List<Target> find(String ownAgencyId, String words) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = LegalTime.day(clock.instant());
    List<Agency> found =
        words.isBlank()
            ? near(snapshot, ownAgencyId, today)
            : named(snapshot, today, Fold.text(words).split("\\s+"));
    return found.stream()
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

  private static List<Agency> named(CatalogueSnapshot snapshot, LocalDate today, String[] words) {
    return snapshot.agencies().stream()
        .filter(agency -> agency.standsOn(today))
        .filter(
            agency -> {
              String text = Fold.text(agency.name() + " " + place(snapshot, agency));
              return Arrays.stream(words).allMatch(text::contains);
            })
        .sorted(Comparator.comparing(Agency::name).thenComparing(Agency::id))
        .toList();
  }

  private static String place(CatalogueSnapshot snapshot, Agency agency) {
    return snapshot.unit(agency.unitId()).map(snapshot::fullPlace).orElse("");
  }
}

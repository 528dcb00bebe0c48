package vn.tinbao.server.console.queue;

import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/** Units by which a queue is filtered: what is offered, and what lies in one, then and now. */
@Singleton
class QueuePlaces {
  private final Catalogue catalogue;
  private final Clock clock;
  private volatile Known known = new Known(-1, LocalDate.MIN, Map.of());

  QueuePlaces(Catalogue catalogue, Clock clock) {
    this.catalogue = catalogue;
    this.clock = clock;
  }

  /** Ids in each unit, of one version of the catalogue and one day. */
  private record Known(long version, LocalDate day, Map<Long, Set<Long>> inside) {}

  /**
   * What an agency is offered: the units below its own that stand today (provinces for the whole
   * country), by name.
   */
  List<Unit> offeredTo(String agencyId) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = today();
    Optional<Unit> seat = snapshot.agency(agencyId).map(Agency::unitId).flatMap(snapshot::unit);
    boolean central =
        seat.isEmpty()
            || snapshot
                .agency(agencyId)
                .map(agency -> agency.level().name().equals("CENTRAL"))
                .orElse(false);
    List<Unit> offered = new ArrayList<>();
    for (Unit unit : snapshot.units()) {
      if (!unit.standsOn(today)) {
        continue;
      }
      if (central
          ? unit.level() == UnitLevel.PROVINCE
          : snapshot.withAncestors(unit, today).stream()
              .anyMatch(above -> above.id() == seat.get().id())) {
        offered.add(unit);
      }
    }
    offered.sort(Comparator.comparing(Unit::level).thenComparing(Unit::name));
    return offered;
  }

  /** The unit of a reference as in {@link Unit#ref}. */
  Optional<Unit> find(@Nullable String ref) {
    int slash = ref == null ? -1 : ref.indexOf('/');
    return ref == null || slash < 0
        ? Optional.empty()
        : catalogue.now().unitsByCode(ref.substring(0, slash)).stream()
            .filter(unit -> unit.validFrom().toString().equals(ref.substring(slash + 1)))
            .findFirst();
  }

  /** Ids of the unit and all that lies in it, today or in what it became since. */
  Set<Long> inside(Unit unit) {
    CatalogueSnapshot snapshot = catalogue.now();
    LocalDate today = today();
    Known now = known;
    if (now.version() != snapshot.version() || !now.day().equals(today)) {
      now = new Known(snapshot.version(), today, new ConcurrentHashMap<>());
      known = now;
    }
    return now.inside().computeIfAbsent(unit.id(), id -> inside(snapshot, unit, today));
  }

  private static Set<Long> inside(CatalogueSnapshot snapshot, Unit unit, LocalDate today) {
    Set<Long> ids = new TreeSet<>();
    ids.add(unit.id());
    for (Unit any : snapshot.units()) {
      List<Unit> current = any.standsOn(today) ? List.of(any) : snapshot.currentOf(any, today);
      if (current.stream()
          .anyMatch(
              one ->
                  snapshot.withAncestors(one, today).stream()
                      .anyMatch(above -> above.id() == unit.id()))) {
        ids.add(any.id());
      }
    }
    return ids;
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }
}

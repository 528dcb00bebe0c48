package vn.tinbao.server.tip;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.AgencySuccession;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Succession;
import vn.tinbao.server.catalogue.Unit;

/**
 * Who took the place of an agency that is no more, as the catalogue has it.
 *
 * @param all those that stand on the day, first choice first
 * @param whole one of them took all of it, at every step on the way
 */
record Heirs(Agency ended, List<Heir> all, boolean whole) {
  /** Reforms that one agency can have lived through. */
  private static final int MOST_REFORMS = 16;

  /**
   * One of them.
   *
   * @param scope which part of the work, in Vietnamese; null for all of it
   */
  record Heir(Agency agency, @Nullable String scope) {}

  static Heirs of(CatalogueSnapshot snapshot, Agency ended, LocalDate day) {
    Search search = new Search(snapshot, day);
    search.follow(ended, null, 0);
    return new Heirs(ended, List.copyOf(search.found), search.whole && search.found.size() == 1);
  }

  /** The one that took all of it. */
  Optional<Agency> only() {
    return whole ? Optional.of(all.get(0).agency()) : Optional.empty();
  }

  /**
   * The one that took what lies in this unit: where agencies divided a territory and not the work,
   * the place of a tip says whose it is.
   *
   * @param unitId of any day; null when the place is not known
   */
  Optional<Agency> at(CatalogueSnapshot snapshot, @Nullable Long unitId, LocalDate day) {
    if (all.size() < 2 || all.stream().anyMatch(heir -> heir.scope() != null)) {
      return Optional.empty();
    }
    List<Unit> today =
        snapshot.unit(unitId).map(unit -> snapshot.currentOf(unit, day)).orElse(List.of());
    if (today.size() != 1) {
      return Optional.empty();
    }
    List<Agency> there = snapshot.agenciesFor(today.get(0), day);
    List<Agency> found = all.stream().map(Heir::agency).filter(there::contains).toList();
    return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
  }

  boolean include(String agencyId) {
    return all.stream().anyMatch(heir -> heir.agency().id().equals(agencyId));
  }

  /**
   * Whether its people do there what they did before: the same kind of agency at the same level.
   */
  boolean peopleGoAlong() {
    return only()
        .filter(heir -> heir.level() == ended.level() && heir.function() == ended.function())
        .isPresent();
  }

  private static final class Search {
    private final CatalogueSnapshot snapshot;
    private final LocalDate day;
    private final List<Heir> found = new ArrayList<>();
    private boolean whole = true;

    Search(CatalogueSnapshot snapshot, LocalDate day) {
      this.snapshot = snapshot;
      this.day = day;
    }

    void follow(Agency agency, @Nullable String scope, int depth) {
      if (agency.standsOn(day)) {
        if (found.stream().noneMatch(heir -> heir.agency().id().equals(agency.id()))) {
          found.add(new Heir(agency, scope));
        }
        return;
      }
      List<AgencySuccession> steps =
          depth > MOST_REFORMS
              ? List.of()
              : snapshot.agencySuccessions(agency.id()).stream()
                  .filter(step -> !day.isBefore(step.effective()))
                  .toList();
      whole &= steps.size() == 1 && steps.get(0).extent() == Succession.Extent.FULL;
      for (AgencySuccession step : steps) {
        Agency next = snapshot.agency(step.newAgencyId()).orElse(null);
        if (next == null) {
          whole = false;
        } else {
          follow(next, step.scope() == null ? scope : step.scope(), depth + 1);
        }
      }
    }
  }
}

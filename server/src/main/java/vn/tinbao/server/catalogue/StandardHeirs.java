package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who takes over from an agency that ended and of which nobody recorded it: the agency of the same
 * kind in the units that took the place of its unit, else those that its template names. Computed
 * when asked, so that tens of thousands of such steps need not be stored.
 */
final class StandardHeirs {
  private final Agency ended;
  private final CatalogueSnapshot snapshot;

  private StandardHeirs(Agency ended, CatalogueSnapshot snapshot) {
    this.ended = ended;
    this.snapshot = snapshot;
  }

  private record Named(Agency agency, @Nullable String scope) {}

  /** Empty while the agency has no last day, and when nobody takes over. */
  static List<AgencySuccession> of(Agency ended, CatalogueSnapshot snapshot) {
    LocalDate end = ended.validTo();
    Unit unit = snapshot.unit(ended.unitId()).orElse(null);
    if (end == null || unit == null) {
      return List.of();
    }
    AgencyTemplate template = AgencyTemplates.builtIn().of(ended, unit.level()).orElse(null);
    if (template == null) {
      return List.of();
    }
    return new StandardHeirs(ended, snapshot).steps(template, unit, end);
  }

  private List<AgencySuccession> steps(AgencyTemplate template, Unit unit, LocalDate end) {
    List<Named> heirs = related(template.key(), null, unit, end);
    if (heirs.isEmpty()) {
      heirs = new ArrayList<>();
      for (AgencyTemplate.Heir heir : template.heirs()) {
        heirs.addAll(related(heir.key(), heir.scope(), unit, end));
      }
    }
    Succession.Extent extent =
        heirs.size() == 1 ? Succession.Extent.FULL : Succession.Extent.PARTIAL;
    return heirs.stream()
        .map(
            heir -> new AgencySuccession(ended.id(), heir.agency().id(), end, extent, heir.scope()))
        .toList();
  }

  /**
   * Agencies of this kind that stand on the day where the ended one was: in the units that took the
   * place of its unit, above them or, where there is none, below them; the largest part first.
   */
  private List<Named> related(String key, @Nullable String scope, Unit unit, LocalDate day) {
    Set<Agency> found = new LinkedHashSet<>();
    for (Unit place : snapshot.currentOf(unit, day)) {
      int before = found.size();
      for (Agency candidate : snapshot.agenciesFor(place, day)) {
        if (AgencyTemplate.isKind(candidate, key) && !candidate.id().equals(ended.id())) {
          found.add(candidate);
        }
      }
      if (found.size() == before && place.level() != UnitLevel.COMMUNE) {
        found.addAll(below(key, place, day));
      }
    }
    return found.stream().map(agency -> new Named(agency, scope)).toList();
  }

  private List<Agency> below(String key, Unit place, LocalDate day) {
    List<Agency> found = new ArrayList<>();
    for (Agency candidate : snapshot.agencies()) {
      if (AgencyTemplate.isKind(candidate, key) && candidate.standsOn(day)) {
        Unit unit = snapshot.unit(candidate.unitId()).orElse(null);
        if (unit != null
            && unit.id() != place.id()
            && unit.standsOn(day)
            && snapshot.withAncestors(unit, day).contains(place)) {
          found.add(candidate);
        }
      }
    }
    return found;
  }
}

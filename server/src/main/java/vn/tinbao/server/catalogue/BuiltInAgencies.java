package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agencies of the five founding plans, made from the kinds of agency in {@code agencies.yaml}
 * for every unit that they fit, with who follows whom.
 */
final class BuiltInAgencies {
  private final CatalogueSnapshot units;
  private final AgencyTemplates templates = AgencyTemplates.builtIn();
  private final Map<String, AgencyTemplate> kindOf = new HashMap<>();
  private final Map<String, List<Agency>> byKey = new HashMap<>();
  private final List<Agency> agencies = new ArrayList<>();

  /** A succession with its place in the order. */
  record Heir(AgencySuccession step, int ordinal, String source) {}

  /**
   * @param units a snapshot with the units and their successions, agencies not needed
   */
  BuiltInAgencies(CatalogueSnapshot units) {
    this.units = units;
    List<Unit> ordered =
        units.units().stream()
            .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::ref))
            .toList();
    for (AgencyTemplate kind : templates.all()) {
      for (Unit unit : ordered) {
        if (fits(kind, unit)) {
          make(kind, unit);
        }
      }
    }
    agencies.replaceAll(this::withParent);
  }

  /** All agencies; the territory of a nationwide one is its seat, see {@link #nationwide}. */
  List<Agency> agencies() {
    return List.copyOf(agencies);
  }

  /** Whether the agency's territory is every province there is. */
  boolean nationwide(Agency agency) {
    return kind(agency).nationwide();
  }

  private AgencyTemplate kind(Agency agency) {
    AgencyTemplate kind = kindOf.get(agency.id());
    if (kind == null) {
      throw new IllegalArgumentException(agency.id() + " is not built in");
    }
    return kind;
  }

  private boolean fits(AgencyTemplate kind, Unit unit) {
    if (!kind.meets(unit)) {
      return false;
    }
    if (!kind.only().isEmpty()) {
      return kind.only().contains(unit.code());
    }
    if (templates.seatOnly().contains(unit.code())) {
      return false;
    }
    return kind.within().isEmpty()
        || units.withAncestors(unit).stream().anyMatch(u -> kind.within().contains(u.code()));
  }

  private void make(AgencyTemplate kind, Unit unit) {
    LocalDate from = kind.begins(unit);
    Agency agency =
        new Agency(
            kind.id(unit),
            kind.key(),
            kind.function(),
            kind.level(),
            kind.name(units, unit, from),
            unit.id(),
            territory(kind, unit, from),
            kind.standing(),
            kind.mayResolve(),
            null,
            kind.phones().get(unit.code()),
            from,
            kind.ends(unit),
            kind.source());
    agencies.add(agency);
    byKey.computeIfAbsent(kind.key(), k -> new ArrayList<>()).add(agency);
    if (kindOf.put(agency.id(), kind) != null) {
      throw new IllegalArgumentException(kind + ": makes " + agency.id() + " a second time");
    }
  }

  private Set<Long> territory(AgencyTemplate kind, Unit unit, LocalDate day) {
    Set<Long> found = new LinkedHashSet<>();
    for (String code : kind.territory()) {
      found.add(
          units
              .unitByCode(code, day)
              .orElseThrow(() -> new IllegalArgumentException(kind + ": no unit " + code))
              .id());
    }
    return found.isEmpty() ? Set.of(unit.id()) : Set.copyOf(found);
  }

  private Agency withParent(Agency agency) {
    Unit unit = unit(agency);
    List<Long> above =
        units.withAncestors(unit, agency.validFrom()).stream().map(Unit::id).toList();
    for (String key : kind(agency).parents()) {
      for (Agency candidate : byKey.getOrDefault(key, List.of())) {
        boolean reaches = nationwide(candidate) || above.contains(candidate.unitId());
        if (reaches && candidate.standsOn(agency.validFrom())) {
          return agency.withParent(candidate.id());
        }
      }
    }
    return agency;
  }

  /** Who takes over from every agency that ends. */
  List<Heir> heirs() {
    List<Heir> found = new ArrayList<>();
    for (Agency agency : agencies) {
      LocalDate end = agency.validTo();
      if (end == null) {
        continue;
      }
      List<Named> heirs = related(agency, agency.key(), null, end);
      if (heirs.isEmpty()) {
        heirs = new ArrayList<>();
        for (AgencyTemplate.Heir heir : kind(agency).heirs()) {
          heirs.addAll(related(agency, heir.key(), heir.scope(), end));
        }
      }
      Succession.Extent extent =
          heirs.size() == 1 ? Succession.Extent.FULL : Succession.Extent.PARTIAL;
      for (int i = 0; i < heirs.size(); i++) {
        Named heir = heirs.get(i);
        found.add(
            new Heir(
                new AgencySuccession(agency.id(), heir.agency().id(), end, extent, heir.scope()),
                i,
                agency.source()));
      }
    }
    return List.copyOf(found);
  }

  private record Named(Agency agency, @Nullable String scope) {}

  /**
   * Agencies of this key that stand on the day where the ended one was: in the units that took the
   * place of its unit, above them or below them; the largest part first.
   */
  private List<Named> related(Agency ended, String key, @Nullable String scope, LocalDate day) {
    List<Unit> places = units.currentOf(unit(ended), day);
    List<Named> found = new ArrayList<>();
    Set<String> seen = new LinkedHashSet<>();
    for (Unit place : places) {
      List<Unit> above = units.withAncestors(place, day);
      for (Agency candidate : byKey.getOrDefault(key, List.of())) {
        Unit unit = unit(candidate);
        boolean near = above.contains(unit) || units.withAncestors(unit, day).contains(place);
        if (candidate.standsOn(day) && near && seen.add(candidate.id())) {
          found.add(new Named(candidate, scope));
        }
      }
    }
    return found;
  }

  private Unit unit(Agency agency) {
    return units.unit(agency.unitId()).orElseThrow();
  }
}

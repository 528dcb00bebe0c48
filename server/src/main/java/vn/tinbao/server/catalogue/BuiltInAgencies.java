package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The agencies of the five founding plans, made from the kinds of agency in {@code agencies.yaml}
 * for every unit that they fit, with who follows whom.
 */
final class BuiltInAgencies {
  private final CatalogueSnapshot units;
  private final List<Kind> kinds;
  private final Map<String, Kind> kindOf = new HashMap<>();
  private final Map<String, List<Agency>> byKey = new HashMap<>();
  private final List<Agency> agencies = new ArrayList<>();

  /** What one entry of the file says. */
  private record Kind(
      YamlEntry entry,
      String key,
      UnitLevel of,
      List<String> only,
      List<String> within,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      boolean nationwide,
      String source) {}

  /** A succession with its place in the order. */
  record Heir(AgencySuccession step, int ordinal, String source) {}

  /**
   * @param units a snapshot with the units and their successions, agencies not needed
   */
  BuiltInAgencies(CatalogueSnapshot units) {
    this.units = units;
    YamlEntry file = YamlEntry.resource("agencies.yaml");
    List<String> seatOnly = file.texts("seatOnly");
    this.kinds = file.entries("agencies").stream().map(e -> kind(e, file)).toList();
    List<Unit> ordered =
        units.units().stream()
            .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::ref))
            .toList();
    for (Kind kind : kinds) {
      for (Unit unit : ordered) {
        if (fits(kind, unit, seatOnly)) {
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

  private static Kind kind(YamlEntry entry, YamlEntry file) {
    String source = entry.textOrNull("source");
    return new Kind(
        entry,
        entry.text("key"),
        UnitLevel.valueOf(entry.text("of")),
        entry.texts("only"),
        entry.texts("within"),
        entry.dayOrNull("from"),
        entry.dayOrNull("to"),
        entry.flag("nationwide"),
        source == null ? file.text("source") : source);
  }

  private Kind kind(Agency agency) {
    Kind kind = kindOf.get(agency.id());
    if (kind == null) {
      throw new IllegalArgumentException(agency.id() + " is not built in");
    }
    return kind;
  }

  private boolean fits(Kind kind, Unit unit, List<String> seatOnly) {
    if (unit.level() != kind.of()) {
      return false;
    }
    if (!kind.only().isEmpty()) {
      return kind.only().contains(unit.code());
    }
    if (seatOnly.contains(unit.code())) {
      return false;
    }
    return kind.within().isEmpty()
        || units.withAncestors(unit).stream().anyMatch(u -> kind.within().contains(u.code()));
  }

  private void make(Kind kind, Unit unit) {
    LocalDate from = later(kind.from(), unit.validFrom());
    LocalDate to = earlier(kind.to(), unit.validTo());
    if (to != null && !from.isBefore(to)) {
      return;
    }
    YamlEntry entry = kind.entry();
    Agency agency =
        new Agency(
            kind.key() + "@" + unit.ref(),
            kind.key(),
            AgencyFunction.valueOf(entry.text("function")),
            AgencyLevel.valueOf(entry.text("level")),
            name(entry, unit, from),
            unit.id(),
            territory(entry, unit, from),
            entry.flag("standing"),
            entry.flag("resolves"),
            null,
            entry.map("phones").get(unit.code()),
            from,
            to,
            kind.source());
    agencies.add(agency);
    byKey.computeIfAbsent(kind.key(), k -> new ArrayList<>()).add(agency);
    if (kindOf.put(agency.id(), kind) != null) {
      throw new IllegalArgumentException(entry + ": makes " + agency.id() + " a second time");
    }
  }

  private String name(YamlEntry entry, Unit unit, LocalDate day) {
    Map<String, String> others = entry.map("names");
    String pattern =
        others.getOrDefault(unit.code(), others.getOrDefault(unit.kind(), entry.text("name")));
    StringBuilder place = new StringBuilder();
    for (Unit u : units.withAncestors(unit, day)) {
      place.append(place.isEmpty() ? "" : ", ").append(inSentence(u));
    }
    return pattern
        .replace("{unit}", inSentence(unit))
        .replace("{bare}", unit.name())
        .replace("{place}", place);
  }

  /** {@code xã Khánh Khê}: the kind is no proper name within a sentence. */
  private static String inSentence(Unit unit) {
    String name = unit.fullName();
    return name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private Set<Long> territory(YamlEntry entry, Unit unit, LocalDate day) {
    Set<Long> found = new LinkedHashSet<>();
    for (String code : entry.texts("territory")) {
      found.add(
          units
              .unitByCode(code, day)
              .orElseThrow(() -> new IllegalArgumentException(entry + ": no unit " + code))
              .id());
    }
    return found.isEmpty() ? Set.of(unit.id()) : Set.copyOf(found);
  }

  private Agency withParent(Agency agency) {
    Unit unit = unit(agency);
    List<Long> above =
        units.withAncestors(unit, agency.validFrom()).stream().map(Unit::id).toList();
    for (String key : kind(agency).entry().texts("parent")) {
      for (Agency candidate : byKey.getOrDefault(key, List.of())) {
        boolean reaches = nationwide(candidate) || above.contains(candidate.unitId());
        if (reaches && candidate.standsOn(agency.validFrom())) {
          return withParent(agency, candidate.id());
        }
      }
    }
    return agency;
  }

  private static Agency withParent(Agency a, String parentId) {
    return new Agency(
        a.id(),
        a.key(),
        a.function(),
        a.level(),
        a.name(),
        a.unitId(),
        a.territory(),
        a.standing(),
        a.mayResolve(),
        parentId,
        a.phone(),
        a.validFrom(),
        a.validTo(),
        a.source());
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
        for (YamlEntry heir : kind(agency).entry().entries("heirs")) {
          heirs.addAll(related(agency, heir.text("key"), heir.textOrNull("scope"), end));
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

  private static LocalDate later(@Nullable LocalDate a, LocalDate b) {
    return a == null || a.isBefore(b) ? b : a;
  }

  private static @Nullable LocalDate earlier(@Nullable LocalDate a, @Nullable LocalDate b) {
    if (a == null || b == null) {
      return a == null ? b : a;
    }
    return a.isBefore(b) ? a : b;
  }
}

package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The whole catalogue at one moment, in memory and never changed: what understanding and routing
 * read, so that both are pure functions. A change of the catalogue makes a new snapshot.
 */
public final class CatalogueSnapshot {
  /** Reforms that one unit can have lived through; a chain longer than this is a mistake. */
  private static final int MOST_REFORMS = 16;

  /** Nearest to the people first, then by id: the same catalogue gives the same order. */
  private static final Comparator<Agency> SMALLEST_FIRST =
      Comparator.comparing(Agency::level).reversed().thenComparing(Agency::id);

  private final long version;
  private final Map<Long, Unit> units;
  private final Map<String, List<Unit>> unitsByCode;
  private final Map<Long, List<Succession>> successionsByOld;
  private final Map<String, Agency> agencies;
  private final Map<String, List<AgencySuccession>> agencySuccessionsByOld;
  private final Map<Long, List<Agency>> agenciesByTerritory;
  private final List<Agency> centralStanding;
  private final List<CompetenceRule> rules;
  private final List<Hotline> hotlines;

  /** A catalogue in which no agency has ended. */
  public CatalogueSnapshot(
      long version,
      Collection<Unit> units,
      Collection<Succession> successions,
      Collection<Agency> agencies,
      Collection<CompetenceRule> rules,
      Collection<Hotline> hotlines) {
    this(version, units, successions, agencies, List.of(), rules, hotlines);
  }

  /**
   * All parts. {@code version} rises with every change. Successions of one unit or agency come with
   * the largest part first; all else in any order.
   */
  public CatalogueSnapshot(
      long version,
      Collection<Unit> units,
      Collection<Succession> successions,
      Collection<Agency> agencies,
      Collection<AgencySuccession> agencySuccessions,
      Collection<CompetenceRule> rules,
      Collection<Hotline> hotlines) {
    this.version = version;
    Map<Long, Unit> byId = new HashMap<>(units.size() * 2);
    Map<String, List<Unit>> byCode = new HashMap<>(units.size() * 2);
    for (Unit unit : units) {
      byId.put(unit.id(), unit);
      byCode.computeIfAbsent(unit.code(), c -> new ArrayList<>(2)).add(unit);
    }
    Map<Long, List<Succession>> byOld = new HashMap<>();
    for (Succession succession : successions) {
      byOld.computeIfAbsent(succession.oldUnitId(), o -> new ArrayList<>(2)).add(succession);
    }
    Map<String, Agency> agencyById = new LinkedHashMap<>();
    Map<Long, List<Agency>> byTerritory = new HashMap<>();
    for (Agency agency : agencies.stream().sorted(SMALLEST_FIRST).toList()) {
      agencyById.put(agency.id(), agency);
      for (Long unitId : agency.territory()) {
        byTerritory.computeIfAbsent(unitId, u -> new ArrayList<>(4)).add(agency);
      }
    }
    Map<String, List<AgencySuccession>> heirs = new HashMap<>();
    for (AgencySuccession succession : agencySuccessions) {
      heirs.computeIfAbsent(succession.oldAgencyId(), o -> new ArrayList<>(2)).add(succession);
    }
    this.units = byId;
    this.unitsByCode = byCode;
    this.successionsByOld = byOld;
    this.agencies = agencyById;
    this.agencySuccessionsByOld = heirs;
    this.agenciesByTerritory = byTerritory;
    this.centralStanding =
        agencyById.values().stream()
            .filter(a -> a.level() == AgencyLevel.CENTRAL && a.standing())
            .toList();
    this.rules = List.copyOf(rules);
    this.hotlines = List.copyOf(hotlines);
  }

  /** Nothing at all, the state before the first import. */
  public static CatalogueSnapshot empty() {
    return new CatalogueSnapshot(0, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** The same catalogue with these agencies instead of its own. */
  CatalogueSnapshot withAgencies(Collection<Agency> others) {
    return new CatalogueSnapshot(
        version,
        units.values(),
        successionsByOld.values().stream().flatMap(List::stream).toList(),
        others,
        agencySuccessionsByOld.values().stream().flatMap(List::stream).toList(),
        rules,
        hotlines);
  }

  public long version() {
    return version;
  }

  public Collection<Unit> units() {
    return units.values();
  }

  public Collection<Agency> agencies() {
    return agencies.values();
  }

  public List<CompetenceRule> rules() {
    return rules;
  }

  public List<Hotline> hotlines() {
    return hotlines;
  }

  public Optional<Unit> unit(@Nullable Long id) {
    return id == null ? Optional.empty() : Optional.ofNullable(units.get(id));
  }

  public Optional<Agency> agency(@Nullable String id) {
    return id == null ? Optional.empty() : Optional.ofNullable(agencies.get(id));
  }

  /** The unit with this official code that stands on that day, the smallest level first. */
  public Optional<Unit> unitByCode(String code, LocalDate day) {
    return unitsByCode.getOrDefault(code, List.of()).stream()
        .filter(u -> u.standsOn(day))
        .max((a, b) -> a.level().compareTo(b.level()));
  }

  /** All units that ever had this code. */
  public List<Unit> unitsByCode(String code) {
    return List.copyOf(unitsByCode.getOrDefault(code, List.of()));
  }

  /** The unit itself and all above it on the last day of its life (now, if it stands). */
  public List<Unit> withAncestors(Unit unit) {
    return withAncestors(unit, LocalDate.MAX);
  }

  /**
   * The unit itself and all above it on that day, smallest first.
   *
   * <p>A unit goes on when the one above it is renamed: its {@link Unit#parentId} stays the row of
   * the day it began, and the row of today is found by that code.
   *
   * @param day moved into the unit's life when it lies outside
   */
  public List<Unit> withAncestors(Unit unit, LocalDate day) {
    LocalDate at = day.isBefore(unit.validFrom()) ? unit.validFrom() : day;
    if (unit.validTo() != null && !at.isBefore(unit.validTo())) {
      at = unit.validTo().minusDays(1);
    }
    List<Unit> chain = new ArrayList<>(3);
    Unit next = unit;
    while (next != null && chain.size() < UnitLevel.values().length) {
      chain.add(next);
      next = parent(next, at);
    }
    return chain;
  }

  private @Nullable Unit parent(Unit unit, LocalDate day) {
    Unit first = unit.parentId() == null ? null : units.get(unit.parentId());
    if (first == null || first.standsOn(day)) {
      return first;
    }
    for (Unit later : unitsByCode.getOrDefault(first.code(), List.of())) {
      if (later.level() == first.level() && later.standsOn(day)) {
        return later;
      }
    }
    return first;
  }

  /** {@code Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn}, as on the last day of its life. */
  public String fullPlace(Unit unit) {
    return fullPlace(unit, LocalDate.MAX);
  }

  /** The same, as it was called on that day. */
  public String fullPlace(Unit unit, LocalDate day) {
    StringBuilder out = new StringBuilder();
    for (Unit u : withAncestors(unit, day)) {
      out.append(out.isEmpty() ? "" : ", ").append(u.fullName());
    }
    return out.toString();
  }

  /** Direct steps from a unit that is no more. */
  public List<Succession> successions(long oldUnitId) {
    return successionsByOld.getOrDefault(oldUnitId, List.of());
  }

  /**
   * The units that stand on that day where this one stood: itself, or its successors followed to
   * the end, the largest part first. More than one means that the old unit was split and a person
   * must choose. Where no successor is recorded, what became of the unit above is given instead: a
   * coarser answer, but a true one.
   */
  public List<Unit> currentOf(Unit unit, LocalDate day) {
    Set<Unit> found = new LinkedHashSet<>();
    follow(unit, day, found, 0);
    return List.copyOf(found);
  }

  private void follow(Unit unit, LocalDate day, Set<Unit> found, int depth) {
    if (unit.standsOn(day)) {
      found.add(unit);
      return;
    }
    if (depth > MOST_REFORMS || day.isBefore(unit.validFrom())) {
      return;
    }
    boolean led = false;
    for (Succession step : successions(unit.id())) {
      Unit next = units.get(step.newUnitId());
      if (next != null && !day.isBefore(step.effective())) {
        follow(next, day, found, depth + 1);
        led = true;
      }
    }
    if (!led) {
      List<Unit> chain = withAncestors(unit);
      if (chain.size() > 1) {
        follow(chain.get(1), day, found, depth + 1);
      }
    }
  }

  /**
   * Agencies competent for this unit on that day: those of the unit and of all above it, the
   * smallest territory first, within one territory the lowest level first.
   */
  public List<Agency> agenciesFor(Unit unit, LocalDate day) {
    List<Agency> found = new ArrayList<>();
    for (Unit u : withAncestors(unit, day)) {
      for (Agency agency : agenciesByTerritory.getOrDefault(u.id(), List.of())) {
        if (agency.standsOn(day)) {
          found.add(agency);
        }
      }
    }
    return found;
  }

  /**
   * The standing agency of the whole country on that day: where a tip goes whose place nobody
   * knows. It is the one of level CENTRAL that is marked as standing; its territory is every
   * province there is, so it also ends every chain of {@link #agenciesFor}.
   */
  public Optional<Agency> nationalStanding(LocalDate day) {
    return centralStanding.stream().filter(a -> a.standsOn(day)).findFirst();
  }

  /**
   * The standing agency of the smallest unit that has one on that day, the national one when the
   * place is unknown (null) or has none. Empty only in a catalogue without a national one.
   */
  public Optional<Agency> standingFor(@Nullable Unit unit, LocalDate day) {
    if (unit != null) {
      for (Agency agency : agenciesFor(unit, day)) {
        if (agency.standing()) {
          return Optional.of(agency);
        }
      }
    }
    return nationalStanding(day);
  }

  /**
   * Who took over from an agency that ended, first choice first: as recorded, else as follows from
   * its kind and from what became of its unit (see {@link StandardHeirs}).
   */
  public List<AgencySuccession> agencySuccessions(String oldAgencyId) {
    List<AgencySuccession> recorded = agencySuccessionsByOld.get(oldAgencyId);
    if (recorded != null) {
      return recorded;
    }
    Agency ended = agencies.get(oldAgencyId);
    return ended == null ? List.of() : StandardHeirs.of(ended, this);
  }

  /**
   * The agencies that stand on that day where this one stood: itself, or its heirs followed to the
   * end, first choice first.
   */
  public List<Agency> currentOf(Agency agency, LocalDate day) {
    Set<Agency> found = new LinkedHashSet<>();
    follow(agency, day, found, 0);
    return List.copyOf(found);
  }

  private void follow(Agency agency, LocalDate day, Set<Agency> found, int depth) {
    if (agency.standsOn(day)) {
      found.add(agency);
      return;
    }
    if (depth > MOST_REFORMS) {
      return;
    }
    for (AgencySuccession step : agencySuccessions(agency.id())) {
      Agency next = agencies.get(step.newAgencyId());
      if (next != null && !day.isBefore(step.effective())) {
        follow(next, day, found, depth + 1);
      }
    }
  }

  /** Verified lines for this place (null: unknown) on that day, nearest territory first. */
  public List<Hotline> hotlinesFor(@Nullable Unit unit, LocalDate day) {
    List<Long> chain =
        unit == null ? List.of() : withAncestors(unit, day).stream().map(Unit::id).toList();
    return hotlines.stream()
        .filter(h -> h.verified() && h.standsOn(day))
        .filter(h -> h.unitId() == null || chain.contains(h.unitId()))
        .sorted(
            (a, b) ->
                Integer.compare(
                    a.unitId() == null ? 99 : chain.indexOf(a.unitId()),
                    b.unitId() == null ? 99 : chain.indexOf(b.unitId())))
        .toList();
  }
}

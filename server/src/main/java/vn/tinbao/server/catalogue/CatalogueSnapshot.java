package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
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
  private final long version;
  private final Map<Long, Unit> units;
  private final Map<String, List<Unit>> unitsByCode;
  private final Map<Long, List<Succession>> successionsByOld;
  private final Map<String, Agency> agencies;
  private final Map<Long, List<Agency>> agenciesByTerritory;
  private final List<CompetenceRule> rules;
  private final List<Hotline> hotlines;

  /** All parts; lists may come in any order. {@code version} rises with every change. */
  public CatalogueSnapshot(
      long version,
      Collection<Unit> units,
      Collection<Succession> successions,
      Collection<Agency> agencies,
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
    Map<String, Agency> agencyById = new HashMap<>();
    Map<Long, List<Agency>> byTerritory = new HashMap<>();
    for (Agency agency : agencies) {
      agencyById.put(agency.id(), agency);
      for (Long unitId : agency.territory()) {
        byTerritory.computeIfAbsent(unitId, u -> new ArrayList<>(4)).add(agency);
      }
    }
    this.units = byId;
    this.unitsByCode = byCode;
    this.successionsByOld = byOld;
    this.agencies = agencyById;
    this.agenciesByTerritory = byTerritory;
    this.rules = List.copyOf(rules);
    this.hotlines = List.copyOf(hotlines);
  }

  /** Nothing at all, the state before the first import. */
  public static CatalogueSnapshot empty() {
    return new CatalogueSnapshot(0, List.of(), List.of(), List.of(), List.of(), List.of());
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

  /** The unit itself and all above it, smallest first. */
  public List<Unit> withAncestors(Unit unit) {
    List<Unit> chain = new ArrayList<>(3);
    Unit at = unit;
    while (at != null && chain.size() < 4) {
      chain.add(at);
      at = at.parentId() == null ? null : units.get(at.parentId());
    }
    return chain;
  }

  /** {@code Xã Bình Trung, Huyện Cao Lộc, Tỉnh Lạng Sơn}. */
  public String fullPlace(Unit unit) {
    StringBuilder out = new StringBuilder();
    for (Unit u : withAncestors(unit)) {
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
   * the end. More than one means that the old unit was split and a person must choose.
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
    if (depth > 8) {
      return;
    }
    for (Succession step : successions(unit.id())) {
      Unit next = units.get(step.newUnitId());
      if (next != null && !day.isBefore(step.effective())) {
        follow(next, day, found, depth + 1);
      }
    }
  }

  /** Agencies competent for this unit on that day: those of the unit and of all above it. */
  public List<Agency> agenciesFor(Unit unit, LocalDate day) {
    List<Agency> found = new ArrayList<>();
    for (Unit u : withAncestors(unit)) {
      for (Agency agency : agenciesByTerritory.getOrDefault(u.id(), List.of())) {
        if (agency.standsOn(day)) {
          found.add(agency);
        }
      }
    }
    return found;
  }

  /** Verified lines for this place (null: unknown) on that day, nearest territory first. */
  public List<Hotline> hotlinesFor(@Nullable Unit unit, LocalDate day) {
    List<Long> chain =
        unit == null ? List.of() : withAncestors(unit).stream().map(Unit::id).toList();
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

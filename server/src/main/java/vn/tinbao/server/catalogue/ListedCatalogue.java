package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.SuccessionTable.Step;

/**
 * The catalogue without a database: the built-in one, with official lists laid over it by the same
 * plans as the imports, so that the same units, references and agency ids come out; the standard
 * agencies are derived as there.
 */
public final class ListedCatalogue {
  private final Map<Long, Unit> units = new LinkedHashMap<>();
  private final Map<Long, List<Step>> steps = new LinkedHashMap<>();
  private final Map<String, Agency> agencies = new LinkedHashMap<>();
  private final NavigableSet<LocalDate> listDays = new TreeSet<>();
  private final AtomicLong ids = new AtomicLong();
  private final BuiltInAgencies builtInAgencies;
  private final List<CompetenceRule> rules;
  private final List<Hotline> hotlines;

  /**
   * A file and the day on which it came into force.
   *
   * @param file TSV or CSV as the import commands take it
   */
  public record Listed(Path file, LocalDate day) {}

  private ListedCatalogue() {
    BuiltInUnits builtIn = BuiltInUnits.read(ids::incrementAndGet);
    CatalogueSnapshot bare = BuiltInCatalogue.snapshot(builtIn);
    builtIn.units().forEach(unit -> units.put(unit.id(), unit));
    builtIn.reforms().forEach(reform -> replace(reform.steps()));
    builtInAgencies = new BuiltInAgencies(bare);
    builtInAgencies.agencies().forEach(agency -> agencies.put(agency.id(), agency));
    rules = BuiltInCatalogue.rules(bare);
    hotlines = BuiltInCatalogue.hotlines(bare);
  }

  /** What comes with the program, and nothing else. */
  public static CatalogueSnapshot builtIn() {
    return read(List.of(), List.of());
  }

  /**
   * Reads these lists, the oldest first, then what became of the units that ended.
   *
   * @param lists complete lists of units, one a day
   * @param successions maps from old to new units
   * @throws ImportException naming file, line and field when one of them cannot be taken in
   */
  public static CatalogueSnapshot read(Collection<Listed> lists, Collection<Listed> successions) {
    return read(lists, successions, List.of());
  }

  /**
   * The same with the communes at the land border.
   *
   * @param borders complete lists, each at a day on which its communes stand
   */
  public static CatalogueSnapshot read(
      Collection<Listed> lists, Collection<Listed> successions, Collection<Listed> borders) {
    ListedCatalogue catalogue = new ListedCatalogue();
    oldestFirst(lists).forEach(catalogue::addList);
    oldestFirst(successions).forEach(catalogue::addSuccession);
    CatalogueSnapshot recorded = catalogue.snapshot();
    Set<BorderUnit> border = new LinkedHashSet<>();
    for (Listed listed : oldestFirst(borders)) {
      BorderList list = BorderList.read(listed.file(), listed.day(), recorded);
      border.removeIf(
          unit -> recorded.unit(unit.unitId()).filter(u -> u.standsOn(listed.day())).isPresent());
      border.addAll(list.units());
    }
    return StandardAgencies.complete(recorded, border);
  }

  private static List<Listed> oldestFirst(Collection<Listed> files) {
    return files.stream().sorted(Comparator.comparing(Listed::day)).toList();
  }

  private void addList(Listed listed) {
    if (listDays.contains(listed.day())) {
      throw ImportException.file(listed.file(), "is the second list of " + listed.day());
    }
    UnitListFile file = UnitListFile.read(listed.file());
    UnitListPlan plan = new UnitListPlan(file, listed.day(), units.values(), allSteps(), listDays);
    listDays.add(listed.day());
    Map<Long, Long> real = new LinkedHashMap<>();
    plan.inserts.forEach(unit -> real.put(unit.id(), ids.incrementAndGet()));
    for (Long id : plan.ends) {
      units.computeIfPresent(id, (i, unit) -> ended(unit, listed.day()));
    }
    for (Unit unit : plan.corrections) {
      units.put(unit.id(), real(unit, real));
    }
    for (Unit unit : plan.inserts) {
      Unit inserted = real(unit, real);
      units.put(inserted.id(), inserted);
    }
    replace(plan.steps.stream().map(step -> real(step, real)).toList());
    plan.goesOnAs.forEach(
        (before, after) -> agenciesGoOn(before, real.getOrDefault(after, after), listed.day()));
  }

  private void addSuccession(Listed listed) {
    TableFile file = TableFile.read(listed.file(), SuccessionPlan.COLUMNS);
    SuccessionPlan plan = new SuccessionPlan(file, listed.day(), units.values(), allSteps());
    replace(plan.explicit);
    replace(plan.concluded);
  }

  /** Makes these the only steps of their old units. */
  private void replace(List<Step> wanted) {
    wanted.forEach(step -> steps.remove(step.oldId()));
    wanted.forEach(step -> steps.computeIfAbsent(step.oldId(), o -> new ArrayList<>(2)).add(step));
  }

  private List<Step> allSteps() {
    List<Step> all = new ArrayList<>();
    steps.values().forEach(all::addAll);
    return all;
  }

  /** The agencies of a unit that is renamed or put under another go on in the row that follows. */
  private void agenciesGoOn(Long before, Long after, LocalDate day) {
    agencies.replaceAll(
        (id, agency) -> {
          boolean goesOn = agency.validTo() == null || agency.validTo().isAfter(day);
          if (!goesOn || !agency.territory().contains(before)) {
            return agency;
          }
          Set<Long> territory = new HashSet<>(agency.territory());
          territory.add(after);
          return agency.withTerritory(territory);
        });
  }

  private CatalogueSnapshot snapshot() {
    Set<Long> provinces = new HashSet<>();
    for (Unit unit : units.values()) {
      if (unit.level() == UnitLevel.PROVINCE) {
        provinces.add(unit.id());
      }
    }
    Set<Long> everywhere = Set.copyOf(provinces);
    List<Succession> successions = new ArrayList<>();
    for (List<Step> same : steps.values()) {
      same.stream()
          .sorted(Comparator.comparingInt(Step::ordinal).thenComparingLong(Step::newId))
          .map(s -> new Succession(s.oldId(), s.newId(), s.effective(), s.extent()))
          .forEach(successions::add);
    }
    return new CatalogueSnapshot(
        1,
        units.values(),
        successions,
        agencies.values().stream()
            .map(a -> builtInAgencies.nationwide(a) ? a.withTerritory(everywhere) : a)
            .toList(),
        builtInAgencies.heirs().stream().map(BuiltInAgencies.Heir::step).toList(),
        rules,
        hotlines);
  }

  private static Unit ended(Unit u, LocalDate day) {
    return unit(u, u.id(), u.parentId(), day);
  }

  private static Unit real(Unit u, Map<Long, Long> real) {
    Long parent = u.parentId();
    return unit(
        u,
        real.getOrDefault(u.id(), u.id()),
        parent == null ? null : real.getOrDefault(parent, parent),
        u.validTo());
  }

  private static Unit unit(Unit u, long id, @Nullable Long parentId, @Nullable LocalDate validTo) {
    return new Unit(
        id,
        u.code(),
        u.level(),
        u.kind(),
        u.name(),
        u.fullName(),
        parentId,
        u.validFrom(),
        validTo);
  }

  private static Step real(Step s, Map<Long, Long> real) {
    return new Step(
        real.getOrDefault(s.oldId(), s.oldId()),
        real.getOrDefault(s.newId(), s.newId()),
        s.effective(),
        s.extent(),
        s.ordinal(),
        s.inferred());
  }
}

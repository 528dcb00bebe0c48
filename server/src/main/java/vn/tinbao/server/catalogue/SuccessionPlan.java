package vn.tinbao.server.catalogue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.ImportReport.Change;
import vn.tinbao.server.catalogue.Succession.Extent;
import vn.tinbao.server.catalogue.SuccessionTable.Step;

/**
 * What a map from old to new units of one day changes in the catalogue. Pure: reads, decides,
 * writes nothing.
 *
 * <p>What the file says of an old unit replaces what was recorded of it. For districts and
 * provinces that end and that the file does not name, the same is concluded from their communes,
 * when the file names all of them and nothing was read before.
 */
final class SuccessionPlan {
  static final List<String> COLUMNS = List.of("old_code", "new_code");

  /**
   * Provinces are joined whole by law; a share of communes below this that goes elsewhere is a
   * border adjusted or a slip of the map, not a second heir.
   */
  private static final double SMALLEST_PART_OF_A_PROVINCE = 0.05;

  private final LocalDate day;
  private final CatalogueSnapshot units;
  private final Map<Long, List<Step>> recorded = new HashMap<>();
  private final List<TableFile.Line> unknown = new ArrayList<>();

  /** Steps as read, by old unit, in the order of the file. */
  private final Map<Long, List<Read>> read = new LinkedHashMap<>();

  final List<Step> explicit = new ArrayList<>();
  final List<Step> concluded = new ArrayList<>();
  final ImportReport.Builder report = new ImportReport.Builder();

  private record Read(TableFile.Line line, Unit from, Unit to, @Nullable Extent extent) {}

  SuccessionPlan(TableFile file, LocalDate day, Collection<Unit> units, Collection<Step> recorded) {
    this.day = day;
    this.units = new CatalogueSnapshot(0, units, List.of(), List.of(), List.of(), List.of());
    for (Step step : recorded) {
      this.recorded.computeIfAbsent(step.oldId(), o -> new ArrayList<>(2)).add(step);
    }
    file.lines().forEach(this::read);
    read.values().forEach(this::plan);
    conclude(UnitLevel.DISTRICT);
    conclude(UnitLevel.PROVINCE);
    noteUnknown();
  }

  boolean changes() {
    return !explicit.isEmpty() || !concluded.isEmpty();
  }

  Map<Long, Unit> units() {
    Map<Long, Unit> all = new HashMap<>();
    units.units().forEach(unit -> all.put(unit.id(), unit));
    return all;
  }

  private void read(TableFile.Line line) {
    Extent extent = extent(line);
    Unit to = one(line, "new", day);
    if (to == null) {
      throw line.wrong(
          "new_code",
          "no unit %s stands on %s; import the list of that day first"
              .formatted(line.need("new_code"), day));
    }
    Unit from = one(line, "old", day.minusDays(1));
    if (from == null) {
      from = former(line);
    }
    if (from == null) {
      unknown.add(line);
      return;
    }
    if (from.id() == to.id()) {
      report.count(Change.KEPT, from.level());
      return;
    }
    if (from.standsOn(day) && extent == Extent.FULL) {
      throw line.wrong(
          "old_code",
          "%s still stands on %s and cannot have gone wholly into %s"
              .formatted(from.fullName(), day, to.fullName()));
    }
    List<Read> steps = read.computeIfAbsent(from.id(), f -> new ArrayList<>(2));
    for (Read before : steps) {
      if (before.to().id() == to.id()) {
        throw line.wrong("new_code", "says the same as line " + before.line().number());
      }
      if (extent == Extent.FULL || before.extent() == Extent.FULL) {
        throw line.wrong(
            "extent",
            "%s went wholly into one unit, yet line %d and this one name two"
                .formatted(from.fullName(), before.line().number()));
      }
    }
    steps.add(new Read(line, from, to, extent));
  }

  private static @Nullable Extent extent(TableFile.Line line) {
    String word = line.get("extent").toUpperCase(Locale.ROOT);
    switch (word) {
      case "":
        return null;
      case "FULL":
        return Extent.FULL;
      case "PARTIAL":
        return Extent.PARTIAL;
      case "UNKNOWN":
        return Extent.UNKNOWN;
      default:
        throw line.wrong("extent", "must be full, partial or unknown");
    }
  }

  /** The unit of this line's code that stands on the day, whose name is as the line says. */
  private @Nullable Unit one(TableFile.Line line, String side, LocalDate on) {
    String code = line.need(side + "_code");
    String name = line.get(side + "_full_name");
    Unit otherName = null;
    for (Unit unit : units.unitsByCode(code)) {
      if (unit.standsOn(on)) {
        if (name.isEmpty() || Spelling.key(name).equals(Spelling.key(unit.fullName()))) {
          return unit;
        }
        otherName = unit;
      }
    }
    if (otherName != null) {
      throw line.wrong(
          side + "_full_name",
          "unit %s is called %s on %s".formatted(code, otherName.fullName(), on));
    }
    return null;
  }

  /**
   * A unit that had ended before the reform and that the map names none the less: the official maps
   * carry some, without a district. Null when the catalogue never knew it.
   */
  private @Nullable Unit former(TableFile.Line line) {
    String code = line.need("old_code");
    if (!line.has("old_district_code") || !line.get("old_district_code").isEmpty()) {
      throw line.wrong(
          "old_code",
          "no unit %s stood on %s; import the list of that time first"
              .formatted(code, day.minusDays(1)));
    }
    String name = Spelling.key(line.get("old_full_name"));
    return units.unitsByCode(code).stream()
        .filter(u -> u.validTo() != null && u.validTo().isBefore(day))
        .filter(u -> Spelling.key(u.fullName()).equals(name))
        .findFirst()
        .orElse(null);
  }

  private void plan(List<Read> steps) {
    Unit from = steps.get(0).from();
    List<Step> wanted = new ArrayList<>();
    for (Read step : steps) {
      Extent extent = step.extent();
      if (extent == null) {
        extent = steps.size() == 1 && !from.standsOn(day) ? Extent.FULL : Extent.PARTIAL;
      }
      wanted.add(new Step(from.id(), step.to().id(), day, extent, wanted.size(), false));
    }
    settle(from, wanted, explicit);
  }

  /** Counts and keeps these steps, unless the catalogue says the same. */
  private void settle(Unit from, List<Step> wanted, List<Step> into) {
    List<Step> before = recorded.getOrDefault(from.id(), List.of());
    if (said(before).equals(said(wanted))) {
      report.count(Change.KEPT, from.level());
      return;
    }
    boolean known = before.stream().anyMatch(step -> !step.inferred());
    StringBuilder what = new StringBuilder(from.code()).append(' ').append(from.fullName());
    for (Step step : wanted) {
      Unit to = units.unit(step.newId()).orElseThrow();
      what.append(step.ordinal() == 0 ? " -> " : ", ").append(to.code()).append(' ');
      what.append(to.fullName());
    }
    what.append(" (").append(wanted.get(0).extent().name().toLowerCase(Locale.ROOT)).append(')');
    report.change(known ? Change.CORRECTED : Change.ADDED, from.level(), what.toString());
    into.addAll(wanted);
  }

  private record Said(long newId, LocalDate effective, Extent extent, boolean inferred) {}

  private static Set<Said> said(List<Step> steps) {
    Set<Said> said = new HashSet<>();
    for (Step step : steps) {
      said.add(new Said(step.newId(), step.effective(), step.extent(), step.inferred()));
    }
    return said;
  }

  /** Concludes what became of the units of this level from what became of their communes. */
  private void conclude(UnitLevel level) {
    LocalDate before = day.minusDays(1);
    Map<Unit, Map<Long, Integer>> heirs = new LinkedHashMap<>();
    Map<Unit, Integer> named = new HashMap<>();
    for (List<Read> steps : read.values()) {
      Unit commune = steps.get(0).from();
      Unit above = commune.standsOn(before) ? above(commune, level, before) : null;
      if (commune.level() != UnitLevel.COMMUNE || above == null || above.standsOn(day)) {
        continue;
      }
      named.merge(above, 1, Integer::sum);
      for (Read step : steps) {
        Unit heir = level == UnitLevel.PROVINCE ? above(step.to(), level, day) : step.to();
        if (heir != null) {
          heirs
              .computeIfAbsent(above, a -> new LinkedHashMap<>())
              .merge(heir.id(), 1, Integer::sum);
        }
      }
    }
    Map<Unit, Integer> all = communes(level, before);
    int gaps = 0;
    for (Map.Entry<Unit, Map<Long, Integer>> entry : heirs.entrySet()) {
      Unit unit = entry.getKey();
      boolean said =
          read.containsKey(unit.id())
              || recorded.getOrDefault(unit.id(), List.of()).stream().anyMatch(s -> !s.inferred());
      if (said) {
        continue;
      }
      if (!named.getOrDefault(unit, 0).equals(all.get(unit))) {
        gaps++;
        continue;
      }
      settle(unit, concluded(unit, entry.getValue()), concluded);
    }
    if (gaps > 0) {
      report.note(
          ("units that end and of which the file does not name every commune, so that nothing is"
                  + " concluded: %d of level %s")
              .formatted(gaps, UnitListFile.word(level)));
    }
  }

  /** Steps to these heirs, the one with most communes first. */
  private List<Step> concluded(Unit unit, Map<Long, Integer> heirs) {
    int communes = heirs.values().stream().mapToInt(Integer::intValue).sum();
    List<Long> ordered =
        heirs.entrySet().stream()
            .filter(
                e ->
                    unit.level() != UnitLevel.PROVINCE
                        || e.getValue() >= communes * SMALLEST_PART_OF_A_PROVINCE)
            .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
            .map(Map.Entry::getKey)
            .toList();
    Extent extent = ordered.size() == 1 ? Extent.FULL : Extent.PARTIAL;
    List<Step> steps = new ArrayList<>();
    for (Long heir : ordered) {
      steps.add(new Step(unit.id(), heir, day, extent, steps.size(), true));
    }
    return steps;
  }

  private Map<Unit, Integer> communes(UnitLevel level, LocalDate on) {
    Map<Unit, Integer> count = new HashMap<>();
    for (Unit unit : units.units()) {
      if (unit.level() == UnitLevel.COMMUNE && unit.standsOn(on)) {
        Unit above = above(unit, level, on);
        if (above != null) {
          count.merge(above, 1, Integer::sum);
        }
      }
    }
    return count;
  }

  private @Nullable Unit above(Unit unit, UnitLevel level, LocalDate on) {
    for (Unit above : units.withAncestors(unit, on)) {
      if (above.level() == level) {
        return above;
      }
    }
    return null;
  }

  private void noteUnknown() {
    if (!unknown.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      for (TableFile.Line line : unknown.subList(0, Math.min(unknown.size(), 5))) {
        lines.append(lines.isEmpty() ? "" : ", ");
        lines.append("line ").append(line.number()).append(' ').append(line.get("old_code"));
        lines.append(' ').append(line.get("old_full_name"));
      }
      report.note(
          "lines left out, of units that ended before and that the catalogue never knew: %d (%s%s)"
              .formatted(unknown.size(), lines, unknown.size() > 5 ? " …" : ""));
    }
  }
}

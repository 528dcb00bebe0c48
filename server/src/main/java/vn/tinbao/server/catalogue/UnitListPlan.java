package vn.tinbao.server.catalogue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.ImportReport.Change;
import vn.tinbao.server.catalogue.Succession.Extent;
import vn.tinbao.server.catalogue.SuccessionTable.Step;
import vn.tinbao.server.catalogue.UnitListFile.Code;
import vn.tinbao.server.catalogue.UnitListFile.Item;

/**
 * What a complete list valid from one day changes in the catalogue. Pure: reads, decides, writes
 * nothing.
 *
 * <p>A unit that stands on the day with the same code, level, kind, name and parent code goes on,
 * whatever its spelling. One that differs ends that day and a new one begins. One that the list
 * does not name ends. A unit that the list names and that does not stand begins, until the next
 * unit of that code or the next imported list begins.
 *
 * <p>An older list may follow a newer one: it fills the time before. It is refused where it
 * contradicts the newer one, that is where it would end or change a unit that the newer list says
 * goes on.
 */
final class UnitListPlan {
  private final Path file;
  private final LocalDate day;
  private final @Nullable LocalDate nextList;
  private final boolean again;
  private final Map<Long, Unit> byId = new HashMap<>();
  private final Map<Code, List<Unit>> byCode = new HashMap<>();
  private final Map<Long, List<Step>> stepsOf = new HashMap<>();
  private final Map<Code, Long> idOnDay = new HashMap<>();

  final List<Unit> inserts = new ArrayList<>();
  final List<Long> ends = new ArrayList<>();
  final List<Long> removals = new ArrayList<>();
  final List<Unit> corrections = new ArrayList<>();
  final Map<LocalDate, List<Long>> reopenings = new LinkedHashMap<>();
  final List<Step> steps = new ArrayList<>();

  /** From a unit to the one that goes on in its place: its agencies go on there too. */
  final Map<Long, Long> goesOnAs = new LinkedHashMap<>();

  final ImportReport.Builder report = new ImportReport.Builder();
  private int respelt;
  private String respeltExample = "";

  /** Stands for "never" as a key: a unit that is open again. */
  static final LocalDate OPEN = LocalDate.MAX;

  /**
   * @param listDays days of all lists imported before
   */
  UnitListPlan(
      UnitListFile list,
      LocalDate day,
      Collection<Unit> units,
      Collection<Step> steps,
      NavigableSet<LocalDate> listDays) {
    this.file = list.path();
    this.day = day;
    this.nextList = listDays.higher(day);
    this.again = listDays.contains(day);
    for (Unit unit : units) {
      byId.put(unit.id(), unit);
      byCode.computeIfAbsent(code(unit), c -> new ArrayList<>(2)).add(unit);
    }
    byCode.values().forEach(same -> same.sort(Comparator.comparing(Unit::validFrom)));
    for (Step step : steps) {
      stepsOf.computeIfAbsent(step.oldId(), o -> new ArrayList<>(2)).add(step);
    }
    list.items().forEach(this::place);
    Set<Code> named = new HashSet<>(idOnDay.keySet());
    units.stream()
        .filter(unit -> unit.standsOn(day) && !named.contains(code(unit)))
        .sorted(Comparator.comparing(Unit::level).thenComparing(Unit::code))
        .forEach(this::end);
    if (respelt > 0) {
      report.note(
          "units spelt otherwise in this list, which go on under their first spelling: %d (%s)"
              .formatted(respelt, respeltExample));
    }
  }

  /** Whether anything is to be written. */
  boolean changes() {
    return !(inserts.isEmpty()
        && ends.isEmpty()
        && removals.isEmpty()
        && corrections.isEmpty()
        && reopenings.isEmpty());
  }

  /** Units that end without a known successor. */
  List<Long> abolished() {
    Set<Long> led = new HashSet<>();
    steps.forEach(step -> led.add(step.oldId()));
    return ends.stream().filter(id -> !led.contains(id)).toList();
  }

  /** Every unit a step may name. */
  Map<Long, Unit> units() {
    Map<Long, Unit> all = new HashMap<>(byId);
    inserts.forEach(unit -> all.put(unit.id(), unit));
    return all;
  }

  private void place(Item item) {
    Unit now = standing(item.key());
    if (now == null) {
      begin(item);
    } else if (same(item, now)) {
      idOnDay.put(item.key(), now.id());
      report.count(Change.KEPT, item.level());
      if (!now.fullName().equals(item.fullName())) {
        respelt++;
        respeltExample = now.fullName() + " / " + item.fullName();
      }
    } else if (now.validFrom().equals(day)) {
      correct(item, now);
    } else {
      change(item, now);
    }
  }

  /** The list names a unit that does not stand: it begins, or it had been ended by mistake. */
  private void begin(Item item) {
    LocalDate until = nextList;
    Unit follower = null;
    Unit before = null;
    for (Unit other : byCode.getOrDefault(item.key(), List.of())) {
      if (other.validFrom().isAfter(day)
          && (follower == null || other.validFrom().isBefore(follower.validFrom()))) {
        follower = other;
      }
      if (day.equals(other.validTo())) {
        before = other;
      }
    }
    if (follower != null && (until == null || !until.isBefore(follower.validFrom()))) {
      until = follower.validFrom();
    } else {
      follower = null;
    }
    if (before != null && again && same(item, before)) {
      reopenings
          .computeIfAbsent(until == null ? OPEN : until, u -> new ArrayList<>())
          .add(before.id());
      idOnDay.put(item.key(), before.id());
      report.change(Change.CORRECTED, item.level(), describe(item) + " goes on after all");
      return;
    }
    Unit unit = insert(item, until);
    report.change(Change.ADDED, item.level(), describe(item));
    if (before != null && !stepsOf.containsKey(before.id())) {
      infer(before, unit, day);
    }
    if (follower != null) {
      infer(unit, follower, follower.validFrom());
    }
  }

  /** The unit stands and goes on under another kind, name or parent. */
  private void change(Item item, Unit now) {
    refuseIfLaterListDisagrees(now, "is called " + item.fullName());
    ends.add(now.id());
    Unit next = insert(item, now.validTo());
    boolean sameParent = sameParent(item, now);
    boolean sameName = sameName(item, now);
    if (sameParent || sameName) {
      report.change(
          sameParent ? Change.RENAMED : Change.MOVED,
          item.level(),
          describe(now) + " -> " + describe(item));
      goesOnAs.put(now.id(), next.id());
    } else {
      report.change(Change.ENDED, item.level(), describe(now));
      report.change(Change.ADDED, item.level(), describe(item) + " (the code is given anew)");
    }
    // What became of it later became of the unit that goes on in its place.
    for (Step step : stepsOf.getOrDefault(now.id(), List.of())) {
      steps.add(
          new Step(
              next.id(),
              step.newId(),
              step.effective(),
              step.extent(),
              step.ordinal(),
              step.inferred()));
    }
    infer(now, next, day);
  }

  private void correct(Item item, Unit now) {
    refuseIfLaterListDisagrees(now, "is called " + item.fullName());
    corrections.add(
        new Unit(
            now.id(),
            now.code(),
            now.level(),
            item.kind(),
            item.name(),
            item.fullName(),
            parentId(item),
            now.validFrom(),
            now.validTo()));
    idOnDay.put(item.key(), now.id());
    report.change(Change.CORRECTED, item.level(), describe(now) + " -> " + describe(item));
  }

  private void end(Unit unit) {
    refuseIfLaterListDisagrees(unit, "is missing");
    if (!unit.validFrom().equals(day)) {
      ends.add(unit.id());
      report.change(Change.ENDED, unit.level(), describe(unit));
    } else if (again) {
      removals.add(unit.id());
      report.change(Change.REMOVED, unit.level(), describe(unit));
    } else {
      throw ImportException.file(
          file,
          "%s begins on %s in the catalogue, but the list of that day does not name it; the list"
                  .formatted(describe(unit), day)
              + " must be complete");
    }
  }

  private void refuseIfLaterListDisagrees(Unit unit, String what) {
    boolean goesOn =
        nextList != null && (unit.validTo() == null || unit.validTo().isAfter(nextList));
    if (goesOn) {
      throw ImportException.file(
          file,
          ("%s %s in this list of %s, but the list of %s, imported before, says that it went on")
              .formatted(describe(unit), what, day, nextList));
    }
  }

  private Unit insert(Item item, @Nullable LocalDate until) {
    Unit unit =
        new Unit(
            // Provisional: below zero until the database gives identities.
            -1L - inserts.size(),
            item.code(),
            item.level(),
            item.kind(),
            item.name(),
            item.fullName(),
            parentId(item),
            day,
            until);
    inserts.add(unit);
    idOnDay.put(item.key(), unit.id());
    return unit;
  }

  private @Nullable Long parentId(Item item) {
    Code parent = item.parentKey();
    return parent == null ? null : idOnDay.get(parent);
  }

  /**
   * Two units of one code, one after the other. The office keeps a code for the unit around the
   * same seat: of 3,315 codes reused on 01/07/2025 all but one led to the unit of that code.
   */
  private void infer(Unit before, Unit after, LocalDate effective) {
    boolean sure =
        Spelling.key(before.name()).equals(Spelling.key(after.name()))
            || Objects.equals(parentCode(before), parentCode(after));
    steps.add(
        new Step(before.id(), after.id(), effective, sure ? Extent.FULL : Extent.UNKNOWN, 0, true));
  }

  private boolean same(Item item, Unit unit) {
    return Spelling.key(item.kind()).equals(Spelling.key(unit.kind()))
        && Spelling.key(item.fullName()).equals(Spelling.key(unit.fullName()))
        && sameParent(item, unit);
  }

  private boolean sameParent(Item item, Unit unit) {
    return Objects.equals(item.parentKey(), parentCode(unit));
  }

  private static boolean sameName(Item item, Unit unit) {
    return Spelling.key(item.name()).equals(Spelling.key(unit.name()));
  }

  private @Nullable Code parentCode(Unit unit) {
    Long id = unit.parentId();
    if (id == null) {
      return null;
    }
    Unit parent = id < 0 ? inserts.get((int) (-1 - id)) : byId.get(id);
    return parent == null ? null : code(parent);
  }

  private @Nullable Unit standing(Code code) {
    for (Unit unit : byCode.getOrDefault(code, List.of())) {
      if (unit.standsOn(day)) {
        return unit;
      }
    }
    return null;
  }

  private static Code code(Unit unit) {
    return new Code(unit.level(), unit.code());
  }

  private String describe(Unit unit) {
    Code parent = parentCode(unit);
    return unit.code() + " " + unit.fullName() + (parent == null ? "" : " (" + parent.code() + ")");
  }

  private static String describe(Item item) {
    return item.code()
        + " "
        + item.fullName()
        + (item.parent() == null ? "" : " (" + item.parent() + ")");
  }
}

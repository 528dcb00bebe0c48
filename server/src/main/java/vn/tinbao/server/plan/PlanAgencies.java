package vn.tinbao.server.plan;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitLevel;

/**
 * Who an agency of a plan is on a day.
 *
 * <p>A key means, on the plan's first day, the agencies of that kind in the plan's unit; else those
 * of the units above it; else, of a province or district, those of the units below. A group means
 * its members. Who has ended by the day asked about gives who took over (the catalogue's
 * succession): a task of a district's police of 2024 is today one of the province's and of the
 * communes'.
 */
@Singleton
public final class PlanAgencies {
  private static final int DEEPEST_GROUP = 4;

  private final Supplier<CatalogueSnapshot> snapshots;
  private volatile @Nullable Index index;

  /** Agencies of one snapshot by kind. */
  private record Index(CatalogueSnapshot snapshot, Map<String, List<Agency>> byKey) {}

  @Inject
  PlanAgencies(Catalogue catalogue) {
    this(catalogue::now);
  }

  /** On a catalogue of one's own, for tests. */
  PlanAgencies(Supplier<CatalogueSnapshot> snapshots) {
    this.snapshots = snapshots;
  }

  /**
   * The unit of a plan: the one that has its code on its first day, else the first that had it
   * afterwards. Empty: the catalogue does not know it.
   */
  public Optional<Unit> unit(Plan plan) {
    return unit(snapshots.get(), plan.unitCode(), plan.startsOn());
  }

  static Optional<Unit> unit(CatalogueSnapshot snapshot, String code, LocalDate day) {
    Optional<Unit> then = snapshot.unitByCode(code, day);
    return then.isPresent()
        ? then
        : snapshot.unitsByCode(code).stream()
            .filter(unit -> unit.validFrom().isAfter(day))
            .min((a, b) -> a.validFrom().compareTo(b.validFrom()));
  }

  /**
   * Ids of the agencies that a key of this plan means on that day, first choice first; empty for
   * those outside the house, and for those that the catalogue does not have.
   */
  public List<String> resolve(String key, Plan plan, LocalDate on) {
    return agencies(key, plan, on).stream().map(Agency::id).toList();
  }

  /** The same, as agencies. */
  public List<Agency> agencies(String key, Plan plan, LocalDate on) {
    CatalogueSnapshot snapshot = snapshots.get();
    Unit unit = unit(snapshot, plan.unitCode(), plan.startsOn()).orElse(null);
    if (unit == null) {
      return List.of();
    }
    LocalDate first =
        plan.startsOn().isBefore(unit.validFrom()) ? unit.validFrom() : plan.startsOn();
    Set<Agency> then = new LinkedHashSet<>();
    collect(index(snapshot), key, unit, first, false, then, 0);
    return today(snapshot, then, on);
  }

  /** Who is above those who work on a plan: who issued it, and to whom it reports. */
  public Set<String> above(Plan plan, LocalDate on) {
    Set<String> found = new LinkedHashSet<>(resolve(plan.issuerKey(), plan, on));
    found.addAll(resolve(plan.reporting().to(), plan, on));
    String via = plan.reporting().via();
    if (via != null) {
      found.addAll(resolve(via, plan, on));
    }
    return found;
  }

  /** By each task of the plan who leads it; where nobody does, who performs it. */
  public Map<String, List<Agency>> workers(Plan plan, LocalDate on) {
    Map<String, List<Agency>> known = new HashMap<>();
    Map<String, List<Agency>> found = new LinkedHashMap<>();
    for (PlanTask task : plan.tasks()) {
      Set<Agency> workers = new LinkedHashSet<>();
      for (TaskAgency.Role role : List.of(TaskAgency.Role.LEAD, TaskAgency.Role.PERFORMS)) {
        if (workers.isEmpty()) {
          task.agencies(role)
              .forEach(
                  line ->
                      workers.addAll(
                          known.computeIfAbsent(
                              line.agencyId() == null ? line.key() : line.agencyId(),
                              any -> agencies(line, plan, on))));
        }
      }
      found.put(task.id(), List.copyOf(workers));
    }
    return found;
  }

  /**
   * A word of a plan that means nobody.
   *
   * @param where ids of tasks, and names of sections ({@code reports}, {@code issuer})
   */
  public record Nobody(String key, List<String> where) {}

  /**
   * Words of this plan for which the catalogue has no agency on its first day; those of agencies
   * outside the house are none.
   */
  public List<Nobody> nobody(Plan plan) {
    Map<String, Set<String>> named = new LinkedHashMap<>();
    name(named, plan.issuerKey(), "issuer");
    for (PlanTask task : plan.tasks()) {
      for (TaskAgency one : task.agencies()) {
        if (one.agencyId() == null) {
          name(named, one.key(), task.id());
        } else if (agencies(one, plan, plan.startsOn()).isEmpty()) {
          name(named, one.agencyId(), task.id());
        }
      }
    }
    PlanReporting reporting = plan.reporting();
    reporting.makers().forEach(key -> name(named, key, "reports"));
    name(named, reporting.to(), "reports");
    String via = reporting.via();
    if (via != null) {
      name(named, via, "reports");
    }
    List<Nobody> found = new ArrayList<>();
    named.forEach(
        (key, where) -> {
          PlanKeys.Key known = PlanKeys.builtIn().key(key);
          boolean outside = known != null && known.outside();
          if (!outside && resolve(key, plan, plan.startsOn()).isEmpty()) {
            found.add(new Nobody(key, List.copyOf(where)));
          }
        });
    return List.copyOf(found);
  }

  private static void name(Map<String, Set<String>> named, String key, String where) {
    named.computeIfAbsent(key, k -> new LinkedHashSet<>()).add(where);
  }

  /**
   * Words that one may write instead of one that means nobody any more: the kinds of those who took
   * over what it meant in the plan of before.
   */
  public List<String> instead(String key, Plan before, LocalDate on) {
    return agencies(key, before, on).stream()
        .map(Agency::key)
        .filter(PlanKeys.builtIn()::knows)
        .distinct()
        .toList();
  }

  /** Those of one line of a task, on that day. */
  public List<Agency> agencies(TaskAgency named, Plan plan, LocalDate on) {
    String id = named.agencyId();
    if (id == null) {
      return agencies(named.key(), plan, on);
    }
    CatalogueSnapshot snapshot = snapshots.get();
    return today(snapshot, snapshot.agency(id).map(Set::of).orElse(Set.of()), on);
  }

  private static List<Agency> today(CatalogueSnapshot snapshot, Set<Agency> then, LocalDate on) {
    Set<Agency> now = new LinkedHashSet<>();
    for (Agency agency : then) {
      if (on.isBefore(agency.validFrom())) {
        now.add(agency);
      } else {
        now.addAll(snapshot.currentOf(agency, on));
      }
    }
    return List.copyOf(now);
  }

  private static void collect(
      Index index,
      String key,
      Unit unit,
      LocalDate day,
      boolean ownOnly,
      Set<Agency> found,
      int depth) {
    PlanKeys.Key known = PlanKeys.builtIn().key(key);
    if (known == null || known.outside() || depth > DEEPEST_GROUP) {
      return;
    }
    if (!known.group()) {
      found.addAll(kind(index, key, unit, day, ownOnly));
      return;
    }
    boolean own = ownOnly || known.take() == PlanKeys.Take.OWN;
    for (String member : known.members()) {
      int before = found.size();
      collect(index, member, unit, day, own, found, depth + 1);
      if (known.take() == PlanKeys.Take.FIRST && found.size() > before) {
        return;
      }
    }
  }

  private static List<Agency> kind(
      Index index, String key, Unit unit, LocalDate day, boolean ownOnly) {
    List<Agency> standing =
        index.byKey().getOrDefault(key, List.of()).stream().filter(a -> a.standsOn(day)).toList();
    if (standing.isEmpty()) {
      return List.of();
    }
    for (Unit place : index.snapshot().withAncestors(unit, day)) {
      List<Agency> here =
          standing.stream()
              .filter(a -> a.unitId() == place.id() || a.territory().contains(place.id()))
              .toList();
      if (!here.isEmpty()) {
        return here;
      }
      if (ownOnly) {
        return List.of();
      }
    }
    return unit.level() == UnitLevel.COMMUNE ? List.of() : below(index, standing, unit, day);
  }

  private static List<Agency> below(Index index, List<Agency> standing, Unit unit, LocalDate day) {
    List<Agency> found = new ArrayList<>();
    for (Agency agency : standing) {
      Unit seat = index.snapshot().unit(agency.unitId()).orElse(null);
      if (seat != null && index.snapshot().withAncestors(seat, day).contains(unit)) {
        found.add(agency);
      }
    }
    return found;
  }

  private Index index(CatalogueSnapshot snapshot) {
    Index ready = index;
    if (ready != null && ready.snapshot() == snapshot) {
      return ready;
    }
    Map<String, List<Agency>> byKey = new HashMap<>();
    for (Agency agency : snapshot.agencies()) {
      // don_bp_thuong_phuoc is a don_bp, and a key of its own.
      String key = agency.key();
      for (int end = key.length(); end > 0; end = key.lastIndexOf('_', end - 1)) {
        String kind = key.substring(0, end);
        if (PlanKeys.builtIn().knows(kind)) {
          byKey.computeIfAbsent(kind, k -> new ArrayList<>()).add(agency);
        }
      }
    }
    Index fresh = new Index(snapshot, byKey);
    index = fresh;
    return fresh;
  }
}

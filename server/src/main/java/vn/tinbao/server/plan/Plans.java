package vn.tinbao.server.plan;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;

/** The door to plans in force: what they say, and whose task it is. Asks nobody's rights. */
@Singleton
public class Plans {
  private final PlanRows rows;
  private final PlanAgencies agencies;
  private final Catalogue catalogue;
  private final Map<String, Read> read = new ConcurrentHashMap<>();

  private record Read(int version, Plan plan) {}

  Plans(PlanRows rows, PlanAgencies agencies, Catalogue catalogue) {
    this.rows = rows;
    this.agencies = agencies;
    this.catalogue = catalogue;
  }

  /** A task as it falls to one agency. */
  public record OwnTask(Plan plan, PlanTask task, TaskAgency.Role role, boolean requested) {}

  /**
   * A report that a plan demands.
   *
   * @param ordinal of {@code plan_report_rule}, from 1
   */
  public record DemandedReport(Plan plan, int ordinal, ReportRule rule) {}

  /** The version in force. */
  public Optional<Plan> plan(String id) {
    return plans(rows.heads().stream().filter(head -> head.id().equals(id)).toList()).stream()
        .findFirst();
  }

  /** The number of the version in force. */
  public Optional<Integer> version(String id) {
    return rows.heads().stream()
        .filter(head -> head.id().equals(id))
        .map(PlanRows.Head::version)
        .findFirst();
  }

  /** All in force that touch these days (both inclusive), the newest first. */
  public List<Plan> between(LocalDate from, LocalDate until) {
    return plans(
        rows.heads().stream()
            .filter(head -> !head.startsOn().isAfter(until) && !head.endsOn().isBefore(from))
            .toList());
  }

  /** All in force, over or not, the newest first. */
  public List<Plan> all() {
    return plans(rows.heads());
  }

  /** All reports that plans in force demand. */
  public List<DemandedReport> reportRules() {
    List<DemandedReport> found = new ArrayList<>();
    for (Plan plan : all()) {
      int ordinal = 0;
      for (ReportRule rule : plan.reporting().rules()) {
        found.add(new DemandedReport(plan, ++ordinal, rule));
      }
    }
    return List.copyOf(found);
  }

  /** What falls to this agency of the plans that run on that day, by plan, in their order. */
  public List<OwnTask> tasksOf(String agencyId, LocalDate on) {
    return tasksOf(agencyId, on, on, on);
  }

  /**
   * What falls to this agency, as agencies stand on a day, of the plans that touch a time.
   *
   * @param from first day of the time, {@code until} its last
   */
  public List<OwnTask> tasksOf(String agencyId, LocalDate on, LocalDate from, LocalDate until) {
    List<OwnTask> found = new ArrayList<>();
    for (Plan plan : near(agencyId, on, from, until)) {
      Map<String, Boolean> mine = new LinkedHashMap<>();
      for (PlanTask task : plan.tasks()) {
        strongest(plan, task, agencyId, on, mine)
            .ifPresent(line -> found.add(new OwnTask(plan, task, line.role(), line.requested())));
      }
    }
    return List.copyOf(found);
  }

  /** Its part in one task; of several the weightiest. Empty: it has none. */
  public Optional<TaskAgency> part(Plan plan, PlanTask task, String agencyId, LocalDate on) {
    return strongest(plan, task, agencyId, on, new LinkedHashMap<>());
  }

  private Optional<TaskAgency> strongest(
      Plan plan, PlanTask task, String agencyId, LocalDate on, Map<String, Boolean> known) {
    TaskAgency best = null;
    for (TaskAgency line : task.agencies()) {
      boolean mine =
          known.computeIfAbsent(
              line.agencyId() == null ? line.key() : line.agencyId(),
              k ->
                  agencies.agencies(line, plan, on).stream()
                      .anyMatch(agency -> agency.id().equals(agencyId)));
      if (mine && (best == null || line.role().compareTo(best.role()) < 0)) {
        best = line;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * Plans that touch a time and whose unit lies in one line with the agency's: above, below or the
   * same.
   *
   * @param on the day whose units and agencies are meant
   */
  public List<Plan> near(String agencyId, LocalDate on, LocalDate from, LocalDate until) {
    CatalogueSnapshot snapshot = catalogue.now();
    Agency agency = snapshot.agency(agencyId).orElse(null);
    if (agency == null) {
      return List.of();
    }
    Set<Long> lines =
        agency.territory().stream()
            .flatMap(id -> snapshot.unit(id).stream())
            .flatMap(unit -> snapshot.withAncestors(unit, on).stream())
            .map(Unit::id)
            .collect(Collectors.toSet());
    snapshot
        .unit(agency.unitId())
        .ifPresent(unit -> snapshot.withAncestors(unit, on).forEach(u -> lines.add(u.id())));
    return plans(
        rows.heads().stream()
            .filter(head -> !head.startsOn().isAfter(until) && !head.endsOn().isBefore(from))
            .filter(head -> near(snapshot, head, agency, lines, on))
            .toList());
  }

  private static boolean near(
      CatalogueSnapshot snapshot,
      PlanRows.Head head,
      Agency agency,
      Set<Long> lines,
      LocalDate on) {
    Unit unit = PlanAgencies.unit(snapshot, head.unitCode(), head.startsOn()).orElse(null);
    if (unit == null) {
      return false;
    }
    for (Unit now : on.isBefore(unit.validFrom()) ? List.of(unit) : snapshot.currentOf(unit, on)) {
      if (lines.contains(now.id())) {
        return true;
      }
      for (Unit above : snapshot.withAncestors(now, on)) {
        if (agency.territory().contains(above.id()) || above.id() == agency.unitId()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Documents are read once a version. */
  private List<Plan> plans(List<PlanRows.Head> heads) {
    List<String> missing = new ArrayList<>();
    for (PlanRows.Head head : heads) {
      Read known = read.get(head.id());
      if (known == null || known.version() != head.version()) {
        missing.add(head.id());
      }
    }
    if (!missing.isEmpty()) {
      for (PlanRows.Content content : rows.contents(missing)) {
        Plan plan = PlanFile.read(content.id(), content.text(), key -> true).plan();
        read.put(content.id(), new Read(content.version(), plan));
      }
    }
    List<Plan> found = new ArrayList<>();
    for (PlanRows.Head head : heads) {
      Read known = read.get(head.id());
      if (known != null) {
        found.add(known.plan());
      }
    }
    return List.copyOf(found);
  }
}

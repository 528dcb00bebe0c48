package vn.tinbao.server.plan.report;

import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanAgencies;

/** Who owes a plan's report to whom, on a day: the plan's words become agencies. */
@Singleton
final class ReportMakers {
  private final PlanAgencies agencies;

  ReportMakers(PlanAgencies agencies) {
    this.agencies = agencies;
  }

  /**
   * Each maker's contribution, and the summary of whoever collects them.
   *
   * @param on the day whose agencies are meant: who has ended by then is replaced by who took over
   */
  List<ReportRows.Owed> owed(Plan plan, DueReport due, LocalDate on) {
    List<Agency> receivers = agencies.agencies(plan.reporting().to(), plan, on);
    String viaKey = plan.reporting().via();
    List<Agency> collectors = viaKey == null ? List.of() : agencies.agencies(viaKey, plan, on);
    if (collectors.isEmpty()) {
      collectors = receivers;
      viaKey = plan.reporting().to();
    }
    if (receivers.isEmpty()) {
      receivers = collectors;
    }
    String collecting = viaKey == null ? plan.reporting().to() : viaKey;
    Set<String> own = new LinkedHashSet<>();
    receivers.forEach(agency -> own.add(agency.id()));
    collectors.forEach(agency -> own.add(agency.id()));
    Map<String, ReportRows.Owed> owed = new LinkedHashMap<>();
    Set<String> collected = new LinkedHashSet<>();
    for (String key : plan.reporting().makers()) {
      for (Agency maker : agencies.agencies(key, plan, on)) {
        if (own.contains(maker.id()) || owed.containsKey(maker.id())) {
          continue;
        }
        Agency to = nearest(receivers, maker);
        Agency via = nearest(collectors, maker);
        owed.put(
            maker.id(),
            new ReportRows.Owed(
                plan.id(),
                ReportKind.CONTRIBUTION,
                due,
                maker.id(),
                key,
                id(to),
                via == null || via.equals(to) ? null : via.id()));
        if (via != null) {
          collected.add(via.id());
        }
      }
    }
    if (collected.isEmpty() && !collectors.isEmpty()) {
      collected.add(collectors.get(0).id());
    }
    List<ReportRows.Owed> all = new ArrayList<>(owed.values());
    for (Agency collector : collectors) {
      if (collected.contains(collector.id())) {
        all.add(summary(plan, due, on, collector, collecting));
      }
    }
    return all;
  }

  private ReportRows.Owed summary(
      Plan plan, DueReport due, LocalDate on, Agency collector, String key) {
    List<Agency> above = new ArrayList<>();
    for (String upward : plan.reporting().upward()) {
      Agency one = nearest(agencies.agencies(upward, plan, on), collector);
      if (one != null && !one.equals(collector) && !above.contains(one)) {
        above.add(one);
      }
    }
    if (above.isEmpty()) {
      Agency to = nearest(agencies.agencies(plan.reporting().to(), plan, on), collector);
      if (to != null && !to.equals(collector)) {
        above.add(to);
      }
    }
    return new ReportRows.Owed(
        plan.id(),
        ReportKind.SUMMARY,
        due,
        collector.id(),
        key,
        above.isEmpty() ? null : above.get(0).id(),
        above.size() < 2 ? null : above.get(1).id());
  }

  /** Of several, the one in whose territory the other sits; else the first. */
  private static @Nullable Agency nearest(List<Agency> several, Agency other) {
    return several.stream()
        .filter(one -> one.unitId() == other.unitId() || one.territory().contains(other.unitId()))
        .findFirst()
        .orElse(several.isEmpty() ? null : several.get(0));
  }

  private static @Nullable String id(@Nullable Agency agency) {
    return agency == null ? null : agency.id();
  }
}

package vn.tinbao.server.bench.figures;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.statistics.Period;

/**
 * The figures of a simulated time by plain loops over what the simulation told: what statements
 * over the database must arrive at, whoever shows them.
 */
public final class ToldFigures {
  private static final Set<String> TWICE = Set.of("DUPLICATE", "MERGED", "SPLIT");
  private static final Set<String> DECIDED =
      Set.of("PROSECUTED", "NOT_PROSECUTED", "SUSPENDED", "ADMINISTRATIVE_TRANSFER");
  private static final Set<String> UNCLASSIFIED = Set.of("RECEIVED", "REGISTERED", "CLASSIFYING");
  private static final List<String> KEYS =
      List.of(
          "tips_received",
          "messages_received",
          "tips_received_and_classified",
          "tips_classified_in_24h",
          "tips_resolved",
          "tips_open",
          "tips_not_reports",
          "tips_suspended",
          "tips_not_prosecuted",
          "tips_resolved_in_time",
          "reporters_informed_in_time",
          "cases_opened");

  private final Map<String, long[]> sums = new HashMap<>();

  private ToldFigures() {
    KEYS.forEach(key -> sums.put(key, new long[2]));
  }

  /**
   * Numerator and denominator (0 for a count) of each figure, by its word.
   *
   * @param asOf nothing that was written down later counts
   */
  public static Map<String, long[]> of(Collection<SimulatedTip> tips, Period period, Instant asOf) {
    ToldFigures told = new ToldFigures();
    for (SimulatedTip tip : tips) {
      if (!tip.receivedAt().isAfter(asOf)) {
        told.add(tip, period, asOf);
      }
    }
    return told.sums;
  }

  private void add(SimulatedTip tip, Period period, Instant asOf) {
    if (inside(period, tip.receivedAt())) {
      received(tip, asOf);
    }
    for (SimulatedTip.ClockRun run : tip.clocks()) {
      Instant metAt = run.metAt();
      boolean met = metAt != null && !metAt.isAfter(asOf);
      if (inside(period, run.dueAt())
          && !run.startedAt().isAfter(asOf)
          && (met || !run.dueAt().isAfter(asOf))) {
        share(
            run.clock().equals("resolve") ? "tips_resolved_in_time" : "reporters_informed_in_time",
            metAt != null && met && !metAt.isAfter(run.dueAt()));
      }
    }
    known(tip, asOf)
        .filter(step -> step.to().equals("PROSECUTED"))
        .findFirst()
        .filter(step -> inside(period, step.happenedAt()))
        .ifPresent(step -> count("cases_opened", true));
  }

  private void received(SimulatedTip tip, Instant asOf) {
    String state =
        known(tip, asOf).reduce((a, b) -> b).map(SimulatedTip.Step::to).orElse("RECEIVED");
    boolean classified = !UNCLASSIFIED.contains(state);
    Instant dayOver = tip.receivedAt().plus(Duration.ofHours(24));
    count("messages_received", true);
    share("tips_received_and_classified", classified);
    if (classified || !dayOver.isAfter(asOf)) {
      boolean soon =
          known(tip, asOf)
              .filter(step -> !UNCLASSIFIED.contains(step.to()))
              .findFirst()
              .map(step -> !step.happenedAt().isAfter(dayOver))
              .orElse(false);
      share("tips_classified_in_24h", classified && soon);
    }
    count("tips_suspended", state.equals("SUSPENDED"));
    count("tips_not_prosecuted", state.equals("NOT_PROSECUTED"));
    count("tips_not_reports", state.equals("NOT_A_REPORT"));
    if (!TWICE.contains(state)) {
      count("tips_received", true);
      if (!state.equals("NOT_A_REPORT")) {
        share("tips_resolved", DECIDED.contains(state));
        count("tips_open", !DECIDED.contains(state));
      }
    }
  }

  private void count(String key, boolean counts) {
    sums.get(key)[0] += counts ? 1 : 0;
  }

  private void share(String key, boolean counts) {
    count(key, counts);
    sums.get(key)[1]++;
  }

  private static Stream<SimulatedTip.Step> known(SimulatedTip tip, Instant asOf) {
    return tip.steps().stream().filter(step -> !step.at().isAfter(asOf));
  }

  private static boolean inside(Period period, Instant at) {
    LocalDate day = LegalTime.day(at);
    return !day.isBefore(period.from()) && day.isBefore(period.toExclusive());
  }
}

package vn.tinbao.server.routing;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ConsoleProgress;
import vn.tinbao.server.catalogue.UnitLevel;
import vn.tinbao.server.routing.CompetenceGaps.Reach;
import vn.tinbao.server.routing.CompetenceGaps.Share;
import vn.tinbao.server.staff.DesksOnDuty;
import vn.tinbao.server.staff.RosteredDesks;
import vn.tinbao.server.understanding.Category;

/** Prints what nobody is competent for, and who cannot be reached. */
@Prototype
@Command(
    name = "check",
    description =
        "Check the catalogue: every unit and category that would fall to a standing agency,"
            + " agencies without a contact or without anybody at the desk, and where two are"
            + " competent for one thing. Exit code 1 when --strict is given and anything falls"
            + " back or overlaps.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CheckCommand implements Callable<Integer> {
  private static final Duration ROSTER = Duration.ofDays(7);

  private final Catalogue catalogue;
  private final Router router;
  private final DesksOnDuty desks;
  private final RosteredDesks rosters;
  private final Clock clock;

  @Option(names = "--at", paramLabel = "YYYY-MM-DD", description = "the day (default: today)")
  private @Nullable LocalDate at;

  @Option(
      names = "--since",
      paramLabel = "YYYY-MM-DD",
      description = "one line for each day since then on which something in the catalogue changes")
  private @Nullable LocalDate since;

  @Option(names = "--units", description = "name the first 1,000 units with a gap")
  private boolean units;

  @Option(names = "--strict", description = "fail when anything falls back or overlaps")
  private boolean strict;

  @Spec private CommandSpec spec;

  CheckCommand(
      Catalogue catalogue, Router router, DesksOnDuty desks, RosteredDesks rosters, Clock clock) {
    this.catalogue = catalogue;
    this.router = router;
    this.desks = desks;
    this.rosters = rosters;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LocalDate day = at == null ? LegalTime.day(clock.instant()) : at;
    CatalogueSnapshot snapshot = catalogue.now();
    if (snapshot.agencies().isEmpty()) {
      throw new NoAgencyException();
    }
    Set<String> manned = desks.agencies();
    PrintWriter out = spec.commandLine().getOut();
    boolean bad = false;
    try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr())) {
      if (since == null) {
        CompetenceGaps gaps = CompetenceGaps.find(snapshot, router, manned, day, progress);
        print(gaps, out);
        printRosters(manned, out);
        bad = isBad(gaps);
      } else {
        out.printf(
            "%-12s%10s%12s%14s%14s%10s%n",
            "day", "units", "with a gap", "derived lead", "same agency", "same rule");
        for (LocalDate one : CompetenceGaps.daysOfChange(snapshot, since, day)) {
          CompetenceGaps gaps = CompetenceGaps.find(snapshot, router, manned, one, progress);
          bad |= isBad(gaps);
          out.printf(
              Locale.ROOT,
              "%-12s%,10d%,12d%,14d%,14d%,10d%n",
              one,
              sum(gaps.asked()),
              gaps.gapUnits(),
              sum(gaps.derivedLeads()),
              gaps.sameAgencies().size(),
              gaps.sameRules().size());
          out.flush();
        }
      }
    }
    out.flush();
    return strict && bad ? 1 : 0;
  }

  /** Desks with people of whom nobody is on duty: a report there wakes all of them, or nobody. */
  private void printRosters(Set<String> manned, PrintWriter out) {
    Instant now = clock.instant();
    Set<String> rostered = rosters.agencies(now, now.plus(ROSTER));
    List<String> without = manned.stream().filter(id -> !rostered.contains(id)).sorted().toList();
    out.printf(
        Locale.ROOT,
        "%nDesks without a duty roster for the next %d days: %,d of %,d%n",
        ROSTER.toDays(),
        without.size(),
        manned.size());
    if (units) {
      without.forEach(id -> out.printf("  %s%n", id));
    }
  }

  private static boolean isBad(CompetenceGaps gaps) {
    return gaps.count() > 0 || !gaps.sameAgencies().isEmpty() || !gaps.sameRules().isEmpty();
  }

  private static int sum(Map<UnitLevel, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  private void print(CompetenceGaps gaps, PrintWriter out) {
    List<UnitLevel> levels = gaps.asked().keySet().stream().toList();
    out.printf("Catalogue version %d, %s%n%n", gaps.catalogueVersion(), gaps.day());
    out.printf("%-34s", "Falls to the standing agency");
    levels.forEach(level -> out.printf("%11s", level.name().toLowerCase(Locale.ROOT) + "s"));
    out.println();
    for (Category category : Category.values()) {
      Map<UnitLevel, Integer> count = gaps.fallbacks().getOrDefault(category, Map.of());
      if (!count.isEmpty()) {
        out.printf("  %-32s", category);
        levels.forEach(level -> out.printf(Locale.ROOT, "%,11d", count.getOrDefault(level, 0)));
        out.println();
      }
    }
    out.printf("  %-32s", gaps.count() == 0 ? "nothing, of" : "of");
    levels.forEach(level -> out.printf(Locale.ROOT, "%,11d", gaps.asked().get(level)));
    out.printf("%n%n%-34s%11s%11s%n", "Communes with such a gap", "gap", "all");
    for (Map.Entry<String, Share> province : gaps.byProvince().entrySet()) {
      Share share = province.getValue();
      out.printf(Locale.ROOT, "  %-32s%,11d%,11d%n", province.getKey(), share.some(), share.all());
    }
    if (units) {
      gaps.gaps()
          .forEach(
              gap -> out.printf("  %s %s: %s%n", gap.unit().code(), gap.place(), gap.categories()));
    }
    out.printf("%n  %-32s", "Led by a derived agency");
    levels.forEach(
        level -> out.printf(Locale.ROOT, "%,11d", gaps.derivedLeads().getOrDefault(level, 0)));
    Reach reach = gaps.reach();
    out.printf(
        Locale.ROOT,
        "%n%nAgencies without a contact: %,d of %,d; without anybody at the desk: %,d"
            + " (derived ones apart: %,d and %,d of %,d)%n",
        reach.silent(),
        reach.all() - reach.derived(),
        reach.unmanned(),
        reach.silentDerived(),
        reach.unmannedDerived(),
        reach.derived());
    out.printf(
        "  %-32s%11s%11s%11s%11s%11s%11s%n",
        "", "recorded", "contact", "desk", "derived", "contact", "desk");
    gaps.agencies()
        .forEach(
            (key, of) ->
                out.printf(
                    Locale.ROOT,
                    "  %-32s%,11d%,11d%,11d%,11d%,11d%,11d%n",
                    key,
                    of.all() - of.derived(),
                    of.silent(),
                    of.unmanned(),
                    of.derived(),
                    of.silentDerived(),
                    of.unmannedDerived()));
    out.printf(
        Locale.ROOT,
        "%nTwo agencies of one kind at one place: %,d; two rules of equal weight: %,d%n",
        gaps.sameAgencies().size(),
        gaps.sameRules().size());
    gaps.firstSameAgencies()
        .forEach(
            pair ->
                out.printf(
                    Locale.ROOT,
                    "  %s and %s: %s (%,d units)%n",
                    pair.one(),
                    pair.other(),
                    pair.firstPlace(),
                    pair.units()));
    gaps.sameRules()
        .forEach(
            pair -> out.printf("  %s: %s and %s%n", pair.procedure(), pair.one(), pair.other()));
  }
}

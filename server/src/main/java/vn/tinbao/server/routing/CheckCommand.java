package vn.tinbao.server.routing;

import io.micronaut.context.annotation.Prototype;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import vn.tinbao.server.routing.CompetenceGaps.Share;
import vn.tinbao.server.understanding.Category;

/** Prints what nobody is competent for, and who cannot be reached. */
@Prototype
@Command(
    name = "check",
    description =
        "Check the catalogue: every unit and category that would fall to a standing agency, and"
            + " agencies without a contact. Exit code 1 when anything falls back and --strict is"
            + " given.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class CheckCommand implements Callable<Integer> {
  private final Catalogue catalogue;
  private final Router router;
  private final Clock clock;

  @Option(names = "--at", paramLabel = "YYYY-MM-DD", description = "the day (default: today)")
  private @Nullable LocalDate at;

  @Option(names = "--strict", description = "fail when anything falls back")
  private boolean strict;

  @Spec private CommandSpec spec;

  CheckCommand(Catalogue catalogue, Router router, Clock clock) {
    this.catalogue = catalogue;
    this.router = router;
    this.clock = clock;
  }

  @Override
  public Integer call() {
    LocalDate day = at == null ? LegalTime.day(clock.instant()) : at;
    CatalogueSnapshot snapshot = catalogue.now();
    if (snapshot.agencies().isEmpty()) {
      throw new NoAgencyException();
    }
    CompetenceGaps gaps;
    try (ConsoleProgress progress = new ConsoleProgress(spec.commandLine().getErr())) {
      gaps = CompetenceGaps.find(snapshot, router, day, progress);
    }
    PrintWriter out = spec.commandLine().getOut();
    print(gaps, out);
    out.flush();
    return strict && gaps.count() > 0 ? 1 : 0;
  }

  private static void print(CompetenceGaps gaps, PrintWriter out) {
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
    int silent = gaps.withoutContact().values().stream().mapToInt(Integer::intValue).sum();
    out.printf(Locale.ROOT, "%nAgencies without a contact: %,d of %,d%n", silent, gaps.agencies());
    gaps.withoutContact()
        .forEach((key, count) -> out.printf(Locale.ROOT, "  %-32s%,11d%n", key, count));
  }
}

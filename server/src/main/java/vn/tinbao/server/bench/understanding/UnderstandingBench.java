package vn.tinbao.server.bench.understanding;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tinbao.server.bench.understanding.Judged.Difference;
import vn.tinbao.server.bench.understanding.Judged.Part;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ImportException;
import vn.tinbao.server.routing.lines.CatalogueOptions;
import vn.tinbao.server.tip.TipCorrections;

/** How many labelled messages are understood and routed as a person says, against the goals. */
@Command(
    name = "understanding",
    description = "Labelled messages against what is understood: goals and confusion tables.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Without --units and --database: the official lists in ../shared/data/admin when they are",
      "there, else the built-in catalogue. Exit code 1 when a goal is missed."
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UnderstandingBench implements Callable<Integer> {
  @Mixin private CatalogueOptions catalogue;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..*",
      description = "labelled messages (default: server/src/test/resources/understanding/labelled)")
  private List<Path> files = new ArrayList<>();

  @Option(names = "--failures", description = "each message that is read otherwise, and how")
  private boolean failures;

  @Option(
      names = "--part",
      split = ",",
      paramLabel = "PART",
      description = "failures of these parts only: ${COMPLETION-CANDIDATES}")
  private List<Part> parts = new ArrayList<>();

  @Option(
      names = "--corrections",
      description =
          "what staff corrected in the database instead of files; prints no word of a report")
  private boolean corrections;

  @Option(names = "--tags", description = "figures for each tag")
  private boolean tags;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (corrections && (catalogue.given() || !files.isEmpty())) {
      throw new ParameterException(
          spec.commandLine(), "--corrections reads the database and takes neither files nor lists");
    }
    long start = System.nanoTime();
    CatalogueSnapshot snapshot;
    List<Labelled> labelled;
    try {
      snapshot =
          corrections
              ? bean(Catalogue.class).now()
              : catalogue.readOr(Checkout.lists(), Checkout.successions(), Checkout.borders());
      labelled =
          corrections ? CorrectedTips.read(bean(TipCorrections.class), snapshot) : labelled();
    } catch (ImportException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
    long read = System.nanoTime();
    Judge judge = new Judge(snapshot);
    long built = System.nanoTime();
    Scorecard card = judge.judge(labelled);
    long judged = System.nanoTime();
    out.printf(
        Locale.ROOT,
        "version %s, %,d units, %,d agencies; catalogue %,d ms, snapshot %,d ms, messages %,d ms%n",
        judge.version(),
        snapshot.units().size(),
        snapshot.agencies().size(),
        (read - start) / 1_000_000,
        (built - read) / 1_000_000,
        (judged - built) / 1_000_000);
    if (failures || !parts.isEmpty()) {
      printFailures(card, out);
    }
    out.print(card.text());
    if (tags) {
      out.print(card.byTag());
    }
    out.flush();
    return card.met() ? 0 : 1;
  }

  private <T> T bean(Class<T> type) {
    try {
      return spec.commandLine().getFactory().create(type);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("The database cannot be opened", e);
    }
  }

  private List<Labelled> labelled() {
    List<Path> paths = files.isEmpty() ? Checkout.labelled() : files;
    if (paths.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no labelled messages in this checkout: name a file");
    }
    List<Labelled> all = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isRegularFile(path)) {
        throw new ParameterException(spec.commandLine(), "there is no file " + path);
      }
      try {
        all.addAll(LabelledFile.read(path));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
      }
    }
    return all;
  }

  private void printFailures(Scorecard card, PrintWriter out) {
    Set<Part> wanted = parts.isEmpty() ? EnumSet.allOf(Part.class) : EnumSet.copyOf(parts);
    for (Judged judged : card.all()) {
      List<Difference> differences =
          judged.differences().stream().filter(d -> wanted.contains(d.part())).toList();
      if (!differences.isEmpty()) {
        Labelled label = judged.label();
        out.printf(
            "%s  %s%s  %s%n",
            label.origin(),
            label.at(),
            label.hotline() == null ? "" : "  hotline " + label.hotline(),
            label.tags());
        if (!corrections) {
          out.printf("  %s%n", label.text());
        }
        differences.forEach(difference -> out.printf("  - %s%n", difference));
        judged
            .understood()
            .signs()
            .forEach(
                sign ->
                    out.printf(
                        "      %-28s %2d  %s%n",
                        sign.code(),
                        sign.weight(),
                        corrections
                            ? ""
                            : label.text().substring(sign.span().start(), sign.span().end())));
        out.println();
      }
    }
  }
}

package vn.tinbao.server.bench.duplicates;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import vn.tinbao.server.bench.understanding.Checkout;
import vn.tinbao.server.bench.understanding.LabelledFile;
import vn.tinbao.server.duplicate.Likeness;
import vn.tinbao.server.duplicate.MinHash;
import vn.tinbao.server.duplicate.Shingles;

/**
 * Takes labelled messages for reports of different facts, tells some of them a second time in
 * several ways, and asks which reports are proposed: by their words alone, with nothing known of
 * place and sender, received within a day. Whole rooms of near twins (messages that were written to
 * differ in one word) are left out: they are alike.
 */
@Command(
    name = "duplicates",
    description = "Reports told twice among others: how many are proposed, and rightly.",
    mixinStandardHelpOptions = true,
    footer = {"", "Exit code 1 when a goal is missed: recall 0.90, precision 0.90."})
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class DuplicatesBench implements Callable<Integer> {
  private static final double GOAL = 0.9;
  private static final String TWINS = "contrasts";

  @Parameters(paramLabel = "FILE", arity = "0..*", description = "labelled messages")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--sample",
      description = "how many are told again, each in every way (default ${DEFAULT-VALUE})")
  private int sample = 1_000;

  @Option(names = "--seed", description = "of chance (default ${DEFAULT-VALUE})")
  private long seed = 6;

  @Spec private CommandSpec spec;

  /** What was proposed for messages told in one way. */
  private record Score(int asked, int found, int proposed, int looked) {
    double recall() {
      return found / (double) asked;
    }

    double precision() {
      return proposed == 0 ? 1 : found / (double) proposed;
    }
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<String> texts = texts();
    MinHash hash = new MinHash(new byte[] {6});
    long start = System.nanoTime();
    List<MinHash.Made> made = texts.stream().map(text -> hash.of(Shingles.of(text))).toList();
    Map<Long, List<Integer>> bands = new HashMap<>();
    for (int i = 0; i < made.size(); i++) {
      for (long band : made.get(i).bands()) {
        bands.computeIfAbsent(band, b -> new ArrayList<>()).add(i);
      }
    }
    out.printf(
        Locale.ROOT,
        "%,d different reports, hashed in %,d µs each%n",
        texts.size(),
        (System.nanoTime() - start) / 1_000 / texts.size());
    out.printf(
        "%-16s %7s %7s %10s %11s%n", "told again", "asked", "recall", "precision", "looked at");
    Random random = new Random(seed);
    List<Integer> chosen =
        IntStream.generate(() -> random.nextInt(texts.size()))
            .distinct()
            .limit(Math.min(sample, texts.size()))
            .boxed()
            .toList();
    Score all = new Score(0, 0, 0, 0);
    for (Retelling way : Retelling.values()) {
      Score score = score(way, chosen, texts, hash, made, bands, random);
      line(out, way.title(), score);
      all =
          new Score(
              all.asked + score.asked,
              all.found + score.found,
              all.proposed + score.proposed,
              all.looked + score.looked);
    }
    line(out, "all", all);
    out.flush();
    return all.recall() >= GOAL && all.precision() >= GOAL ? 0 : 1;
  }

  private static Score score(
      Retelling way,
      List<Integer> chosen,
      List<String> texts,
      MinHash hash,
      List<MinHash.Made> made,
      Map<Long, List<Integer>> bands,
      Random random) {
    int found = 0;
    int proposed = 0;
    int looked = 0;
    for (int original : chosen) {
      MinHash.Made told = hash.of(Shingles.of(way.of(texts.get(original), random)));
      Set<Integer> some = new HashSet<>();
      for (long band : told.bands()) {
        some.addAll(bands.getOrDefault(band, List.of()));
      }
      looked += some.size();
      for (int one : some) {
        Likeness likeness =
            new Likeness(
                told.sketch().likeness(made.get(one).sketch()),
                Likeness.Place.UNKNOWN,
                Duration.ofHours(5),
                false,
                false);
        if (likeness.worthALook()) {
          proposed++;
          found += one == original ? 1 : 0;
        }
      }
    }
    return new Score(chosen.size(), found, proposed, looked);
  }

  private static void line(PrintWriter out, String title, Score score) {
    out.printf(
        Locale.ROOT,
        "%-16s %,7d %7.3f %10.3f %11.1f%n",
        title,
        score.asked,
        score.recall(),
        score.precision(),
        score.looked / (double) score.asked);
  }

  private List<String> texts() {
    List<Path> paths = files.isEmpty() ? Checkout.labelled() : files;
    Set<String> texts = new HashSet<>();
    List<String> all = new ArrayList<>();
    for (Path path : paths) {
      if (!path.getFileName().toString().startsWith(TWINS)) {
        LabelledFile.read(path).stream()
            .map(label -> label.text())
            .filter(texts::add)
            .forEach(all::add);
      }
    }
    if (all.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "no labelled messages in this checkout: name a file");
    }
    return all;
  }
}

package vn.tinbao.server.bench.understanding;

import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ListedCatalogue;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;

/**
 * {@code ./tinbao bench understanding-speed}: heap of the snapshot, then JMH, against the goals of
 * one core with the catalogue of the whole country. Takes the options of JMH.
 */
public final class SpeedBench {
  private static final double MOST_MEGABYTES = 64;
  private static final double MOST_BUILD_MILLIS = 3_000;
  private static final double MOST_SMS_MICROS = 60;
  private static final double MOST_LETTER_MICROS = 1_000;

  private SpeedBench() {}

  /** Exit code 1 when a goal is missed. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    boolean met = heap();
    OptionsBuilder options = new OptionsBuilder();
    options.parent(new CommandLineOptions(args));
    options.include(UnderstandingSpeed.class.getSimpleName());
    options.include(SnapshotSpeed.class.getSimpleName());
    Collection<RunResult> results = new Runner(options.build()).run();
    System.out.println();
    for (RunResult result : results) {
      double score = result.getPrimaryResult().getScore();
      String name = result.getParams().getBenchmark();
      String characters = result.getParams().getParam("characters");
      if (name.contains(SnapshotSpeed.class.getSimpleName())) {
        met &= goal("building the snapshot, ms", score, MOST_BUILD_MILLIS);
      } else if ("160".equals(characters)) {
        met &= goal("160 characters, µs", score, MOST_SMS_MICROS);
      } else if ("5000".equals(characters)) {
        met &= goal("5,000 characters, µs", score, MOST_LETTER_MICROS);
      } else {
        System.out.printf("%-36s %10.1f%n", characters + " characters, µs", score);
      }
    }
    System.exit(met ? 0 : 1);
  }

  private static boolean heap() {
    CatalogueSnapshot snapshot =
        ListedCatalogue.read(Checkout.lists(), Checkout.successions(), Checkout.borders());
    // Whatever is loaded once, is loaded now.
    String version = new LexiconUnderstanding(snapshot, Lexicon.builtIn()).version();
    long before = used();
    LexiconUnderstanding understanding = new LexiconUnderstanding(snapshot, Lexicon.builtIn());
    double megabytes = (used() - before) / 1e6;
    System.out.printf(
        "%d units, %d agencies, understanding %s%n",
        snapshot.units().size(), snapshot.agencies().size(), version);
    boolean met = goal("heap of the snapshot, MB", megabytes, MOST_MEGABYTES);
    if (!understanding.version().equals(version)) {
      throw new IllegalStateException("Built twice, and not the same");
    }
    return met;
  }

  private static boolean goal(String name, double value, double most) {
    boolean met = value <= most;
    System.out.printf(
        "%-36s %10.1f  at most %8.0f  %s%n", name, value, most, met ? "met" : "MISSED");
    return met;
  }

  private static long used() {
    Runtime runtime = Runtime.getRuntime();
    for (int i = 0; i < 5; i++) {
      System.gc();
    }
    return runtime.totalMemory() - runtime.freeMemory();
  }
}

package vn.tinbao.server.bench.understanding;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.ListedCatalogue;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;

/** Milliseconds to build what understanding needs from a new catalogue, cold in each fork. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class SnapshotSpeed {
  private CatalogueSnapshot snapshot;

  /** Reads the lists once. */
  @Setup
  public void read() {
    snapshot = ListedCatalogue.read(Checkout.lists(), Checkout.successions(), Checkout.borders());
  }

  /** Lexicon and gazetteer. */
  @Benchmark
  public LexiconUnderstanding build() {
    return new LexiconUnderstanding(snapshot, Lexicon.builtIn());
  }
}

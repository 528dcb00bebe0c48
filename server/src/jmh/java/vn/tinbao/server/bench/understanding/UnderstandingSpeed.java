package vn.tinbao.server.bench.understanding;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import vn.tinbao.server.catalogue.ListedCatalogue;
import vn.tinbao.server.understanding.Lexicon;
import vn.tinbao.server.understanding.LexiconUnderstanding;
import vn.tinbao.server.understanding.Understood;

/** Microseconds to understand one message, on one thread, with the catalogue of the whole country. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 3)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class UnderstandingSpeed {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

  /** Length of a message: an SMS, a long one, a letter. */
  @Param({"160", "1600", "5000"})
  public int characters;

  private LexiconUnderstanding understanding;
  private String[] messages;
  private int next;

  /** Reads the lists once. */
  @Setup
  public void read() {
    understanding =
        new LexiconUnderstanding(
            ListedCatalogue.read(Checkout.lists(), Checkout.successions(), Checkout.borders()), Lexicon.builtIn());
    messages = SpeedTexts.ofLength(characters);
  }

  /** One message, another one each time. */
  @Benchmark
  public Understood understand() {
    next = next + 1 == messages.length ? 0 : next + 1;
    return understanding.understand(messages[next], DAY, null);
  }
}

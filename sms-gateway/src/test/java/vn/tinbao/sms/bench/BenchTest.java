package vn.tinbao.sms.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.FreePort;

/** The benches themselves, small: that they measure something, and say so when it is bad. */
class BenchTest {
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));

  private final PrintStream standard = System.out;
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();

  @BeforeEach
  void listen() {
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void restore() {
    System.setOut(standard);
  }

  private String said() {
    return said.toString(StandardCharsets.UTF_8);
  }

  @Test
  void words_that_make_no_sense_are_explained() throws Exception {
    assertThat(BenchMain.run(new String[] {"sms", "--messages", "many"})).isEqualTo(2);
    assertThat(BenchMain.run(new String[] {"sms", "--speed", "1"})).isEqualTo(2);
    assertThat(BenchMain.run(new String[] {"soak", "--mo"})).isEqualTo(2);
    assertThat(BenchMain.run(new String[] {"nothing"})).isEqualTo(2);
    assertThat(BenchMain.run(new String[] {"--help"})).isZero();
    assertThat(said())
        .contains("--messages must be a number", "--speed is none of", "--mo needs a value");
  }

  /** The rates of so short a run say nothing; what must never happen and what must not grow do. */
  @Test
  void a_short_soak_loses_and_repeats_nothing_and_neither_memory_nor_queues_grow()
      throws Exception {
    int port = FreePort.next();
    BenchMain.run(
        new String[] {
          "soak",
          "--seconds",
          FULL ? "120" : "10",
          "--every",
          "1",
          "--mo",
          FULL ? "50" : "20",
          "--mt",
          FULL ? "100" : "40",
          "--collect",
          "yes",
          "--port",
          String.valueOf(port)
        });
    assertThat(said())
        .contains("MET    MT lost", "MET    MT sent twice", "MET    MO lost")
        .contains("MET    errors of the bench's own side")
        .contains("MET    heap after collections flat", "MET    queue age flat");
  }
}

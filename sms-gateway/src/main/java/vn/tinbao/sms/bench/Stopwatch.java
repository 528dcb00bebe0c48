package vn.tinbao.sms.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;

/**
 * Runs from its making on, and knows how busy the machine's processors were ({@code /proc/stat},
 * proc(5)): a rate that was kept down by full processors says nothing about windows.
 */
final class Stopwatch {
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;

  /** Behind it stands time of guests, which is counted as user time already. */
  private static final int STEAL = 7;

  private final long nanos = System.nanoTime();
  private final long[] ticks = ticks();

  /**
   * What was read.
   *
   * @param busy share of all processors that did something, 0 to 1, by whatever program
   */
  record Reading(Duration time, double busy) {}

  Reading read() {
    return new Reading(Duration.ofNanos(System.nanoTime() - nanos), busy(ticks, ticks()));
  }

  /** Of two lines of {@link #ticks}. */
  static double busy(long[] before, long[] after) {
    long all = 0;
    long idle = 0;
    for (int i = 0; i <= STEAL; i++) {
      long some = after[i] - before[i];
      all += some;
      idle += i == IDLE || i == IO_WAIT ? some : 0;
    }
    return all == 0 ? 0 : (double) (all - idle) / all;
  }

  private static long[] ticks() {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      String line = lines.findFirst().orElseThrow();
      return Arrays.stream(line.strip().split(" +", -1))
          .skip(1)
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

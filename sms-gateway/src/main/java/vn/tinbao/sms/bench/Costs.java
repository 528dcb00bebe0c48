package vn.tinbao.sms.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used, as Linux counts it ({@code /proc}, proc(5)).
 *
 * @param cpuMicros processor time, user and system
 * @param memory resident bytes; shared pages count once among the processes asked for
 */
record Costs(long cpuMicros, long memory) {
  /** USER_HZ is 100 on every Linux that Java runs on. */
  private static final long MICROS_OF_TICK = 10_000;

  private static final int UTIME = 11;
  private static final int CSTIME = 14;

  /** Of one process and all that it has started, the ended ones included. */
  static Costs ofTree(long pid) {
    ProcessHandle root =
        ProcessHandle.of(pid)
            .orElseThrow(() -> new IllegalStateException("Process " + pid + " has ended"));
    List<Long> all =
        java.util.stream.Stream.concat(java.util.stream.Stream.of(root), root.descendants())
            .map(ProcessHandle::pid)
            .toList();
    long ticks = 0;
    long memory = 0;
    for (long one : all) {
      // Ended children are in the parent's cutime and cstime.
      ticks += ticks(one);
      memory += memory(one);
    }
    return new Costs(ticks * MICROS_OF_TICK, memory);
  }

  /** Of this process alone: operators, phones and whoever fills the queue. */
  static Costs ofBench() {
    long self = ProcessHandle.current().pid();
    return new Costs(ticks(self, UTIME + 1) * MICROS_OF_TICK, memory(self));
  }

  Costs since(Costs earlier) {
    return new Costs(cpuMicros - earlier.cpuMicros, memory);
  }

  /** Of the process, and of its ended children. */
  private static long ticks(long pid) {
    return ticks(pid, CSTIME);
  }

  private static long ticks(long pid, int last) {
    try {
      String line = Files.readString(Path.of("/proc/" + pid + "/stat"));
      // Behind the name, which may hold anything but ends with the last parenthesis.
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      long sum = 0;
      for (int i = UTIME; i <= last; i++) {
        sum += Long.parseLong(fields[i]);
      }
      return sum;
    } catch (IOException ended) {
      return 0;
    }
  }

  private static long memory(long pid) {
    try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
          .sum();
    } catch (IOException | java.io.UncheckedIOException ended) {
      return 0;
    }
  }
}

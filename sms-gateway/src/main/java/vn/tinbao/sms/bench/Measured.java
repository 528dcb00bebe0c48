package vn.tinbao.sms.bench;

import java.time.Duration;

/**
 * One measurement.
 *
 * @param what was measured
 * @param messages how many
 * @param time for all of them
 * @param gateway what the gateway's process used
 * @param database what PostgreSQL used; null-like zero where there is none
 * @param lost neither sent nor waiting, or acknowledged and not stored
 */
record Measured(
    String what, long messages, Duration time, Costs gateway, Costs database, long lost) {
  private static final double MEGABYTE = 1024 * 1024;

  double perSecond() {
    return messages / Math.max(1e-9, time.toNanos() / 1e9);
  }

  static void title() {
    BenchMain.say(
        "%-34s %9s %9s %9s %8s %8s %8s  %s",
        "", "messages", "msg/s", "of bound", "µs gw", "µs pg", "MB gw", "lost");
  }

  /**
   * @param bound messages a second that cannot be exceeded; 0: there is none
   */
  void print(double bound) {
    BenchMain.say(
        "%-34s %9d %9.0f %9s %8.0f %8.0f %8.0f  %d",
        what,
        messages,
        perSecond(),
        bound > 0 ? "%.2f".formatted(perSecond() / bound) : "",
        (double) gateway.cpuMicros() / messages,
        (double) database.cpuMicros() / messages,
        gateway.memory() / MEGABYTE,
        lost);
  }
}

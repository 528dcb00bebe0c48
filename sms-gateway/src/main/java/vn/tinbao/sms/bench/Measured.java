package vn.tinbao.sms.bench;

import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param what was measured
 * @param messages how many
 * @param reading how long all of them took, and how busy the machine was
 * @param spent what the processes used
 * @param lost phones that got nothing of what was sent to them, or acknowledged and not stored
 * @param twice what phones got, or what was stored, once more
 */
record Measured(
    String what, long messages, Stopwatch.Reading reading, Spending spent, long lost, long twice) {
  private static final double MEGABYTE = 1024 * 1024;

  double perSecond() {
    return messages / Math.max(1e-9, reading.time().toNanos() / 1e9);
  }

  /**
   * The same of so many messages.
   *
   * @param range whose they were; null: not known yet
   */
  Measured of(long many, Phones.@Nullable Range range, Phones phones) {
    return new Measured(
        what,
        many,
        reading,
        spent,
        range == null ? 0 : phones.missing(range),
        range == null ? 0 : phones.repeated(range));
  }

  private double micros(Costs costs) {
    return (double) costs.cpuMicros() / messages;
  }

  static void title() {
    BenchMain.say(
        "%-34s %9s %9s %9s %6s %8s %8s %8s %8s %6s %6s",
        "",
        "messages",
        "msg/s",
        "of bound",
        "busy %",
        "µs gw",
        "µs pg",
        "µs fake",
        "MB gw",
        "lost",
        "twice");
  }

  /**
   * @param bound messages a second that cannot be exceeded; 0: there is none
   */
  void print(double bound) {
    BenchMain.say(
        "%-34s %9d %9.0f %9s %6.0f %8.0f %8.0f %8.0f %8.0f %6d %6d",
        what,
        messages,
        perSecond(),
        bound > 0 ? "%.2f".formatted(perSecond() / bound) : "",
        100 * reading.busy(),
        micros(spent.gateway()),
        micros(spent.database()),
        micros(spent.bench()),
        spent.gateway().memory() / MEGABYTE,
        lost,
        twice);
  }
}

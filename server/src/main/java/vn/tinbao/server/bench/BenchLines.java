package vn.tinbao.server.bench;

/** The lines a measurement prints, and the times that stand in them. */
final class BenchLines {
  private BenchLines() {}

  static void print(String format, Object... values) {
    System.out.println(format.formatted(values));
  }

  /**
   * Seconds gone by.
   *
   * @param since by {@link System#nanoTime}
   */
  static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }

  /** The same in milliseconds. */
  static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}

package vn.tinbao.sms.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * One look at a running gateway. Memory in megabytes, ages in seconds.
 *
 * @param resident of the gateway's process
 * @param heapFloor the least heap in use since the look before: what the collector cannot free
 * @param oldestOut age of the first message that waits to be sent
 * @param oldestIn age of the first message that waits for the server
 */
record Sample(double resident, double heapFloor, double oldestOut, double oldestIn) {
  /** Of all looks, so many in the beginning are not judged: caches fill, code is compiled. */
  private static final double WARMING = 0.2;

  /** Growth that still counts as flat: a tenth, and a few megabytes of noise. */
  private static final double FLAT = 1.10;

  private static final double NOISE = 24;

  /** What a run of looks says. */
  record Verdict(boolean residentFlat, boolean heapFlat, double oldestOut, double oldestIn) {}

  /** Compares the first with the second half of what comes after warming up. */
  static Verdict judge(List<Sample> samples) {
    List<Sample> steady = samples.subList((int) (samples.size() * WARMING), samples.size());
    return new Verdict(
        isFlat(steady, Sample::resident),
        isFlat(steady, Sample::heapFloor),
        steady.stream().mapToDouble(Sample::oldestOut).max().orElse(0),
        steady.stream().mapToDouble(Sample::oldestIn).max().orElse(0));
  }

  private static boolean isFlat(List<Sample> samples, ToDoubleFunction<Sample> of) {
    int half = samples.size() / 2;
    double first = samples.subList(0, half).stream().mapToDouble(of).average().orElse(0);
    double second =
        samples.subList(half, samples.size()).stream().mapToDouble(of).average().orElse(0);
    return second <= first * FLAT + NOISE;
  }
}

package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * What rows of {@link WeightTable} say together to one part of its columns. Numbers are whole
 * multiples of {@link #STEP}, two in an int: half as much memory is read for a text as with floats,
 * and that is what the time goes into; Java 17 adds such ints several at a time.
 */
final class WeightSums {
  /** What one stands for: fine beside the bytes of the table, which are rounded more. */
  static final float STEP = 1f / 4096;

  private static final int BITS = 16;

  private final int begin;
  private final int size;
  private final int[] low;
  private final int[] high;

  /**
   * Sums of a part.
   *
   * @param begin where the part begins in a packed row
   * @param size how many numbers it has
   */
  WeightSums(int begin, int size) {
    this.begin = begin;
    this.size = size;
    this.low = new int[packed(size)];
    this.high = new int[low.length];
  }

  /** How many ints so many numbers take. */
  static int packed(int size) {
    return (size + 1) / 2;
  }

  /**
   * Packs a part: the first half of its numbers in the low halves of the ints, the second above.
   *
   * @throws ArithmeticException for a number beyond ±8
   */
  static void pack(float[] numbers, int from, int size, int[] packed, int begin) {
    int half = packed(size);
    for (int i = 0; i < size; i++) {
      int steps = Math.round(numbers[from + i] / STEP);
      if (steps != (short) steps) {
        throw new ArithmeticException("beyond what a weight may be: " + numbers[from + i]);
      }
      packed[begin + i % half] |= i < half ? steps & 0xFFFF : steps << BITS;
    }
  }

  /** One number of a part as it was packed. */
  static float number(int[] packed, int begin, int size, int index) {
    int half = packed(size);
    int steps =
        index < half ? packed[begin + index] << BITS >> BITS : packed[begin + index - half] >> BITS;
    return steps * STEP;
  }

  /** Adds a packed row. */
  void add(int[] packed) {
    for (int i = 0; i < low.length; i++) {
      int two = packed[begin + i];
      low[i] += two << BITS >> BITS;
      high[i] += two >> BITS;
    }
  }

  /** Adds what was summed, times a factor, to these numbers, and begins anew. */
  void pour(float factor, float[] into) {
    float each = factor * STEP;
    for (int i = 0; i < low.length; i++) {
      into[i] += each * low[i];
    }
    for (int i = low.length; i < size; i++) {
      into[i] += each * high[i - low.length];
    }
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }
}

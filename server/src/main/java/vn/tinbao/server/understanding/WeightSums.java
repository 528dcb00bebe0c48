package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * What rows of {@link WeightTable} say together. Numbers are whole multiples of {@link #STEP}, two
 * in an int: half as much memory is read for a text as with floats, and that is what the time goes
 * into; Java 17 adds such ints several at a time, the more of them stand in one row the better. So
 * a row is added as one, and only what it comes to is read by {@link Part}s.
 */
final class WeightSums {
  /** What one stands for: fine beside the bytes of the table, which are rounded more. */
  static final float STEP = 1f / 4096;

  private static final int BITS = 16;

  private final int[] low;
  private final int[] high;

  /**
   * Nothing yet.
   *
   * @param ints of a packed row
   */
  WeightSums(int ints) {
    this.low = new int[ints];
    this.high = new int[ints];
  }

  /**
   * Some columns that are read together.
   *
   * @param begin where they begin in a packed row
   * @param size how many numbers they are
   */
  record Part(int begin, int size) {
    /** The part behind this one. */
    Part next(int ofSize) {
      return new Part(end(), ofSize);
    }

    /** Where they end in a packed row. */
    int end() {
      return begin + half();
    }

    private int half() {
      return (size + 1) / 2;
    }

    /**
     * Packs numbers: the first half of them in the low halves of the ints, the second above.
     *
     * @throws ArithmeticException for a number beyond ±8
     */
    void pack(float[] numbers, int from, int[] packed) {
      int half = half();
      for (int i = 0; i < size; i++) {
        int steps = Math.round(numbers[from + i] / STEP);
        if (steps != (short) steps) {
          throw new ArithmeticException("beyond what a weight may be: " + numbers[from + i]);
        }
        packed[begin + i % half] |= i < half ? steps & 0xFFFF : steps << BITS;
      }
    }

    /** One number as it was packed. */
    float number(int[] packed, int index) {
      int half = half();
      int steps =
          index < half
              ? packed[begin + index] << BITS >> BITS
              : packed[begin + index - half] >> BITS;
      return steps * STEP;
    }
  }

  /** Adds a packed row. */
  void add(int[] packed) {
    for (int i = 0; i < low.length; i++) {
      int two = packed[i];
      low[i] += two << BITS >> BITS;
      high[i] += two >> BITS;
    }
  }

  /** Takes a packed row away again. */
  void subtract(int[] packed) {
    for (int i = 0; i < low.length; i++) {
      int two = packed[i];
      low[i] -= two << BITS >> BITS;
      high[i] -= two >> BITS;
    }
  }

  /** Adds what others came to. */
  void add(WeightSums others) {
    for (int i = 0; i < low.length; i++) {
      low[i] += others.low[i];
      high[i] += others.high[i];
    }
  }

  /** Adds what a part came to, times a factor, to these numbers. */
  void pour(Part part, float factor, float[] into) {
    float each = factor * STEP;
    int half = part.half();
    for (int i = 0; i < half; i++) {
      into[i] += each * low[part.begin() + i];
    }
    for (int i = half; i < part.size(); i++) {
      into[i] += each * high[part.begin() + i - half];
    }
  }

  /** Begins anew. */
  void clear() {
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }
}

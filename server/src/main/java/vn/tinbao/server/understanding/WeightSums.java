package vn.tinbao.server.understanding;

import java.util.Arrays;

/**
 * What rows of {@link WeightTable} say together. Numbers are whole multiples of {@link #STEP}, two
 * in an int: half as much memory is read for a text as with floats, and that is what the time goes
 * into; Java 17 adds such ints several at a time, the more of them stand in one row the better. So
 * a row is added as one, and only what it comes to is read by {@link Part}s.
 *
 * <p>Both numbers of an int are added at once, as long as none of them can have left its half; then
 * they are taken apart. That is after a dozen of rows, since most numbers are small.
 */
final class WeightSums {
  /** What one stands for: fine beside the bytes of the table, which are rounded more. */
  static final float STEP = 1f / 4096;

  private static final int BITS = 16;

  private final int[] both;
  private final int[] low;
  private final int[] high;

  /** What may still be added to a number of {@link #both}. */
  private int room = Short.MAX_VALUE;

  /**
   * Nothing yet.
   *
   * @param ints of a packed row
   */
  WeightSums(int ints) {
    this.both = new int[ints];
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
     * Packs numbers: the first half of them in the low halves of the ints, the second above; where
     * the lower one is negative, the upper one is lent one.
     *
     * @throws ArithmeticException for a number of ±8 and beyond
     */
    void pack(float[] numbers, int from, int[] packed) {
      int half = half();
      for (int i = 0; i < size; i++) {
        int steps = Math.round(numbers[from + i] / STEP);
        if (Math.abs(steps) > Short.MAX_VALUE) {
          throw new ArithmeticException("beyond what a weight may be: " + numbers[from + i]);
        }
        packed[begin + i % half] += i < half ? steps : steps << BITS;
      }
    }
  }

  /** Some numbers of a row, each times a factor. */
  static final class Terms {
    private final int[] lowAt;
    private final float[] lowTimes;
    private int lows;
    private final int[] highAt;
    private final float[] highTimes;
    private int highs;

    /** None yet, at most so many. */
    Terms(int most) {
      lowAt = new int[most];
      lowTimes = new float[most];
      highAt = new int[most];
      highTimes = new float[most];
    }

    void add(Part part, int index, float factor) {
      int half = part.half();
      if (index < half) {
        lowAt[lows] = part.begin + index;
        lowTimes[lows++] = factor * STEP;
      } else {
        highAt[highs] = part.begin + index - half;
        highTimes[highs++] = factor * STEP;
      }
    }

    /** What they come to in a packed row. */
    float of(int[] packed) {
      float ofLows = 0;
      for (int i = 0; i < lows; i++) {
        ofLows += lowTimes[i] * low(packed[lowAt[i]]);
      }
      float ofHighs = 0;
      for (int i = 0; i < highs; i++) {
        ofHighs += highTimes[i] * high(packed[highAt[i]]);
      }
      return ofLows + ofHighs;
    }
  }

  private static int low(int two) {
    return two << BITS >> BITS;
  }

  private static int high(int two) {
    return (two - low(two)) >> BITS;
  }

  /** How large a number of a packed row is, at most. */
  static int most(int[] packed) {
    int most = 0;
    for (int two : packed) {
      most = Math.max(most, Math.max(Math.abs(low(two)), Math.abs(high(two))));
    }
    return most;
  }

  /**
   * Adds a packed row.
   *
   * @param most of this row
   */
  void add(int[] packed, int most) {
    makeRoom(most);
    for (int i = 0; i < both.length; i++) {
      both[i] += packed[i];
    }
  }

  /**
   * Adds of four packed rows the columns from this one on.
   *
   * @param most of the four together
   */
  void add(int[] one, int[] two, int[] three, int[] four, int most, int from) {
    if (most > Short.MAX_VALUE) {
      add(one, most(one), from, both.length);
      add(two, most(two), from, both.length);
      add(three, most(three), from, both.length);
      add(four, most(four), from, both.length);
      return;
    }
    makeRoom(most);
    for (int i = from; i < both.length; i++) {
      both[i] += one[i] + two[i] + three[i] + four[i];
    }
  }

  /**
   * Adds of a packed row only these columns.
   *
   * @param to the column after the last
   */
  void add(int[] packed, int most, int from, int to) {
    makeRoom(most);
    for (int i = from; i < to; i++) {
      both[i] += packed[i];
    }
  }

  private void makeRoom(int most) {
    if (room < most) {
      takeApart();
    }
    room -= most;
  }

  private void takeApart() {
    for (int i = 0; i < low.length; i++) {
      low[i] += low(both[i]);
    }
    for (int i = 0; i < high.length; i++) {
      high[i] += high(both[i]);
    }
    Arrays.fill(both, 0);
    room = Short.MAX_VALUE;
  }

  /** Adds what others came to. */
  void add(WeightSums others) {
    others.takeApart();
    for (int i = 0; i < low.length; i++) {
      low[i] += others.low[i];
    }
    for (int i = 0; i < high.length; i++) {
      high[i] += others.high[i];
    }
  }

  /** Adds what a part came to, times a factor, to these numbers. */
  void pour(Part part, float factor, float[] into) {
    takeApart();
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
    Arrays.fill(both, 0);
    room = Short.MAX_VALUE;
    Arrays.fill(low, 0);
    Arrays.fill(high, 0);
  }
}

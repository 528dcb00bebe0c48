package vn.tinbao.server.understanding;

import org.jspecify.annotations.Nullable;

/**
 * Numbers as people write them: {@code 5}, {@code mười lăm}, {@code hai mươi mốt}, {@code hăm lăm},
 * {@code 5-6}, {@code hai ba}, {@code vài chục}, {@code hơn chục}.
 */
final class Numbers {
  /** Larger ones are no numbers of people, days or years. */
  private static final int LARGEST = 9999;

  private static final int DIGIT = 0xf;
  private static final int TEN = 1 << 4;
  private static final int TY = 1 << 5;
  private static final int DOZEN = 1 << 6;
  private static final int HUNDRED = 1 << 7;
  private static final int THOUSAND = 1 << 8;
  private static final int AFTER_TENS = 1 << 9;
  private static final int SOME = 1 << 10;
  private static final int FEW = 1 << 11;
  private static final int MANY = 1 << 12;
  private static final int ODD = 1 << 13;
  private static final int TWENTY = 1 << 14;
  private static final int THIRTY = 1 << 15;
  private static final int OR = 1 << 16;
  private static final int OVER = 1 << 17;
  private static final int ROWS = 1 << 18;

  /** Their spelling without accents is another everyday word: {@code bon}, {@code nam}. */
  private static final int DOUBTFUL = 1 << 19;

  /** What {@code mấy} may be. */
  private static final int SEVERAL_TO = 9;

  private static final int SEVERAL_FROM = 2;
  private static final int FEW_TO = 5;

  private final WordTable table = new WordTable();

  /**
   * A number, or two that it lies between.
   *
   * @param open whether it may be more ({@code hơn chục}, {@code mấy})
   * @param doubtful whether, without accents, the word may as well be another
   * @param from first word of the reading, a word like {@code hơn} included
   * @param to the word after the last
   */
  record Found(int low, int high, boolean open, boolean doubtful, int from, int to) {

    boolean exact() {
      return low == high && !open;
    }
  }

  Numbers(Vocabulary vocabulary) {
    String[] digits = {"", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"};
    for (int digit = 1; digit < digits.length; digit++) {
      boolean plain = digit <= 2 || digit == 9;
      table.add(digits[digit], digit | (plain ? 0 : DOUBTFUL), vocabulary);
    }
    table.add("bẩy", 7 | DOUBTFUL, vocabulary);
    table.add("tư", 4 | AFTER_TENS, vocabulary);
    table.add("lăm", 5 | AFTER_TENS, vocabulary);
    table.add("nhăm", 5 | AFTER_TENS, vocabulary);
    table.add("mốt", 1 | AFTER_TENS, vocabulary);
    table.add("mười", TEN, vocabulary);
    table.add("mươi", TY, vocabulary);
    table.add("chục", DOZEN, vocabulary);
    table.add("trăm", HUNDRED, vocabulary);
    table.add("nghìn", THOUSAND, vocabulary);
    table.add("ngàn", THOUSAND, vocabulary);
    table.add("hăm", TWENTY, vocabulary);
    table.add("băm", THIRTY, vocabulary);
    table.add("linh", ODD, vocabulary);
    table.add("lẻ", ODD, vocabulary);
    table.add("mấy", SOME, vocabulary);
    table.add("vài", FEW, vocabulary);
    table.add("dăm", FEW, vocabulary);
    table.add("nhiều", MANY, vocabulary);
    table.add("hoặc", OR, vocabulary);
    table.add("hay", OR, vocabulary);
    table.add("đến", OR, vocabulary);
    table.add("tới", OR, vocabulary);
    table.add("hơn", OVER, vocabulary);
    table.add("trên", OVER, vocabulary);
    table.add("hàng", ROWS, vocabulary);
    table.add("cả", ROWS, vocabulary);
  }

  /** Whether a number may begin here; tells nearly all words apart quickly. */
  boolean mayBegin(Reading reading, int at) {
    return reading.number(at) >= 0 || (bits(reading, at) & ~(OR | ODD | OVER | ROWS)) != 0;
  }

  /** The number that begins at this word of the reading, null when there is none. */
  @Nullable Found at(Reading reading, int at) {
    Found one = single(reading, at);
    if (one == null) {
      return null;
    }
    Found whole = range(reading, one);
    boolean over = at > 0 && !reading.startsClause(at) && has(reading, at - 1, OVER);
    return over ? new Found(whole.low, whole.high, true, whole.doubtful, at - 1, whole.to) : whole;
  }

  private @Nullable Found single(Reading reading, int at) {
    int digits = reading.number(at);
    if (digits >= 0) {
      return digits > LARGEST ? null : scaled(reading, at, at + 1, digits, digits, false, false);
    }
    long bits = bits(reading, at);
    if (bits == WordTable.NOTHING) {
      return null;
    }
    if ((bits & (SOME | FEW)) != 0) {
      boolean some = (bits & SOME) != 0;
      int to = some ? SEVERAL_TO : FEW_TO;
      return scaled(reading, at, at + 1, SEVERAL_FROM, to, true, false);
    }
    if ((bits & MANY) != 0) {
      return new Found(SEVERAL_FROM, SEVERAL_FROM, true, false, at, at + 1);
    }
    if ((bits & DOZEN) != 0) {
      return new Found(10, 10, has(reading, at - 1, ROWS), false, at, at + 1);
    }
    if ((bits & (HUNDRED | THOUSAND)) != 0) {
      boolean rows = at > 0 && has(reading, at - 1, ROWS);
      return rows ? new Found(scale(bits), scale(bits), true, false, at - 1, at + 1) : null;
    }
    return spelled(reading, at, bits);
  }

  /** {@code mười lăm}, {@code hai mươi mốt}, {@code hăm lăm}, {@code ba}, {@code mươi lăm}. */
  private @Nullable Found spelled(Reading reading, int at, long bits) {
    boolean accented = reading.accented();
    if ((bits & (TEN | TWENTY | THIRTY)) != 0) {
      int tens = (bits & TEN) != 0 ? 10 : (bits & TWENTY) != 0 ? 20 : 30;
      int digit = digitAfter(reading, at + 1);
      if (tens > 10 && digit == 0) {
        return null;
      }
      return new Found(tens + digit, tens + digit, false, false, at, at + (digit == 0 ? 1 : 2));
    }
    if ((bits & TY) != 0) {
      int digit = digitAfter(reading, at + 1);
      return new Found(10, Math.max(digit + 10, 12), true, false, at, at + (digit == 0 ? 1 : 2));
    }
    int digit = (int) (bits & DIGIT);
    if (digit == 0 || (bits & AFTER_TENS) != 0) {
      return null;
    }
    if (has(reading, at + 1, TY) && !reading.startsClause(at + 1)) {
      int more = digitAfter(reading, at + 2);
      int value = digit * 10 + more;
      return new Found(value, value, false, false, at, at + (more == 0 ? 2 : 3));
    }
    if ((bits(reading, at + 1) & AFTER_TENS) != 0 && accented && digit > 1) {
      int value = digit * 10 + (int) (bits(reading, at + 1) & DIGIT);
      return new Found(value, value, false, false, at, at + 2);
    }
    boolean doubtful = !accented && (bits & DOUBTFUL) != 0;
    return scaled(reading, at, at + 1, digit, digit, false, doubtful);
  }

  private int digitAfter(Reading reading, int at) {
    if (at >= reading.count() || reading.startsClause(at)) {
      return 0;
    }
    return (int) (bits(reading, at) & DIGIT);
  }

  /** {@code vài chục}, {@code hai trăm}, {@code một trăm linh hai}. */
  private Found scaled(
      Reading reading, int at, int next, int low, int high, boolean open, boolean doubtful) {
    long bits = reading.startsClause(next) ? 0 : bits(reading, next);
    int scale = scale(bits);
    if (scale == 1 || low * scale > LARGEST) {
      return new Found(low, high, open, doubtful, at, next);
    }
    int to = next + 1;
    int rest = 0;
    if (scale == 100 && has(reading, to, ODD)) {
      rest = digitAfter(reading, to + 1);
      to += rest == 0 ? 0 : 2;
    }
    return new Found(low * scale + rest, high * scale + rest, open, false, at, to);
  }

  /** Another number right behind: {@code hai ba}, {@code 5-6}, {@code 12 đến 13}. */
  private Found range(Reading reading, Found one) {
    int next = one.to;
    if (one.open || next >= reading.count()) {
      return one;
    }
    if (has(reading, next, OR) && !reading.startsClause(next)) {
      next++;
    } else if (reading.startsClause(next) && !reading.joinedBy(next, "-–,")) {
      return one;
    }
    Found other = next < reading.count() ? single(reading, next) : null;
    boolean further = other != null && other.low == other.high && !other.open;
    if (other == null || !further || other.low <= one.high || other.low > one.high * 2 + 1) {
      return one;
    }
    boolean adjacent = next == one.to && !reading.startsClause(next);
    if (adjacent && other.low > one.high + (one.high < 10 ? 1 : 2)) {
      return one;
    }
    return new Found(
        one.low, other.high, false, one.doubtful && other.doubtful, one.from, other.to);
  }

  private static int scale(long bits) {
    if ((bits & DOZEN) != 0) {
      return 10;
    }
    return (bits & HUNDRED) != 0 ? 100 : (bits & THOUSAND) != 0 ? 1000 : 1;
  }

  private boolean has(Reading reading, int at, int bit) {
    return (bits(reading, at) & bit) != 0;
  }

  private long bits(Reading reading, int at) {
    return reading.in(table, at);
  }
}

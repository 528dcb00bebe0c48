package vn.tinbao.server.calendar;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long the law gives.
 *
 * @param amount how many; 0 only with hours: at once. Negative: counted back from a due time
 */
public record Limit(int amount, Unit unit) {
  private static final Pattern WRITTEN = Pattern.compile("([+-]?\\d{1,4})(h|d|wd|month|year)");
  private static final int MOST = 1000;

  /** In what it is counted. */
  public enum Unit {
    /** Without a break, day and night; never to the next working day. */
    HOURS("h"),
    /** To midnight of the last day; a day off gives the next working day. */
    DAYS("d"),
    /** Days off are not counted. */
    WORKING_DAYS("wd"),
    /** To the same day of the month, or the month's last. */
    MONTHS("month"),
    YEARS("year");

    private final String written;

    Unit(String written) {
      this.written = written;
    }
  }

  public Limit {
    if (Math.abs(amount) > MOST) {
      throw new IllegalArgumentException("A limit of " + amount + " " + unit);
    }
    if (amount == 0 && unit != Unit.HOURS) {
      throw new IllegalArgumentException("A limit of 0 is in hours: at once");
    }
  }

  /**
   * Reads {@code 24h}, {@code 3d}, {@code 3wd}, {@code 2month}, {@code 1year}, {@code -7d} or
   * {@code immediate}.
   *
   * @throws IllegalArgumentException for anything else
   */
  public static Limit parse(String text) {
    if (text.equals("immediate")) {
      return new Limit(0, Unit.HOURS);
    }
    Matcher written = WRITTEN.matcher(text);
    if (!written.matches()) {
      throw new IllegalArgumentException(
          "A limit is written 24h, 3d, 3wd, 2month, 1year, -7d or immediate, not " + text);
    }
    for (Unit unit : Unit.values()) {
      if (unit.written.equals(written.group(2))) {
        return new Limit(Integer.parseInt(written.group(1)), unit);
      }
    }
    throw new IllegalArgumentException(text);
  }

  /** Whether it is due when it starts. */
  public boolean immediate() {
    return amount == 0;
  }

  /** Whether it is counted back from a due time. */
  public boolean back() {
    return amount < 0;
  }

  @Override
  public String toString() {
    return immediate() ? "immediate" : amount + unit.written;
  }
}

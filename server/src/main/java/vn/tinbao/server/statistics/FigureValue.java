package vn.tinbao.server.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * What a figure is.
 *
 * @param numerator how many; for DAYS the sum of days
 * @param denominator of how many; 0 for COUNT, which has none
 */
public record FigureValue(Figure figure, BigDecimal numerator, long denominator) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /** The figure's word. */
  public String key() {
    return figure.key();
  }

  /**
   * Count, per cent or days, with one decimal for the last two, half up; null when there is nothing
   * to measure against.
   */
  public @Nullable BigDecimal value() {
    return switch (figure.unit()) {
      case COUNT -> numerator;
      case PERCENT ->
          denominator == 0
              ? null
              : numerator
                  .multiply(HUNDRED)
                  .divide(BigDecimal.valueOf(denominator), 1, RoundingMode.HALF_UP);
      case DAYS ->
          denominator == 0
              ? null
              : numerator.divide(BigDecimal.valueOf(denominator), 1, RoundingMode.HALF_UP);
    };
  }

  /**
   * Compares exactly, before any rounding: 90.04 % is more than 90 %.
   *
   * @return as {@link Comparable#compareTo}; 0 also when there is nothing to measure against
   */
  public int against(BigDecimal target) {
    if (figure.unit() == FigureUnit.COUNT) {
      return numerator.compareTo(target);
    }
    if (denominator == 0) {
      return 0;
    }
    BigDecimal whole = BigDecimal.valueOf(denominator).multiply(target);
    return (figure.unit() == FigureUnit.PERCENT ? numerator.multiply(HUNDRED) : numerator)
        .compareTo(whole);
  }

  /** Whether it is what the founding plans ask for; false also when they ask for nothing. */
  public boolean meetsTarget() {
    BigDecimal target = figure.target();
    if (target == null || value() == null) {
      return false;
    }
    int more = against(target);
    return figure.targetIsLeast() ? more >= 0 : more > 0;
  }

  /** Both together, of what does not overlap. */
  public FigureValue plus(FigureValue other) {
    return new FigureValue(figure, numerator.add(other.numerator), denominator + other.denominator);
  }
}

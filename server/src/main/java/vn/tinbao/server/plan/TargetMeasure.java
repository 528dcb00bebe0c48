package vn.tinbao.server.plan;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.statistics.FigureComparison;
import vn.tinbao.server.statistics.FigureUnit;
import vn.tinbao.server.statistics.FigureValue;

/**
 * How far a target is reached: the one place where a figure is held against what a plan asks for,
 * for pages, dashboard and reports.
 *
 * @param before of the same days of the year before; null: not known
 */
public record TargetMeasure(PlanTarget target, FigureValue now, @Nullable FigureValue before) {
  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /** Empty for a target that no figure counts. */
  public static Optional<TargetMeasure> of(PlanTarget target, FigureComparison counted) {
    String key = target.figureKey();
    return key == null
        ? Optional.empty()
        : counted
            .now()
            .value(key)
            .map(now -> new TargetMeasure(target, now, counted.before().value(key).orElse(null)));
  }

  /**
   * What must be reached, in the unit of the figure; for DECREASE what must not be reached again.
   *
   * @return null: said in words only, or nothing is known to compare with
   */
  public @Nullable BigDecimal wanted() {
    BigDecimal value = target.value();
    return switch (target.operator()) {
      case QUALITATIVE -> null;
      case DECREASE -> before == null ? null : before.value();
      case GE, GT, EQ ->
          !now.figure().eachMonth() || target.unit() != PlanTarget.Unit.PER_MONTH
              ? value
              // "One a month" is said of each month: all of them.
              : value != null && value.compareTo(BigDecimal.ONE) == 0 ? WHOLE : null;
    };
  }

  /**
   * Whether it is reached; {@code EQ} (đạt) is by more as well.
   *
   * @return null: nothing to measure; none of last year's none
   */
  public @Nullable Boolean met() {
    BigDecimal wanted = wanted();
    BigDecimal value = now.value();
    if (wanted == null || value == null) {
      return null;
    }
    return switch (target.operator()) {
      case GE, EQ -> now.against(wanted) >= 0;
      case GT -> now.against(wanted) > 0;
      case DECREASE ->
          wanted.signum() == 0 && value.signum() == 0 ? null : value.compareTo(wanted) < 0;
      case QUALITATIVE -> null;
    };
  }

  /** How long its bar is, in hundredths. */
  public int width() {
    BigDecimal value = now.value();
    return value == null ? 0 : hundredths(value);
  }

  /** Where in the bar the target stands, in hundredths; -1: nowhere. */
  public int mark() {
    BigDecimal wanted = wanted();
    return wanted == null ? -1 : hundredths(wanted);
  }

  private int hundredths(BigDecimal number) {
    BigDecimal full = WHOLE;
    BigDecimal value = now.value();
    BigDecimal wanted = wanted();
    if (now.figure().unit() != FigureUnit.PERCENT) {
      full = BigDecimal.ONE;
      full = value == null ? full : full.max(value);
      full = wanted == null ? full : full.max(wanted);
    }
    return number.multiply(WHOLE).divide(full, 0, RoundingMode.DOWN).min(WHOLE).intValue();
  }
}

package vn.tinbao.server.plan;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan wants to reach.
 *
 * @param figureKey of the room statistics; null: no figure counts it
 * @param value with GE, GT, EQ only
 * @param unit of the value; null: none
 */
public record PlanTarget(
    String id,
    @Nullable String figureKey,
    Operator operator,
    @Nullable BigDecimal value,
    @Nullable Unit unit,
    String title,
    List<Integer> lines) {

  /** How a figure is held against the value. */
  public enum Operator {
    GE,
    GT,
    EQ,
    /** Less than in the same period of the year before. */
    DECREASE,
    /** Said in words only. */
    QUALITATIVE;

    /** Whether a value belongs to it. */
    public boolean needsValue() {
      return this == GE || this == GT || this == EQ;
    }
  }

  /** What the value counts. */
  public enum Unit {
    PERCENT,
    PER_MONTH,
    CASES,
    COUNT,
    DAYS
  }

  /** Lists are copied. */
  public PlanTarget {
    lines = List.copyOf(lines);
  }
}

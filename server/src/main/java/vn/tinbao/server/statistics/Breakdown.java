package vn.tinbao.server.statistics;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure in its parts.
 *
 * @param overlapping whether a fact may be in several parts
 * @param lines the largest denominator (for counts: numerator) first; months in their order
 */
public record Breakdown(
    Figure figure,
    Dimension dimension,
    FigureScope scope,
    Period period,
    Instant asOf,
    boolean overlapping,
    List<Line> lines) {
  /** Keeps a copy. */
  public Breakdown {
    lines = List.copyOf(lines);
  }

  /**
   * One part.
   *
   * @param part code of the part, id of a unit or agency, or month; null: not known, or (for units)
   *     not of one unit only
   */
  public record Line(@Nullable String part, FigureValue value) {}
}

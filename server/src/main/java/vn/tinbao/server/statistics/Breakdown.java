package vn.tinbao.server.statistics;

import java.time.Instant;
import java.util.Comparator;
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

  /** The lines in their order. */
  static Breakdown of(
      Figure figure,
      Dimension dimension,
      FigureScope scope,
      Period period,
      Instant asOf,
      boolean overlapping,
      List<Line> lines) {
    Comparator<Line> order =
        dimension == Dimension.MONTH
            ? Comparator.comparing(line -> String.valueOf(line.part()))
            : Comparator.<Line>comparingLong(line -> -line.value().denominator())
                .thenComparing(line -> line.value().numerator().negate())
                .thenComparing(line -> String.valueOf(line.part()));
    return new Breakdown(
        figure, dimension, scope, period, asOf, overlapping, lines.stream().sorted(order).toList());
  }

  /**
   * One part.
   *
   * @param part code of the part, id of a unit or agency, or month; null: not known, or (for units)
   *     not of one unit only
   */
  public record Line(@Nullable String part, FigureValue value) {}
}

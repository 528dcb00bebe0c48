package vn.tinbao.server.statistics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The figures as of one moment, whether counted ahead or from what happened. */
public interface FigureReader {
  /** Every figure of a period beside the same days of the year before. */
  FigureComparison compare(FigureScope scope, Period period);

  /**
   * One figure in its parts.
   *
   * @throws IllegalArgumentException for a word that no figure has, and for a dimension that its
   *     facts do not have: see {@link FigureList#dimensions}
   */
  Breakdown by(String key, Dimension dimension, FigureScope scope, Period period);

  /**
   * Several figures of the same facts side by side in parts by place, agency or month.
   *
   * @return in the order of the keys, by part; null: not known, or not of one unit only
   * @throws IllegalArgumentException for figures of different facts, or facts not counted ahead
   */
  Map<@Nullable String, List<FigureValue>> together(
      List<String> keys, Dimension dimension, FigureScope scope, Period period);
}

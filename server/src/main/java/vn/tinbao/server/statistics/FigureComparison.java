package vn.tinbao.server.statistics;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A period beside the same days of the year before.
 *
 * @param before as known at the same moment: the older one had a year more to come to its end
 */
public record FigureComparison(FigureTable now, FigureTable before) {

  /**
   * By how much a figure rose (negative: fell): counts and days as they are, rates in points of a
   * hundred. Empty when one of both has no value.
   */
  public Optional<BigDecimal> change(String key) {
    return now.value(key)
        .flatMap(value -> Optional.ofNullable(value.value()))
        .flatMap(
            value ->
                before
                    .value(key)
                    .flatMap(old -> Optional.ofNullable(old.value()))
                    .map(value::subtract));
  }
}

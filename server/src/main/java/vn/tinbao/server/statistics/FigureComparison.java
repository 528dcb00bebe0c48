package vn.tinbao.server.statistics;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A period beside the same days of the year before.
 *
 * @param before as it was known one year before {@code now} was: rates of what takes time are
 *     compared at the same age
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

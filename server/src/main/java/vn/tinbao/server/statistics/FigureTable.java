package vn.tinbao.server.statistics;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All figures of one scope and period, as they were known at one moment.
 *
 * @param values in the order of {@code figures.yaml}
 */
public record FigureTable(
    FigureScope scope, Period period, Instant asOf, List<FigureValue> values) {
  /** Keeps a copy. */
  public FigureTable {
    values = List.copyOf(values);
  }

  /** One figure; empty for a word that no figure has. */
  public Optional<FigureValue> value(String key) {
    return values.stream().filter(value -> value.key().equals(key)).findFirst();
  }

  /** By their words. */
  public Map<String, FigureValue> byKey() {
    return values.stream().collect(Collectors.toMap(FigureValue::key, Function.identity()));
  }
}

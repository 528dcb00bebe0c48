package vn.tinbao.server.console.figures;

import java.util.List;

/**
 * A figure in its parts: a line each, as long as it is much.
 *
 * @param title message key of what it is by
 * @param overlapping whether one report may be in several parts
 */
public record PartChart(String id, String title, boolean overlapping, List<Part> parts) {

  /**
   * One part.
   *
   * @param key of its name
   * @param width in hundredths of the largest
   */
  public record Part(String key, long value, int width) {}

  /** Lines as long as they are much. */
  static PartChart of(String id, String title, boolean overlapping, List<Part> amounts) {
    long top = Math.max(1, amounts.stream().mapToLong(Part::value).max().orElse(1));
    return new PartChart(
        id,
        title,
        overlapping,
        amounts.stream()
            .map(
                one ->
                    new Part(one.key(), one.value(), (int) Math.round(100.0 * one.value() / top)))
            .toList());
  }
}

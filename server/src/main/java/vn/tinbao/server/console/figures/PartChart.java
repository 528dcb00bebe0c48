package vn.tinbao.server.console.figures;

import java.util.List;
import vn.tinbao.server.statistics.FigureParts;

/**
 * A figure in its parts: a line each, as long as it is much.
 *
 * @param overlapping whether one fact may be in several parts
 */
public record PartChart(String id, String title, boolean overlapping, List<Part> parts) {

  /**
   * One part.
   *
   * @param width in hundredths of the largest
   */
  public record Part(String name, long value, int width) {}

  /** Lines as long as they are much. */
  static PartChart of(FigureParts.Told told) {
    long top =
        Math.max(1, told.parts().stream().mapToLong(FigureParts.Part::count).max().orElse(1));
    return new PartChart(
        told.split().id(),
        told.title(),
        told.overlapping(),
        told.parts().stream()
            .map(
                one ->
                    new Part(one.name(), one.count(), (int) Math.round(100.0 * one.count() / top)))
            .toList());
  }
}

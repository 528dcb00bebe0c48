package vn.tinbao.server.console.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.UnitOutlines.Outline;
import vn.tinbao.server.console.OutlineBox;
import vn.tinbao.server.console.OutlinePath;

/**
 * Places in four shades, by how many reports came from them.
 *
 * @param limits the least of each shade but the lightest, rising
 */
public record FigureMap(int width, int height, List<Area> areas, List<Long> limits, String source) {
  private static final int WIDTH = 640;
  private static final int LOWEST = 280;
  private static final int HIGHEST = 760;
  private static final int SHADES = 4;

  /** Points nearer than this are one point. */
  private static final double FINE = 1.2;

  /**
   * One place.
   *
   * @param shade 0 for none, else 1 to 4
   */
  public record Area(String name, @Nullable String href, long value, int shade, String path) {}

  /** Null when none of the places has an outline. */
  static @Nullable FigureMap of(
      List<Outline> outlines,
      Map<Long, Long> values,
      LongFunction<String> name,
      LongFunction<@Nullable String> href) {
    if (outlines.isEmpty()) {
      return null;
    }
    OutlineBox box =
        OutlineBox.of(outlines.stream().flatMap(outline -> outline.rings().stream()).toList());
    double wide = box.wide();
    double tall = box.tall();
    int height = (int) Math.max(LOWEST, Math.min(HIGHEST, WIDTH * tall / wide));
    double scale = Math.min(WIDTH / wide, height / tall) * 0.98;
    double left = (WIDTH - wide * scale) / 2;
    double top = (height - tall * scale) / 2;
    double xScale = box.squeeze() * scale;
    List<Long> limits = limits(values);
    List<Area> areas = new ArrayList<>();
    for (Outline outline : outlines) {
      long value = values.getOrDefault(outline.unitId(), 0L);
      areas.add(
          new Area(
              name.apply(outline.unitId()),
              href.apply(outline.unitId()),
              value,
              shade(value, limits),
              OutlinePath.of(
                  outline,
                  lon -> left + (lon - box.west()) * xScale,
                  lat -> top + (box.north() - lat) * scale,
                  (x, y) -> FINE)));
    }
    return new FigureMap(WIDTH, height, List.copyOf(areas), limits, outlines.get(0).source());
  }

  /** Quarters of the places that have any. */
  static List<Long> limits(Map<Long, Long> values) {
    long[] some = values.values().stream().mapToLong(v -> v).filter(v -> v > 0).sorted().toArray();
    return some.length == 0
        ? List.of()
        : Arrays.stream(new int[] {1, 2, 3})
            .mapToObj(quarter -> some[Math.min(some.length - 1, some.length * quarter / SHADES)])
            .distinct()
            .filter(limit -> limit > some[0])
            .toList();
  }

  private static int shade(long value, List<Long> limits) {
    return value == 0 ? 0 : 1 + (int) limits.stream().filter(limit -> value >= limit).count();
  }
}

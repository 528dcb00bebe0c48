package vn.tinbao.server.console.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.UnitOutlines.Outline;

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
    double west = 180;
    double east = -180;
    double south = 90;
    double north = -90;
    for (Outline outline : outlines) {
      for (double[] ring : outline.rings()) {
        for (int i = 0; i + 1 < ring.length; i += 2) {
          west = Math.min(west, ring[i]);
          east = Math.max(east, ring[i]);
          south = Math.min(south, ring[i + 1]);
          north = Math.max(north, ring[i + 1]);
        }
      }
    }
    double squeeze = Math.cos(Math.toRadians((south + north) / 2));
    double wide = Math.max((east - west) * squeeze, 1e-4);
    double tall = Math.max(north - south, 1e-4);
    int height = (int) Math.max(LOWEST, Math.min(HIGHEST, WIDTH * tall / wide));
    double scale = Math.min(WIDTH / wide, height / tall) * 0.98;
    double left = (WIDTH - wide * scale) / 2;
    double top = (height - tall * scale) / 2;
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
              path(outline, west, north, squeeze * scale, scale, left, top)));
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

  private static String path(
      Outline outline,
      double west,
      double north,
      double xScale,
      double yScale,
      double left,
      double top) {
    StringBuilder path = new StringBuilder();
    for (double[] ring : outline.rings()) {
      StringBuilder line = new StringBuilder();
      double lastX = Double.NaN;
      double lastY = Double.NaN;
      int points = 0;
      for (int i = 0; i + 1 < ring.length; i += 2) {
        double x = left + (ring[i] - west) * xScale;
        double y = top + (north - ring[i + 1]) * yScale;
        if (points > 0 && Math.abs(x - lastX) < FINE && Math.abs(y - lastY) < FINE) {
          continue;
        }
        line.append(points == 0 ? 'M' : 'L').append(Math.round(x * 10) / 10.0).append(' ');
        line.append(Math.round(y * 10) / 10.0);
        lastX = x;
        lastY = y;
        points++;
      }
      if (points > 2) {
        path.append(line).append('Z');
      }
    }
    return path.toString();
  }
}

package vn.tinbao.server.console.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.catalogue.CatalogueSnapshot;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.catalogue.UnitOutlines.Outline;
import vn.tinbao.server.console.OutlineBox;
import vn.tinbao.server.console.OutlinePath;

/** Draws a unit among its neighbours: degrees to a plane that is true at the unit's latitude. */
public final class UnitMapMaker {
  private static final double KM_A_DEGREE = 111.2;
  private static final int WIDTH = 640;
  private static final int LOWEST = 320;
  private static final int HIGHEST = 560;

  /** What is shown around the unit, as a part of its size. */
  private static final double MARGIN = 0.18;

  /** Points nearer than this are one point: a third of what an eye sees. */
  private static final double FINE = 0.7;

  private static final double COARSE = 12;

  /** A number and its circle, in pixels. */
  private static final double EDGE = 14;

  private static final double STEP = 24;

  /** Two outlines touch when they share a corner; imported files share them to the digit. */
  private static final double SAME_POINT = 1e5;

  private static final String[] DIRECTIONS = {"E", "NE", "N", "NW", "W", "SW", "S", "SE"};

  private final double west;
  private final double north;
  private final double xScale;
  private final double yScale;
  private final int height;

  private UnitMapMaker(OutlineBox box) {
    double wide = box.wide() * (1 + 2 * MARGIN);
    double tall = box.tall() * (1 + 2 * MARGIN);
    this.height = (int) Math.max(LOWEST, Math.min(HIGHEST, WIDTH * tall / wide));
    this.yScale = Math.min(WIDTH / wide, height / tall);
    this.xScale = yScale * box.squeeze();
    this.west = box.lon() - WIDTH / 2.0 / xScale;
    this.north = box.lat() + height / 2.0 / yScale;
  }

  /**
   * The map; empty when the unit has no outline.
   *
   * @param outlines the unit's own first, as {@code UnitOutlines.around} gives them
   */
  public static Optional<UnitMap> of(List<Outline> outlines, CatalogueSnapshot snapshot) {
    if (outlines.isEmpty() || outlines.get(0).rings().isEmpty()) {
      return Optional.empty();
    }
    Outline own = outlines.get(0);
    OutlineBox box = OutlineBox.of(own.rings());
    UnitMapMaker maker = new UnitMapMaker(box);
    Set<Long> corners = corners(own);
    double lon = box.lon();
    double lat = box.lat();
    List<UnitMap.Neighbour> neighbours = new ArrayList<>();
    for (Outline outline : outlines.subList(1, outlines.size())) {
      Unit unit = snapshot.unit(outline.unitId()).orElse(null);
      double[] shared = shared(outline, corners);
      double[] label = maker.middleInSight(outline);
      if (unit == null || (shared == null && label == null)) {
        continue;
      }
      double[] toward = shared != null ? shared : centre(outline);
      int number = neighbours.size() + 1;
      neighbours.add(
          new UnitMap.Neighbour(
              number,
              unit,
              direction(toward[0] - lon, toward[1] - lat),
              maker.path(outline),
              label == null ? -1 : (int) label[0],
              label == null ? -1 : (int) label[1],
              shared != null));
    }
    return Optional.of(
        new UnitMap(
            WIDTH,
            maker.height,
            maker.path(own),
            List.copyOf(neighbours),
            (int) Math.round((box.east() - box.west()) * box.squeeze() * KM_A_DEGREE),
            (int) Math.round((box.north() - box.south()) * KM_A_DEGREE),
            lat,
            lon,
            own.source()));
  }

  private String path(Outline outline) {
    return OutlinePath.of(outline, this::x, this::y, (x, y) -> inSight(x, y) ? FINE : COARSE);
  }

  private double x(double lon) {
    return (lon - west) * xScale;
  }

  private double y(double lat) {
    return (north - lat) * yScale;
  }

  private boolean inSight(double x, double y) {
    return x > -COARSE && x < WIDTH + COARSE && y > -COARSE && y < height + COARSE;
  }

  /** The middle of those corners that are on the drawing, not at its very edge. */
  private double @Nullable [] middleInSight(Outline outline) {
    double sumX = 0;
    double sumY = 0;
    int count = 0;
    for (double[] ring : outline.rings()) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        double x = x(ring[i]);
        double y = y(ring[i + 1]);
        if (x > 0 && x < WIDTH && y > 0 && y < height) {
          sumX += x;
          sumY += y;
          count++;
        }
      }
    }
    if (count == 0) {
      return null;
    }
    // The middle of the corners lies near the common border: a step away from the unit itself.
    double right = sumX / count - WIDTH / 2.0;
    double down = sumY / count - height / 2.0;
    double step = 1 + STEP / Math.max(1, Math.hypot(right, down));
    return new double[] {
      Math.max(EDGE, Math.min(WIDTH - EDGE, WIDTH / 2.0 + right * step)),
      Math.max(EDGE, Math.min(height - EDGE, height / 2.0 + down * step))
    };
  }

  private static Set<Long> corners(Outline outline) {
    Set<Long> corners = new HashSet<>();
    for (double[] ring : outline.rings()) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        corners.add(corner(ring[i], ring[i + 1]));
      }
    }
    return corners;
  }

  private static long corner(double lon, double lat) {
    return Math.round(lon * SAME_POINT) * 100_000_000L + Math.round(lat * SAME_POINT);
  }

  /** The middle of the common border, null when there is none. */
  private static double @Nullable [] shared(Outline outline, Set<Long> corners) {
    double lon = 0;
    double lat = 0;
    int count = 0;
    for (double[] ring : outline.rings()) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        if (corners.contains(corner(ring[i], ring[i + 1]))) {
          lon += ring[i];
          lat += ring[i + 1];
          count++;
        }
      }
    }
    return count == 0 ? null : new double[] {lon / count, lat / count};
  }

  private static double[] centre(Outline outline) {
    OutlineBox box = OutlineBox.of(outline.rings());
    return new double[] {box.lon(), box.lat()};
  }

  private static String direction(double east, double north) {
    int eighth = (int) Math.round(Math.atan2(north, east) / (Math.PI / 4));
    return DIRECTIONS[Math.floorMod(eighth, DIRECTIONS.length)];
  }
}

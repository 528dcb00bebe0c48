package vn.tinbao.server.catalogue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import vn.tinbao.server.catalogue.UnitOutlines.Outline;

/**
 * Edges of an outline that no neighbour shares: where the country ends, on land or at the sea.
 *
 * @param edges longitude, latitude, longitude, latitude of each, in degrees
 */
record OuterEdges(List<double[]> edges) {
  private static final double KM_A_DEGREE = 111.2;

  /** Two corners are one when they agree to about a metre. */
  private static final double SAME_POINT = 1e5;

  private static final long ONE_AFTER_ANOTHER = 100_000_000L;

  /**
   * Of the first outline among the others; none when it shares no edge with any of them: then they
   * were drawn apart from each other, and nothing can be said of its outside.
   */
  static OuterEdges of(List<Outline> outlines) {
    List<double[]> outer = new ArrayList<>();
    if (outlines.size() < 2) {
      return new OuterEdges(outer);
    }
    Set<Edge> others = new HashSet<>();
    for (Outline other : outlines.subList(1, outlines.size())) {
      for (double[] ring : other.rings()) {
        for (int i = 0; i + 3 < ring.length; i += 2) {
          others.add(Edge.of(ring, i));
        }
      }
    }
    boolean shares = false;
    for (double[] ring : outlines.get(0).rings()) {
      for (int i = 0; i + 3 < ring.length; i += 2) {
        if (others.contains(Edge.of(ring, i))) {
          shares = true;
        } else {
          outer.add(new double[] {ring[i], ring[i + 1], ring[i + 2], ring[i + 3]});
        }
      }
    }
    return new OuterEdges(shares ? outer : List.of());
  }

  /** Corners of an edge, whichever comes first. */
  private record Edge(long one, long other) {
    static Edge of(double[] ring, int at) {
      long from = corner(ring[at], ring[at + 1]);
      long to = corner(ring[at + 2], ring[at + 3]);
      return new Edge(Math.min(from, to), Math.max(from, to));
    }

    private static long corner(double lon, double lat) {
      return Math.round(lon * SAME_POINT) * ONE_AFTER_ANOTHER + Math.round(lat * SAME_POINT);
    }
  }

  /**
   * How far the nearest of them is, in kilometres on a plane that is true at the point's latitude;
   * infinite when there is none.
   */
  double kmFrom(double lon, double lat) {
    double east = KM_A_DEGREE * Math.cos(Math.toRadians(lat));
    double nearest = Double.POSITIVE_INFINITY;
    for (double[] edge : edges) {
      double x1 = (edge[0] - lon) * east;
      double y1 = (edge[1] - lat) * KM_A_DEGREE;
      double dx = (edge[2] - edge[0]) * east;
      double dy = (edge[3] - edge[1]) * KM_A_DEGREE;
      double length = dx * dx + dy * dy;
      double along = length == 0 ? 0 : Math.max(0, Math.min(1, -(x1 * dx + y1 * dy) / length));
      nearest = Math.min(nearest, Math.hypot(x1 + along * dx, y1 + along * dy));
    }
    return nearest;
  }
}

package vn.tinbao.server.console;

import java.util.List;

/** The least box around outlines, in degrees. */
public record OutlineBox(double west, double east, double south, double north) {
  /** Wide and tall at least, so that a point has a size too. */
  private static final double LEAST = 1e-4;

  /** The box around rings of longitude, latitude, longitude, … */
  public static OutlineBox of(List<double[]> rings) {
    double west = 180;
    double east = -180;
    double south = 90;
    double north = -90;
    for (double[] ring : rings) {
      for (int i = 0; i + 1 < ring.length; i += 2) {
        west = Math.min(west, ring[i]);
        east = Math.max(east, ring[i]);
        south = Math.min(south, ring[i + 1]);
        north = Math.max(north, ring[i + 1]);
      }
    }
    return new OutlineBox(west, east, south, north);
  }

  /** Longitude of the middle. */
  public double lon() {
    return (west + east) / 2;
  }

  /** Latitude of the middle. */
  public double lat() {
    return (south + north) / 2;
  }

  /** How long a degree of longitude is in the middle, as a part of one of latitude. */
  public double squeeze() {
    return Math.cos(Math.toRadians(lat()));
  }

  /** From west to east, in degrees of latitude. */
  public double wide() {
    return Math.max((east - west) * squeeze(), LEAST);
  }

  /** From south to north. */
  public double tall() {
    return Math.max(north - south, LEAST);
  }
}

package vn.tinbao.server.console;

import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import vn.tinbao.server.catalogue.UnitOutlines.Outline;

/** Writes an outline as the {@code d} of an SVG path. */
public final class OutlinePath {
  private OutlinePath() {}

  /**
   * The path, to a tenth of a pixel; rings that shrink to less than a triangle are left out.
   *
   * @param x pixels of a longitude
   * @param y pixels of a latitude
   * @param fine at a point in pixels: what is nearer than this to the point before is left out
   */
  public static String of(
      Outline outline, DoubleUnaryOperator x, DoubleUnaryOperator y, DoubleBinaryOperator fine) {
    StringBuilder path = new StringBuilder();
    for (double[] ring : outline.rings()) {
      StringBuilder line = new StringBuilder();
      double lastX = Double.NaN;
      double lastY = Double.NaN;
      int points = 0;
      for (int i = 0; i + 1 < ring.length; i += 2) {
        double atX = x.applyAsDouble(ring[i]);
        double atY = y.applyAsDouble(ring[i + 1]);
        double step = fine.applyAsDouble(atX, atY);
        if (points > 0 && Math.abs(atX - lastX) < step && Math.abs(atY - lastY) < step) {
          continue;
        }
        line.append(points == 0 ? 'M' : 'L').append(Math.round(atX * 10) / 10.0).append(' ');
        line.append(Math.round(atY * 10) / 10.0);
        lastX = atX;
        lastY = atY;
        points++;
      }
      if (points > 2) {
        path.append(line).append('Z');
      }
    }
    return path.toString();
  }
}

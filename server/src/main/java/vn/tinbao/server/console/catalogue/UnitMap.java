package vn.tinbao.server.console.catalogue;

import java.util.List;
import vn.tinbao.server.catalogue.Unit;

/**
 * Outline of a unit among its neighbours, to be drawn as SVG, and the same in words.
 *
 * @param width of the drawing, its units are about pixels
 * @param path SVG path of the unit
 * @param neighbours in the order of their numbers
 * @param kmEast extent from west to east
 * @param kmNorth extent from south to north
 * @param latitude of its middle, degrees
 * @param longitude of its middle, degrees
 */
public record UnitMap(
    int width,
    int height,
    String path,
    List<Neighbour> neighbours,
    int kmEast,
    int kmNorth,
    double latitude,
    double longitude,
    String source) {

  /**
   * A unit beside it.
   *
   * @param number on the map, from 1
   * @param direction N, NE, E, SE, S, SW, W, NW as seen from the middle of the unit
   * @param x where the number stands
   */
  public record Neighbour(
      int number, Unit unit, String direction, String path, int x, int y, boolean touches) {}
}

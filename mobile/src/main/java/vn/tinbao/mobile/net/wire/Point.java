package vn.tinbao.mobile.net.wire;

import io.avaje.jsonb.Json;

/**
 * A point, of which the server says in which commune it lies.
 *
 * @param lat degrees, WGS 84
 * @param lon degrees, WGS 84
 */
@Json
public record Point(double lat, double lon) {

  @Override
  public String toString() {
    return "Point[…]";
  }
}

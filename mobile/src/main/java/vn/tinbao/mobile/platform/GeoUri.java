package vn.tinbao.mobile.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** {@code geo:} addresses (RFC 5870), with the search word that Android's maps understand. */
public final class GeoUri {
  private GeoUri() {}

  /** A point, with a pin on it: degrees, WGS 84. */
  public static String of(double lat, double lon) {
    String point = String.format(Locale.ROOT, "%.6f,%.6f", lat, lon);
    return "geo:" + point + "?q=" + point;
  }

  /** A place by its name. */
  public static String of(String place) {
    // Maps read a plus sign as such, so blanks are written the other way.
    return "geo:0,0?q=" + URLEncoder.encode(place, StandardCharsets.UTF_8).replace("+", "%20");
  }
}

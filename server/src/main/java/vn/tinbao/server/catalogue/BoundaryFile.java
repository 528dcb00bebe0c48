package vn.tinbao.server.catalogue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Outlines of units, read from GeoJSON (RFC 7946) or TopoJSON. The id of a feature, else its
 * property {@code code}, is the unit's code; coordinates are degrees, longitude first.
 */
final class BoundaryFile {
  /** The nationwide outlines in full detail have about 100 MB. */
  private static final long MOST_BYTES = 256L << 20;

  /** A ring is closed: three corners and the first again. */
  private static final int FEWEST_POINTS = 4;

  /** 0.1 m, and less than any map is worth. */
  private static final double PRECISION = 1e6;

  private final Path path;
  private final List<double[]> arcs = new ArrayList<>();
  private final List<Outline> outlines = new ArrayList<>();

  /** The outline of one unit; {@code number} counts the features of the file from 1. */
  record Outline(
      int number,
      String code,
      String geometry,
      double minLon,
      double minLat,
      double maxLon,
      double maxLat) {}

  private BoundaryFile(Path path) {
    this.path = path;
  }

  /**
   * @throws ImportException naming the feature that is wrong
   */
  static List<Outline> read(Path path) {
    BoundaryFile file = new BoundaryFile(path);
    Map<?, ?> root = file.map(file.parse(), "the file");
    Object type = root.get("type");
    if ("FeatureCollection".equals(type)) {
      file.features(root.get("features"));
    } else if ("Topology".equals(type)) {
      file.topology(root);
    } else {
      throw ImportException.file(path, "is neither a GeoJSON FeatureCollection nor TopoJSON");
    }
    if (file.outlines.isEmpty()) {
      throw ImportException.file(path, "has no outlines");
    }
    return List.copyOf(file.outlines);
  }

  private Object parse() {
    try {
      if (!Files.isRegularFile(path)) {
        throw ImportException.file(path, "there is no such file");
      }
      if (Files.size(path) > MOST_BYTES) {
        throw ImportException.file(path, "is larger than " + (MOST_BYTES >> 20) + " MB");
      }
      try (JsonParser parser = new JsonFactory().createParser(path.toFile())) {
        parser.nextToken();
        return value(parser);
      }
    } catch (JsonProcessingException e) {
      throw ImportException.line(
          path,
          e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
          "is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw ImportException.file(path, "cannot be read: " + e.getMessage());
    }
  }

  /** Maps, lists, texts; a list of numbers is one {@code double[]}, so that outlines stay small. */
  private Object value(JsonParser parser) throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      Map<String, Object> map = new LinkedHashMap<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        map.put(name, value(parser));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      return list(parser);
    }
    if (token == null) {
      throw ImportException.file(path, "the file is empty or cut off");
    }
    return token.isNumeric() ? parser.getDoubleValue() : parser.getText();
  }

  private Object list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    double[] numbers = new double[8];
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (list.isEmpty() && parser.currentToken().isNumeric()) {
        numbers = count == numbers.length ? Arrays.copyOf(numbers, count * 2) : numbers;
        numbers[count++] = parser.getDoubleValue();
      } else {
        list.add(value(parser));
      }
    }
    return count > 0 && list.isEmpty() ? Arrays.copyOf(numbers, count) : list;
  }

  private void features(@Nullable Object features) {
    int number = 0;
    for (Object item : list(features, "features")) {
      number++;
      Map<?, ?> feature = map(item, "feature " + number);
      Object geometry = feature.get("geometry");
      if (geometry instanceof Map<?, ?> shape) {
        add(number, code(feature, number), polygons(shape, number, "coordinates", false));
      }
    }
  }

  private void topology(Map<?, ?> root) {
    double[] scale = {1, 1};
    double[] move = {0, 0};
    boolean delta = root.get("transform") instanceof Map<?, ?>;
    if (root.get("transform") instanceof Map<?, ?> transform) {
      scale = pair(transform.get("scale"), "transform.scale");
      move = pair(transform.get("translate"), "transform.translate");
    }
    for (Object item : list(root.get("arcs"), "arcs")) {
      arcs.add(arc(list(item, "arcs"), delta, scale, move));
    }
    int number = 0;
    for (Object object : map(root.get("objects"), "objects").values()) {
      number = shapes(map(object, "objects"), number);
    }
  }

  private static double[] arc(List<?> points, boolean delta, double[] scale, double[] move) {
    double[] out = new double[points.size() * 2];
    double x = 0;
    double y = 0;
    int at = 0;
    for (Object point : points) {
      double[] p = point instanceof double[] pair && pair.length > 1 ? pair : new double[] {0, 0};
      x = delta ? x + p[0] : p[0];
      y = delta ? y + p[1] : p[1];
      out[at++] = x * scale[0] + move[0];
      out[at++] = y * scale[1] + move[1];
    }
    return out;
  }

  private int shapes(Map<?, ?> shape, int before) {
    int number = before;
    if ("GeometryCollection".equals(shape.get("type"))) {
      for (Object part : list(shape.get("geometries"), "geometries")) {
        number = shapes(map(part, "geometries"), number);
      }
      return number;
    }
    number++;
    if (shape.get("type") != null && shape.get("arcs") != null) {
      add(number, code(shape, number), polygons(shape, number, "arcs", true));
    }
    return number;
  }

  /** Polygons of rings of flat points: lon, lat, lon, lat … */
  private List<List<double[]>> polygons(Map<?, ?> shape, int number, String key, boolean topology) {
    List<?> parts = list(shape.get(key), "feature " + number);
    List<List<double[]>> polygons = new ArrayList<>();
    if ("Polygon".equals(shape.get("type"))) {
      polygons.add(rings(parts, number, topology));
    } else if ("MultiPolygon".equals(shape.get("type"))) {
      for (Object part : parts) {
        polygons.add(rings(list(part, "feature " + number), number, topology));
      }
    } else {
      throw wrong(number, "is a " + shape.get("type") + ", not a Polygon or MultiPolygon");
    }
    return polygons;
  }

  private List<double[]> rings(List<?> parts, int number, boolean topology) {
    List<double[]> rings = new ArrayList<>();
    for (Object part : parts) {
      double[] ring = topology ? stitched(part, number) : flat(part, number);
      int points = ring.length / 2;
      boolean closed =
          points >= FEWEST_POINTS
              && ring[0] == ring[ring.length - 2]
              && ring[1] == ring[ring.length - 1];
      if (!closed && !topology) {
        throw wrong(number, "has a ring that is not closed");
      }
      if (closed) {
        rings.add(ring);
      } else if (rings.isEmpty() && parts.size() == 1) {
        throw wrong(number, "has a ring of fewer than " + FEWEST_POINTS + " points");
      }
    }
    if (rings.isEmpty()) {
      throw wrong(number, "has no ring");
    }
    return rings;
  }

  private double[] flat(Object part, int number) {
    List<?> points = list(part, "feature " + number);
    double[] ring = new double[points.size() * 2];
    int at = 0;
    for (Object point : points) {
      if (!(point instanceof double[] pair) || pair.length < 2) {
        throw wrong(number, "has a point that is not two numbers");
      }
      ring[at++] = pair[0];
      ring[at++] = pair[1];
    }
    return ring;
  }

  /** Joins arcs; a negative index ~i is arc i backwards. Where two meet, the point is once. */
  private double[] stitched(Object part, int number) {
    if (!(part instanceof double[] indexes)) {
      throw wrong(number, "has a ring that names no arcs");
    }
    double[] ring = new double[64];
    int size = 0;
    for (double index : indexes) {
      int i = (int) index;
      int forward = i < 0 ? ~i : i;
      if (forward >= arcs.size()) {
        throw wrong(number, "names arc " + forward + " which the file does not have");
      }
      double[] arc = arcs.get(forward);
      int points = arc.length / 2;
      for (int p = size == 0 ? 0 : 1; p < points; p++) {
        int from = i < 0 ? points - 1 - p : p;
        ring = size + 2 > ring.length ? Arrays.copyOf(ring, ring.length * 2) : ring;
        ring[size++] = arc[2 * from];
        ring[size++] = arc[2 * from + 1];
      }
    }
    return Arrays.copyOf(ring, size);
  }

  private void add(int number, String code, List<List<double[]>> polygons) {
    double minLon = Double.MAX_VALUE;
    double minLat = Double.MAX_VALUE;
    double maxLon = -Double.MAX_VALUE;
    double maxLat = -Double.MAX_VALUE;
    for (List<double[]> rings : polygons) {
      for (double[] ring : rings) {
        for (int i = 0; i < ring.length; i += 2) {
          minLon = Math.min(minLon, ring[i]);
          maxLon = Math.max(maxLon, ring[i]);
          minLat = Math.min(minLat, ring[i + 1]);
          maxLat = Math.max(maxLat, ring[i + 1]);
        }
      }
    }
    if (minLon < -180 || maxLon > 180 || minLat < -90 || maxLat > 90) {
      throw wrong(number, "is not in degrees, longitude first (WGS 84)");
    }
    outlines.add(new Outline(number, code, geometry(polygons), minLon, minLat, maxLon, maxLat));
  }

  private static String geometry(List<List<double[]>> polygons) {
    StringBuilder out = new StringBuilder("{\"type\":\"MultiPolygon\",\"coordinates\":[");
    String beforePolygon = "";
    for (List<double[]> rings : polygons) {
      out.append(beforePolygon).append('[');
      beforePolygon = ",";
      String beforeRing = "";
      for (double[] ring : rings) {
        out.append(beforeRing).append('[');
        beforeRing = ",";
        for (int i = 0; i < ring.length; i += 2) {
          out.append(i == 0 ? "[" : ",[");
          number(out, ring[i]);
          out.append(',');
          number(out, ring[i + 1]);
          out.append(']');
        }
        out.append(']');
      }
      out.append(']');
    }
    return out.append("]}").toString();
  }

  private static void number(StringBuilder out, double degrees) {
    out.append(Math.round(degrees * PRECISION) / PRECISION);
  }

  private String code(Map<?, ?> feature, int number) {
    Object id = feature.get("id");
    if (id == null && feature.get("properties") instanceof Map<?, ?> properties) {
      id = properties.get("code");
    }
    if (id instanceof String code && !code.isBlank()) {
      return code.strip();
    }
    if (id instanceof Double) {
      throw wrong(number, "has a number as id; a code is a text (leading zeros)");
    }
    throw wrong(number, "has neither an id nor a property code");
  }

  private double[] pair(@Nullable Object value, String what) {
    if (value instanceof double[] pair && pair.length == 2) {
      return pair;
    }
    throw ImportException.file(path, what + " is not two numbers");
  }

  private List<?> list(@Nullable Object value, String what) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw ImportException.file(path, what + ": a list was expected");
  }

  private Map<?, ?> map(@Nullable Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw ImportException.file(path, what + ": an object was expected");
  }

  private ImportException wrong(int number, String why) {
    return ImportException.file(path, String.format(Locale.ROOT, "feature %d %s", number, why));
  }
}

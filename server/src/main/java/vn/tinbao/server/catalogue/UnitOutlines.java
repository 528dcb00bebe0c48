package vn.tinbao.server.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.awt.geom.Line2D;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Imported outlines of units: for a map, and to say in which commune a point lies. */
@Singleton
public class UnitOutlines {
  /** Units of one level whose boxes touch that of one; the map of a province has fewer. */
  private static final int MOST = 60;

  private static final double METRES_A_DEGREE = 111_195;
  private static final double NEAR_METRES = 2_000;

  private final JdbcOperations jdbc;

  UnitOutlines(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The outline of a unit.
   *
   * @param rings each longitude, latitude, longitude, … in degrees, closed; holes are rings too
   */
  public record Outline(long unitId, List<double[]> rings, String source) {}

  /**
   * The outline of this unit, first, and those of the units of its level around it that stand on
   * that day; empty when the unit has none.
   */
  @Transactional
  public List<Outline> around(Unit unit, LocalDate day) {
    return jdbc.prepareStatement(
        // unit_boundary_pkey for the one, index unit_boundary_box for those around.
        """
        WITH me AS (
          SELECT box(point(min_lon, min_lat), point(max_lon, max_lat)) AS box
            FROM tinbao.unit_boundary WHERE unit_id = ?)
        SELECT b.unit_id, b.geometry ->> 'coordinates', b.source
          FROM me
          JOIN tinbao.unit_boundary b
            ON box(point(b.min_lon, b.min_lat), point(b.max_lon, b.max_lat)) && me.box
          JOIN tinbao.unit u ON u.id = b.unit_id
         WHERE b.unit_id = ?
            OR (u.level = ? AND u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to > ?))
         ORDER BY b.unit_id <> ?, u.code
         LIMIT ?
        """,
        select -> {
          select.setLong(1, unit.id());
          select.setLong(2, unit.id());
          select.setString(3, unit.level().name());
          select.setObject(4, day);
          select.setObject(5, day);
          select.setLong(6, unit.id());
          select.setInt(7, MOST);
          List<Outline> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Outline(row.getLong(1), rings(row.getString(2)), row.getString(3)));
            }
          }
          return found;
        });
  }

  /**
   * Outlines of these units of a day, and of those with the same unit above: a map of neighbours.
   * In the order of their codes; 400 at most.
   */
  @Transactional
  public List<Outline> beside(Collection<Long> units, LocalDate day) {
    return jdbc.prepareStatement(
        // unit_boundary_pkey; the units of a province by unit_parent.
        """
        SELECT b.unit_id, b.geometry ->> 'coordinates', b.source
          FROM tinbao.unit u JOIN tinbao.unit_boundary b ON b.unit_id = u.id
         WHERE u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to > ?)
           AND (u.id = ANY (?)
             OR (u.level = 'COMMUNE' AND u.parent_id IN
                  (SELECT one.parent_id FROM tinbao.unit one WHERE one.id = ANY (?))))
         ORDER BY u.code
         LIMIT 400
        """,
        select -> {
          Object[] ids = units.toArray(new Long[0]);
          select.setObject(1, day);
          select.setObject(2, day);
          select.setArray(3, select.getConnection().createArrayOf("bigint", ids));
          select.setArray(4, select.getConnection().createArrayOf("bigint", ids));
          List<Outline> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Outline(row.getLong(1), rings(row.getString(2)), row.getString(3)));
            }
          }
          return found;
        });
  }

  /**
   * A commune beside or around a point.
   *
   * @param metres to its outline; 0 when that holds the point
   */
  public record Near(long unitId, long metres) {}

  /**
   * The commune of that day in whose outline a point lies, else the nearest within two kilometres:
   * outlines are simplified, and at the border and the shore nobody's outline begins where one's
   * ends.
   *
   * @param lat degrees, WGS 84
   * @param lon degrees, WGS 84
   */
  @Transactional
  public Optional<Near> communeAt(double lat, double lon, LocalDate day) {
    return jdbc.prepareStatement(
        // index unit_boundary_box: the communes whose boxes are there are a handful.
        """
        SELECT b.unit_id, b.geometry ->> 'coordinates'
          FROM tinbao.unit_boundary b JOIN tinbao.unit u ON u.id = b.unit_id
         WHERE box(point(b.min_lon, b.min_lat), point(b.max_lon, b.max_lat))
               && box(point(?, ?), point(?, ?))
           AND u.level = 'COMMUNE' AND u.valid_from <= ? AND (u.valid_to IS NULL OR u.valid_to > ?)
         ORDER BY u.code
        """,
        select -> {
          double north = NEAR_METRES / METRES_A_DEGREE;
          double east = north / Math.cos(Math.toRadians(lat));
          select.setDouble(1, lon - east);
          select.setDouble(2, lat - north);
          select.setDouble(3, lon + east);
          select.setDouble(4, lat + north);
          select.setObject(5, day);
          select.setObject(6, day);
          Near nearest = null;
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              List<double[]> rings = rings(row.getString(2));
              if (holds(rings, lat, lon)) {
                return Optional.of(new Near(row.getLong(1), 0));
              }
              long metres = Math.max(1, Math.round(metresTo(rings, lat, lon)));
              if (metres <= NEAR_METRES && (nearest == null || metres < nearest.metres())) {
                nearest = new Near(row.getLong(1), metres);
              }
            }
          }
          return Optional.ofNullable(nearest);
        });
  }

  /** To the nearest edge, on a plane that is true at the point's latitude. */
  private static double metresTo(List<double[]> rings, double lat, double lon) {
    double east = METRES_A_DEGREE * Math.cos(Math.toRadians(lat));
    double nearest = Double.MAX_VALUE;
    for (double[] ring : rings) {
      for (int i = 0; i + 3 < ring.length; i += 2) {
        nearest =
            Math.min(
                nearest,
                Line2D.ptSegDist(
                    (ring[i] - lon) * east,
                    (ring[i + 1] - lat) * METRES_A_DEGREE,
                    (ring[i + 2] - lon) * east,
                    (ring[i + 3] - lat) * METRES_A_DEGREE,
                    0,
                    0));
      }
    }
    return nearest;
  }

  /** Whether a line from the point to the east crosses the rings an odd number of times. */
  static boolean holds(List<double[]> rings, double lat, double lon) {
    boolean inside = false;
    for (double[] ring : rings) {
      for (int i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
        boolean crosses = (ring[i + 1] > lat) != (ring[j + 1] > lat);
        if (crosses
            && lon
                < (ring[j] - ring[i]) * (lat - ring[i + 1]) / (ring[j + 1] - ring[i + 1])
                    + ring[i]) {
          inside = !inside;
        }
      }
    }
    return inside;
  }

  /**
   * Reads {@code [[[[105.1, 20.2], …], …], …]}: the coordinates of a polygon or of several, as the
   * importer wrote them. Numbers that stand in one innermost bracket are one point; a ring ends
   * where the bracket around the points does.
   */
  static List<double[]> rings(String coordinates) {
    List<double[]> rings = new ArrayList<>();
    double[] ring = new double[64];
    int size = 0;
    boolean inPoint = false;
    int numberFrom = -1;
    for (int i = 0; i < coordinates.length(); i++) {
      char c = coordinates.charAt(i);
      boolean digit = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e';
      if (digit) {
        numberFrom = numberFrom < 0 ? i : numberFrom;
        continue;
      }
      if (numberFrom >= 0) {
        if (size == ring.length) {
          ring = Arrays.copyOf(ring, size * 2);
        }
        ring[size++] = Double.parseDouble(coordinates.substring(numberFrom, i));
        numberFrom = -1;
        inPoint = true;
      }
      if (c == ']') {
        if (!inPoint && size > 0) {
          rings.add(Arrays.copyOf(ring, size));
          size = 0;
        }
        inPoint = false;
      }
    }
    return rings;
  }
}

package vn.tinbao.server.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far a unit is from the land border, where somebody imported outlines and the list of border
 * communes; never guessed without them.
 */
@Singleton
public class BorderDistance {
  /** Border communes that are looked at: those whose middle is nearest. */
  private static final int MOST = 6;

  private final JdbcOperations jdbc;
  private final Catalogue catalogue;
  private final UnitOutlines outlines;
  private final Map<Asked, Optional<Near>> known = new ConcurrentHashMap<>();
  private volatile long version = -1;

  BorderDistance(JdbcOperations jdbc, Catalogue catalogue, UnitOutlines outlines) {
    this.jdbc = jdbc;
    this.catalogue = catalogue;
    this.outlines = outlines;
  }

  private record Asked(long unitId, LocalDate day) {}

  private record Middle(double lon, double lat) {}

  /**
   * The nearest piece of the border.
   *
   * @param km from the middle of the unit's box, rounded
   * @param commune the border commune that it belongs to
   */
  public record Near(long km, Unit commune) {}

  /**
   * The border nearest to a unit as it stood on that day. A border commune at the sea counts with
   * its coast, which the outlines do not tell from the border.
   *
   * @return empty when its outline, or the list of border communes with theirs, is not there
   */
  @Transactional
  public Optional<Near> of(Unit unit, LocalDate day) {
    CatalogueSnapshot snapshot = catalogue.now();
    if (version != snapshot.version()) {
      known.clear();
      version = snapshot.version();
    }
    Asked asked = new Asked(unit.id(), day);
    Optional<Near> found = known.get(asked);
    if (found == null) {
      found = middle(unit.id()).flatMap(middle -> nearest(snapshot, middle, day));
      known.put(asked, found);
    }
    return found;
  }

  private Optional<Near> nearest(CatalogueSnapshot snapshot, Middle middle, LocalDate day) {
    Near nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (long id : candidates(middle, day)) {
      Optional<Unit> commune = snapshot.unit(id);
      if (commune.isEmpty()) {
        continue;
      }
      double km =
          OuterEdges.of(outlines.around(commune.get(), day)).kmFrom(middle.lon(), middle.lat());
      if (km < least) {
        least = km;
        nearest = new Near(Math.round(km), commune.get());
      }
    }
    return Optional.ofNullable(nearest);
  }

  /** Served by the primary key of unit_boundary. */
  private Optional<Middle> middle(long unitId) {
    return jdbc.prepareStatement(
        """
        SELECT (min_lon + max_lon) / 2, (min_lat + max_lat) / 2 FROM tinbao.unit_boundary
        WHERE unit_id = ?
        """,
        select -> {
          select.setLong(1, unitId);
          try (ResultSet row = select.executeQuery()) {
            return row.next()
                ? Optional.of(new Middle(row.getDouble(1), row.getDouble(2)))
                : Optional.empty();
          }
        });
  }

  /** A few hundred border communes are sorted; served by the primary keys. */
  private List<Long> candidates(Middle middle, LocalDate day) {
    return jdbc.prepareStatement(
        """
        SELECT b.unit_id FROM (SELECT DISTINCT unit_id FROM tinbao.border_unit) b
          JOIN tinbao.unit u ON u.id = b.unit_id AND u.valid_from <= ?
            AND (u.valid_to IS NULL OR u.valid_to > ?)
          JOIN tinbao.unit_boundary o ON o.unit_id = b.unit_id
        ORDER BY power(((o.min_lon + o.max_lon) / 2 - ?) * cos(radians(?)), 2)
          + power((o.min_lat + o.max_lat) / 2 - ?, 2), b.unit_id
        LIMIT ?
        """,
        select -> {
          select.setObject(1, day);
          select.setObject(2, day);
          select.setDouble(3, middle.lon());
          select.setDouble(4, middle.lat());
          select.setDouble(5, middle.lat());
          select.setInt(6, MOST);
          List<Long> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(row.getLong(1));
            }
          }
          return found;
        });
  }
}

package vn.tinbao.server.catalogue;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import jakarta.transaction.Transactional;
import java.sql.ResultSet;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of units, with the law and the source that say so: more than a snapshot holds. */
@Singleton
public class UnitHistory {
  /** A province of today took in some hundred communes; nobody reads more lines than these. */
  private static final int MOST_STEPS = 400;

  private static final int MOST_REFORMS = 16;

  private final JdbcOperations jdbc;

  UnitHistory(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * One step from a unit to one that took its place.
   *
   * @param event MERGE, SPLIT, RENAME, TRANSFER, PROMOTE, ABOLISH; null when not recorded
   * @param inferred concluded from two lists, not read
   * @param law null when none is recorded
   */
  public record Step(
      long oldUnitId,
      long newUnitId,
      LocalDate effective,
      Succession.Extent extent,
      @Nullable String event,
      boolean inferred,
      @Nullable String law,
      String source) {}

  /** All that led to this unit, and all that followed, oldest first; 400 steps at most. */
  @Transactional
  public List<Step> of(long unitId) {
    return jdbc.prepareStatement(
        // Forward by the primary key of unit_succession, back by index unit_succession_new.
        """
        WITH RECURSIVE before (old_unit_id, new_unit_id, depth) AS (
          SELECT old_unit_id, new_unit_id, 1 FROM tinbao.unit_succession WHERE new_unit_id = ?
          UNION
          SELECT s.old_unit_id, s.new_unit_id, b.depth + 1
            FROM before b JOIN tinbao.unit_succession s ON s.new_unit_id = b.old_unit_id
           WHERE b.depth < ?),
        after (old_unit_id, new_unit_id, depth) AS (
          SELECT old_unit_id, new_unit_id, 1 FROM tinbao.unit_succession WHERE old_unit_id = ?
          UNION
          SELECT s.old_unit_id, s.new_unit_id, a.depth + 1
            FROM after a JOIN tinbao.unit_succession s ON s.old_unit_id = a.new_unit_id
           WHERE a.depth < ?)
        SELECT s.old_unit_id, s.new_unit_id, s.effective, s.extent, e.type, s.inferred,
               e.legal_basis, s.source
          FROM tinbao.unit_succession s
          LEFT JOIN tinbao.unit_event e
            ON e.unit_id = s.old_unit_id AND e.effective = s.effective
         WHERE (s.old_unit_id, s.new_unit_id) IN (
           SELECT old_unit_id, new_unit_id FROM before
           UNION SELECT old_unit_id, new_unit_id FROM after)
         ORDER BY s.effective, s.old_unit_id, s.ordinal, s.new_unit_id
         LIMIT ?
        """,
        select -> {
          select.setLong(1, unitId);
          select.setInt(2, MOST_REFORMS);
          select.setLong(3, unitId);
          select.setInt(4, MOST_REFORMS);
          select.setInt(5, MOST_STEPS);
          List<Step> found = new ArrayList<>();
          try (ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(
                  new Step(
                      row.getLong(1),
                      row.getLong(2),
                      CatalogueStore.day(row, 3),
                      Succession.Extent.valueOf(row.getString(4)),
                      row.getString(5),
                      row.getBoolean(6),
                      row.getString(7),
                      row.getString(8)));
            }
          }
          return found;
        });
  }
}

package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rows of {@code tinbao.unit_succession} and {@code tinbao.unit_event}, in the transaction of one
 * connection.
 */
final class SuccessionTable {
  private final Connection connection;

  SuccessionTable(Connection connection) {
    this.connection = connection;
  }

  /**
   * One step of succession.
   *
   * @param ordinal 0 for the largest part of the old unit
   * @param inferred concluded, not read
   */
  record Step(
      long oldId,
      long newId,
      LocalDate effective,
      Succession.Extent extent,
      int ordinal,
      boolean inferred) {}

  List<Step> all() throws SQLException {
    return CatalogueStore.read(
        connection,
        "SELECT old_unit_id, new_unit_id, effective, extent, ordinal, inferred"
            + " FROM tinbao.unit_succession ORDER BY old_unit_id, ordinal, new_unit_id",
        row ->
            new Step(
                row.getLong(1),
                row.getLong(2),
                CatalogueStore.day(row, 3),
                Succession.Extent.valueOf(row.getString(4)),
                row.getInt(5),
                row.getBoolean(6)));
  }

  /**
   * Makes these the only steps of their old units, and writes down what that was for each: merger,
   * split, renaming.
   *
   * @param units every unit that a step names
   */
  void replace(List<Step> steps, Map<Long, Unit> units, @Nullable String legalBasis, String source)
      throws SQLException {
    if (steps.isEmpty()) {
      return;
    }
    Set<Long> olds = new LinkedHashSet<>();
    CopyRows rows =
        new CopyRows(
            "tinbao.unit_succession",
            "old_unit_id",
            "new_unit_id",
            "effective",
            "extent",
            "ordinal",
            "inferred",
            "source");
    for (Step step : steps) {
      olds.add(step.oldId());
      rows.add(
          step.oldId(),
          step.newId(),
          step.effective(),
          step.extent(),
          step.ordinal(),
          step.inferred(),
          source);
    }
    forget(olds);
    rows.into(connection);
    events(steps, units, legalBasis, source);
  }

  /** Removes what is recorded of the end of these units. */
  void forget(Collection<Long> oldIds) throws SQLException {
    for (String sql :
        List.of(
            "DELETE FROM tinbao.unit_succession WHERE old_unit_id = ANY (?)",
            "DELETE FROM tinbao.unit_event WHERE unit_id = ANY (?)")) {
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setArray(1, connection.createArrayOf("bigint", oldIds.toArray()));
        statement.executeUpdate();
      }
    }
  }

  /** Records the end of units of which no successor is known. */
  void abolished(Collection<Long> ids, LocalDate effective, String source) throws SQLException {
    CopyRows rows = eventRows();
    for (Long id : ids) {
      rows.add(id, effective, "ABOLISH", null, source);
    }
    rows.into(connection);
  }

  private void events(
      List<Step> steps, Map<Long, Unit> units, @Nullable String legalBasis, String source)
      throws SQLException {
    Map<Long, List<Step>> byOld = new LinkedHashMap<>();
    Map<Long, Integer> parts = new HashMap<>();
    for (Step step : steps) {
      byOld.computeIfAbsent(step.oldId(), o -> new ArrayList<>(2)).add(step);
      parts.merge(step.newId(), 1, Integer::sum);
    }
    CopyRows rows = eventRows();
    byOld.forEach(
        (old, all) ->
            rows.add(old, all.get(0).effective(), type(all, parts, units), legalBasis, source));
    rows.into(connection);
  }

  private static CopyRows eventRows() {
    return new CopyRows(
        "tinbao.unit_event", "unit_id", "effective", "type", "legal_basis", "source");
  }

  private static String type(List<Step> steps, Map<Long, Integer> parts, Map<Long, Unit> units) {
    Step step = steps.get(0);
    Unit before = units.get(step.oldId());
    Unit after = units.get(step.newId());
    if (steps.size() > 1) {
      return "SPLIT";
    }
    if (parts.getOrDefault(step.newId(), 0) > 1 || before == null || after == null) {
      return "MERGE";
    }
    if (!Spelling.key(before.kind()).equals(Spelling.key(after.kind()))) {
      return "PROMOTE";
    }
    boolean sameName = Spelling.key(before.name()).equals(Spelling.key(after.name()));
    return sameName ? "TRANSFER" : "RENAME";
  }
}

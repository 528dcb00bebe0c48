package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;

/** Rows of {@code tinbao.border_unit}, in the transaction of one connection. */
final class BorderTable {
  private final Connection connection;

  BorderTable(Connection connection) {
    this.connection = connection;
  }

  /** All there are, a few hundred. */
  List<BorderUnit> all() throws SQLException {
    return CatalogueStore.read(
        connection,
        "SELECT unit_id, neighbour FROM tinbao.border_unit ORDER BY unit_id, neighbour",
        row -> new BorderUnit(row.getLong(1), row.getString(2)));
  }

  void insert(Collection<BorderUnit> units, String source) throws SQLException {
    CopyRows rows = new CopyRows("tinbao.border_unit", "unit_id", "neighbour", "source");
    units.forEach(unit -> rows.add(unit.unitId(), unit.neighbour(), source));
    rows.into(connection);
  }

  void delete(Collection<BorderUnit> units) throws SQLException {
    if (units.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM tinbao.border_unit WHERE unit_id = ? AND neighbour = ?")) {
      for (BorderUnit unit : units) {
        statement.setLong(1, unit.unitId());
        statement.setString(2, unit.neighbour());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

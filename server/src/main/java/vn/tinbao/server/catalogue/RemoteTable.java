package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Rows of {@code tinbao.remote_unit}, in the transaction of one connection. */
final class RemoteTable {
  private final Connection connection;

  RemoteTable(Connection connection) {
    this.connection = connection;
  }

  /** All there are, a few thousand at most. */
  List<RemoteUnit> all() throws SQLException {
    return CatalogueStore.read(
        connection,
        "SELECT unit_id, valid_from, valid_to, source FROM tinbao.remote_unit"
            + " ORDER BY unit_id, valid_from",
        row ->
            new RemoteUnit(
                row.getLong(1),
                row.getObject(2, LocalDate.class),
                row.getObject(3, LocalDate.class),
                row.getString(4)));
  }

  /**
   * Writes rows, over those of the same unit and first day.
   *
   * @param by null for the command line
   */
  void put(List<RemoteUnit> units, @Nullable UUID by, OffsetDateTime at) throws SQLException {
    if (units.isEmpty()) {
      return;
    }
    try (PreparedStatement insert =
        connection.prepareStatement(
            """
            INSERT INTO tinbao.remote_unit
              (unit_id, valid_from, valid_to, source, changed_by, changed_at)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (unit_id, valid_from) DO UPDATE SET valid_to = excluded.valid_to,
              source = excluded.source, changed_by = excluded.changed_by,
              changed_at = excluded.changed_at
            """)) {
      for (RemoteUnit unit : units) {
        insert.setLong(1, unit.unitId());
        insert.setObject(2, unit.validFrom());
        insert.setObject(3, unit.validTo());
        insert.setString(4, unit.source());
        insert.setObject(5, by);
        insert.setObject(6, at);
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  void delete(List<RemoteUnit> units) throws SQLException {
    if (units.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "DELETE FROM tinbao.remote_unit WHERE unit_id = ? AND valid_from = ?")) {
      for (RemoteUnit unit : units) {
        statement.setLong(1, unit.unitId());
        statement.setObject(2, unit.validFrom());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }
}

package vn.tinbao.server.catalogue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of {@code tinbao.unit}, in the transaction of one connection. */
final class UnitTable {
  private final Connection connection;

  UnitTable(Connection connection) {
    this.connection = connection;
  }

  /** Units of all days. About 35,000 rows nationwide: a sequential scan is right. */
  List<Unit> all() throws SQLException {
    return CatalogueStore.read(
        connection,
        "SELECT id, code, level, kind, name, full_name, parent_id, valid_from, valid_to"
            + " FROM tinbao.unit",
        row -> {
          long parent = row.getLong(7);
          return new Unit(
              row.getLong(1),
              row.getString(2),
              UnitLevel.valueOf(row.getString(3)),
              row.getString(4),
              row.getString(5),
              row.getString(6),
              row.wasNull() ? null : parent,
              CatalogueStore.day(row, 8),
              CatalogueStore.dayOrNull(row, 9));
        });
  }

  /** Identities for new rows, so that children can name their parents before anything is sent. */
  UnitIds newIds(int count) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "SELECT nextval(pg_get_serial_sequence('tinbao.unit', 'id'))"
                + " FROM generate_series(1, ?)")) {
      statement.setInt(1, count);
      try (ResultSet rows = statement.executeQuery()) {
        long[] ids = new long[count];
        for (int i = 0; rows.next(); i++) {
          ids[i] = rows.getLong(1);
        }
        return new UnitIds(ids);
      }
    }
  }

  /** Identities, given out one after the other. */
  static final class UnitIds {
    private final long[] ids;
    private int next;

    private UnitIds(long[] ids) {
      this.ids = ids;
    }

    long take() {
      return ids[next++];
    }
  }

  void insert(Collection<Unit> units, String source) throws SQLException {
    CopyRows rows =
        new CopyRows(
            "tinbao.unit",
            "id",
            "code",
            "level",
            "kind",
            "name",
            "full_name",
            "parent_id",
            "valid_from",
            "valid_to",
            "source");
    for (Unit unit : units) {
      rows.add(
          unit.id(),
          unit.code(),
          unit.level(),
          unit.kind(),
          unit.name(),
          unit.fullName(),
          unit.parentId(),
          unit.validFrom(),
          unit.validTo(),
          source);
    }
    rows.into(connection);
  }

  /** Gives these units another last day; null: they stand again. */
  void end(List<Long> ids, @Nullable LocalDate validTo) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("UPDATE tinbao.unit SET valid_to = ? WHERE id = ANY (?)")) {
      statement.setObject(1, validTo);
      statement.setArray(2, connection.createArrayOf("bigint", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /** Writes kind, names and parent anew: a correction, not an event. */
  void correct(List<Unit> units) throws SQLException {
    if (units.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement(
            "UPDATE tinbao.unit SET kind = ?, name = ?, full_name = ?, parent_id = ?"
                + " WHERE id = ?")) {
      for (Unit unit : units) {
        statement.setString(1, unit.kind());
        statement.setString(2, unit.name());
        statement.setString(3, unit.fullName());
        statement.setObject(4, unit.parentId());
        statement.setLong(5, unit.id());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  /** Removes units that never stood; fails with a foreign key where something hangs on them. */
  void delete(List<Long> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (PreparedStatement statement =
        connection.prepareStatement("DELETE FROM tinbao.unit WHERE id = ANY (?)")) {
      statement.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /**
   * Keeps every other change of the catalogue out until this transaction ends. It may wait for one
   * that takes minutes, or be one: the connection's limit of silence is off until the pool has it
   * back.
   */
  static void lockCatalogue(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, 0);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SELECT version FROM tinbao.catalogue_version FOR UPDATE");
    }
  }
}

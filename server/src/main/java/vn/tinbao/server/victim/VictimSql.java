package vn.tinbao.server.victim;

import io.micronaut.data.jdbc.runtime.JdbcOperations;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/** Statements of this room: values in the order of their question marks. */
@Singleton
class VictimSql {
  private final JdbcOperations jdbc;

  VictimSql(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Reads one row. */
  interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** How many rows it changed. */
  int write(String sql, @Nullable Object... values) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          set(statement, values);
          return statement.executeUpdate();
        });
  }

  <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          set(statement, values);
          List<T> found = new ArrayList<>();
          try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
              found.add(reader.read(row));
            }
          }
          return List.copyOf(found);
        });
  }

  <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
    return all(sql, reader, values).stream().findFirst();
  }

  /** Of a statement that asks whether something is so. */
  boolean is(String sql, @Nullable Object... values) {
    return first(sql, row -> row.getBoolean(1), values).orElse(false);
  }

  private static void set(PreparedStatement statement, @Nullable Object[] values)
      throws SQLException {
    for (int i = 0; i < values.length; i++) {
      Object value = values[i];
      if (value instanceof Instant at) {
        statement.setObject(i + 1, SqlTime.of(at));
      } else if (value instanceof List<?> list) {
        statement.setArray(i + 1, statement.getConnection().createArrayOf("text", list.toArray()));
      } else if (value instanceof byte[] bytes) {
        statement.setBytes(i + 1, bytes);
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}

package vn.tinbao.sms.db;

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

/**
 * Runs statements: values in the order of their question marks, rows read one by one. In the
 * caller's transaction. Instants, lists of texts, bytes and words of enums are bound as what they
 * are.
 */
@Singleton
public class Statements {
  private final JdbcOperations jdbc;

  public Statements(JdbcOperations jdbc) {
    this.jdbc = jdbc;
  }

  /** Reads one row. */
  public interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** How many rows it changed. */
  public int write(String sql, @Nullable Object... values) {
    return jdbc.prepareStatement(
        sql,
        statement -> {
          set(statement, values);
          return statement.executeUpdate();
        });
  }

  /** All rows, in their order. */
  public <T> List<T> all(String sql, Reader<T> reader, @Nullable Object... values) {
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

  /** The first row. */
  public <T> Optional<T> first(String sql, Reader<T> reader, @Nullable Object... values) {
    return all(sql, reader, values).stream().findFirst();
  }

  /** Of a statement that asks whether something is so. */
  public boolean is(String sql, @Nullable Object... values) {
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
      } else if (value instanceof Enum<?> word) {
        statement.setString(i + 1, word.name());
      } else {
        statement.setObject(i + 1, value);
      }
    }
  }
}

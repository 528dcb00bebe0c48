package vn.tinbao.sms.queue;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Columns of many rows as parameters of one statement. */
final class SqlArrays {
  private SqlArrays() {}

  /**
   * Sets parameter {@code index} to what {@code column} gives for each row. The driver sends arrays
   * of these Java types in binary; what it gets as objects is written and read as text.
   *
   * @param type of the elements in PostgreSQL; instants are given as text
   */
  static <T> void set(
      PreparedStatement statement,
      int index,
      String type,
      Collection<T> rows,
      Function<? super T, ? extends @Nullable Object> column)
      throws SQLException {
    @Nullable Object[] values =
        switch (type) {
          case "text" -> new String[rows.size()];
          case "smallint" -> new Short[rows.size()];
          case "int" -> new Integer[rows.size()];
          case "bigint" -> new Long[rows.size()];
          case "boolean" -> new Boolean[rows.size()];
          default -> new Object[rows.size()];
        };
    int i = 0;
    for (T row : rows) {
      Object value = column.apply(row);
      if (value instanceof Instant instant) {
        value = text(instant);
      } else if (value instanceof Integer number && values instanceof Short[]) {
        value = number.shortValue();
      }
      values[i++] = value;
    }
    Array array = statement.getConnection().createArrayOf(type, values);
    statement.setArray(index, array);
  }

  /** The same for bytes. */
  static void set(PreparedStatement statement, int index, Collection<byte[]> rows)
      throws SQLException {
    statement.setArray(
        index, statement.getConnection().createArrayOf("bytea", rows.toArray(new byte[0][])));
  }

  private static String text(Instant instant) {
    return instant.equals(Instant.MAX) ? "infinity" : instant.toString();
  }
}

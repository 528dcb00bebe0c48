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
   * Sets parameter {@code index} to what {@code column} gives for each row.
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
    @Nullable Object[] values = new Object[rows.size()];
    int i = 0;
    for (T row : rows) {
      Object value = column.apply(row);
      values[i++] = value instanceof Instant instant ? text(instant) : value;
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

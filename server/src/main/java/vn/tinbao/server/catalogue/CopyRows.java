package vn.tinbao.server.catalogue;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows on their way into one table by COPY: the fast way for thousands of them. */
final class CopyRows {
  private final String sql;
  private final int width;
  private final StringBuilder rows = new StringBuilder();
  private int count;

  /**
   * @param table schema-qualified, never from outside
   */
  CopyRows(String table, String... columns) {
    this.sql = "COPY " + table + " (" + String.join(", ", columns) + ") FROM STDIN";
    this.width = columns.length;
  }

  /** One row; a list becomes an array. */
  void add(@Nullable Object... values) {
    if (values.length != width) {
      throw new IllegalArgumentException(values.length + " values for " + width + " columns");
    }
    for (int i = 0; i < values.length; i++) {
      if (i > 0) {
        rows.append('\t');
      }
      append(values[i]);
    }
    rows.append('\n');
    count++;
  }

  private void append(@Nullable Object value) {
    if (value == null) {
      rows.append("\\N");
    } else if (value instanceof List<?> list) {
      StringBuilder array = new StringBuilder("{");
      for (Object element : list) {
        array.append(array.length() > 1 ? "," : "").append('"');
        array.append(element.toString().replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      }
      escape(array.append('}'));
    } else {
      escape(value.toString());
    }
  }

  private void escape(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> rows.append("\\\\");
        case '\t' -> rows.append("\\t");
        case '\n' -> rows.append("\\n");
        case '\r' -> rows.append("\\r");
        default -> rows.append(c);
      }
    }
  }

  /** Writes them in the connection's transaction; without rows nothing is sent. */
  void into(Connection connection) throws SQLException {
    if (count == 0) {
      return;
    }
    try {
      connection
          .unwrap(PGConnection.class)
          .getCopyAPI()
          .copyIn(sql, new StringReader(rows.toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

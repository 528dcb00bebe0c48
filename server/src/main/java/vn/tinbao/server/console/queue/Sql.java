package vn.tinbao.server.console.queue;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A statement put together from fixed pieces; values only ever go in as parameters. */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /** Adds a piece with the values of its question marks, in their order. */
  Sql add(String piece, Object... more) {
    text.append(piece).append('\n');
    values.addAll(List.of(more));
    return this;
  }

  String text() {
    return text.toString();
  }

  /** Strings become text[], numbers bigint[], instants timestamptz. */
  void bind(PreparedStatement statement) throws SQLException {
    Connection connection = statement.getConnection();
    int n = 0;
    for (Object value : values) {
      n++;
      if (value instanceof Instant at) {
        statement.setObject(n, OffsetDateTime.ofInstant(at, ZoneOffset.UTC));
      } else if (value instanceof Collection<?> many) {
        boolean numbers = many.stream().allMatch(Number.class::isInstance);
        Object[] elements =
            numbers
                ? many.stream().map(number -> ((Number) number).longValue()).toArray()
                : many.stream().map(Object::toString).toArray();
        statement.setArray(n, connection.createArrayOf(numbers ? "bigint" : "text", elements));
      } else {
        statement.setObject(n, value);
      }
    }
  }
}

package vn.tinbao.server.statistics;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.SqlTime;

/**
 * SQL with names ({@code :as_of}) where JDBC knows question marks only: what {@code figures.yaml}
 * holds is written so. Casts ({@code ::date}) stay. A question mark in the SQL is refused.
 */
final class NamedSql {
  private static final Pattern NAME = Pattern.compile("(?<!:):([a-z][a-z_]*)");

  private final String sql;
  private final List<String> names = new ArrayList<>();

  NamedSql(String named) {
    if (named.indexOf('?') >= 0) {
      throw new IllegalArgumentException("A question mark in: " + named);
    }
    Matcher matcher = NAME.matcher(named);
    StringBuilder out = new StringBuilder();
    while (matcher.find()) {
      names.add(matcher.group(1));
      matcher.appendReplacement(out, "?");
    }
    sql = matcher.appendTail(out).toString();
  }

  String sql() {
    return sql;
  }

  /** Binds every place of every name; a name without a value is a mistake. */
  void bind(PreparedStatement statement, Map<String, ?> values) throws SQLException {
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      if (!values.containsKey(name)) {
        throw new IllegalArgumentException("No value for :" + name);
      }
      set(statement, i + 1, values.get(name));
    }
  }

  private static void set(PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    if (value instanceof Instant instant) {
      statement.setObject(at, SqlTime.of(instant));
    } else if (value instanceof Object[] many) {
      String type = many instanceof Long[] ? "bigint" : many instanceof UUID[] ? "uuid" : "text";
      Array array = statement.getConnection().createArrayOf(type, many);
      statement.setArray(at, array);
    } else if (value instanceof LocalDate || value instanceof UUID || value instanceof Number) {
      statement.setObject(at, value);
    } else {
      statement.setString(at, value == null ? null : value.toString());
    }
  }
}

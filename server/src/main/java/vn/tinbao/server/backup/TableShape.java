package vn.tinbao.server.backup;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A table as it is copied.
 *
 * @param columns in the order of the rows; generated ones are left out
 */
record TableShape(String schema, String name, List<String> columns) {

  /** {@code tinbao.tip}, for people. */
  String path() {
    return schema + "." + name;
  }

  /** For SQL. */
  String quoted() {
    return quote(schema) + "." + quote(name);
  }

  String quotedColumns() {
    return columns.stream().map(TableShape::quote).collect(Collectors.joining(", "));
  }

  String copyOut() {
    return "COPY (SELECT " + quotedColumns() + " FROM " + quoted() + ") TO STDOUT";
  }

  static String quote(String name) {
    return "\"" + name.replace("\"", "\"\"") + "\"";
  }
}

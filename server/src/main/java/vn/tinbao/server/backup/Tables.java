package vn.tinbao.server.backup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the database says of its own tables: which there are, what must be loaded before what, and
 * which of them must be forgettable.
 *
 * <p>A table goes into the key file when it is {@code tinbao.tip_key} or {@code tinbao.victim_key},
 * lies in schema {@code sms} (whose rows lead from a tip to a number), or has a column of a phone:
 * {@code …phone_hash}, {@code …phone_cipher}, {@code …number_hash}. Who has both file and phone key
 * can read those numbers, so an old copy must not exist. A new table with such a column needs no
 * line here.
 */
final class Tables {
  static final List<String> SCHEMAS = List.of("sms", "tinbao");
  static final String HISTORY = "flyway_history";

  private Tables() {}

  /**
   * Every table but the histories of migrations, referenced ones before those that refer. A
   * partitioned table is one: its rows find their partitions again, or the default one.
   */
  static List<TableShape> all(Connection connection) throws SQLException {
    Map<String, TableShape> found = new LinkedHashMap<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT n.nspname AS schema, c.relname AS name,
              ARRAY(SELECT a.attname::text FROM pg_attribute a
                     WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
                       AND a.attgenerated = ''
                     ORDER BY a.attnum) AS columns
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND c.relkind IN ('r', 'p') AND NOT c.relispartition
              AND c.relname <> ?
            ORDER BY n.nspname, c.relname
            """)) {
      select.setArray(1, connection.createArrayOf("text", SCHEMAS.toArray()));
      select.setString(2, HISTORY);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          TableShape table =
              new TableShape(
                  row.getString("schema"),
                  row.getString("name"),
                  List.of((String[]) row.getArray("columns").getArray()));
          found.put(table.path(), table);
        }
      }
    }
    return inOrder(found, references(connection));
  }

  /**
   * The tables that a backup has: all but those whose comment begins with {@code derived}. The
   * house makes their rows anew from what is sealed elsewhere, so that no old file knows them.
   */
  static List<TableShape> kept(Connection connection) throws SQLException {
    Set<String> derived = new LinkedHashSet<>();
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT n.nspname || '.' || c.relname
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = ANY (?) AND obj_description(c.oid, 'pg_class') LIKE 'derived%'
            """)) {
      select.setArray(1, connection.createArrayOf("text", SCHEMAS.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          derived.add(row.getString(1));
        }
      }
    }
    return all(connection).stream().filter(table -> !derived.contains(table.path())).toList();
  }

  /** Tables that each table refers to, itself left out. */
  private static Map<String, Set<String>> references(Connection connection) throws SQLException {
    Map<String, Set<String>> references = new LinkedHashMap<>();
    try (PreparedStatement select =
            connection.prepareStatement(
                """
                SELECT n.nspname || '.' || c.relname AS here, m.nspname || '.' || d.relname AS there
                FROM pg_constraint k
                JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
                JOIN pg_class d ON d.oid = k.confrelid JOIN pg_namespace m ON m.oid = d.relnamespace
                WHERE k.contype = 'f' AND k.conrelid <> k.confrelid
                ORDER BY here, there
                """);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        references
            .computeIfAbsent(row.getString("here"), here -> new LinkedHashSet<>())
            .add(row.getString("there"));
      }
    }
    return references;
  }

  static List<TableShape> inOrder(
      Map<String, TableShape> tables, Map<String, Set<String>> references) {
    List<TableShape> ordered = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    Set<String> left = new LinkedHashSet<>(tables.keySet());
    while (!left.isEmpty()) {
      List<String> ready =
          left.stream()
              .filter(
                  path ->
                      references.getOrDefault(path, Set.of()).stream()
                          .allMatch(there -> done.contains(there) || !tables.containsKey(there)))
              .toList();
      if (ready.isEmpty()) {
        throw new BackupException(
            "These tables refer to each other in a circle, so none can be restored first: " + left);
      }
      for (String path : ready) {
        ordered.add(tables.get(path));
        done.add(path);
        left.remove(path);
      }
    }
    return ordered;
  }

  /** Whether the table goes into the key file. */
  static boolean forgettable(TableShape table) {
    return table.schema().equals("sms") && !table.name().equals("key_mark")
        || table.path().equals("tinbao.tip_key")
        || table.path().equals("tinbao.victim_key")
        || table.columns().stream()
            .anyMatch(
                column ->
                    column.endsWith("phone_hash")
                        || column.endsWith("phone_cipher")
                        || column.endsWith("number_hash"));
  }

  /** Versions of the migrations that were applied, by schema, in their order. */
  static Map<String, List<String>> versions(Connection connection) throws SQLException {
    Map<String, List<String>> versions = new LinkedHashMap<>();
    for (String schema : SCHEMAS) {
      List<String> applied = new ArrayList<>();
      try (PreparedStatement select =
              connection.prepareStatement(
                  "SELECT version FROM "
                      + schema
                      + "."
                      + HISTORY
                      + " WHERE success AND version IS NOT NULL ORDER BY installed_rank");
          ResultSet row = select.executeQuery()) {
        while (row.next()) {
          applied.add(row.getString("version"));
        }
      }
      versions.put(schema, applied);
    }
    return versions;
  }
}

package vn.tinbao.server.backup;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.Migrations;

/** What the tests of backup and restore have in common. */
final class BackupFixture {
  static final Migrations MIGRATIONS = new Migrations(RestoreCommand.MIGRATIONS);

  private BackupFixture() {}

  /** A pair of backup keys: the private half is {@code elsewhere/backup.private}. */
  static Path newKey(Path elsewhere, Path keyFolder) {
    Path file = elsewhere.resolve("backup.private");
    BackupKey.create(file, keyFolder.resolve(BackupKey.PUBLIC), null);
    return file;
  }

  static Backup backup(DatabaseAddress database, Path keyFolder) {
    return new Backup(
        database,
        keyFolder,
        BackupKey.loadPublic(keyFolder.resolve(BackupKey.PUBLIC)),
        Progress.NONE);
  }

  static Restore restore(
      DatabaseAddress database, Path keyFolder, Path privateKey, Progress progress) {
    return new Restore(
        database, MIGRATIONS, keyFolder, BackupKey.loadPrivate(privateKey, null), progress);
  }

  /** A whole server on this database and home. */
  static ApplicationContext serve(DatabaseAddress database, Path home) {
    return ServeCommand.start(
        Map.of(
            "tinbao.test.database", "false",
            "tinbao.db.url", database.url(),
            "tinbao.db.user", database.user(),
            "tinbao.db.password", database.password(),
            "tinbao.home", home.toString(),
            "tinbao.sms.sender.enabled", "false",
            "micronaut.server.port", -1),
        "test");
  }

  /** Every table as text, sorted, so that two databases can be compared. */
  static Map<String, String> everything(DatabaseAddress database) throws SQLException {
    Map<String, String> tables = new LinkedHashMap<>();
    try (Connection connection = database.connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (TableShape table : Tables.kept(connection)) {
        try (ResultSet row =
            statement.executeQuery(
                "SELECT coalesce(string_agg(r, E'\\n' ORDER BY r COLLATE \"C\"), '') FROM"
                    + " (SELECT t::text AS r FROM "
                    + table.quoted()
                    + " t) x")) {
          row.next();
          tables.put(table.path(), row.getString(1));
        }
      }
    }
    return tables;
  }

  static long number(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect("test");
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  static void run(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect("test");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}

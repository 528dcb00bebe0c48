package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridEncrypt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * Takes a backup beside a running house: one snapshot ({@code REPEATABLE READ}), two files. The
 * content file gets a name of its own by its moment; the key file replaces the one before, which is
 * when deleted tips become unreadable everywhere.
 */
final class Backup {
  static final String KEYS_NAME = "tinbao-keys.tinbao";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  private final DatabaseAddress database;
  private final Path keyFolder;
  private final HybridEncrypt key;
  private final Progress progress;

  /**
   * @param keyFolder the house's key files
   * @param key both files are sealed to it
   */
  Backup(DatabaseAddress database, Path keyFolder, HybridEncrypt key, Progress progress) {
    this.database = database;
    this.keyFolder = keyFolder;
    this.key = key;
    this.progress = progress;
  }

  /**
   * One file that was written.
   *
   * @param rows of all tables
   */
  record Written(Path file, long bytes, int tables, long rows) {}

  /**
   * What came of it.
   *
   * @param takenAt the snapshot's moment
   * @param content null when only the key file was asked for
   * @param tipKeys tips that can be opened with it
   * @param closed deleted tips that the replaced key file could still open and this one cannot
   */
  record Report(
      Instant takenAt, @Nullable Written content, Written keys, long tipKeys, long closed) {}

  /**
   * How things stand before a backup.
   *
   * @param lastKeys null when no key file was ever written
   * @param open tips deleted since, which that key file still opens
   */
  record Standing(@Nullable Instant lastKeys, long open) {}

  /** What the last key file can open that the house has deleted. */
  Standing standing() {
    try (Connection connection = database.connect("tinbao backup");
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT max(b.taken_at) AS last,
                  (SELECT count(*) FROM tinbao.tip_key_gone)
                    - coalesce((SELECT destroyed FROM tinbao.key_backup
                                 ORDER BY taken_at DESC LIMIT 1), 0) AS open
                FROM tinbao.key_backup b
                """)) {
      row.next();
      OffsetDateTime last = row.getObject("last", OffsetDateTime.class);
      return new Standing(
          last == null ? null : last.toInstant(), last == null ? 0 : row.getLong("open"));
    } catch (SQLException e) {
      throw new BackupException("The database cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * Takes it. When it fails or is killed, the files that were there before are untouched.
   *
   * @param contentDirectory null: the key file only
   */
  Report take(@Nullable Path contentDirectory, Path keysDirectory) {
    Standing before = standing();
    try (Connection connection = database.connect("tinbao backup")) {
      connection.setAutoCommit(false);
      Snapshot snapshot = begin(connection);
      Written content = null;
      if (contentDirectory != null) {
        prepare(contentDirectory);
        content =
            write(
                connection,
                snapshot,
                contentDirectory.resolve("tinbao-content-" + STAMP.format(snapshot.at) + ".tinbao"),
                BackupHeader.Kind.CONTENT);
      }
      prepare(keysDirectory);
      // Last: until now the content file could only be opened with the old key file, which is
      // there.
      Written keys =
          write(connection, snapshot, keysDirectory.resolve(KEYS_NAME), BackupHeader.Kind.KEYS);
      connection.rollback();
      note(snapshot);
      return new Report(snapshot.at, content, keys, snapshot.tipKeys, before.open());
    } catch (SQLException | IOException e) {
      throw new BackupException(
          "The backup could not be taken: "
              + Objects.requireNonNullElse(e.getMessage(), e.toString())
              + " The files of the last backup are as they were.",
          e);
    }
  }

  private record Snapshot(
      Instant at,
      String postgres,
      Map<String, List<String>> versions,
      List<TableShape> tables,
      long tipKeys,
      long destroyed) {}

  private static Snapshot begin(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      // The text of a value must not depend on how a server or role is set up.
      statement.execute("SET LOCAL TimeZone = 'UTC'");
      statement.execute("SET LOCAL DateStyle = 'ISO'");
      statement.execute("SET LOCAL IntervalStyle = 'postgres'");
      statement.execute("SET LOCAL bytea_output = 'hex'");
      statement.execute("SET LOCAL extra_float_digits = 1");
      Map<String, List<String>> versions = Tables.versions(connection);
      List<TableShape> tables = Tables.kept(connection);
      // Nobody may change a table's shape meanwhile; reading and writing go on.
      statement.execute(
          "LOCK TABLE "
              + tables.stream().map(TableShape::quoted).collect(Collectors.joining(", "))
              + " IN ACCESS SHARE MODE");
      try (ResultSet row =
          statement.executeQuery(
              """
              SELECT now() AS at, current_setting('server_version') AS postgres,
                (SELECT count(*) FROM tinbao.tip_key) AS tip_keys,
                (SELECT count(*) FROM tinbao.tip_key_gone) AS destroyed
              """)) {
        row.next();
        return new Snapshot(
            row.getObject("at", OffsetDateTime.class).toInstant(),
            row.getString("postgres"),
            versions,
            tables,
            row.getLong("tip_keys"),
            row.getLong("destroyed"));
      }
    }
  }

  private Written write(Connection connection, Snapshot snapshot, Path file, BackupHeader.Kind kind)
      throws SQLException, IOException {
    boolean keys = kind == BackupHeader.Kind.KEYS;
    List<TableShape> tables =
        snapshot.tables.stream().filter(table -> Tables.forgettable(table) == keys).toList();
    String step = keys ? "keys" : "content";
    long rows = 0;
    try (BackupOutput out =
        BackupOutput.create(file, key, kind, snapshot.at, snapshot.postgres, snapshot.versions)) {
      if (keys) {
        for (Map.Entry<String, byte[]> entry : new KeyFolder(keyFolder).read().entrySet()) {
          out.file(entry.getKey(), entry.getValue());
        }
      }
      for (TableShape table : tables) {
        rows += copy(connection, table, out, step + " " + table.path());
      }
      if (!keys) {
        sequences(connection, out);
      }
      return new Written(file, out.finish(), tables.size(), rows);
    }
  }

  private long copy(Connection connection, TableShape table, BackupOutput out, String step)
      throws SQLException, IOException {
    out.beginTable(table);
    RowDigest digest = new RowDigest();
    long expected = estimate(connection, table);
    CopyOut copy = connection.unwrap(PGConnection.class).getCopyAPI().copyOut(table.copyOut());
    try {
      for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
        digest.add(row);
        out.row(row);
        if (digest.rows() % 1000 == 0) {
          progress.at(step, digest.rows(), Math.max(expected, digest.rows()));
        }
      }
    } finally {
      if (copy.isActive()) {
        copy.cancelCopy();
      }
    }
    out.endTable(digest);
    progress.at(step, digest.rows(), digest.rows());
    return digest.rows();
  }

  private static long estimate(Connection connection, TableShape table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = ?::regclass")) {
      select.setString(1, table.quoted());
      try (ResultSet row = select.executeQuery()) {
        return row.next() ? Math.max(0, row.getLong(1)) : 0;
      }
    }
  }

  private static void sequences(Connection connection, BackupOutput out)
      throws SQLException, IOException {
    for (String schema : Tables.SCHEMAS) {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT sequencename FROM pg_sequences WHERE schemaname = ? ORDER BY 1")) {
        select.setString(1, schema);
        try (ResultSet names = select.executeQuery()) {
          while (names.next()) {
            sequence(connection, out, schema, names.getString(1));
          }
        }
      }
    }
  }

  private static void sequence(Connection connection, BackupOutput out, String schema, String name)
      throws SQLException, IOException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT last_value, is_called FROM "
                    + TableShape.quote(schema)
                    + "."
                    + TableShape.quote(name))) {
      row.next();
      out.sequence(schema, name, row.getLong(1), row.getBoolean(2));
    }
  }

  /** The house remembers which deletions the newest key file knows of. */
  private void note(Snapshot snapshot) throws SQLException {
    try (Connection connection = database.connect("tinbao backup");
        PreparedStatement insert =
            connection.prepareStatement(
                """
                INSERT INTO tinbao.key_backup (taken_at, tip_keys, destroyed) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """)) {
      insert.setObject(1, snapshot.at.atOffset(ZoneOffset.UTC));
      insert.setLong(2, snapshot.tipKeys);
      insert.setLong(3, snapshot.destroyed);
      insert.executeUpdate();
    }
  }

  private static void prepare(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      Files.createDirectories(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
  }
}

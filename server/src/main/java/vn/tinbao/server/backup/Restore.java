package vn.tinbao.server.backup;

import com.google.crypto.tink.HybridDecrypt;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;
import vn.tinbao.server.catalogue.Progress;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.Migrations;

/**
 * Brings a house back from any content file and the newest key file, into an empty database of
 * PostgreSQL 15 or newer, whatever version it was taken from.
 *
 * <p>Each table is one transaction, read back and compared before it is committed, and noted in
 * schema {@code tinbao_restore}: a restore that was killed goes on with the next table. While that
 * schema is there no server starts on the database.
 */
final class Restore {
  private final DatabaseAddress database;
  private final Migrations migrations;
  private final KeyFolder keyFolder;
  private final HybridDecrypt key;
  private final Progress progress;

  /**
   * @param keyFolder where the house's key files go
   * @param key the private half of the backup key
   */
  Restore(
      DatabaseAddress database,
      Migrations migrations,
      Path keyFolder,
      HybridDecrypt key,
      Progress progress) {
    this.database = database;
    this.migrations = migrations;
    this.keyFolder = new KeyFolder(keyFolder);
    this.key = key;
    this.progress = progress;
  }

  /**
   * What came of it.
   *
   * @param tables loaded by this run; those of a run before are not counted
   * @param rows in them
   * @param leftOut rows of the key file that belong to tips younger than the content file
   * @param deleted tips of the content file whose key is gone: removed
   */
  record Report(Instant content, Instant keys, int tables, long rows, long leftOut, long deleted) {}

  /**
   * Does it, or goes on with it.
   *
   * @throws BackupException when a file is damaged or not the right kind, the database or key
   *     folder is not empty, or this program is older than the backup
   */
  Report restore(Path contentFile, Path keysFile) {
    BackupHeader content = header(contentFile, BackupHeader.Kind.CONTENT);
    BackupHeader keys = header(keysFile, BackupHeader.Kind.KEYS);
    if (keys.takenAt().isBefore(content.takenAt())) {
      throw new BackupException(
          "The key file (%s) is older than the content file (%s): tips received in between could not be opened. Take the newest key file."
              .formatted(keys.takenAt(), content.takenAt()));
    }
    List<BackupInput.StoredFile> keyFiles = keyFiles(keysFile);
    keyFolder.checkRoom(keyFiles);
    try (Connection connection = database.connect("tinbao restore")) {
      Ledger ledger = new Ledger(connection);
      ledger.begin(content.id() + " " + keys.id());
      Run run = new Run(connection, ledger, content.takenAt().equals(keys.takenAt()));
      if (!ledger.done("migrated")) {
        migrate(versionsOf(contentFile));
        run.empty();
        ledger.note("migrated");
      }
      run.load(contentFile);
      if (!ledger.done("migrated for the keys")) {
        // The key file may come from a later TinBao than the content file.
        migrate(versionsOf(keysFile));
        run.emptyForgettable();
        ledger.note("migrated for the keys");
      }
      run.load(keysFile);
      long deleted = run.deleteTipsWithoutKey();
      run.deletePeopleWithoutKey();
      run.awaken();
      migrations.apply(database.asDataSource(), Map.of());
      keyFolder.write(keyFiles);
      ledger.end();
      return new Report(
          content.takenAt(), keys.takenAt(), run.tables, run.rows, run.leftOut, deleted);
    } catch (SQLException e) {
      throw new BackupException(
          "The database refused: "
              + Objects.requireNonNullElse(e.getMessage(), e.getSQLState())
              + " Run the same command again when it is mended; it goes on where it stopped.",
          e);
    }
  }

  private static BackupHeader header(Path file, BackupHeader.Kind kind) {
    BackupHeader header = BackupInput.header(file);
    if (header.kind() != kind) {
      throw new BackupException(
          file + (kind == BackupHeader.Kind.KEYS ? " is no key file." : " is no content file."));
    }
    return header;
  }

  private Map<String, List<String>> versionsOf(Path file) {
    try (BackupInput in = BackupInput.open(file, key)) {
      return in.versions();
    }
  }

  /** Read to its end first: a damaged key file is found before anything is done. */
  private List<BackupInput.StoredFile> keyFiles(Path file) {
    List<BackupInput.StoredFile> files = new ArrayList<>();
    try (BackupInput in = BackupInput.open(file, key)) {
      for (BackupInput.Section section = in.next(); section != null; section = in.next()) {
        if (section instanceof BackupInput.StoredFile stored) {
          files.add(stored);
        } else if (section instanceof BackupInput.Table table) {
          skip(in, table.shape());
        }
      }
    }
    return files;
  }

  private static void skip(BackupInput in, TableShape table) {
    RowDigest digest = new RowDigest();
    for (byte[] row = in.nextRow(); row != null; row = in.nextRow()) {
      digest.add(row);
    }
    in.checkEnd(digest, table);
  }

  /** To the versions that the rows were written with; what came later is applied to the rows. */
  private void migrate(Map<String, List<String>> versions) {
    Map<String, String> newest = new HashMap<>();
    versions.forEach(
        (schema, applied) ->
            applied.stream()
                .map(MigrationVersion::fromVersion)
                .max(Comparator.naturalOrder())
                .ifPresent(version -> newest.put(schema, version.getVersion())));
    migrations.apply(database.asDataSource(), newest);
    try (Connection connection = database.connect("tinbao restore")) {
      Map<String, List<String>> here = Tables.versions(connection);
      for (Map.Entry<String, List<String>> schema : versions.entrySet()) {
        Set<String> unknown = new HashSet<>(schema.getValue());
        unknown.removeAll(here.getOrDefault(schema.getKey(), List.of()));
        if (!unknown.isEmpty()) {
          throw new BackupException(
              "The backup was taken by a TinBao that knows migrations which this one does not ("
                  + schema.getKey()
                  + " "
                  + String.join(", ", unknown)
                  + "). Use that version or a newer one.");
        }
      }
    } catch (SQLException e) {
      throw new BackupException("The database cannot be read: " + e.getMessage(), e);
    }
  }

  /** What was done already, in the database itself. */
  private static final class Ledger {
    private static final String SCHEMA = Migrations.RESTORE_SCHEMA;
    private final Connection connection;
    private final Set<String> done = new HashSet<>();

    Ledger(Connection connection) {
      this.connection = connection;
    }

    void begin(String files) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        if (!exists(statement, SCHEMA)) {
          for (String schema : Tables.SCHEMAS) {
            if (exists(statement, schema)) {
              throw new BackupException(
                  "The database is not empty: it has a schema "
                      + schema
                      + ". A backup is restored into an empty database only.");
            }
          }
          connection.setAutoCommit(false);
          statement.execute("CREATE SCHEMA " + SCHEMA);
          statement.execute(
              "CREATE TABLE "
                  + SCHEMA
                  + ".done (step text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now())");
          insert("files " + files);
          connection.commit();
          connection.setAutoCommit(true);
        }
        try (ResultSet row = statement.executeQuery("SELECT step FROM " + SCHEMA + ".done")) {
          while (row.next()) {
            done.add(row.getString(1));
          }
        }
      }
      if (!done.contains("files " + files)) {
        throw new BackupException(
            "A restore of other files was begun in this database. Go on with those, or empty the"
                + " database.");
      }
    }

    private static boolean exists(Statement statement, String schema) throws SQLException {
      try (ResultSet row =
          statement.executeQuery("SELECT 1 FROM pg_namespace WHERE nspname = '" + schema + "'")) {
        return row.next();
      }
    }

    boolean done(String step) {
      return done.contains(step);
    }

    /** In the connection's transaction. */
    void note(String step) throws SQLException {
      insert(step);
      done.add(step);
    }

    private void insert(String step) throws SQLException {
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO " + SCHEMA + ".done (step) VALUES (?)")) {
        insert.setString(1, step);
        insert.executeUpdate();
      }
    }

    void end() throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute("DROP SCHEMA " + SCHEMA + " CASCADE");
      }
    }
  }

  /** The loading of one restore. */
  private final class Run {
    private final Connection connection;
    private final Ledger ledger;
    private final boolean oneMoment;
    private final Map<String, TableShape> here = new HashMap<>();
    private int tables;
    private long rows;
    private long leftOut;

    Run(Connection connection, Ledger ledger, boolean oneMoment) throws SQLException {
      this.connection = connection;
      this.ledger = ledger;
      this.oneMoment = oneMoment;
      try (Statement statement = connection.createStatement()) {
        statement.execute("SET TimeZone = 'UTC'");
        statement.execute("SET DateStyle = 'ISO'");
        statement.execute("SET IntervalStyle = 'postgres'");
        statement.execute("SET bytea_output = 'hex'");
        statement.execute("SET extra_float_digits = 1");
      }
    }

    /**
     * Empties what migrations filled, and puts our own triggers to sleep: what they would write is
     * in the backup. Foreign keys stay awake.
     */
    void empty() throws SQLException {
      List<TableShape> all = Tables.all(connection);
      try (Statement statement = connection.createStatement()) {
        for (TableShape table : all) {
          statement.execute("ALTER TABLE " + table.quoted() + " DISABLE TRIGGER USER");
        }
        statement.execute(
            "TRUNCATE " + all.stream().map(TableShape::quoted).collect(Collectors.joining(", ")));
      }
    }

    /** The same for what the key file fills, once it has the shape of the key file. */
    void emptyForgettable() throws SQLException {
      List<TableShape> all = Tables.all(connection);
      try (Statement statement = connection.createStatement()) {
        for (TableShape table : all) {
          statement.execute("ALTER TABLE " + table.quoted() + " DISABLE TRIGGER USER");
        }
        statement.execute(
            "TRUNCATE "
                + all.stream()
                    .filter(Tables::forgettable)
                    .map(TableShape::quoted)
                    .collect(Collectors.joining(", ")));
      }
    }

    void awaken() throws SQLException {
      try (Statement statement = connection.createStatement()) {
        for (TableShape table : Tables.all(connection)) {
          statement.execute("ALTER TABLE " + table.quoted() + " ENABLE TRIGGER USER");
        }
        statement.execute("ANALYZE");
      }
    }

    void load(Path file) throws SQLException {
      here.clear();
      Tables.all(connection).forEach(table -> here.put(table.path(), table));
      try (BackupInput in = BackupInput.open(file, key)) {
        for (BackupInput.Section section = in.next(); section != null; section = in.next()) {
          if (section instanceof BackupInput.Table table) {
            if (ledger.done("table " + table.shape().path())) {
              skip(in, table.shape());
            } else {
              table(in, known(table.shape()));
            }
          } else if (section instanceof BackupInput.Sequence sequence) {
            sequence(sequence);
          }
        }
      }
    }

    /** The file names tables and columns; only those that are there may reach our SQL. */
    private TableShape known(TableShape named) {
      TableShape found = here.get(named.path());
      if (found == null || !found.columns().containsAll(named.columns())) {
        throw new BackupException(
            "The backup has a table " + named.path() + " that this TinBao does not know so.");
      }
      return named;
    }

    private void table(BackupInput in, TableShape table) throws SQLException {
      String step = "restore " + table.path();
      boolean byTip = !oneMoment && table.columns().contains("tip_id") && Tables.forgettable(table);
      connection.setAutoCommit(false);
      try {
        String target = byTip ? "younger" : table.quoted();
        if (byTip) {
          execute("CREATE TEMP TABLE younger (LIKE " + table.quoted() + ") ON COMMIT DROP");
        }
        RowDigest read = copyIn(in, table, target, step);
        in.checkEnd(read, table);
        compare(read, table, target);
        if (byTip) {
          leftOut += read.rows() - moveOlder(table);
        }
        ledger.note("table " + table.path());
        connection.commit();
        tables++;
        rows += read.rows();
        progress.at(step, read.rows(), read.rows());
      } catch (SQLException | RuntimeException e) {
        connection.rollback();
        throw e;
      } finally {
        connection.setAutoCommit(true);
      }
    }

    private RowDigest copyIn(BackupInput in, TableShape table, String target, String step)
        throws SQLException {
      RowDigest digest = new RowDigest();
      CopyIn copy =
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + target + " (" + table.quotedColumns() + ") FROM STDIN");
      try {
        for (byte[] row = in.nextRow(); row != null; row = in.nextRow()) {
          digest.add(row);
          copy.writeToCopy(row, 0, row.length);
          if (digest.rows() % 1000 == 0) {
            progress.at(step, digest.rows(), digest.rows());
          }
        }
        copy.endCopy();
        return digest;
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
    }

    /** Reads back what the database now has. */
    private void compare(RowDigest read, TableShape table, String target) throws SQLException {
      RowDigest stored = new RowDigest();
      CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
      CopyOut copy =
          copies.copyOut(
              "COPY (SELECT " + table.quotedColumns() + " FROM " + target + ") TO STDOUT");
      try {
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
          stored.add(row);
        }
      } finally {
        if (copy.isActive()) {
          copy.cancelCopy();
        }
      }
      if (stored.rows() != read.rows() || !java.util.Arrays.equals(stored.value(), read.value())) {
        throw new BackupException(
            "The database does not give back the rows of "
                + table.path()
                + " as they were written.");
      }
    }

    /** Rows of tips that the content file knows. */
    private long moveOlder(TableShape table) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        return statement.executeLargeUpdate(
            "INSERT INTO "
                + table.quoted()
                + " ("
                + table.quotedColumns()
                + ") SELECT "
                + table.quotedColumns()
                + " FROM younger y WHERE EXISTS (SELECT 1 FROM tinbao.tip t WHERE t.id = y.tip_id)");
      }
    }

    private void sequence(BackupInput.Sequence sequence) throws SQLException {
      try (PreparedStatement set =
          connection.prepareStatement("SELECT setval(?::regclass, ?, ?)")) {
        set.setString(
            1, TableShape.quote(sequence.schema()) + "." + TableShape.quote(sequence.name()));
        set.setLong(2, sequence.value());
        set.setBoolean(3, sequence.called());
        set.execute();
      }
    }

    /**
     * Tips of the content file that were deleted later: they have words, and no key any more.
     * Nobody could read them; now they are gone altogether.
     */
    long deleteTipsWithoutKey() throws SQLException {
      String gone =
          """
          NOT EXISTS (SELECT 1 FROM tinbao.tip_key k WHERE k.tip_id = t.id)
            AND EXISTS (SELECT 1 FROM tinbao.tip_message m WHERE m.tip_id = t.id)
          """;
      try (Statement statement = connection.createStatement()) {
        // Holds of theirs keep a tip from deletion; the content file may be older than their end.
        statement.executeUpdate(
            "DELETE FROM tinbao.tip_hold h USING tinbao.tip t WHERE t.id = h.tip_id AND " + gone);
        return statement.executeLargeUpdate("DELETE FROM tinbao.tip t WHERE " + gone);
      }
    }

    /** The same of records of people; and keys of records that the content file does not know. */
    void deletePeopleWithoutKey() throws SQLException {
      execute(
          """
          DELETE FROM tinbao.victim v WHERE NOT EXISTS (
            SELECT 1 FROM tinbao.victim_key k WHERE k.victim_id = v.id)
          """);
      execute(
          """
          DELETE FROM tinbao.victim_key k WHERE NOT EXISTS (
            SELECT 1 FROM tinbao.victim v WHERE v.id = k.victim_id)
          """);
    }

    private void execute(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }
  }
}

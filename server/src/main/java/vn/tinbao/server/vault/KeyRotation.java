package vn.tinbao.server.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.keys.KeyAnnouncer;
import vn.tinbao.sms.keys.KeyRing;
import vn.tinbao.sms.keys.KeyStore;

/**
 * Replaces a key while servers run. Where it stands is written in the key file itself, so a
 * rotation that was killed goes on when it is run again:
 *
 * <ol>
 *   <li>a new key is added, which opens and does not seal; wait until every process has read it
 *   <li>the new key seals; wait until every process seals with it
 *   <li>every value under the old key is sealed anew, in small transactions; rows that change
 *       meanwhile are left to their writers
 *   <li>when nothing under the old key is left anywhere in the database, it moves to {@code
 *       keys/retired}, where only the restore of an older content backup needs it
 * </ol>
 */
@Singleton
class KeyRotation {
  /** SQL state of a lock that was waited for too long. */
  private static final String LOCK_NOT_AVAILABLE = "55P03";

  private static final int AT_ONCE = 500;

  /** Columns whose values are under content keys of the gateway. */
  private static final Set<String> UNDER_CONTENT_KEYS =
      Set.of("sms.inbound.body", "sms.inbound_media.content");

  private static final int PREFIX = 5;
  private static final Duration LOOK_EVERY = Duration.ofMillis(500);
  private static final long LOCK = 0x746B726F74617465L; // one rotation at a time

  private final KeyStore store;
  private final Database database;
  private final List<SealedColumn> columns;

  KeyRotation(KeyStore store, Database database, List<SealedColumn> columns) {
    this.store = store;
    this.database = database;
    this.columns = columns;
  }

  /** Hears how a rotation comes along; called on its thread. */
  interface Listener {
    /** A step begins; in words for the operator. */
    void step(String what);

    /** Rows of a column sealed anew so far. */
    void resealed(String column, long done, long total);

    /** Processes that have not read the key file yet. */
    void waitingFor(Set<String> places);
  }

  /**
   * How to wait.
   *
   * @param forProcesses longest time until every process has read the key file
   * @param forWriters pause before the last look for rows under the old key: what was sealed just
   *     before is committed by then
   */
  record Patience(Duration forProcesses, Duration forWriters) {}

  /**
   * What came of it.
   *
   * @param finished false: the old key is still there, and the same command goes on
   * @param resealed values sealed anew by this run
   * @param left where values under the old key are left, with their number
   */
  record Report(boolean finished, long resealed, List<String> left) {}

  /**
   * Rotates one key, or goes on with it.
   *
   * @throws IllegalStateException when another rotation is at work
   */
  Report rotate(RotatingKey key, Patience patience, Listener listener) {
    try (Connection connection = database.address().connect("tinbao rotate-keys")) {
      lock(connection);
      KeysetHandle keys = key.read(store);
      if (keys.size() == 1) {
        listener.step("adding a new key to " + key.file());
        keys = KeyRing.grown(keys, key.parameters());
        key.write(store, keys);
      }
      int youngest = KeyRing.youngest(keys);
      if (keys.getPrimary().getId() != youngest) {
        listener.step("waiting until every process has read it");
        if (!await(connection, List.of(key.name()), youngest, false, patience, listener)) {
          return new Report(false, 0, List.of());
        }
        keys = KeyRing.promoted(keys);
        key.write(store, keys);
      }
      listener.step("waiting until every process seals with it");
      if (!await(connection, key.sealers(), youngest, true, patience, listener)) {
        return new Report(false, 0, List.of());
      }
      return reseal(connection, key, keys, patience, listener);
    } catch (SQLException | GeneralSecurityException e) {
      throw new IllegalStateException("The rotation stopped: " + e.getMessage(), e);
    }
  }

  /**
   * Brings values under retired keys back under the present one: after the restore of a content
   * backup that is older than a rotation.
   */
  long resealRetired(RotatingKey key, Listener listener) {
    try (Connection connection = database.address().connect("tinbao rotate-keys")) {
      lock(connection);
      KeysetHandle keys = key.read(store);
      List<KeysetHandle> openers = new ArrayList<>(List.of(keys));
      openers.addAll(retired(key));
      return key.resealable() ? pass(connection, key, keys, openers, listener) : 0;
    } catch (SQLException | GeneralSecurityException e) {
      throw new IllegalStateException("The work stopped: " + e.getMessage(), e);
    }
  }

  private Report reseal(
      Connection connection,
      RotatingKey key,
      KeysetHandle keys,
      Patience patience,
      Listener listener)
      throws SQLException, GeneralSecurityException {
    long resealed = 0;
    if (key.resealable()) {
      listener.step("sealing anew");
      resealed += pass(connection, key, keys, List.of(keys), listener);
    }
    listener.step("waiting for what was sealed a moment ago");
    sleep(patience.forWriters());
    if (key.resealable()) {
      resealed += pass(connection, key, keys, List.of(keys), listener);
    }
    listener.step("looking through every table for the old key");
    List<String> left = left(connection, oldIds(keys));
    if (!left.isEmpty()) {
      return new Report(false, resealed, left);
    }
    retire(key, keys);
    listener.step("the old key is out of " + key.file() + "; it lies in keys/retired");
    return new Report(true, resealed, List.of());
  }

  /** One that has ended just now may hold it until the database has noticed. */
  private static void lock(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET lock_timeout = '3s'");
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
      statement.execute("RESET lock_timeout");
    } catch (SQLException e) {
      if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
        throw new IllegalStateException("Another rotation is at work on this database.", e);
      }
      throw e;
    }
  }

  private static boolean await(
      Connection connection,
      List<String> names,
      int id,
      boolean sealing,
      Patience patience,
      Listener listener)
      throws SQLException {
    long end = System.nanoTime() + patience.forProcesses().toNanos();
    while (true) {
      Set<String> behind = behind(connection, names, id, sealing);
      if (behind.isEmpty()) {
        return true;
      }
      listener.waitingFor(behind);
      if (System.nanoTime() > end) {
        return false;
      }
      sleep(LOOK_EVERY);
    }
  }

  private static Set<String> behind(
      Connection connection, List<String> names, int id, boolean sealing) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            """
            SELECT DISTINCT place FROM sms.key_node
             WHERE key = ANY (?) AND seen_at > now() - ? * interval '1 second'
               AND sealing <> 0
               AND CASE WHEN ? THEN sealing <> ? ELSE NOT (? = ANY (ids)) END
             ORDER BY place
            """)) {
      select.setArray(1, connection.createArrayOf("text", names.toArray()));
      select.setLong(2, KeyAnnouncer.ALIVE.toSeconds());
      select.setBoolean(3, sealing);
      select.setInt(4, id);
      select.setInt(5, id);
      Set<String> places = new LinkedHashSet<>();
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          places.add(row.getString(1));
        }
      }
      return places;
    }
  }

  /** Every registered column of the key once; the number of values sealed anew. */
  private long pass(
      Connection connection,
      RotatingKey key,
      KeysetHandle keys,
      List<KeysetHandle> openers,
      Listener listener)
      throws SQLException, GeneralSecurityException {
    Set<Integer> old = new LinkedHashSet<>();
    List<Aead> opening = new ArrayList<>();
    for (KeysetHandle opener : openers) {
      old.addAll(KeyRing.state(opener).ids());
      opening.add(key.aead(opener));
    }
    old.remove(keys.getPrimary().getId());
    long resealed = 0;
    for (SealedColumn column : columns) {
      if (column.key().equals(key.name()) && !old.isEmpty()) {
        resealed +=
            new ColumnPass(connection, column, prefixes(old), opening, key.aead(keys))
                .run(listener);
      }
    }
    return resealed;
  }

  /** One column, page by page in the order of its primary key. */
  @SuppressWarnings("ArrayRecordComponent")
  private record ColumnPass(
      Connection connection, SealedColumn column, Object[] old, List<Aead> opening, Aead sealing) {

    long run(Listener listener) throws SQLException {
      long total = count();
      long done = 0;
      Object after = null;
      connection.setAutoCommit(false);
      try {
        while (true) {
          List<Value> page = page(after);
          if (page.isEmpty()) {
            break;
          }
          done += reseal(page);
          connection.commit();
          after = page.get(page.size() - 1).id();
          listener.resealed(column.path(), done, Math.max(done, total));
        }
      } finally {
        connection.rollback();
        connection.setAutoCommit(true);
      }
      return done;
    }

    private String under() {
      return "substring(" + column.column() + " FROM 1 FOR " + PREFIX + ") = ANY (?)";
    }

    private long count() throws SQLException {
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT count(*) FROM " + column.table() + " WHERE " + under())) {
        select.setArray(1, connection.createArrayOf("bytea", old));
        try (ResultSet row = select.executeQuery()) {
          row.next();
          return row.getLong(1);
        }
      }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record Value(Object id, byte[] sealed, byte[] binding) {}

    private List<Value> page(@Nullable Object after) throws SQLException {
      String bound = Objects.requireNonNullElse(column.boundTo(), "NULL");
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT %s AS id, %s AS sealed, %s AS bound FROM %s WHERE %s %s ORDER BY %s LIMIT %d"
                  .formatted(
                      column.id(),
                      column.column(),
                      bound,
                      column.table(),
                      under(),
                      after == null ? "" : "AND " + column.id() + " > ?",
                      column.id(),
                      AT_ONCE))) {
        select.setArray(1, connection.createArrayOf("bytea", old));
        if (after != null) {
          select.setObject(2, after);
        }
        List<Value> page = new ArrayList<>();
        try (ResultSet row = select.executeQuery()) {
          while (row.next()) {
            page.add(
                new Value(
                    row.getObject("id"),
                    row.getBytes("sealed"),
                    column.binding(row.getObject("bound"))));
          }
        }
        return page;
      }
    }

    /** A value that somebody else changed or removed meanwhile is theirs. */
    private long reseal(List<Value> page) throws SQLException {
      try (PreparedStatement update =
          connection.prepareStatement(
              "UPDATE %s SET %s = ? WHERE %s = ? AND %s = ?"
                  .formatted(column.table(), column.column(), column.id(), column.column()))) {
        for (Value value : page) {
          byte[] anew = anew(value);
          if (anew != null) {
            update.setBytes(1, anew);
            update.setObject(2, value.id());
            update.setBytes(3, value.sealed());
            update.addBatch();
          }
        }
        long changed = 0;
        for (int count : update.executeBatch()) {
          changed += Math.max(count, 0);
        }
        return changed;
      }
    }

    /** Null when no key opens it: it stays as it is, and the old key with it. */
    private byte @Nullable [] anew(Value value) {
      for (Aead aead : opening) {
        try {
          return sealing.encrypt(aead.decrypt(value.sealed(), value.binding()), value.binding());
        } catch (GeneralSecurityException next) {
          continue;
        }
      }
      return null;
    }
  }

  /** Columns of the whole database that still have values under one of these keys. */
  private static List<String> left(Connection connection, Set<Integer> old) throws SQLException {
    List<String> left = new ArrayList<>();
    for (String[] column : byteColumns(connection)) {
      String path = column[0] + "." + column[1];
      // What is under a content key has the sealed content key behind three bytes.
      String also =
          UNDER_CONTENT_KEYS.contains(path)
              ? " OR substring(" + column[1] + " FROM 4 FOR " + PREFIX + ") = ANY (?)"
              : "";
      try (PreparedStatement select =
          connection.prepareStatement(
              "SELECT count(*) FROM %s WHERE substring(%s FROM 1 FOR %d) = ANY (?)%s"
                  .formatted(column[0], column[1], PREFIX, also))) {
        select.setArray(1, connection.createArrayOf("bytea", prefixes(old)));
        if (!also.isEmpty()) {
          select.setArray(2, connection.createArrayOf("bytea", prefixes(old)));
        }
        try (ResultSet row = select.executeQuery()) {
          row.next();
          if (row.getLong(1) > 0) {
            left.add(path + ": " + row.getLong(1));
          }
        }
      }
    }
    return left;
  }

  private static List<String[]> byteColumns(Connection connection) throws SQLException {
    List<String[]> found = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT format('%I.%I', c.table_schema, c.table_name),
                       format('%I', c.column_name)
                FROM information_schema.columns c
                JOIN information_schema.tables t USING (table_schema, table_name)
                WHERE c.table_schema IN ('tinbao', 'sms') AND c.data_type = 'bytea'
                  AND t.table_type = 'BASE TABLE'
                  AND NOT (SELECT relispartition FROM pg_class
                            WHERE oid = format('%I.%I', c.table_schema, c.table_name)::regclass)
                ORDER BY 1, 2
                """)) {
      while (row.next()) {
        found.add(new String[] {row.getString(1), row.getString(2)});
      }
    }
    return found;
  }

  private static Set<Integer> oldIds(KeysetHandle keys) {
    Set<Integer> old = new LinkedHashSet<>(KeyRing.state(keys).ids());
    old.remove(keys.getPrimary().getId());
    return old;
  }

  /** How Tink begins what it seals with a key: one, and the key's number in four bytes. */
  private static byte[][] prefixes(Set<Integer> ids) {
    return ids.stream()
        .map(id -> ByteBuffer.allocate(PREFIX).put((byte) 1).putInt(id).array())
        .toArray(byte[][]::new);
  }

  /** First the copy, then the key file: a crash in between costs nothing. */
  private void retire(RotatingKey key, KeysetHandle keys) throws GeneralSecurityException {
    String name =
        "retired/" + Integer.toUnsignedString(keys.getPrimary().getId()) + "-" + key.file();
    store.create(name, store.read(key.file()));
    key.write(store, KeyRing.retired(keys));
  }

  private List<KeysetHandle> retired(RotatingKey key) {
    Path folder = store.file("retired");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<KeysetHandle> found = new ArrayList<>();
      for (String name :
          files
              .map(path -> path.getFileName().toString())
              .filter(name -> name.endsWith("-" + key.file()))
              .sorted()
              .collect(Collectors.toList())) {
        found.add(key.parse(store.read("retired/" + name)));
      }
      return found;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("A retired key in " + folder + " is damaged", e);
    }
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}

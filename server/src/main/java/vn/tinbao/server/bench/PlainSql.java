package vn.tinbao.server.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.postgresql.ds.PGSimpleDataSource;
import vn.tinbao.sms.db.DatabaseAddress;

/**
 * The floor under the intake: the rows of one real tip, written again and again with fresh ids, one
 * transaction each, by pgbench (by JDBC where pgbench is absent).
 */
final class PlainSql {
  private final DatabaseAddress database;
  private final String sql;
  private final Path script;
  private final boolean pgbench;

  private PlainSql(DatabaseAddress database, String sql, Path script, boolean pgbench) {
    this.database = database;
    this.sql = sql;
    this.script = script;
    this.pgbench = pgbench;
  }

  /**
   * Takes the newest tip as the sample: the same tables, the same number of rows, the same bytes.
   */
  static PlainSql likeTheNewestTip(DatabaseAddress database, Path folder)
      throws SQLException, IOException {
    String sql = statement(database);
    Path script = folder.resolve("intake.sql");
    Files.writeString(script, "BEGIN;\n" + sql + ";\nEND;\n");
    return new PlainSql(database, sql, script, hasPgbench());
  }

  String how() {
    return (pgbench ? "pgbench" : "JDBC (no pgbench here)")
        + ", the same rows of one tip in one transaction each";
  }

  /** Transactions per second. */
  double run(int clients, int seconds) throws Exception {
    return pgbench ? byPgbench(clients, seconds) : byJdbc(clients, seconds);
  }

  /** One statement that writes all rows of the sample under a fresh id. */
  private static String statement(DatabaseAddress database) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      String id =
          single(statement, "SELECT id::text FROM tinbao.tip ORDER BY received_at DESC LIMIT 1");
      StringBuilder sql =
          new StringBuilder("WITH n AS MATERIALIZED (SELECT gen_random_uuid() AS id)");
      int part = 0;
      for (String table :
          List.of(
              "tip",
              "tip_key",
              "tip_reading",
              "tip_message",
              "tip_agency",
              "tip_event",
              "tip_clock")) {
        String key = table.equals("tip") ? "id" : "tip_id";
        for (String values : rows(statement, table, key, id)) {
          sql.append(",\np")
              .append(part++)
              .append(" AS (INSERT INTO tinbao.")
              .append(table)
              .append(' ')
              .append(values)
              .append(')');
        }
      }
      return sql.append("\nSELECT 1").toString();
    }
  }

  /** {@code (columns) SELECT literals FROM n}, ids of the tip and of events fresh. */
  private static List<String> rows(Statement statement, String table, String key, String id)
      throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery(
            "SELECT * FROM tinbao.%s WHERE %s = '%s'".formatted(table, key, id))) {
      int columns = result.getMetaData().getColumnCount();
      while (result.next()) {
        List<String> names = new ArrayList<>();
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          String name = result.getMetaData().getColumnName(i);
          String type = result.getMetaData().getColumnTypeName(i);
          String value = result.getString(i);
          names.add(name);
          if (id.equals(value)) {
            values.add("n.id");
          } else if (name.equals("id")) {
            values.add("gen_random_uuid()");
          } else if (name.equals("receipt_hash")) {
            values.add("sha256(uuid_send(n.id))");
          } else if (value == null) {
            values.add("NULL");
          } else {
            values.add("'" + value.replace("'", "''") + "'::" + type);
          }
        }
        rows.add(
            "(%s) SELECT %s FROM n".formatted(String.join(", ", names), String.join(", ", values)));
      }
    }
    return rows;
  }

  private double byPgbench(int clients, int seconds)
      throws IOException, InterruptedException, SQLException {
    PGSimpleDataSource to = new PGSimpleDataSource();
    to.setUrl(database.url());
    ProcessBuilder builder =
        new ProcessBuilder(
            "pgbench",
            "-n",
            "-M",
            "prepared",
            "-f",
            script.toString(),
            "-c",
            Integer.toString(clients),
            "-j",
            "2",
            "-T",
            Integer.toString(seconds),
            "-h",
            to.getServerNames()[0],
            "-p",
            Integer.toString(to.getPortNumbers()[0]),
            "-U",
            database.user(),
            to.getDatabaseName());
    Map<String, String> environment = builder.environment();
    environment.put("PGPASSWORD", database.password());
    environment.put("LC_ALL", "C");
    Process process = builder.redirectErrorStream(true).start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        said.append(line).append('\n');
      }
    }
    Matcher tps =
        Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)").matcher(said);
    if (process.waitFor() != 0 || !tps.find()) {
      throw new IllegalStateException("pgbench did not run:\n" + said);
    }
    return Double.parseDouble(tps.group(1));
  }

  private double byJdbc(int clients, int seconds) throws Exception {
    AtomicLong done = new AtomicLong();
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < Math.min(clients, 12); i++) {
      Thread thread =
          new Thread(
              () -> {
                try (Connection connection = database.connect("bench");
                    var statement = connection.prepareStatement(sql)) {
                  connection.setAutoCommit(false);
                  while (System.nanoTime() < until) {
                    statement.execute();
                    connection.commit();
                    done.incrementAndGet();
                  }
                } catch (SQLException e) {
                  throw new IllegalStateException(e);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.get() / (double) seconds;
  }

  private static boolean hasPgbench() {
    try {
      return new ProcessBuilder("pgbench", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static String single(Statement statement, String sql) throws SQLException {
    try (ResultSet result = statement.executeQuery(sql)) {
      if (!result.next()) {
        throw new IllegalStateException("No tip to take as a sample");
      }
      return result.getString(1);
    }
  }
}

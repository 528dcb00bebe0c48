package vn.tinbao.sms.crash;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import vn.tinbao.sms.db.DatabaseAddress;

/** Holds rows or a table, so that a commit of the gateway waits: a point to kill it at. */
final class RowLock implements AutoCloseable {
  private final Connection connection;

  private RowLock(Connection connection) {
    this.connection = connection;
  }

  /** Locks what the statement locks, until closed. */
  static RowLock take(DatabaseAddress database, String sql) {
    try {
      Connection connection = database.connect("crash-rig");
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
      return new RowLock(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Waits until somebody waits for us. */
  void awaitBlocked() {
    await()
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "SELECT count(*) FROM pg_stat_activity"
                              + " WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))")) {
                row.next();
                return row.getInt(1) > 0;
              }
            });
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}

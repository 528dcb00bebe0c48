package vn.tinbao.server.bench;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.sms.db.DatabaseAddress;

/** A whole server with an embedded database, on a free port, for one measurement. */
final class BenchHouse {
  private BenchHouse() {}

  /**
   * Starts it; closing the context stops it.
   *
   * @param home an empty directory of its own
   * @param settings beside home and port
   */
  static ApplicationContext open(Path home, Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(settings);
    all.put("tinbao.home", home.toString());
    all.put("micronaut.server.port", -1);
    return ServeCommand.start(all);
  }

  /** Runs statements, each by itself. */
  static void run(DatabaseAddress database, String... sql) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement()) {
      for (String one : sql) {
        statement.execute(one);
      }
    }
  }

  /** The first value of what the database answers. */
  static String one(DatabaseAddress database, String sql) throws SQLException {
    try (Connection connection = database.connect("bench");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    }
  }
}

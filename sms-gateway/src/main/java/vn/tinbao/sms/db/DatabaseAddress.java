package vn.tinbao.sms.db;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where the database is and who we are there.
 *
 * @param url a JDBC URL of PostgreSQL
 * @param user may be empty when the URL carries it
 * @param password never printed
 */
public record DatabaseAddress(String url, String user, String password) {

  static DatabaseAddress loopback(int port, String database, String password) {
    return new DatabaseAddress(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        PostgresCluster.SUPERUSER,
        password);
  }

  /**
   * A connection outside of the pool, for what must not occupy one of its places or may take longer
   * than the pool allows a statement: COPY, long reading. It waits for the database without end.
   *
   * @param application shown by {@code pg_stat_activity}
   */
  public Connection connect(String application) throws SQLException {
    return connect(application, Duration.ZERO);
  }

  /**
   * The same for what must notice that the database is gone.
   *
   * @param silence longest wait for an answer, then the connection is given up; zero: without end
   */
  public Connection connect(String application, Duration silence) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("ApplicationName", application);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("logServerErrorDetail", "false");
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", Long.toString(silence.toSeconds()));
    if (!user.isEmpty()) {
      properties.setProperty("user", user);
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(url, properties);
  }

  /** The same as a data source without a pool and without a limit of time: migrations. */
  public DataSource asDataSource() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setURL(url);
    if (!user.isEmpty()) {
      source.setUser(user);
      source.setPassword(password);
    }
    source.setLogServerErrorDetail(false);
    return source;
  }

  @Override
  public String toString() {
    return "DatabaseAddress[" + url.replaceAll("\\?.*", "") + "]";
  }
}

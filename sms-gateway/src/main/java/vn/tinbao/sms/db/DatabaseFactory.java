package vn.tinbao.sms.db;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;

/** The database that the settings name, the home directory and the clock. */
@Factory
final class DatabaseFactory {
  /** Legal days are days in Vietnam. */
  private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

  @Singleton
  HomeDirectory home(@Value("${tinbao.home:./var}") String home) {
    return new HomeDirectory(Path.of(home));
  }

  @Singleton
  Clock clock() {
    return Clock.system(ZONE);
  }

  @Singleton
  SchemaMigration sms() {
    return new SchemaMigration("sms", "classpath:db/sms", 10);
  }

  @Singleton
  LastResort lastResort() {
    return new LastResort();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Database database(DatabaseSettings settings, HomeDirectory home, LastResort lastResort) {
    String url = settings.url();
    if (url != null && !url.isBlank()) {
      return elsewhere(url, settings);
    }
    Path directory = home.resolve("postgres");
    if (settings.join()) {
      Optional<DatabaseAddress> other = PostgresLauncher.join(directory);
      if (other.isPresent()) {
        return new Database(other.get(), () -> {});
      }
    }
    RunningPostgres postgres = PostgresLauncher.start(PostgresOptions.in(directory));
    lastResort.guard(postgres);
    return new Database(
        postgres.address(),
        () -> {
          postgres.close();
          lastResort.stopped();
        });
  }

  static Database elsewhere(String url, DatabaseSettings settings) {
    if (!url.startsWith("jdbc:postgresql:")) {
      throw new DatabaseStartException(
          "TINBAO_DB_URL (tinbao.db.url) must be a JDBC URL of PostgreSQL, for example"
              + " jdbc:postgresql://db.example.vn:5432/tinbao");
    }
    return new Database(
        new DatabaseAddress(
            url,
            Objects.requireNonNullElse(settings.user(), ""),
            Objects.requireNonNullElse(settings.password(), "")),
        () -> {});
  }

  /**
   * Stops PostgreSQL when the process ends and the context does not: a start that failed half-way.
   * While a server runs, its own shutdown has the first word.
   */
  static final class LastResort implements ApplicationEventListener<ServerStartupEvent> {
    private static final long PATIENCE_MILLIS = 60_000;
    private volatile boolean serving;
    private volatile boolean stopped;

    void guard(RunningPostgres postgres) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres), "stop-postgres"));
    }

    void stopped() {
      stopped = true;
    }

    private void stop(RunningPostgres postgres) {
      long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
      while (serving && !stopped && System.nanoTime() < end) {
        try {
          Thread.sleep(20);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          break;
        }
      }
      postgres.close();
    }

    @Override
    public void onApplicationEvent(ServerStartupEvent event) {
      serving = true;
    }
  }
}

package vn.tinbao.sms.testing;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.env.Environment;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.db.Migrations;

/**
 * Gives each application context of a test its own database, its own home directory and, with
 * {@code tinbao.test.clock} (an ISO date and time with offset), a clock that stands still.
 */
@Factory
@Requires(env = Environment.TEST)
@Requires(property = "tinbao.test.database", notEquals = "false")
public final class TestDatabaseFactory {

  @Singleton
  @Bean(preDestroy = "close")
  @Replaces(Database.class)
  Database database(Migrations migrations) {
    DatabaseAddress address = TestPostgres.get().fresh(migrations);
    return new Database(address, () -> TestPostgres.get().drop(address));
  }

  @Singleton
  @Bean(preDestroy = "close")
  TestHome testHome() throws IOException {
    return new TestHome(TestPostgres.get().home());
  }

  @Singleton
  @Replaces(HomeDirectory.class)
  HomeDirectory home(TestHome home) {
    return new HomeDirectory(home.path());
  }

  @Singleton
  @Requires(property = "tinbao.test.clock")
  SettableClock settableClock(
      @io.micronaut.context.annotation.Value("${tinbao.test.clock}") String time) {
    return new SettableClock(OffsetDateTime.parse(time).toInstant());
  }

  @Singleton
  @Replaces(Clock.class)
  @Requires(property = "tinbao.test.clock")
  Clock clock(SettableClock clock) {
    return clock.asClock();
  }

  /** Home of one context; removed with it. */
  record TestHome(Path path) implements AutoCloseable {
    @Override
    public void close() {
      TestDirectories.delete(path);
    }
  }
}

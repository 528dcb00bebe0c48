package vn.tinbao.sms.db;

import io.micronaut.context.event.BeanDestroyedEvent;
import io.micronaut.context.event.BeanDestroyedEventListener;
import javax.sql.DataSource;

/**
 * The database of one application context: its address, and what must be stopped after everyone has
 * let go of it.
 *
 * <p>It is a destroy listener for one reason: the container destroys such beans after all others,
 * so workers and pool are closed before the server they talk to.
 */
public final class Database implements AutoCloseable, BeanDestroyedEventListener<DataSource> {
  private final DatabaseAddress address;
  private final Runnable stop;

  /**
   * @param stop runs once, when the application has closed its connections
   */
  public Database(DatabaseAddress address, Runnable stop) {
    this.address = address;
    this.stop = stop;
  }

  /**
   * The database without an application around it, for what must come before any application: a
   * restore. Nothing is migrated. Close it.
   *
   * @param settings where it is; without a URL the embedded one is started
   * @throws DatabaseStartException when it cannot be started; the message says what to do
   */
  public static Database open(DatabaseSettings settings, HomeDirectory home) {
    String url = settings.url();
    if (url != null && !url.isBlank()) {
      return DatabaseFactory.elsewhere(url, settings);
    }
    RunningPostgres postgres = PostgresLauncher.start(PostgresOptions.in(home.resolve("postgres")));
    Runtime.getRuntime().addShutdownHook(new Thread(postgres::close, "stop-postgres"));
    return new Database(postgres.address(), postgres::close);
  }

  public DatabaseAddress address() {
    return address;
  }

  @Override
  public void onDestroyed(BeanDestroyedEvent<DataSource> event) {
    // only its being told last matters
  }

  @Override
  public void close() {
    stop.run();
  }
}

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

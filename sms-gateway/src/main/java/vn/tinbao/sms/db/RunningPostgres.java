package vn.tinbao.sms.db;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A postmaster that this process started and stops. */
public final class RunningPostgres implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningPostgres.class);
  private static final int SECONDS_TO_STOP = 30;

  private final Process process;
  private final PostgresStop stop;
  private final DirectoryLock lock;
  private final int port;
  private final String password;
  private final AtomicBoolean closed = new AtomicBoolean();

  RunningPostgres(
      Process process, PostgresStop stop, DirectoryLock lock, int port, String password) {
    this.process = process;
    this.stop = stop;
    this.lock = lock;
    this.port = port;
    this.password = password;
  }

  /** How to reach a database of this server; the account is its superuser. */
  public DatabaseAddress address(String database) {
    return DatabaseAddress.loopback(port, database, password);
  }

  /** How to reach TinBao's own database. */
  public DatabaseAddress address() {
    return address(PostgresCluster.DATABASE);
  }

  public long pid() {
    return process.pid();
  }

  /**
   * Stops it in order (open connections are ended, data is written); a second call does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try (lock) {
      if (process.isAlive()) {
        stop.ask("fast");
      }
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        LOG.warn("PostgreSQL did not stop in {} s; stopping it at once", SECONDS_TO_STOP);
        stop.ask("immediate");
        process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.warn("PostgreSQL could not be stopped: {}", e.getMessage());
    }
  }
}

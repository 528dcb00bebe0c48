package vn.tinbao.sms.db;

import io.micronaut.data.connection.jdbc.advice.DelegatingDataSource;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells waiting workers, in this process and in others on the same database, that there may be
 * work. A mere hint: whoever listens must also look now and then by itself.
 *
 * <p>Rings are carried by PostgreSQL's NOTIFY. It is sent after the commit that it announces, on a
 * connection of its own and many rings as one, since NOTIFY inside a transaction makes all
 * committing transactions queue up behind each other.
 */
@Singleton
public class Bell implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bell.class);
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
  private static final int LISTEN_MILLIS = 1_000;

  /**
   * A dead connection looks like a quiet one: so often the database is asked for a sign of life.
   */
  private static final int SIGN_EVERY_MILLIS = 30_000;

  private static final Duration SIGN_WITHIN = Duration.ofSeconds(10);
  private static final int COALESCE_MILLIS = 20;
  private static final int MOST_AT_ONCE = 500;
  private static final int MOST_WAITING = 10_000;
  private static final int LONGEST_PAUSE_MILLIS = 15_000;

  private final Database database;
  private final DataSource pool;
  private final TransactionOperations<Connection> transactions;
  private final int signEveryMillis;
  private final Duration signWithin;
  private final String node = UUID.randomUUID().toString();

  private final Map<String, List<Consumer<String>>> listeners = new ConcurrentHashMap<>();
  private final Set<Ring> toRing = ConcurrentHashMap.newKeySet();
  private final Semaphore work = new Semaphore(0);
  private volatile boolean closed;
  private @Nullable Thread listening;
  private @Nullable Thread ringing;
  private volatile @Nullable Connection ear;

  private record Ring(String channel, String note) {}

  @Inject
  public Bell(Database database, DataSource pool, TransactionOperations<Connection> transactions) {
    this(database, pool, transactions, SIGN_EVERY_MILLIS, SIGN_WITHIN);
  }

  Bell(
      Database database,
      DataSource pool,
      TransactionOperations<Connection> transactions,
      int signEveryMillis,
      Duration signWithin) {
    this.signEveryMillis = signEveryMillis;
    this.signWithin = signWithin;
    this.database = database;
    this.pool = DelegatingDataSource.unwrapDataSource(pool);
    this.transactions = transactions;
  }

  /**
   * Calls {@code wake} whenever the channel rings, and once after a lost connection is back. It
   * runs on a thread of the bell or of the ringer: it must be quick and must not throw.
   *
   * @param channel lower-case letters, digits and underscores
   * @return ends it
   */
  public Runnable listen(String channel, Runnable wake) {
    return listenToNotes(channel, note -> wake.run());
  }

  /**
   * The same for channels whose rings say what they are about.
   *
   * @param hear gets the note; empty when rings may have been missed, so that everything must be
   *     looked at
   */
  public Runnable listenToNotes(String channel, Consumer<String> hear) {
    checkName(channel);
    listeners.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>()).add(hear);
    startListening();
    return () -> listeners.getOrDefault(channel, List.of()).remove(hear);
  }

  /**
   * Rings when the current transaction has committed; never when it is rolled back. At once when
   * there is no transaction.
   */
  public void ringAfterCommit(String channel) {
    ringAfterCommit(channel, "");
  }

  /** The same with a note: codes and opaque ids, never content; at most 1,000 characters. */
  public void ringAfterCommit(String channel, String note) {
    var transaction = transactions.findTransactionStatus();
    if (transaction.isEmpty()) {
      ring(channel, note);
      return;
    }
    transaction
        .get()
        .registerSynchronization(
            new TransactionSynchronization() {
              @Override
              public void afterCommit() {
                ring(channel, note);
              }
            });
  }

  /** Rings now: this process directly, the others within some milliseconds. */
  public void ring(String channel) {
    ring(channel, "");
  }

  /** The same with a note. When thousands wait to be told to others, further ones are dropped. */
  public void ring(String channel, String note) {
    checkName(channel);
    wake(channel, note);
    if (toRing.size() < MOST_WAITING && toRing.add(new Ring(channel, note))) {
      startRinging();
      work.release();
    }
  }

  private void wake(String channel, String note) {
    for (Consumer<String> listener : listeners.getOrDefault(channel, List.of())) {
      listener.accept(note);
    }
  }

  private synchronized void startListening() {
    if (listening == null && !closed) {
      listening = start("bell-listen", this::listenLoop);
    }
  }

  private synchronized void startRinging() {
    if (ringing == null && !closed) {
      ringing = start("bell-ring", this::ringLoop);
    }
  }

  private static Thread start(String name, Runnable loop) {
    Thread thread = new Thread(loop, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void listenLoop() {
    int pause = 1_000;
    while (!closed) {
      try (Connection connection = database.address().connect("tinbao bell", signWithin)) {
        ear = connection;
        pause = 1_000;
        listenOn(connection);
      } catch (SQLException e) {
        if (!closed) {
          LOG.warn("Listening to the database was interrupted ({}), trying again", e.getSQLState());
          sleep(pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
        }
      }
    }
  }

  private void listenOn(Connection connection) throws SQLException {
    Set<String> heard = ConcurrentHashMap.newKeySet();
    PGConnection postgres = connection.unwrap(PGConnection.class);
    long signAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(signEveryMillis);
    while (!closed) {
      if (System.nanoTime() - signAt > 0) {
        try (var statement = connection.createStatement()) {
          statement.execute("SELECT 1");
        }
        signAt = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(signEveryMillis);
      }
      for (String channel : listeners.keySet()) {
        if (heard.add(channel)) {
          try (var statement = connection.createStatement()) {
            statement.execute("LISTEN " + channel);
          }
          wake(channel, ""); // what rang before we listened
        }
      }
      for (PGNotification note : postgres.getNotifications(LISTEN_MILLIS)) {
        String from = note.getParameter();
        if (!from.startsWith(node)) {
          wake(note.getName(), from.substring(Math.min(from.length(), node.length())));
        }
      }
    }
  }

  private void ringLoop() {
    while (!closed) {
      try {
        work.acquire();
        work.drainPermits();
        while (!toRing.isEmpty()) {
          ringOthers();
        }
        TimeUnit.MILLISECONDS.sleep(COALESCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void ringOthers() {
    List<Ring> rings = toRing.stream().limit(MOST_AT_ONCE).toList();
    rings.forEach(toRing::remove);
    try (Connection connection = pool.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT pg_notify(c, n) FROM unnest(?::text[], ?::text[]) AS r(c, n)")) {
      statement.setArray(
          1, connection.createArrayOf("text", rings.stream().map(Ring::channel).toArray()));
      statement.setArray(
          2, connection.createArrayOf("text", rings.stream().map(r -> node + r.note()).toArray()));
      statement.execute();
    } catch (SQLException e) {
      if (!closed) {
        LOG.debug("Ringing failed; others will look by themselves");
      }
    }
  }

  private static void checkName(String channel) {
    if (!NAME.matcher(channel).matches()) {
      throw new IllegalArgumentException("Not a channel name: " + channel);
    }
  }

  private static void sleep(int millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  @PreDestroy
  public synchronized void close() {
    closed = true;
    if (ringing != null) {
      ringing.interrupt();
    }
    Connection connection = ear;
    if (connection != null) {
      try {
        connection.abort(Runnable::run);
      } catch (SQLException e) {
        LOG.debug("The listening connection was gone already");
      }
    }
    if (listening != null) {
      listening.interrupt();
    }
  }
}

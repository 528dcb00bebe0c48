package vn.tinbao.sms.keys;

import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import io.micronaut.runtime.event.annotation.EventListener;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.Database;

/**
 * Looks every two seconds ({@code tinbao.keys.look-every}) whether a key file has changed, and says
 * in {@code sms.key_node} which keys this process has: a rotation goes on when every process that
 * was heard of lately can do so.
 */
@Singleton
@Requires(property = "tinbao.keys.announce", notEquals = "false")
public class KeyAnnouncer {
  /** A process unheard of for this long counts as dead. */
  public static final Duration ALIVE = Duration.ofSeconds(60);

  private static final Logger LOG = LoggerFactory.getLogger(KeyAnnouncer.class);
  private static final int LOOKS_UNTIL_SAID_AGAIN = 5;

  private final List<LiveKey> keys;
  private final Database database;
  private final Duration lookEvery;
  private final UUID node = UUID.randomUUID();
  private final String place = place();
  private final Map<String, LiveKey.State> said = new HashMap<>();
  private volatile boolean stopping;
  private @Nullable Thread looking;

  KeyAnnouncer(
      List<LiveKey> keys,
      Database database,
      @Value("${tinbao.keys.look-every:2s}") Duration lookEvery) {
    this.keys = keys;
    this.database = database;
    this.lookEvery = lookEvery;
  }

  @EventListener
  synchronized void start(ServerStartupEvent event) {
    if (looking == null && !stopping) {
      look(true);
      looking = new Thread(this::loop, "key-announcer");
      looking.setDaemon(true);
      looking.start();
    }
  }

  private void loop() {
    for (int n = 1; !stopping; n++) {
      try {
        TimeUnit.MILLISECONDS.sleep(lookEvery.toMillis());
      } catch (InterruptedException e) {
        return;
      }
      look(n % LOOKS_UNTIL_SAID_AGAIN == 0);
    }
  }

  /** Reads what has changed, and says what is new; everything when asked. */
  void look(boolean sayAll) {
    Map<String, LiveKey.State> toSay = new HashMap<>();
    for (LiveKey key : keys) {
      try {
        if (key.refresh()) {
          LOG.info("The key {} was read anew", key.name());
        }
      } catch (KeyFileException e) {
        LOG.error("The changed key {} cannot be read: {}", key.name(), e.getMessage());
      }
      LiveKey.State state = key.state();
      if (sayAll || !state.equals(said.get(key.name()))) {
        toSay.put(key.name(), state);
      }
    }
    if (!toSay.isEmpty()) {
      try (Connection connection = database.address().connect("tinbao keys")) {
        say(connection, toSay);
        said.putAll(toSay);
      } catch (SQLException e) {
        LOG.debug("Keys could not be announced; the next look does it");
      }
    }
  }

  private void say(Connection connection, Map<String, LiveKey.State> states) throws SQLException {
    try (PreparedStatement put =
        connection.prepareStatement(
            """
            INSERT INTO sms.key_node (node, key, ids, sealing, place, seen_at)
            VALUES (?, ?, ?, ?, ?, now())
            ON CONFLICT (node, key) DO UPDATE
              SET ids = excluded.ids, sealing = excluded.sealing, seen_at = excluded.seen_at
            """)) {
      for (Map.Entry<String, LiveKey.State> entry : states.entrySet()) {
        put.setObject(1, node);
        put.setString(2, entry.getKey());
        put.setArray(3, connection.createArrayOf("int4", entry.getValue().ids().toArray()));
        put.setInt(4, entry.getValue().sealing());
        put.setString(5, place);
        put.addBatch();
      }
      put.executeBatch();
    }
  }

  /** A process that stops in order is not waited for. */
  @PreDestroy
  synchronized void stop() {
    stopping = true;
    if (looking == null) {
      return;
    }
    looking.interrupt();
    try (Connection connection = database.address().connect("tinbao keys");
        PreparedStatement delete =
            connection.prepareStatement(
                "DELETE FROM sms.key_node WHERE node = ? OR seen_at < now() - interval '1 day'")) {
      delete.setObject(1, node);
      delete.executeUpdate();
    } catch (SQLException e) {
      LOG.debug("Keys could not be taken back; they are forgotten after {}", ALIVE);
    }
  }

  private static String place() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      host = "unknown host";
    }
    return host + ", process " + ProcessHandle.current().pid();
  }
}

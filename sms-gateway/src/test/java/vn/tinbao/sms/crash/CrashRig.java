package vn.tinbao.sms.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.testing.FreePort;
import vn.tinbao.sms.testing.TestSql;

/**
 * A gateway process that a test kills and starts again, and the server's side of its ledger in the
 * test's own process: same database, same keys, nothing sent from here.
 *
 * <p>Leases and waits are short ({@link #quick}), so that what a crash leaves behind is decided in
 * seconds. How to stop a gateway at a point: let the operator of the lab hold its answer, or hold a
 * row it must write ({@link #lock}); then {@link #kill}, let go, {@link #start}.
 */
public final class CrashRig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Set<String> OPEN = Set.of("QUEUED", "SENDING", "UNKNOWN");

  private final ApplicationContext server;
  private final int port;
  private final Map<String, String> settings;
  private final Path home;
  private @Nullable GatewayProcess gateway;
  private @Nullable RowLock lock;

  /**
   * Makes database, home and keys; no gateway runs yet.
   *
   * @param provider the settings of the gateway's provider, {@code tinbao.sms.provider} among them
   */
  public CrashRig(Map<String, String> provider) {
    this(provider, FreePort.next());
  }

  /** The same with a port that is known before, for settings that name it. */
  public CrashRig(Map<String, String> provider, int port) {
    this.port = port;
    this.settings = new HashMap<>(quick());
    settings.putAll(provider);
    this.server =
        ApplicationContext.run(Map.of("tinbao.sms.sender.enabled", "false"), Environment.TEST);
    this.home = server.getBean(HomeDirectory.class).path();
    BodySeal.createKeys(home.resolve("keys"));
    server.getBean(PhoneKey.class);
  }

  private static Map<String, String> quick() {
    return Map.of(
        "tinbao.sms.sender.lease", "PT3S",
        "tinbao.sms.sender.unknown-after", "PT2S",
        "tinbao.sms.sender.poll", "PT0.2S");
  }

  /** Where the gateway serves HTTP. */
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Starts a gateway, unless one runs. */
  public void start() {
    if (gateway != null && gateway.isAlive()) {
      return;
    }
    DatabaseAddress database = database();
    gateway =
        GatewayProcess.start(
            port,
            Map.of(
                "TINBAO_HOME", home.toString(),
                "TINBAO_DB_URL", database.url(),
                "TINBAO_DB_USER", database.user(),
                "TINBAO_DB_PASSWORD", database.password()),
            settings,
            home.resolve("gateway.log"));
  }

  /** {@code kill -9}, and gives free what {@link #lock} holds. */
  public void kill() {
    if (gateway != null) {
      gateway.kill();
    }
    unlock();
  }

  /** What the gateway processes have logged. */
  public String log() {
    return gateway == null ? "" : gateway.log();
  }

  private DatabaseAddress database() {
    return server.getBean(Database.class).address();
  }

  public TestSql sql() {
    return server.getBean(TestSql.class);
  }

  /** Holds what this statement locks ({@code SELECT … FOR UPDATE}, {@code LOCK TABLE …}). */
  public void lock(String statement) {
    lock = RowLock.take(database(), statement);
  }

  /** Waits until the gateway waits for what is held. */
  public void awaitBlocked() {
    if (lock == null) {
      throw new IllegalStateException("nothing is held");
    }
    lock.awaitBlocked();
  }

  public void unlock() {
    if (lock != null) {
      lock.close();
      lock = null;
    }
  }

  /** Puts a message into the ledger, as the server does. */
  public UUID enqueue(MessageClass messageClass, String to, String text) {
    return enqueue(messageClass, to, text, null);
  }

  public UUID enqueue(
      MessageClass messageClass, String to, String text, @Nullable Instant validUntil) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    server
        .getBean(SmsOutbox.class)
        .enqueue(
            new OutboundSms(
                id,
                messageClass,
                server.getBean(PhoneKey.class).seal(new PhoneNumber(to)),
                text,
                validUntil));
    return id;
  }

  public String state(UUID id) {
    return sql().text("SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }

  /** How many messages are in which state, for people who read why a test failed. */
  public String states() {
    return sql()
        .text(
            "SELECT string_agg(line, ', ') FROM (SELECT state || coalesce(' ' || error_code, '')"
                + " || ': ' || count(*) AS line FROM sms.outbound GROUP BY state, error_code) s");
  }

  public void awaitState(UUID id, String... wanted) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(() -> assertThat(state(id)).isIn((Object[]) wanted));
  }

  /** Waits until nothing waits to be sent, is under way or in doubt. */
  public void awaitSettled() {
    String open = String.join("','", OPEN);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () ->
                assertThat(
                        sql()
                            .number(
                                "SELECT count(*) FROM sms.outbound WHERE state IN ('"
                                    + open
                                    + "')"))
                    .isZero());
  }

  /** Stored inbound messages with this id of the provider's. */
  public long inbound(String providerMessageId) {
    return sql()
        .number(
            "SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '" + providerMessageId + "'");
  }

  @Override
  public void close() {
    kill();
    server.close();
  }
}

package vn.tinbao.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static vn.tinbao.sms.testing.AddressSql.number;
import static vn.tinbao.sms.testing.AddressSql.text;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.campaign.sending.Sending;
import vn.tinbao.server.campaign.sending.SendingOrder;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.subscription.Audience;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.lab.twilio.FakeAccount;
import vn.tinbao.sms.lab.twilio.FakeMessage;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.FreePort;
import vn.tinbao.sms.testing.TestPostgres;

/**
 * Real processes of a server and a gateway that are killed in the middle of a campaign. Counted on
 * the operator's side: nobody got two messages, and who got none is told as unconfirmed, at most
 * what was in flight at a gateway's death.
 */
class CampaignSurvivesKillTest {
  private static final boolean FULL = "full".equals(System.getProperty("tinbao.test.size"));
  private static final int RECIPIENTS = FULL ? 100_000 : 300;
  private static final int KILLS = FULL ? 4 : 1;
  private static final int WINDOW = FULL ? 64 : 8;
  private static final Duration PATIENCE = Duration.ofMinutes(FULL ? 30 : 3);
  private static final UUID CAMPAIGN = UuidCreator.getTimeOrderedEpoch();

  private final FakeAccount account = FakeAccount.random();
  private final FakeTwilio operator =
      FakeTwilio.start(
          FakeOptions.of(account)
              .reporting(Duration.ofMillis(5))
              .answeringAfter(Duration.ofMillis(FULL ? 5 : 40)));
  private final int port = FreePort.next();
  private final List<Process> processes = new ArrayList<>();
  private final Random random = new Random(20261123);
  @TempDir Path home;
  private DatabaseAddress database;

  @BeforeEach
  void database() {
    database = TestPostgres.get().empty();
  }

  @AfterEach
  void end() throws SQLException {
    processes.forEach(Process::destroyForcibly);
    processes.forEach(process -> process.onExit().join());
    operator.close();
    TestPostgres.get().drop(database);
  }

  @Test
  void a_campaign_goes_on_by_itself_after_kill_9_of_the_gateway_and_of_the_server()
      throws Exception {
    begin();
    Process server = start("vn.tinbao.server.Main", FreePort.next(), false);
    Process gateway = start("vn.tinbao.sms.GatewayMain", port, true);
    if (FULL) {
      until(server, () -> sending("part > 0"));
      server = again(server, "vn.tinbao.server.Main", FreePort.next(), false);
    }
    for (int kill = 1; kill <= KILLS; kill++) {
      sent(RECIPIENTS * (2 * kill - 1L) / (2 * KILLS + 1));
      gateway = again(gateway, "vn.tinbao.sms.GatewayMain", port, true);
      sent(RECIPIENTS * 2L * kill / (2 * KILLS + 1));
      server = again(server, "vn.tinbao.server.Main", FreePort.next(), false);
    }
    until(server, () -> sending("stage = 'DONE'"));
    check(KILLS * WINDOW);
  }

  /** The server with its own gateway inside, which is how most places run. */
  @Test
  @EnabledIfSystemProperty(named = "tinbao.test.size", matches = "full")
  void a_campaign_goes_on_by_itself_after_kill_9_of_a_server_with_its_gateway() throws Exception {
    begin();
    Process server = start("vn.tinbao.server.Main", port, true);
    for (int kill = 1; kill <= KILLS; kill++) {
      sent(RECIPIENTS * (long) kill / (KILLS + 1));
      server = again(server, "vn.tinbao.server.Main", port, true);
    }
    until(server, () -> sending("stage = 'DONE'"));
    check(KILLS * WINDOW);
  }

  /** Makes keys, tables and subscribers, and lets the campaign go; nobody works on it yet. */
  private void begin() throws Exception {
    Map<String, Object> settings = new HashMap<>(settings(false));
    settings.put("tinbao.test.database", "false");
    settings.put("tinbao.home", home.toString());
    settings.put("tinbao.db.url", database.url());
    settings.put("tinbao.db.user", database.user());
    settings.put("tinbao.db.password", database.password());
    settings.put("tinbao.sending.enabled", "false");
    settings.put("micronaut.server.port", -1);
    try (ApplicationContext context = ServeCommand.start(settings)) {
      long unit =
          context
              .getBean(Catalogue.class)
              .now()
              .unitByCode("15499", LocalDate.of(2026, 1, 1))
              .orElseThrow()
              .id();
      PhoneKey key = context.getBean(PhoneKey.class);
      Subscriptions subscriptions = context.getBean(Subscriptions.class);
      Wish wish = new Wish(unit, "vi", SubscriberKind.CITIZEN, Set.of());
      @SuppressWarnings("unchecked")
      TransactionOperations<Connection> transactions = context.getBean(TransactionOperations.class);
      for (int from = 0; from < RECIPIENTS; from += 1_000) {
        int first = from;
        var unused =
            transactions.executeWrite(
                status -> {
                  for (int i = first; i < Math.min(RECIPIENTS, first + 1_000); i++) {
                    subscriptions.join(
                        key.seal(new PhoneNumber(phone(i))), wish, ConsentWay.WEB, "Tôi đồng ý");
                  }
                  return null;
                });
      }
      context
          .getBean(Sending.class)
          .start(
              CAMPAIGN,
              new SendingOrder(
                  Audience.ofUnits(List.of(unit)),
                  Map.of("vi", "30/7: viec nhe luong cao o xa, hay goi 111. Tu choi: HUY"),
                  FULL ? 0 : 40,
                  null,
                  null));
    }
  }

  private static String phone(int n) {
    return String.format("+8498%07d", n);
  }

  private Map<String, String> settings(boolean sends) {
    Map<String, String> settings = new HashMap<>();
    settings.put("tinbao.sms.sender.enabled", Boolean.toString(sends));
    settings.put("tinbao.sms.sender.lease", "PT3S");
    settings.put("tinbao.sms.sender.unknown-after", "PT2S");
    settings.put("tinbao.sms.sender.poll", "PT0.2S");
    settings.put("tinbao.sms.awareness.from", "00:00");
    settings.put("tinbao.sms.awareness.until", "00:00");
    settings.put("tinbao.sending.look", "PT0.1S");
    settings.put("tinbao.sending.part", FULL ? "5000" : "100");
    settings.put("tinbao.sending.batch", FULL ? "500" : "20");
    settings.put("tinbao.sending.ahead", FULL ? "5000" : "40");
    if (sends) {
      settings.put("tinbao.sms.provider", "twilio");
      settings.put("tinbao.sms.twilio.account-sid", account.sid());
      settings.put("tinbao.sms.twilio.auth-token", account.authToken());
      settings.put("tinbao.sms.twilio.from", "+12025550138");
      settings.put("tinbao.sms.twilio.public-url", "http://127.0.0.1:" + port);
      settings.put("tinbao.sms.twilio.api-url", operator.url().toString());
      settings.put("tinbao.sms.twilio.window", Integer.toString(WINDOW));
      settings.put("tinbao.sms.twilio.search-after", "PT1S");
    }
    return settings;
  }

  private Process start(String main, int at, boolean sends) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
    boolean gateway = main.endsWith("GatewayMain");
    settings(sends).forEach((name, value) -> command.add("-D" + name + "=" + value));
    if (gateway) {
      command.add("-Dmicronaut.security.enabled=false");
    }
    command.addAll(List.of("-cp", classes(gateway), main));
    if (!gateway) {
      command.add("serve");
    }
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    home.resolve(gateway ? "gateway.log" : "server.log").toFile()));
    builder
        .environment()
        .putAll(
            Map.of(
                "TINBAO_HOME", home.toString(),
                "TINBAO_HTTP_PORT", Integer.toString(at),
                "TINBAO_DB_URL", database.url(),
                "TINBAO_DB_USER", database.user(),
                "TINBAO_DB_PASSWORD", database.password()));
    Process process = builder.start();
    processes.add(process);
    return process;
  }

  /** The class path of production; a gateway has none of the server's classes. */
  private static String classes(boolean gateway) {
    List<String> path = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      boolean tests = entry.contains("test-classes") || entry.endsWith("-tests.jar");
      if (!tests && !(gateway && entry.matches(".*/server/target/classes/?"))) {
        path.add(entry);
      }
    }
    return String.join(File.pathSeparator, path);
  }

  /** Kill -9, and another one in its place. */
  private Process again(Process killed, String main, int at, boolean sends) throws Exception {
    killed.destroyForcibly().waitFor();
    assertThat(sending("stage = 'DONE'")).as("in the middle").isFalse();
    return start(main, at, sends);
  }

  /** Waits until the operator has so many messages, or a few more. */
  private void sent(long messages) {
    long enough = messages + random.nextInt(5);
    until(processes.get(processes.size() - 1), () -> operator.messages().sent() >= enough);
  }

  private void until(Process lives, Callable<Boolean> what) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(FULL ? 200 : 50))
        .until(
            () -> {
              assertThat(lives.isAlive()).as(() -> log()).isTrue();
              return what.call();
            });
  }

  private String log() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("server.log", "gateway.log")) {
      try {
        all.append(Files.readString(home.resolve(name)));
      } catch (IOException none) {
        all.append(name).append(" is not there");
      }
    }
    return all.toString();
  }

  private boolean sending(String what) throws SQLException {
    return number(
            database,
            "SELECT count(*) FROM tinbao.campaign_sending WHERE campaign = '"
                + CAMPAIGN
                + "' AND "
                + what)
        == 1;
  }

  private void check(int inFlight) throws SQLException {
    Map<String, Integer> got = new HashMap<>();
    for (FakeMessage message : operator.messages().oldestFirst(every -> true)) {
      got.merge(message.to(), 1, Integer::sum);
    }
    assertThat(got.values()).as("nobody twice").containsOnly(1);
    assertThat(operator.messages().sent()).as("none forgotten here").isEqualTo(got.size());
    for (String phone : got.keySet()) {
      assertThat(phone).startsWith("+8498");
    }
    long none = RECIPIENTS - got.size();
    String states =
        text(
            database,
            "SELECT string_agg(state::text || ' ' || n, ', ') FROM (SELECT state, count(*) AS n"
                + " FROM tinbao.campaign_recipient GROUP BY state) s");
    assertThat(none).as("nobody forgotten: %s", states).isBetween(0L, (long) inFlight);
    assertThat(number(database, "SELECT count(*) FROM tinbao.campaign_recipient"))
        .isEqualTo(RECIPIENTS);
    assertThat(number(database, "SELECT count(*) FROM tinbao.campaign_recipient WHERE tries <> 1"))
        .as("handed over once: %s", states)
        .isZero();
    assertThat(
            number(
                database,
                "SELECT count(*) FROM tinbao.campaign_recipient WHERE state NOT IN ('A', 'D',"
                    + " 'U')"))
        .as(states)
        .isZero();
    assertThat(number(database, "SELECT count(*) FROM tinbao.campaign_recipient WHERE state = 'U'"))
        .as("who got none is told so: %s", states)
        .isGreaterThanOrEqualTo(none);
    assertThat(sending("waiting = 0 AND queued = 0 AND total = " + RECIPIENTS)).isTrue();
  }
}

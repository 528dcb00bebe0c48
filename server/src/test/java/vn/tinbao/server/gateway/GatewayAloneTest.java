package vn.tinbao.server.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static vn.tinbao.sms.testing.AddressSql.run;
import static vn.tinbao.sms.testing.AddressSql.text;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.sms.db.DatabaseAddress;
import vn.tinbao.sms.db.GatewayRole;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.testing.TestPostgres;

/** The gateway inside the server, then in a process of its own, on the same rows. */
class GatewayAloneTest {
  private static final String LAN = "+84901000077";
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir Path home;
  @TempDir Path gatewayHome;
  private DatabaseAddress admin;
  private DatabaseAddress server;
  private DatabaseAddress gateway;

  @BeforeEach
  void database() throws SQLException {
    admin = TestPostgres.get().empty();
    String name = admin.url().substring(admin.url().lastIndexOf('/') + 1);
    run(admin, "CREATE ROLE alone_server LOGIN PASSWORD 'server'");
    run(admin, "ALTER DATABASE " + name + " OWNER TO alone_server");
    server = new DatabaseAddress(admin.url(), "alone_server", "server");
    gateway = new DatabaseAddress(admin.url(), "alone_gateway", "gateway");
  }

  @AfterEach
  void drop() throws SQLException {
    TestPostgres.get().drop(admin);
    DatabaseAddress other =
        new DatabaseAddress(
            admin.url().replaceAll("/[^/]*$", "/postgres"), admin.user(), admin.password());
    run(other, "DROP ROLE IF EXISTS alone_gateway");
    run(other, "DROP ROLE IF EXISTS alone_server");
  }

  @Test
  void moving_the_gateway_out_of_the_server_loses_and_repeats_nothing() throws Exception {
    try (ApplicationContext inside = serve(Map.of())) {
      String url = inside.getBean(EmbeddedServer.class).getURI().toString();
      assertThat(post(url, LAN, "toi o xa binh trung co nguoi ru chau gai sang trung quoc"))
          .isEqualTo(202);
      await()
          .atMost(PATIENCE)
          .until(() -> get(url + "/simulator/api/messages?phone=%2B84901000077"), this::answered);
    }
    try (Connection connection = admin.connect("test")) {
      new GatewayRole("alone_gateway", "alone_server").apply(connection, "gateway");
    }
    try (ApplicationContext outside = serve(Map.of("tinbao.sms.sender.enabled", "false"))) {
      String url = outside.getBean(EmbeddedServer.class).getURI().toString();
      assertThat(status(url + "/simulator")).isEqualTo(404);
      UUID waiting = enqueue(outside);
      try (GatewayChild alone = GatewayChild.start(gatewayHome, home, gateway)) {
        await().atMost(PATIENCE).until(() -> state(waiting).equals("DELIVERED"));
        assertThat(alone.text(LAN, "ho di xe khach luc 6 gio sang")).isEqualTo(202);
        assertThat(alone.text("+84901000078", "em bi nhot, cuu em voi")).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> alone.screen("+84901000078"), this::answered);
        await()
            .atMost(PATIENCE)
            .until(
                () -> text(server, "SELECT count(*) FROM sms.inbound WHERE state <> 'DONE'"),
                "0"::equals);
        assertThat(alone.get("/prometheus").body()).contains("tinbao_sms_inbound_waiting");
      }
      assertThat(text(server, "SELECT count(*) FROM sms.inbound")).isEqualTo("3");
      assertThat(text(server, "SELECT count(*) FROM tinbao.tip")).isEqualTo("2");
      assertThat(text(server, "SELECT count(*) FROM sms.attempt WHERE n > 1")).isEqualTo("0");
    }
    assertThatThrownBy(() -> text(gateway, "SELECT count(*) FROM tinbao.tip"))
        .hasMessageContaining("permission denied");
    assertThat(
            text(
                admin,
                "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
                    + " WHERE n.nspname = 'tinbao' AND c.relkind IN ('r', 'p', 'v')"
                    + " AND has_table_privilege('alone_gateway', c.oid, 'SELECT, INSERT, UPDATE')"))
        .isEqualTo("0");
  }

  private boolean answered(String screen) {
    return screen.contains("TO_PHONE") && screen.contains("DELIVERED");
  }

  private ApplicationContext serve(Map<String, Object> more) throws Exception {
    Map<String, Object> settings =
        new HashMap<>(
            Map.of(
                "tinbao.test.database", "false",
                "tinbao.home", home.toString(),
                "tinbao.db.url", server.url(),
                "tinbao.db.user", server.user(),
                "tinbao.db.password", server.password(),
                "micronaut.server.port", -1));
    settings.putAll(more);
    return ServeCommand.start(settings);
  }

  private UUID enqueue(ApplicationContext context) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    context
        .getBean(SmsOutbox.class)
        .enqueue(
            new OutboundSms(
                id,
                MessageClass.REPLY,
                context.getBean(PhoneKey.class).seal(new PhoneNumber("+84901000079")),
                "Da nhan",
                null));
    return id;
  }

  private int post(String url, String from, String text) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + "/simulator/api/messages"))
                .header("Content-Type", "application/json")
                .POST(
                    BodyPublishers.ofString(
                        "{\"from\":\"" + from + "\",\"text\":\"" + text + "\"}"))
                .build(),
            BodyHandlers.discarding())
        .statusCode();
  }

  private String get(String url) throws IOException, InterruptedException {
    return send(url).body();
  }

  private int status(String url) throws IOException, InterruptedException {
    return send(url).statusCode();
  }

  private HttpResponse<String> send(String url) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
  }

  private String state(UUID id) throws SQLException {
    return text(server, "SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }
}

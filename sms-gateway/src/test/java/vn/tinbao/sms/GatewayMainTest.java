package vn.tinbao.sms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.testing.TestSql;
import vn.tinbao.sms.web.Words;

/** The gateway as a process of its own would run it, with its own settings. */
class GatewayMainTest {
  private static EmbeddedServer server;
  private static ApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    server =
        ApplicationContext.builder()
            .propertySources(GatewayMain.settings())
            .properties(
                java.util.Map.of(
                    "micronaut.server.port", -1, "tinbao.sms.simulator.sent-after", "PT0.02S"))
            .run(EmbeddedServer.class);
    context = server.getApplicationContext();
    BodySeal.createKeys(context.getBean(HomeDirectory.class).resolve("keys"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void it_listens_on_8081_unless_told_otherwise() throws Exception {
    try (ApplicationContext plain =
        ApplicationContext.builder().propertySources(GatewayMain.settings()).build()) {
      plain.getEnvironment().start();
      assertThat(plain.getEnvironment().getProperty("micronaut.server.port", Integer.class))
          .contains(8081);
    }
  }

  @Test
  void health_names_database_migrations_and_queue() throws Exception {
    HttpResponse<String> health = get("/health");
    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .contains("\"status\":\"UP\"", "jdbc", "migrations", "sms-queue", "REPLY", "PostgreSQL")
        .doesNotContain("password");
  }

  @Test
  void to_strangers_health_says_nothing_but_whether_it_is_well() throws Exception {
    for (String path : List.of("/health", "/health/liveness")) {
      HttpResponse<String> health =
          http.send(
              HttpRequest.newBuilder(uri(path)).header("X-Forwarded-For", "203.0.113.7").build(),
              BodyHandlers.ofString());
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body())
          .contains("\"status\":\"UP\"")
          .doesNotContain("details", "sms-queue", "simulator", "PostgreSQL", "REPLY");
    }
  }

  @Test
  void metrics_carry_the_queue() throws Exception {
    assertThat(get("/prometheus").body())
        .contains(
            "tinbao_sms_outbound_due{lane=\"reply\"}",
            "tinbao_sms_outbound_oldest_seconds{lane=\"awareness\"}",
            "tinbao_sms_outbound_unknown",
            "tinbao_sms_inbound_waiting",
            "hikaricp_connections");
  }

  @Test
  void errors_are_problems_in_the_readers_language() throws Exception {
    HttpResponse<String> missing = get("/nothing");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(missing.body()).contains("Không có trang hoặc địa chỉ này.");
    HttpResponse<String> wrong =
        http.send(
            HttpRequest.newBuilder(uri("/simulator/api/messages"))
                .header("Accept-Language", "en-US,en;q=0.9")
                .DELETE()
                .build(),
            BodyHandlers.ofString());
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.body()).contains("does not take that kind of call");
  }

  @Test
  void both_languages_have_every_sentence() {
    assertThat(Words.in("en").keys()).isEqualTo(Words.in("vi").keys());
  }

  @Test
  void no_log_line_carries_a_number_or_a_text() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    Logger root = logging.getLogger("ROOT");
    Logger ours = logging.getLogger("vn.tinbao");
    log.setContext(logging);
    log.start();
    root.addAppender(log);
    ours.setLevel(Level.TRACE);
    try {
      for (String body :
          List.of(
              "{\"from\":\"0977123456\",\"text\":\"bimat o Binh Trung\"}",
              "{\"from\":\"0977123456x\",\"text\":\"bimat\"}",
              "{\"from\":\"0977123456\",\"text\":[\"bimat\"]}",
              "{\"from\":\"0977123456\",\"text\":\"bimat")) {
        post(body);
      }
      var id = UuidCreator.getTimeOrderedEpoch();
      PhoneKey key = context.getBean(PhoneKey.class);
      context
          .getBean(SmsOutbox.class)
          .enqueue(
              new OutboundSms(
                  id,
                  MessageClass.REPLY,
                  key.seal(new PhoneNumber("+84977123456")),
                  "bimat",
                  null));
      TestSql sql = context.getBean(TestSql.class);
      await()
          .until(
              () ->
                  sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'")
                      .equals("DELIVERED"));
      // A statement that fails with the values in its hands.
      sql.run("ALTER TABLE sms.outbound ADD CONSTRAINT never CHECK (segments > 99) NOT VALID");
      try {
        context
            .getBean(SmsOutbox.class)
            .enqueue(
                new OutboundSms(
                    UuidCreator.getTimeOrderedEpoch(),
                    MessageClass.REPLY,
                    key.seal(new PhoneNumber("+84977123456")),
                    "bimat",
                    null));
      } catch (RuntimeException e) {
        ours.error("as a careless caller would", e);
      }
      sql.run("ALTER TABLE sms.outbound DROP CONSTRAINT never");
    } finally {
      ours.setLevel(null);
      root.detachAppender(log);
    }
    String all =
        log.list.stream()
            .map(e -> e.getFormattedMessage() + ThrowableProxyUtil.asString(e.getThrowableProxy()))
            .collect(Collectors.joining("\n"));
    assertThat(all).contains("violates check constraint").doesNotContain("Failing row");
    assertThat(all.toLowerCase(Locale.ROOT)).doesNotContain("977123456", "bimat");
  }

  private void post(String body) throws Exception {
    http.send(
        HttpRequest.newBuilder(uri("/simulator/api/messages"))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private static URI uri(String path) {
    return URI.create(server.getURI() + path);
  }
}

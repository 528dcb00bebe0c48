package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.lab.twilio.FakeMessage;
import vn.tinbao.sms.lab.twilio.FakeOptions;
import vn.tinbao.sms.lab.twilio.FakeSignature;
import vn.tinbao.sms.lab.twilio.FakeTwilio;
import vn.tinbao.sms.lab.twilio.Fault;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.testing.FreePort;
import vn.tinbao.sms.testing.TestSql;

/** The whole gateway between its ledger and a fake Twilio that calls back, shuffled and twice. */
class TwilioCallbacksTest {
  private static final String HOTLINE = "+12025550138";
  private static final String LAN = "+84912345678";
  private static FakeTwilio fake;
  private static EmbeddedServer server;
  private static TestSql sql;
  private static String home;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    fake =
        FakeTwilio.start(
            FakeOptions.of(TwilioBench.ACCOUNT).reportingUnruly(Duration.ofMillis(5), 7));
    int port = FreePort.next();
    home = "http://127.0.0.1:" + port;
    Map<String, Object> settings = new HashMap<>(TwilioBench.settings(fake.url(), home));
    settings.put("micronaut.server.port", port);
    settings.put("tinbao.gateway.alone", "true");
    settings.put("tinbao.sms.sender.poll", "PT0.1S");
    settings.put("tinbao.sms.twilio.news-after", "PT0.001S");
    settings.put("tinbao.sms.awareness.from", "00:00");
    settings.put("tinbao.sms.awareness.until", "00:00");
    server = ApplicationContext.run(EmbeddedServer.class, settings);
    ApplicationContext context = server.getApplicationContext();
    BodySeal.createKeys(context.getBean(HomeDirectory.class).resolve("keys"));
    sql = context.getBean(TestSql.class);
  }

  @AfterAll
  static void stop() {
    server.close();
    fake.close();
  }

  private static String webhook() {
    return home + "/twilio/inbound#rc=0";
  }

  private static UUID enqueue(String to, MessageClass messageClass) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    ApplicationContext context = server.getApplicationContext();
    context
        .getBean(SmsOutbox.class)
        .enqueue(
            new OutboundSms(
                id,
                messageClass,
                context.getBean(PhoneKey.class).seal(new PhoneNumber(to)),
                "Tin " + id,
                null));
    return id;
  }

  private static String state(UUID id) {
    return sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'");
  }

  @Test
  void shuffled_and_repeated_news_end_in_the_truth() {
    List<UUID> ids =
        java.util.stream.IntStream.range(0, 30)
            .mapToObj(i -> enqueue("+849120010" + (10 + i), MessageClass.REPLY))
            .toList();
    ids.forEach(id -> await().untilAsserted(() -> assertThat(state(id)).isEqualTo("DELIVERED")));
    await().until(() -> fake.reportsOpen() == 0);
    ids.forEach(id -> assertThat(state(id)).isEqualTo("DELIVERED"));
  }

  @Test
  void a_failure_comes_with_its_code() {
    UUID id = enqueue("+84900030005", MessageClass.AWARENESS);
    await().untilAsserted(() -> assertThat(state(id)).isEqualTo("UNDELIVERED"));
    assertThat(sql.text("SELECT error_code FROM sms.outbound WHERE id = '" + id + "'"))
        .isEqualTo("30005");
  }

  @Test
  void what_no_call_told_is_read_in_the_list() {
    List<UUID> ids =
        List.of("+84912002001", "+84912002002", "+84912002003").stream()
            .map(
                to -> {
                  fake.faults().next(new Fault.Unreported());
                  UUID id = enqueue(to, MessageClass.AWARENESS);
                  await()
                      .atMost(Duration.ofMinutes(1))
                      .untilAsserted(() -> assertThat(state(id)).isEqualTo("ACCEPTED"));
                  return id;
                })
            .toList();
    fake.become(sid("+84912002001"), "delivered", null);
    fake.become(sid("+84912002002"), "undelivered", 30_005);
    TwilioMissedNews missed = server.getApplicationContext().getBean(TwilioMissedNews.class);

    assertThat(missed.ask()).isGreaterThanOrEqualTo(2);

    assertThat(ids.stream().map(TwilioCallbacksTest::state))
        .containsExactly("DELIVERED", "UNDELIVERED", "ACCEPTED");
    assertThat(sql.text("SELECT error_code FROM sms.outbound WHERE id = '" + ids.get(1) + "'"))
        .isEqualTo("30005");
  }

  private static String sid(String to) {
    return fake.messages().to(to).get(0).sid();
  }

  @Test
  void a_message_is_in_the_ledger_when_the_call_is_answered_and_only_once() throws Exception {
    FakeTwilio.Received first = fake.text(webhook(), LAN, HOTLINE, "  Tôi cần giúp 100% & nhanh ");
    assertThat(first.answer().get()).isEqualTo(200);
    assertThat(fake.again(webhook(), first.message()).get()).isEqualTo(200);
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.inbound WHERE provider = 'twilio' AND provider_msg_id = '"
                    + first.message().sid()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void the_same_call_many_times_at_once_is_one_message() throws Exception {
    FakeMessage message = fake.text(null, LAN, HOTLINE, "Cứu", List.of(), Map.of()).message();
    var calls =
        java.util.stream.IntStream.range(0, 12)
            .mapToObj(i -> fake.again(webhook(), message))
            .toList();
    for (var call : calls) {
      assertThat(call.get()).isEqualTo(200);
    }
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '" + message.sid() + "'"))
        .isEqualTo(1);
  }

  @Test
  void media_wait_to_be_fetched() throws Exception {
    var picture = FakeTwilio.media("image/jpeg", new byte[] {1, 2, 3});
    FakeTwilio.Received received =
        fake.text(webhook(), LAN, HOTLINE, "", List.of(picture), Map.of());
    assertThat(received.answer().get()).isEqualTo(200);
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.inbound_media m JOIN sms.inbound i ON i.id = m.inbound_id"
                    + " WHERE i.provider_msg_id = '"
                    + received.message().sid()
                    + "'"))
        .isEqualTo(1);
  }

  @Test
  void a_sender_that_is_no_phone_is_kept_once_like_any_other() throws Exception {
    long before = sql.number("SELECT count(*) FROM sms.inbound");
    FakeTwilio.Received relayed = fake.text(webhook(), "SOSRELAY", HOTLINE, "Cứu em");
    assertThat(relayed.answer().get()).isEqualTo(200);
    assertThat(fake.again(webhook(), relayed.message()).get()).isEqualTo(200);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(before + 1);
    assertThat(sql.dump("sms.inbound")).doesNotContain("SOSRELAY", "534f5352454c4159");
  }

  @Test
  void json_is_taken_as_well_as_a_form() throws Exception {
    String sid = "SM" + UUID.randomUUID().toString().replace("-", "");
    String body =
        "{\"MessageSid\":\""
            + sid
            + "\",\"From\":\"+84912345678\",\"To\":\"+12025550138\",\"Body\":\"Chào\",\"NumMedia\":0}";
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    String url = home + "/twilio/inbound?bodySHA256=" + hash;
    assertThat(post(url, "application/json", body, sign(url, Map.of())).statusCode())
        .isEqualTo(200);
    assertThat(post(url, "application/json", body + " ", sign(url, Map.of())).statusCode())
        .isEqualTo(403);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '" + sid + "'"))
        .isEqualTo(1);
  }

  @Test
  void strangers_and_nonsense_change_nothing() throws Exception {
    long before =
        sql.number("SELECT count(*) FROM sms.inbound")
            + sql.number("SELECT count(*) FROM sms.provider_event WHERE status = 'FAILED'");
    String inbound = home + "/twilio/inbound";
    String status = home + "/twilio/status/" + UUID.randomUUID();
    String form = "MessageSid=SM00000000000000000000000000000001&From=%2B84912345678&Body=a";
    for (String url : List.of(inbound, status)) {
      String type = "application/x-www-form-urlencoded";
      assertThat(post(url, type, form, "AAAA").statusCode()).isEqualTo(403);
      assertThat(post(url, type, "", "AAAA").statusCode()).isEqualTo(403);
      assertThat(post(url, type, "%zz=%", "AAAA").statusCode()).isEqualTo(403);
      assertThat(post(url, "application/json", "{", "AAAA").statusCode()).isEqualTo(403);
      assertThat(post(url, "text/plain", "x".repeat(100_000), "AAAA").statusCode()).isEqualTo(403);
      // Signed, but without what a call must have.
      assertThat(post(url, type, "a=b", sign(url, Map.of("a", "b"))).statusCode()).isEqualTo(400);
      assertThat(post(url, type, "", sign(url, Map.of())).statusCode()).isEqualTo(400);
    }
    String odd = home + "/twilio/status/not-an-id";
    Map<String, String> failed =
        Map.of("MessageSid", "SM00000000000000000000000000000001", "MessageStatus", "failed");
    assertThat(
            post(
                    odd,
                    "application/x-www-form-urlencoded",
                    "MessageSid=SM00000000000000000000000000000001&MessageStatus=failed",
                    sign(odd, failed))
                .statusCode())
        .isEqualTo(400);
    assertThat(
            sql.number("SELECT count(*) FROM sms.inbound")
                + sql.number("SELECT count(*) FROM sms.provider_event WHERE status = 'FAILED'"))
        .isEqualTo(before);
  }

  @Test
  void what_twilio_understood_as_an_opt_out_counts_and_is_kept_as_a_message() throws Exception {
    ApplicationContext context = server.getApplicationContext();
    Suppressions suppressions = context.getBean(Suppressions.class);
    byte[] hash = context.getBean(PhoneKey.class).seal(new PhoneNumber("+84912555001")).hash();
    FakeTwilio.Received stop = optOutType("STOP");
    assertThat(stop.answer().get()).isEqualTo(200);
    assertThat(suppressions.isOptedOut(hash)).isTrue();
    assertThat(suppressions.confirmOnce(hash)).isFalse();
    assertThat(
            sql.number(
                "SELECT count(*) FROM sms.inbound WHERE provider_msg_id = '"
                    + stop.message().sid()
                    + "'"))
        .isEqualTo(1);
    assertThat(optOutType("HELP").answer().get()).isEqualTo(200);
    assertThat(suppressions.isOptedOut(hash)).isTrue();
    assertThat(optOutType("START").answer().get()).isEqualTo(200);
    assertThat(suppressions.isOptedOut(hash)).isFalse();
  }

  private FakeTwilio.Received optOutType(String type) {
    return fake.text(
        webhook(), "+84912555001", HOTLINE, "Thôi", List.of(), Map.of("OptOutType", type));
  }

  @Test
  void no_log_line_carries_a_number_a_text_or_a_secret() throws Exception {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    LoggerContext logging = (LoggerContext) LoggerFactory.getILoggerFactory();
    log.setContext(logging);
    log.start();
    logging.getLogger("ROOT").addAppender(log);
    logging.getLogger("vn.tinbao").setLevel(Level.TRACE);
    sql.run("ALTER TABLE sms.inbound ADD CONSTRAINT never CHECK (false) NOT VALID");
    try {
      fake.text(webhook(), "+84977123456", HOTLINE, "bimat").answer().get();
      fake.text(webhook(), "VIETTEL", HOTLINE, "bimat").answer().get();
      UUID refused = enqueue("+84900021211", MessageClass.REPLY);
      UUID failed = enqueue("+84900000502", MessageClass.REPLY);
      await().untilAsserted(() -> assertThat(state(refused)).isEqualTo("FAILED"));
      await().untilAsserted(() -> assertThat(state(failed)).isIn("UNKNOWN", "SENT", "DELIVERED"));
      assertThat(post(home + "/twilio/inbound", "text/plain", "bimat", "bimat").statusCode())
          .isEqualTo(403);
    } finally {
      sql.run("ALTER TABLE sms.inbound DROP CONSTRAINT never");
      logging.getLogger("vn.tinbao").setLevel(null);
      logging.getLogger("ROOT").detachAppender(log);
    }
    String all =
        log.list.stream()
            .map(e -> e.getFormattedMessage() + ThrowableProxyUtil.asString(e.getThrowableProxy()))
            .collect(Collectors.joining("\n"));
    assertThat(all)
        .contains("cannot be taken now")
        .doesNotContain(
            "977123456",
            "900021211",
            "900000502",
            "bimat",
            "Tin ",
            TwilioBench.ACCOUNT.authToken(),
            TwilioBench.ACCOUNT.apiSecret());
  }

  @Test
  void when_the_ledger_takes_nothing_twilio_is_told_to_keep_it() throws Exception {
    sql.run("ALTER TABLE sms.inbound ADD CONSTRAINT never CHECK (false) NOT VALID");
    FakeTwilio.Received refused;
    try {
      refused = fake.text(webhook(), LAN, HOTLINE, "Giữ lấy");
      assertThat(refused.answer().get()).isEqualTo(503);
    } finally {
      sql.run("ALTER TABLE sms.inbound DROP CONSTRAINT never");
    }
    assertThat(fake.again(webhook(), refused.message()).get()).isEqualTo(200);
  }

  private static String sign(String url, Map<String, String> form) {
    return FakeSignature.of(url, form, TwilioBench.ACCOUNT.authToken());
  }

  private HttpResponse<String> post(String url, String type, String body, String signature)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", type)
            .header("X-Twilio-Signature", signature)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }
}

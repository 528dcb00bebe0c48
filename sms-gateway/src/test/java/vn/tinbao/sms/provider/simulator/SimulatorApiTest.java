package vn.tinbao.sms.provider.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.BodySeal;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.queue.OutboundSms;
import vn.tinbao.sms.queue.SmsOutbox;
import vn.tinbao.sms.testing.TestSql;

/** The simulated phones over real HTTP, with the sender running as in production. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.gateway.alone", value = "true")
@Property(name = "tinbao.sms.simulator.sent-after", value = "PT0.02S")
@Property(name = "tinbao.sms.simulator.delivered-after", value = "PT0.02S")
class SimulatorApiTest {
  private static final PhoneNumber LAN = new PhoneNumber("+84912345678");

  @Inject EmbeddedServer server;
  @Inject HomeDirectory home;
  @Inject PhoneKey key;
  @Inject SmsOutbox outbox;
  @Inject SimulatedPhones phones;
  @Inject TestSql sql;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void serverHasMadeItsKeys() {
    BodySeal.createKeys(home.resolve("keys"));
  }

  @Test
  void a_typed_message_is_in_the_ledger_when_it_is_answered() throws Exception {
    long before = sql.number("SELECT count(*) FROM sms.inbound");
    HttpResponse<String> answer =
        post("{\"from\":\"0912 345 678\",\"text\":\"Tôi cần giúp\"}", "vi");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(before + 1);
    String id = answer.body().replaceAll(".*\"id\":\"([^\"]+)\".*", "$1");
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE id = '" + id + "'")).isEqualTo(1);
    HttpResponse<String> screen = get("/simulator/api/messages?phone=" + encode("+84912345678"));
    assertThat(screen.body())
        .contains(
            id,
            "\"direction\":\"FROM_PHONE\"",
            "\"text\":\"Tôi cần giúp\"",
            "\"segments\":1",
            "\"encoding\":\"UCS_2\"",
            "\"status\":\"RECEIVED\"");
  }

  @Test
  void an_answer_reaches_the_phone_and_its_delivery_the_ledger() {
    var id = UuidCreator.getTimeOrderedEpoch();
    outbox.enqueue(new OutboundSms(id, MessageClass.REPLY, key.seal(LAN), "Da nhan tin bao", null));
    await()
        .untilAsserted(
            () ->
                assertThat(sql.text("SELECT state FROM sms.outbound WHERE id = '" + id + "'"))
                    .isEqualTo("DELIVERED"));
    Bubble bubble =
        phones.screen(LAN).stream().filter(b -> b.id().equals(id.toString())).findFirst().get();
    await()
        .untilAsserted(
            () ->
                assertThat(phones.screen(LAN))
                    .filteredOn(b -> b.id().equals(id.toString()))
                    .extracting(Bubble::status)
                    .containsExactly(Bubble.Status.DELIVERED));
    assertThat(bubble.text()).isEqualTo("Da nhan tin bao");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound WHERE id = '" + id + "'")).isZero();
  }

  @Test
  void whoever_watches_sees_messages_and_their_status_live() throws Exception {
    List<String> lines = new CopyOnWriteArrayList<>();
    HttpResponse<InputStream> stream =
        http.send(
            HttpRequest.newBuilder(uri("/simulator/api/events")).build(),
            BodyHandlers.ofInputStream());
    assertThat(stream.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    try (InputStream body = stream.body()) {
      CompletableFuture.runAsync(() -> read(body, lines));
      await().until(() -> lines.contains("event: ping"));
      outbox.enqueue(
          new OutboundSms(
              UuidCreator.getTimeOrderedEpoch(),
              MessageClass.REPLY,
              key.seal(LAN),
              "xem trực tiếp",
              null));
      await().until(() -> lines.stream().anyMatch(l -> l.contains("DELIVERED")));
      assertThat(lines)
          .anyMatch(l -> l.contains("xem trực tiếp") && l.contains("\"status\":\"ACCEPTED\""))
          .anyMatch(l -> l.contains("\"phone\":\"+84912345678\""));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"text\":\"a\"} | from",
        "{\"from\":\"\",\"text\":\"a\"} | from",
        "{\"from\":\"Viettel\",\"text\":\"a\"} | from",
        "{\"from\":\"113\",\"text\":\"a\"} | from",
        "{\"from\":\"0912345678\"} | text",
        "{\"from\":\"0912345678\",\"text\":\"  \"} | text",
        "{\"from\":\"0912345678\",\"text\":\"a\",\"to\":\"not a number\"} | to",
        "{} | from",
      })
  void what_cannot_be_a_message_is_refused_with_the_field(String body, String field)
      throws Exception {
    HttpResponse<String> answer = post(body, "vi");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body())
        .contains("\"field\":\"" + field + "\"", "\"status\":400", "Nội dung gửi chưa đúng");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "\"x\"", "{\"from\":{\"a\":1}}", "nonsense", "''"})
  void what_is_no_json_of_ours_is_a_problem_without_its_words(String body) throws Exception {
    HttpResponse<String> answer = post(body, "en");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/problem+json");
    assertThat(answer.body()).contains("JSON").doesNotContain("nonsense", "Exception", "Cannot");
  }

  @Test
  void too_long_and_huge_messages_are_refused() throws Exception {
    assertThat(post(typed("x".repeat(1600)), "en").statusCode()).isEqualTo(202);
    HttpResponse<String> longer = post(typed("x".repeat(1601)), "en");
    assertThat(longer.statusCode()).isEqualTo(400);
    assertThat(longer.body()).contains("at most 1,600 characters");
    assertThat(post(typed("x".repeat(11_000_000)), "en").statusCode()).isEqualTo(413);
  }

  @Test
  void markup_control_characters_and_emoji_are_plain_text() throws Exception {
    assertThat(
            post("{\"from\":\"+84900000001\",\"text\":\"<script>\\u0001 🙏 ''; DROP\"}", "vi")
                .statusCode())
        .isEqualTo(202);
    assertThat(get("/simulator/api/messages?phone=" + encode("+84900000001")).body())
        .contains("<script>\\u0001 \\uD83D\\uDE4F ''; DROP");
  }

  @Test
  void a_long_message_arrives_in_parts_when_the_network_is_told_so() throws Exception {
    post("/simulator/api/network", "{\"inParts\":true}", "vi");
    try {
      String text = "Xã Bình Trung ".repeat(12).strip();
      post("{\"from\":\"0912000021\",\"text\":\"" + text + "\"}", "vi");
      assertThat(
              sql.text(
                  "SELECT count(*) || ' of ' || max(part_total) FROM sms.inbound"
                      + " WHERE part_total > 1"))
          .isEqualTo("3 of 3");
      String screen = get("/simulator/api/messages?phone=0912000021").body();
      assertThat(screen).contains("\"cuts\":[67,67,33]", "\"segments\":3");
      post("{\"from\":\"0912000021\",\"text\":\"ngan\"}", "vi");
      assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE part_total > 1")).isEqualTo(3);
    } finally {
      post("/simulator/api/network", "{\"inParts\":false}", "vi");
    }
  }

  @Test
  void what_the_network_repeats_is_known_by_its_id_and_flagged_without_one() throws Exception {
    assertThat(post("/simulator/api/repeats", "{\"from\":\"0912000031\"}", "vi").statusCode())
        .isEqualTo(400);
    assertThat(post("/simulator/api/repeats", "{}", "vi").statusCode()).isEqualTo(400);
    post("{\"from\":\"0912000031\",\"text\":\"cuu\"}", "vi");
    long before = sql.number("SELECT count(*) FROM sms.inbound");
    HttpResponse<String> known = post("/simulator/api/repeats", "{\"from\":\"0912000031\"}", "vi");
    assertThat(known.statusCode()).isEqualTo(202);
    assertThat(known.body()).contains("\"isNew\":false");
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(before);
    post("/simulator/api/network", "{\"numbered\":false}", "vi");
    try {
      post("{\"from\":\"0912000031\",\"text\":\"giup\"}", "vi");
      assertThat(post("/simulator/api/repeats", "{\"from\":\"0912000031\"}", "vi").body())
          .contains("\"isNew\":true");
      assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE repeat_of IS NOT NULL"))
          .isEqualTo(1);
    } finally {
      post("/simulator/api/network", "{\"numbered\":true}", "vi");
    }
    assertThat(get("/simulator/api/messages?phone=0912000031").body()).contains("REPEATED");
  }

  @Test
  void switches_are_changed_one_by_one_and_nonsense_changes_none() throws Exception {
    assertThat(post("/simulator/api/network", "{\"connection\":\"DOWN\"}", "en").body())
        .contains("\"connection\":\"DOWN\"", "\"fault\":\"NONE\"");
    try {
      HttpResponse<String> kept = post(typed("a"), "en");
      assertThat(kept.statusCode()).isEqualTo(503);
      assertThat(kept.body()).contains("stays on the phone");
      for (String nonsense : List.of("{\"connection\":\"SIDEWAYS\"}", "[]", "{\"fault\":7000}")) {
        assertThat(post("/simulator/api/network", nonsense, "en").statusCode()).isEqualTo(400);
      }
      assertThat(get("/simulator/api/network").body()).contains("\"connection\":\"DOWN\"");
    } finally {
      post("/simulator/api/network", "{\"connection\":\"UP\"}", "en");
    }
    assertThat(post("/simulator/api/network", "{}", "en").body()).contains("\"connection\":\"UP\"");
  }

  @Test
  void a_node_that_sends_nothing_has_no_simulated_phones_unless_told_so() {
    for (String path : List.of("/simulator", "/simulator/api/network")) {
      assertThat(status(path, Map.of("tinbao.sms.sender.enabled", "false"))).isEqualTo(404);
      assertThat(
              status(
                  path,
                  Map.of(
                      "tinbao.sms.sender.enabled", "false", "tinbao.sms.simulator.doors", "true")))
          .isEqualTo(200);
    }
  }

  private int status(String path, Map<String, Object> settings) {
    try (EmbeddedServer node =
        io.micronaut.context.ApplicationContext.run(EmbeddedServer.class, settings)) {
      return http.send(
              HttpRequest.newBuilder(URI.create(node.getURI() + path)).build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_screen_needs_a_phone_number() throws Exception {
    assertThat(get("/simulator/api/messages").statusCode()).isEqualTo(400);
    assertThat(get("/simulator/api/messages?phone=abc").statusCode()).isEqualTo(400);
    assertThat(get("/simulator/api/messages?phone=0999999999").body()).isEqualTo("[]");
  }

  @Test
  void without_the_servers_public_key_nothing_is_acknowledged() throws Exception {
    var file = home.resolve("keys").resolve("sms-body.public");
    try (var fresh = io.micronaut.context.ApplicationContext.run(EmbeddedServer.class)) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(fresh.getURI() + "/simulator/api/messages"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString(typed("a")))
                  .build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("Chưa nhận được tin nhắn");
    }
    assertThat(Files.exists(file)).isTrue();
  }

  @Test
  void the_page_allows_no_inline_script_and_asks_nobody_else() throws Exception {
    for (String language : List.of("vi", "en")) {
      HttpResponse<String> page = get("/simulator?lang=" + language);
      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'self'")
          .doesNotContain("unsafe");
      assertThat(page.body())
          .contains("<html lang=\"" + language + "\">", "8138")
          .doesNotContain("{{", "http://", "https://", " style=", "onclick", "<style")
          .doesNotContainPattern("<script(?! src=\"/simulator/page.js\")");
    }
    assertThat(get("/simulator").body()).contains("Điện thoại giả lập");
    assertThat(get("/simulator/page.js").headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/javascript");
    assertThat(get("/simulator/page.css").statusCode()).isEqualTo(200);
    assertThat(get("/simulator/icon.svg").statusCode()).isEqualTo(200);
  }

  private static String typed(String text) {
    return "{\"from\":\"0912345678\",\"text\":\"" + text + "\"}";
  }

  private HttpResponse<String> post(String body, String language)
      throws IOException, InterruptedException {
    return post("/simulator/api/messages", body, language);
  }

  private HttpResponse<String> post(String path, String body, String language)
      throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/json")
            .header("Accept-Language", language)
            .POST(BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    return URI.create(server.getURI() + path);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private static void read(InputStream body, List<String> lines) {
    try (BufferedReader reader = new BufferedReader(new InputStreamReader(body, UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
    } catch (IOException closed) {
      // the test has seen enough
    }
  }
}

package vn.tinbao.mobile.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopicsTest {
  private static final String HERE = "u-06286-20250701-vi";
  private static final String PROVINCE = "u-20-20250701-vi";
  private static final String FCM = "{\"reachedBy\":\"fcm\"}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Queue<String> answers = new ArrayDeque<>();
  private HttpServer server;
  private Topics topics;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
          String answer = answers.isEmpty() ? FCM : answers.remove();
          int status = answer.matches("\\d{3}") ? Integer.parseInt(answer) : 200;
          byte[] bytes =
              (status == 200 ? answer : "{\"title\":\"Không\"}").getBytes(StandardCharsets.UTF_8);
          exchange
              .getResponseHeaders()
              .set("Content-Type", status == 200 ? "application/json" : "application/problem+json");
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    URI at = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    topics =
        new Topics(
            new Api(
                new Http(
                    () -> at,
                    () -> "vi",
                    new Http.Limits(Duration.ofSeconds(20), Duration.ofSeconds(20)))));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_topic_is_code_day_and_language() {
    assertThat(Topics.name("06286", "2025-07-01", "vi")).contains(HERE);
    assertThat(Topics.name("", "2025-07-01", "vi")).isEmpty();
    assertThat(Topics.name("06286", "2025-07", "vi")).isEmpty();
    assertThat(Topics.name("06286", "2025-07-01", "fr")).isEmpty();
    assertThat(Topics.name("06&286", "2025-07-01", "vi")).isEmpty();
  }

  @Test
  void news_is_asked_for_all_topics_at_once_and_for_none_not_at_all() {
    assertThat(topics.news(Set.of()).toOptional()).contains(List.of());
    assertThat(asked).isEmpty();

    answers.add(
        "[{\"id\":\"1\",\"topic\":\"%s\",\"kind\":\"article\",\"ref\":\"2\",\"title\":\"Ngày 30/7\",\"text\":\"Cảnh giác\",\"at\":\"2026-07-30T07:00:00+07:00\",\"validUntil\":\"2026-08-30T07:00:00+07:00\",\"new\":1}]"
            .formatted(HERE));
    assertThat(topics.news(Set.of(HERE)).toOptional().orElseThrow())
        .extracting(news -> news.kind() + ": " + news.title() + ", " + news.text())
        .containsExactly("article: Ngày 30/7, Cảnh giác");
    assertThat(asked).containsExactly("GET /api/v1/topics/news?topic=" + HERE + " ");
  }

  @Test
  void a_provider_is_told_what_changed_and_nothing_else() {
    Topics.Told told = topics.settle("fcm", "token", Set.of(HERE, PROVINCE), Set.of(PROVINCE));
    assertThat(told.stopped()).isNull();
    assertThat(told.topics()).containsExactlyInAnyOrder(HERE, PROVINCE);
    assertThat(asked).hasSize(1);
    assertThat(asked.get(0))
        .startsWith("POST /api/v1/topics/subscriptions ")
        .contains("\"topic\":\"" + HERE + "\"", "\"follow\":true", "\"token\":\"token\"");

    told = topics.settle("fcm", "token", Set.of(), told.topics());
    assertThat(told.topics()).isEmpty();
    assertThat(asked).hasSize(3).filteredOn(a -> a.contains("\"follow\":false")).hasSize(2);
  }

  @Test
  void what_did_not_come_through_is_left_for_later() {
    answers.add("503");
    Topics.Told told = topics.settle("fcm", "token", Set.of(HERE), Set.of());
    assertThat(told.topics()).isEmpty();
    assertThat(told.stopped()).isZero();

    answers.add("410");
    told = topics.settle("fcm", "dead", Set.of(HERE), Set.of(PROVINCE));
    assertThat(told.topics()).containsExactly(PROVINCE);
    assertThat(told.stopped()).isEqualTo(410);
  }

  @Test
  void a_house_without_that_provider_leaves_the_phone_to_ask() {
    answers.add("{\"reachedBy\":\"relay\"}");
    Topics.Told told = topics.settle("fcm", "token", Set.of(HERE, PROVINCE), Set.of());
    assertThat(told.topics()).isEmpty();
    assertThat(told.relay()).isTrue();
    assertThat(told.stopped()).isNull();
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_place_that_is_no_more_keeps_no_other_from_being_followed() {
    answers.add("404");
    Topics.Told told =
        topics.settle(
            "fcm", "token", new java.util.LinkedHashSet<>(List.of(HERE, PROVINCE)), Set.of());
    assertThat(told.topics()).containsExactly(PROVINCE);
    assertThat(told.stopped()).isNull();

    answers.add("404");
    told = topics.settle("fcm", "token", Set.of(), told.topics());
    assertThat(told.topics()).isEmpty();
    assertThat(told.stopped()).isNull();
  }
}

package vn.tinbao.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import io.micronaut.http.client.exceptions.HttpClientResponseException;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.tinbao.sms.testing.TestSql;

/**
 * Reports through every channel with planted markers, then searches every table of both schemas,
 * all log lines and the metrics for them: nobody is named.
 */
@MicronautTest(transactional = false)
class NobodyIsNamedTest {
  private static final String PHONE = "+84987654321";
  private static final List<String> MARKERS =
      List.of(
          "Nguyễn Thị Dấu Vết",
          "Nguyen Thi Dau Vet",
          "987654321",
          "gọi sau 21 giờ ở quán cà phê Hoa Sữa",
          "chuyện mật của em gái tôi",
          "chuyen mat cua em gai toi",
          "số 17 ngõ Vô Danh",
          "địa chỉ bí mật trong tin nhắn bổ sung",
          "21.987654");

  @Inject
  @Client("/")
  HttpClient http;

  @Inject TestSql database;

  private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
  private final AppenderBase<ILoggingEvent> ear =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(
              event.getFormattedMessage()
                  + event.getMDCPropertyMap()
                  + (event.getThrowableProxy() == null
                      ? ""
                      : ThrowableProxyUtil.asString(event.getThrowableProxy())));
        }
      };

  @BeforeEach
  void listen() {
    ear.start();
    root().addAppender(ear);
  }

  @AfterEach
  void stop() {
    root().detachAppender(ear);
  }

  @Test
  void no_table_no_log_line_and_no_metric_names_a_reporter() {
    List<String> markers = new ArrayList<>(MARKERS);
    String code = report();
    markers.add(code);
    markers.add(code.replace(" ", ""));
    addMessage(code);
    markers.addAll(textAndAnswer());
    provokeErrors();

    assertThat(everyTable()).allSatisfy(table -> assertNothing(database.dump(table), markers));
    assertThat(logged).allSatisfy(line -> assertNothing(line, markers));
    assertNothing(http.toBlocking().retrieve("/prometheus"), markers);
    assertNothing(http.toBlocking().retrieve("/health"), markers);
  }

  private String report() {
    Map<String, Object> answer =
        http.toBlocking()
            .retrieve(
                HttpRequest.POST(
                    "/api/v1/tips",
                    Map.of(
                        "id", UuidCreator.getTimeOrderedEpoch().toString(),
                        "replayKey", "AAAAAAAAAAAAAAAAAAAAAA",
                        "narrative", "Đây là chuyện mật của em gái tôi ở xã Khánh Khê, Lạng Sơn",
                        "place",
                            Map.of("text", "số 17 ngõ Vô Danh", "lat", 21.987654, "lon", 106.5),
                        "reporter",
                            Map.of(
                                "name", "Nguyễn Thị Dấu Vết",
                                "phone", "0987654321",
                                "safeContact", "gọi sau 21 giờ ở quán cà phê Hoa Sữa"))),
                Argument.mapOf(String.class, Object.class));
    return (String) answer.get("receiptCode");
  }

  private void addMessage(String code) {
    http.toBlocking()
        .exchange(
            HttpRequest.POST(
                    "/api/v1/follow/messages",
                    Map.of(
                        "id",
                        UuidCreator.getTimeOrderedEpoch().toString(),
                        "text",
                        "địa chỉ bí mật trong tin nhắn bổ sung"))
                .header("Receipt-Code", code));
  }

  private List<String> textAndAnswer() {
    http.toBlocking()
        .exchange(
            HttpRequest.POST(
                "/simulator/api/messages",
                Map.of("from", PHONE, "text", "chuyen mat cua em gai toi, Nguyen Thi Dau Vet")));
    List<String> answers = new ArrayList<>();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> {
              answers.clear();
              http
                  .toBlocking()
                  .retrieve(
                      HttpRequest.GET("/simulator/api/messages?phone=%2B84987654321"),
                      Argument.listOf(Argument.mapOf(String.class, Object.class)))
                  .stream()
                  .filter(message -> "TO_PHONE".equals(message.get("direction")))
                  .filter(message -> "DELIVERED".equals(String.valueOf(message.get("status"))))
                  .forEach(message -> answers.add((String) message.get("text")));
              return !answers.isEmpty() && outboxIsClean();
            });
    Matcher found = Pattern.compile("\\d{4}( \\d{4}){4}").matcher(answers.get(0));
    assertThat(found.find()).isTrue();
    return List.of(found.group(), found.group().replace(" ", ""));
  }

  /** Outbound bodies are erased on their final state. */
  private boolean outboxIsClean() {
    return database.number("SELECT count(*) FROM sms.outbound WHERE body IS NOT NULL") == 0;
  }

  private void provokeErrors() {
    for (HttpRequest<?> request :
        List.of(
            HttpRequest.POST("/api/v1/tips", Map.of("narrative", "chuyện mật của em gái tôi")),
            HttpRequest.POST("/api/v1/tips", "{\"narrative\":\"chuyện mật của em gái tôi"),
            HttpRequest.GET("/api/v1/follow").header("Receipt-Code", "0987654321"),
            HttpRequest.GET("/nowhere/0987654321"),
            HttpRequest.POST(
                "/simulator/api/messages", Map.of("from", "0987654321x", "text", "chuyện mật")))) {
      try {
        http.toBlocking().exchange(request);
      } catch (HttpClientResponseException expected) {
        assertThat(expected.getStatus().getCode()).isBetween(400, 499);
      }
    }
  }

  /** Every table of both schemas but the reference data, which names places. */
  private List<String> everyTable() {
    List<String> tables =
        List.of(
            database
                .text(
                    """
                    SELECT string_agg(format('%I.%I', table_schema, table_name), ',')
                    FROM information_schema.tables
                    WHERE table_schema IN ('tinbao', 'sms') AND table_type = 'BASE TABLE'
                      AND table_name NOT IN ('unit', 'agency', 'hotline', 'unit_boundary')
                    """)
                .split(","));
    assertThat(tables).contains("tinbao.tip", "tinbao.tip_message", "sms.inbound", "sms.outbound");
    return tables;
  }

  private static void assertNothing(String text, List<String> markers) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String marker : markers) {
      String hex = HexFormat.of().formatHex(marker.getBytes(StandardCharsets.UTF_8));
      assertThat(lower.contains(marker.toLowerCase(Locale.ROOT)) || lower.contains(hex))
          .as("marker %s in %s", marker, text)
          .isFalse();
    }
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}

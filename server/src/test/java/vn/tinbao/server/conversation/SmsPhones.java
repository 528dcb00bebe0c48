package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.client.HttpClient;
import io.micronaut.http.client.annotation.Client;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.InboundDesk;
import vn.tinbao.sms.queue.ReceivedSms;
import vn.tinbao.sms.queue.ReceivedSms.Media;
import vn.tinbao.sms.queue.ReceivedSms.Part;
import vn.tinbao.sms.testing.TestSql;

/** Phones for tests: what they send arrives as from an operator, what they get is read. */
@Singleton
final class SmsPhones {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final InboundDesk desk;
  private final TestSql sql;

  SmsPhones(@Client("/") HttpClient http, InboundDesk desk, TestSql sql) {
    this.http = http;
    this.desk = desk;
    this.sql = sql;
  }

  /** A whole message, from a provider without ids; returns when it was handled. */
  UUID text(String from, String text) {
    return handled(send(from, text, null, List.of()));
  }

  /** A part of a long one; returns at once. */
  UUID part(String from, int ref, int total, int number, String text) {
    return send(from, text, new Part(ref, total, number), List.of());
  }

  /** A message with pictures; returns when it was handled. */
  UUID media(String from, String text, String... urls) {
    return handled(
        send(
            from,
            text,
            null,
            List.of(urls).stream().map(url -> new Media(url, "image/png")).toList()));
  }

  private UUID send(String from, String text, @Nullable Part part, List<Media> media) {
    return desk.accept(
            new ReceivedSms(
                "test", null, new PhoneNumber(from), "8138", text, Instant.now(), part, media))
        .id();
  }

  UUID handled(UUID id) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM sms.inbound WHERE state = 'DONE' AND id = '"
                            + id
                            + "'")
                    == 1);
    return id;
  }

  /** Everything that this phone got, oldest first; waits until nothing to it is under way. */
  List<String> got(String phone) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .until(
            () ->
                sql.number("SELECT count(*) FROM sms.outbound WHERE state IN ('QUEUED', 'SENDING')")
                    == 0);
    return shown(phone);
  }

  /** What this phone shows of us by now, oldest first. */
  List<String> shown(String phone) {
    List<Map<String, Object>> all =
        http.toBlocking()
            .retrieve(
                HttpRequest.GET("/simulator/api/messages?phone=" + phone.replace("+", "%2B")),
                Argument.listOf(Argument.mapOf(String.class, Object.class)));
    return all.stream()
        .filter(message -> "TO_PHONE".equals(message.get("direction")))
        .map(message -> (String) message.get("text"))
        .toList();
  }

  /** The receipt code in an answer. */
  static String code(String answer) {
    Matcher found = Pattern.compile("\\d{4}( \\d{4}){4}").matcher(answer);
    assertThat(found.find()).as(answer).isTrue();
    return found.group();
  }
}

package vn.tinbao.server.push.fcm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.micronaut.context.exceptions.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.server.lab.fcm.FakeFcm;
import vn.tinbao.server.lab.fcm.FakeFcm.Fault;
import vn.tinbao.server.push.PublicText;
import vn.tinbao.server.push.PushNote;
import vn.tinbao.server.push.PushProvider;
import vn.tinbao.server.push.PushProviderContract;
import vn.tinbao.server.push.PushResult;
import vn.tinbao.server.push.PushTarget;
import vn.tinbao.server.push.TopicName;
import vn.tinbao.server.push.TopicNews;

/** The SDK as it is, against a Firebase made of cardboard that speaks the wire format. */
class FcmProviderTest extends PushProviderContract {
  @TempDir private static Path directory;

  private static FakeFcm google;
  private static FcmApp app;
  private static FcmProvider fcm;

  @BeforeAll
  static void start() {
    google = FakeFcm.start();
    FcmSettings settings = settings(google.serviceAccount(directory));
    app = new FcmApp(settings);
    fcm = new FcmProvider(app, settings);
  }

  @AfterAll
  static void stop() {
    app.close();
    google.close();
  }

  private static FcmSettings settings(Path credentials) {
    return new FcmSettings(
        credentials,
        null,
        Duration.ofSeconds(2),
        Duration.ofSeconds(2),
        Duration.ofHours(12),
        google.url());
  }

  @Override
  protected PushProvider provider() {
    return fcm;
  }

  @Override
  protected PushTarget connect(UUID staffId) {
    google.register(token(staffId));
    return new PushTarget(staffId, token(staffId));
  }

  @Override
  protected List<String> received(UUID staffId) {
    return google.sent().stream()
        .filter(sent -> sent.to().equals(token(staffId)))
        .map(FakeFcm.Sent::data)
        .map(data -> data.get("type") + ":" + data.get("ref") + ":" + data.get("id"))
        .toList();
  }

  private static String token(UUID staffId) {
    return "token-of-" + staffId;
  }

  @Test
  void what_a_locked_phone_shows_is_the_same_for_everything() {
    UUID staff = id();
    var unused = fcm.send(note(), connect(staff));
    FakeFcm.Sent sent = last(token(staff));
    assertThat(sent.data()).containsOnlyKeys("id", "type", "ref", "title", "body");
    assertThat(sent.data())
        .containsAllEntriesOf(Map.of("title", "Thông báo mới", "body", "Mở ứng dụng để xem"));
    assertThat(sent.message().has("notification")).isFalse();
    assertThat(sent.message().path("android").path("priority").asText()).isEqualTo("high");
    assertThat(sent.message().path("android").path("ttl").asText()).isEqualTo("43200s");
  }

  @Test
  void a_phone_without_the_app_is_unregistered() {
    assertThat(fcm.send(note(), new PushTarget(id(), "token-of-nobody")))
        .isInstanceOf(PushResult.Unregistered.class);
  }

  @Test
  void a_token_that_is_none_is_unregistered_and_a_bad_message_is_refused() {
    assertThat(fcm.send(note(), new PushTarget(id(), "bad-token")))
        .isInstanceOf(PushResult.Unregistered.class);
    google.next(Fault.error(400, "INVALID_ARGUMENT", "INVALID_ARGUMENT", "Invalid data payload"));
    assertThat(fcm.send(note(), connect(id())))
        .isEqualTo(new PushResult.Refused("INVALID_ARGUMENT"));
  }

  @Test
  void a_busy_firebase_is_asked_once_and_says_when_to_come_again() {
    PushTarget target = connect(id());
    google.next(Fault.error(503, "UNAVAILABLE", "UNAVAILABLE", "busy").after("30"));
    long before = google.requests();
    assertThat(fcm.send(note(), target))
        .isEqualTo(new PushResult.Retry("UNAVAILABLE", Duration.ofSeconds(30)));
    assertThat(google.requests() - before).isEqualTo(1);
  }

  @Test
  void a_used_up_quota_waits_a_minute_at_least() {
    PushTarget target = connect(id());
    google.next(Fault.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "too many"));
    google.next(Fault.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED", "too many").after("90"));
    assertThat(fcm.send(note(), target))
        .isEqualTo(new PushResult.Retry("QUOTA_EXCEEDED", Duration.ofMinutes(1)));
    assertThat(fcm.send(note(), target))
        .isEqualTo(new PushResult.Retry("QUOTA_EXCEEDED", Duration.ofSeconds(90)));
  }

  @Test
  void errors_of_firebase_and_of_the_network_are_tried_again() {
    PushTarget target = connect(id());
    google.next(Fault.error(500, "INTERNAL", "INTERNAL", "broken"));
    assertThat(fcm.send(note(), target)).isEqualTo(new PushResult.Retry("INTERNAL", null));
    google.next(new Fault(502, "<html>bad gateway</html>", ""));
    assertThat(fcm.send(note(), target)).isEqualTo(new PushResult.Retry("HTTP_502", null));
    google.next(Fault.cut());
    // The JDK's client may repeat a request whose connection was closed before an answer.
    google.next(Fault.cut());
    google.next(Fault.cut());
    PushResult cut = fcm.send(note(), target);
    assertThat(cut).isEqualTo(new PushResult.Retry("NO_ANSWER", null));
    google.next(Fault.error(403, "PERMISSION_DENIED", "SENDER_ID_MISMATCH", "other project"));
    PushResult other = fcm.send(note(), target);
    for (int i = 0; i < 2 && other.equals(cut); i++) {
      other = fcm.send(note(), target);
    }
    assertThat(other).isInstanceOf(PushResult.Unregistered.class);
  }

  @Test
  void an_answer_of_which_the_body_never_comes_is_given_up() {
    PushTarget target = connect(id());
    google.next(Fault.stalled());
    assertThat(assertTimeoutPreemptively(Duration.ofSeconds(30), () -> fcm.send(note(), target)))
        .isEqualTo(new PushResult.Retry("NO_ANSWER", null));
    assertThat(fcm.send(note(), target)).isInstanceOf(PushResult.Accepted.class);
  }

  @Test
  void a_hint_for_the_own_other_phones_shows_nothing_and_may_wait() {
    UUID staff = id();
    PushNote hint = new PushNote(id(), "assignment", id(), true);
    assertThat(fcm.send(hint, connect(staff))).isInstanceOf(PushResult.Accepted.class);
    FakeFcm.Sent sent = last(token(staff));
    assertThat(sent.data()).containsOnlyKeys("id", "type", "ref", "silent");
    assertThat(sent.message().path("android").path("priority").asText()).isEqualTo("normal");
  }

  @Test
  void an_access_token_that_google_forgot_is_fetched_anew() {
    PushTarget target = connect(id());
    var unused = fcm.send(note(), target);
    google.forgetAccessTokens();
    assertThat(fcm.send(note(), target)).isInstanceOf(PushResult.Accepted.class);
  }

  @Test
  void a_topic_gets_the_public_text_silently_and_in_2000_bytes() {
    TopicName topic = new TopicName("06286", LocalDate.of(2025, 7, 1), "vi");
    Instant now = Instant.parse("2026-07-30T01:00:00.123Z");
    PublicText text = PublicText.beginning("Ệ".repeat(100), "Ngàn lời ".repeat(500));
    TopicNews.News news =
        new TopicNews.News(
            id(), topic, "a".repeat(24), id(), text, now, now.plus(Duration.ofDays(30)));
    assertThat(fcm.send(news)).isInstanceOf(PushResult.Accepted.class);
    FakeFcm.Sent sent = last("u-06286-20250701-vi");
    assertThat(sent.topic()).isTrue();
    assertThat(sent.message().has("notification")).isFalse();
    assertThat(sent.data())
        .isEqualTo(
            Map.of(
                "id",
                news.id().toString(),
                "type",
                "a".repeat(24),
                "ref",
                news.ref().toString(),
                "title",
                text.title(),
                "body",
                text.text(),
                "until",
                "2026-08-29T01:00:00Z",
                "silent",
                "true"));
    assertThat(
            sent.data().entrySet().stream()
                .mapToInt(
                    one -> (one.getKey() + one.getValue()).getBytes(StandardCharsets.UTF_8).length)
                .sum())
        .isBetween(1_900, 2_000);
  }

  @Test
  void credentials_that_are_none_are_named_at_the_start() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.json"), "{\"type\":\"x\"");
    assertThatThrownBy(() -> new FcmApp(settings(file)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tinbao.push.fcm.credentials")
        .hasMessageContaining("broken.json");
    assertThatThrownBy(() -> new FcmApp(settings(directory.resolve("missing.json"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("missing.json");
  }

  private static FakeFcm.Sent last(String to) {
    List<FakeFcm.Sent> all = google.sent().stream().filter(s -> s.to().equals(to)).toList();
    return all.get(all.size() - 1);
  }
}

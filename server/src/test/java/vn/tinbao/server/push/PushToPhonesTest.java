package vn.tinbao.server.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.test.support.TestPropertyProvider;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import reactor.core.Disposable;
import vn.tinbao.server.lab.fcm.FakeFcm;
import vn.tinbao.server.lab.fcm.FakeFcm.Fault;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.AccountClosed;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** From the room that pushes to the phone and back, with Firebase beside the relay. */
@MicronautTest(transactional = false)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PushToPhonesTest implements TestPropertyProvider {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String ELSEWHERE = "ca_xa@15499/2025-07-01";
  private static final String TOPIC = "u-06286-20250701-vi";
  private static final PublicText TEXT =
      PublicText.of("Ngày 30/7", "Cảnh giác với \"việc nhẹ, lương cao\".");
  private static final Duration SOON = Duration.ofSeconds(60);

  private final FakeFcm google = FakeFcm.start();

  @Inject EmbeddedServer server;
  @Inject Push push;
  @Inject PushTexts texts;
  @Inject PushFigures figures;
  @Inject TopicNews news;
  @Inject Waiting waiting;
  @Inject Live live;
  @Inject ApplicationEventPublisher<AccountClosed> closed;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject TestSql database;
  @Inject Clock clock;
  @Inject SettableClock time;
  @Inject TransactionOperations<Connection> transactions;

  /** A room that waits for answers, in this test only. */
  @Singleton
  @Requires(property = "test.waiting")
  static class Waiting implements AwaitedAnswer {
    private final Set<UUID> refs = ConcurrentHashMap.newKeySet();

    @Override
    public String topic() {
      return "waiting";
    }

    @Override
    public boolean waits(UUID staffId, UUID ref) {
      return refs.contains(ref);
    }
  }

  /** A provider with a fault of its own, in this test only. */
  @Singleton
  @Requires(property = "test.waiting")
  static class Broken implements PushProvider, TopicProvider {

    @Override
    public String name() {
      return "broken";
    }

    @Override
    public boolean byToken() {
      return true;
    }

    @Override
    public PushResult send(PushNote note, PushTarget target) {
      throw new IllegalStateException("broken");
    }

    @Override
    public PushResult send(TopicNews.News news) {
      if (news.kind().equals("broken")) {
        throw new IllegalStateException("broken");
      }
      return new PushResult.Accepted();
    }
  }

  @Override
  public Map<String, String> getProperties() {
    return Map.of(
        "tinbao.test.clock",
        "2026-11-22T08:00:00+07:00",
        "tinbao.test.by-hand",
        "PushTextTimer",
        "test.waiting",
        "true",
        "tinbao.push.fcm.credentials",
        google.serviceAccount(directory()).toString(),
        "tinbao.push.fcm.endpoint",
        google.url().toString());
  }

  private static Path directory() {
    try {
      return Files.createTempDirectory("fcm");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  void close() {
    google.close();
  }

  /** An officer with one phone that Firebase reaches. */
  private record Officer(UUID id, String bearer, String token) {}

  private Officer officer() {
    return officer(HERE);
  }

  private Officer officer(String agency) {
    UUID id = person(Role.FIELD_OFFICER, agency);
    Officer officer = new Officer(id, sessions.app(id), token());
    google.register(officer.token());
    assertThat(tell(officer.bearer(), officer.token()).body()).isEqualTo("{\"reachedBy\":\"fcm\"}");
    return officer;
  }

  private UUID person(Role role, String agency) {
    String name = "may." + UUID.randomUUID().toString().substring(0, 13);
    return demo.install(List.of(new DemoStaff.AgencySeat(name, "Cán bộ", agency, Set.of(role))))
        .get(0)
        .id();
  }

  private static String token() {
    return "token-" + UUID.randomUUID();
  }

  private HttpResponse<String> tell(String bearer, String token) {
    return api(
        "PUT",
        "/api/v1/officer/device",
        "{\"provider\":\"fcm\",\"token\":\"%s\"}".formatted(token),
        bearer);
  }

  private HttpResponse<String> api(String method, String path, String json, String bearer) {
    return new Surfer(server).api(method, path, json, bearer);
  }

  private UUID tellStaff(UUID staff, String topic) {
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    transactions.executeWrite(
        status -> {
          push.toStaff(staff, topic, ref);
          return null;
        });
    return ref;
  }

  private List<FakeFcm.Sent> sentTo(String to) {
    return google.sent().stream().filter(sent -> sent.to().equals(to)).toList();
  }

  private String idOf(UUID ref) {
    return database.text("SELECT id FROM tinbao.push_message WHERE ref = '%s'".formatted(ref));
  }

  private void settled(UUID ref) {
    await()
        .atMost(SOON)
        .until(
            () ->
                !database
                    .text("SELECT state FROM tinbao.push_message WHERE ref = '%s'".formatted(ref))
                    .equals("PENDING"));
  }

  @Test
  void a_push_goes_to_the_phone_by_firebase_and_to_what_is_connected_and_the_app_says_so() {
    Officer officer = officer();
    List<String> heard = new CopyOnWriteArrayList<>();
    Disposable stream = live.stream("staff." + officer.id()).subscribe(heard::add);

    UUID ref = tellStaff(officer.id(), "assignment");

    await().atMost(SOON).until(() -> !sentTo(officer.token()).isEmpty() && !heard.isEmpty());
    stream.dispose();
    String id = idOf(ref);
    assertThat(sentTo(officer.token()).get(0).data())
        .containsEntry("id", id)
        .containsEntry("ref", ref.toString())
        .containsEntry("type", "assignment");
    assertThat(heard).containsExactly("assignment:" + ref + ":" + id);
    settled(ref);
    assertThat(
            database.rows(
                "SELECT provider || ' ' || state FROM tinbao.push_delivery WHERE push_id = '%s' ORDER BY 1"
                    .formatted(id)))
        .containsExactly("fcm ACCEPTED", "relay ACCEPTED");

    Officer other = officer();
    time.advance(Duration.ofSeconds(7));
    String receipt = "{\"ids\":[\"%s\",\"%s\"]}".formatted(id, UUID.randomUUID());
    for (String bearer : List.of(other.bearer(), officer.bearer(), officer.bearer())) {
      assertThat(api("POST", "/api/v1/officer/pushes/received", receipt, bearer).statusCode())
          .isEqualTo(204);
    }
    assertThat(
            database.rows(
                "SELECT extract(epoch FROM r.at - m.created_at)::int FROM tinbao.push_receipt r JOIN tinbao.push_message m ON m.id = r.push_id WHERE push_id = '%s'"
                    .formatted(id)))
        .containsExactly("7");
  }

  @Test
  void what_firebase_asks_to_wait_with_is_given_to_it_again_and_to_nobody_else() {
    Officer officer = officer();
    List<String> heard = new CopyOnWriteArrayList<>();
    Disposable stream = live.stream("staff." + officer.id()).subscribe(heard::add);
    google.next(Fault.error(503, "UNAVAILABLE", "UNAVAILABLE", "busy").after("40"));
    UUID ref = tellStaff(officer.id(), "assignment");
    String id = idOf(ref);
    await()
        .atMost(SOON)
        .until(
            () ->
                database.number(
                        "SELECT count(*) FROM tinbao.push_delivery WHERE push_id = '%s' AND state = 'WAITING' AND why = 'UNAVAILABLE'"
                            .formatted(id))
                    == 1);
    await()
        .atMost(SOON)
        .until(
            () ->
                database.number(
                        "SELECT extract(epoch FROM next_at - created_at)::int FROM tinbao.push_message WHERE id = '%s'"
                            .formatted(id))
                    == 40);

    time.advance(Duration.ofSeconds(41));
    settled(ref);
    stream.dispose();
    assertThat(sentTo(officer.token())).hasSize(1);
    assertThat(heard).hasSize(1);
  }

  @Test
  void a_phone_that_lost_the_app_is_forgotten_and_reached_again_when_it_tells_anew() {
    Officer officer = officer();
    google.unregister(officer.token());
    UUID ref = tellStaff(officer.id(), "assignment");
    settled(ref);
    assertThat(addresses(officer.id())).isEmpty();
    assertThat(
            database.text(
                "SELECT state FROM tinbao.push_delivery WHERE provider = 'fcm' AND push_id = '%s'"
                    .formatted(idOf(ref))))
        .isEqualTo("UNREGISTERED");

    google.register(officer.token());
    assertThat(tell(officer.bearer(), officer.token()).statusCode()).isEqualTo(200);
    UUID next = tellStaff(officer.id(), "assignment");
    settled(next);
    assertThat(sentTo(officer.token())).hasSize(1);
  }

  @Test
  void a_phone_that_is_handed_on_belongs_to_who_signed_in_last() {
    Officer before = officer();
    UUID id = person(Role.FIELD_OFFICER, HERE);
    assertThat(tell(sessions.app(id), before.token()).statusCode()).isEqualTo(200);

    settled(tellStaff(before.id(), "assignment"));
    assertThat(sentTo(before.token())).isEmpty();
    settled(tellStaff(id, "assignment"));
    assertThat(sentTo(before.token())).hasSize(1);
  }

  @Test
  void who_is_signed_out_is_reached_no_more_and_finds_own_phones_until_then() {
    Officer officer = officer();
    String second = sessions.app(officer.id());
    String list = api("GET", "/api/v1/officer/devices", null, second).body();
    assertThat(list).contains("\"current\":true", "\"current\":false", "\"pushed\":true");
    String lost =
        database.text(
            "SELECT session_id FROM tinbao.push_device WHERE account_id = '%s'"
                .formatted(officer.id()));

    Officer stranger = officer();
    assertThat(
            api("DELETE", "/api/v1/officer/devices/" + lost, null, stranger.bearer()).statusCode())
        .isEqualTo(404);
    assertThat(api("DELETE", "/api/v1/officer/devices/" + lost, null, second).statusCode())
        .isEqualTo(204);
    assertThat(api("DELETE", "/api/v1/officer/devices/" + lost, null, second).statusCode())
        .isEqualTo(404);

    assertThat(tell(officer.bearer(), officer.token()).statusCode()).isEqualTo(401);
    assertThat(addresses(officer.id())).isEmpty();
    settled(tellStaff(officer.id(), "assignment"));
    assertThat(sentTo(officer.token())).isEmpty();
  }

  @Test
  void bad_addresses_and_receipts_are_refused_with_a_reason_and_unknown_providers_mean_relay() {
    Officer officer = officer();
    for (String body :
        List.of(
            "{}",
            "{\"provider\":\"fcm\"}",
            "{\"provider\":\"fcm\",\"token\":\"short\"}",
            "{\"provider\":\"fcm\",\"token\":\"with blanks in it\"}",
            "{\"provider\":\"FCM 1\",\"token\":\"0123456789\"}",
            "{\"provider\":\"fcm\",\"token\":\"%s\"}".formatted("x".repeat(1_001)),
            "{\"provider\":7,\"token\":[]}",
            "not json")) {
      assertThat(api("PUT", "/api/v1/officer/device", body, officer.bearer()).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    for (String body : List.of("{}", "{\"ids\":[]}", "{\"ids\":[\"x\"]}", many(101))) {
      assertThat(
              api("POST", "/api/v1/officer/pushes/received", body, officer.bearer()).statusCode())
          .as(body)
          .isEqualTo(400);
    }
    assertThat(addresses(officer.id())).hasSize(1);
    assertThat(
            api(
                    "PUT",
                    "/api/v1/officer/device",
                    "{\"provider\":\"apns\",\"token\":\"0123456789\"}",
                    officer.bearer())
                .body())
        .isEqualTo("{\"reachedBy\":\"relay\"}");
    assertThat(addresses(officer.id())).isEmpty();
    var answer = tell(officer.bearer(), officer.token());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(api("DELETE", "/api/v1/officer/device", null, officer.bearer()).statusCode())
        .isEqualTo(204);
    assertThat(addresses(officer.id())).isEmpty();
    assertThat(browser(officer.id()).get("/api/v1/officer/devices").statusCode()).isEqualTo(403);
    assertThat(tell(officer.bearer(), officer.token()).statusCode()).isEqualTo(200);
    String dump = database.dump("tinbao.push_device");
    assertThat(dump).doesNotContain(officer.token());
  }

  private static String many(int count) {
    StringBuilder ids = new StringBuilder();
    for (int i = 0; i < count; i++) {
      ids.append(i == 0 ? "" : ",").append('"').append(UUID.randomUUID()).append('"');
    }
    return "{\"ids\":[" + ids + "]}";
  }

  private List<String> addresses(UUID account) {
    return database.rows(
        "SELECT session_id::text FROM tinbao.push_device WHERE account_id = '%s'"
            .formatted(account));
  }

  @Test
  void who_does_not_answer_gets_one_neutral_text_and_who_answers_none() {
    Officer officer = officer();
    Surfer page = browser(officer.id());
    assertThat(page.post("/account/notifications/number", "number", "12").body())
        .contains("không phải số điện thoại Việt Nam");
    assertThat(page.post("/account/notifications/number", "number", "+1 202 555 0100").statusCode())
        .isEqualTo(422);
    assertThat(page.post("/account/notifications/number", "number", "0987 654 310").statusCode())
        .isEqualTo(303);
    assertThat(page.get("/account/notifications").body()).contains("kết thúc bằng 310");

    UUID first = tellStaff(officer.id(), "waiting");
    UUID second = tellStaff(officer.id(), "waiting");
    UUID answered = tellStaff(officer.id(), "waiting");
    UUID nothingAsked = tellStaff(officer.id(), "session");
    waiting.refs.addAll(Set.of(first, second));
    // Whoever sends one holds its row, and a look passes it by.
    List.of(first, second, answered, nothingAsked).forEach(this::settled);
    time.advance(Duration.ofMinutes(4));
    texts.look();
    assertThat(textState(first)).isEqualTo("null");
    time.advance(Duration.ofMinutes(2));
    texts.look();
    assertThat(List.of(textState(first), textState(second)))
        .containsExactlyInAnyOrder("TEXTED", "SPARED");
    assertThat(textState(answered)).isEqualTo("ANSWERED");
    assertThat(textState(nothingAsked)).isEqualTo("null");
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(
                        api("GET", "/simulator/api/messages?phone=%2B84987654310", null, null)
                            .body())
                    .containsOnlyOnce("Ban co thong bao moi. Vui long mo ung dung de xem."));
    assertThat(database.dump("tinbao.push_phone")).doesNotContain("987654310");

    time.advance(Duration.ofMinutes(14));
    texts.look();
    assertThat(List.of(textState(first), textState(second)))
        .containsExactlyInAnyOrder("TEXTED", "SPARED");
    time.advance(Duration.ofMinutes(1));
    texts.look();
    assertThat(List.of(textState(first), textState(second))).containsOnly("TEXTED");

    UUID later = tellStaff(officer.id(), "waiting");
    waiting.refs.add(later);
    assertThat(page.post("/account/notifications/number/end").statusCode()).isEqualTo(303);
    settled(later);
    time.advance(Duration.ofMinutes(6));
    texts.look();
    assertThat(textState(later)).isEqualTo("NO_NUMBER");
  }

  /** What one test does to Firebase is not meant for what another one left on its way. */
  @AfterEach
  void everythingIsOnItsWayNoMore() {
    await()
        .until(
            () ->
                database.number(
                        "SELECT (SELECT count(*) FROM tinbao.push_message WHERE state = 'PENDING')"
                            + " + (SELECT count(*) FROM tinbao.topic_news WHERE state = 'PENDING')")
                    == 0);
  }

  @Test
  void who_has_no_account_any_longer_leaves_no_number() {
    Officer officer = officer();
    assertThat(
            browser(officer.id())
                .post("/account/notifications/number", "number", "0987 654 311")
                .statusCode())
        .isEqualTo(303);
    transactions.executeWrite(
        status -> {
          closed.publishEvent(new AccountClosed(officer.id()));
          return null;
        });
    assertThat(
            database.number(
                "SELECT count(*) FROM tinbao.push_phone WHERE account_id = '%s'"
                    .formatted(officer.id())))
        .isZero();
  }

  @Test
  void a_hint_for_the_own_other_phones_is_silent_and_spares_the_phone_that_caused_it() {
    Officer officer = officer();
    UUID causing = UUID.fromString(addresses(officer.id()).get(0));
    String other = token();
    google.register(other);
    assertThat(tell(sessions.app(officer.id()), other).statusCode()).isEqualTo(200);
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    transactions.executeWrite(
        status -> {
          push.toOwnPhones(officer.id(), "assignment", ref, causing);
          return null;
        });
    settled(ref);
    assertThat(sentTo(officer.token())).isEmpty();
    assertThat(sentTo(other)).hasSize(1);
    assertThat(sentTo(other).get(0).data()).containsOnlyKeys("id", "type", "ref", "silent");
  }

  @Test
  void an_address_that_does_not_open_is_forgotten_and_the_other_phones_are_reached() {
    Officer officer = officer();
    String broken = addresses(officer.id()).get(0);
    String other = token();
    google.register(other);
    assertThat(tell(sessions.app(officer.id()), other).statusCode()).isEqualTo(200);
    database.run(
        "UPDATE tinbao.push_device SET token = '\\x00' WHERE session_id = '%s'".formatted(broken));
    settled(tellStaff(officer.id(), "assignment"));
    assertThat(sentTo(other)).hasSize(1);
    assertThat(addresses(officer.id())).hasSize(1).doesNotContain(broken);
  }

  @Test
  void a_push_that_fails_whenever_it_is_sent_is_given_up() {
    UUID id = person(Role.FIELD_OFFICER, HERE);
    assertThat(
            api(
                    "PUT",
                    "/api/v1/officer/device",
                    "{\"provider\":\"broken\",\"token\":\"%s\"}".formatted(token()),
                    sessions.app(id))
                .body())
        .isEqualTo("{\"reachedBy\":\"broken\"}");
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    database.run(
        "INSERT INTO tinbao.push_message (id, staff_id, topic, ref, next_at, created_at, attempt) VALUES ('%s', '%s', 'assignment', '%s', '2026-11-22T00:00:00Z', '2026-11-22T01:00:00Z', 7)"
            .formatted(UuidCreator.getTimeOrderedEpoch(), id, ref));
    settled(ref);
    assertThat(
            database.text("SELECT state FROM tinbao.push_message WHERE ref = '%s'".formatted(ref)))
        .isEqualTo("FAILED");
  }

  @Test
  void news_that_cannot_be_told_keeps_no_other_news_waiting() {
    TopicName topic = new TopicName("06286", LocalDate.of(2025, 7, 1), "en");
    List<UUID> ids = List.of(UuidCreator.getTimeOrderedEpoch(), UuidCreator.getTimeOrderedEpoch());
    transactions.executeWrite(
        status -> {
          for (int i = 0; i < 2; i++) {
            assertThat(
                    news.publish(
                        ids.get(i),
                        topic,
                        i == 0 ? "broken" : "article",
                        UuidCreator.getTimeOrderedEpoch(),
                        TEXT,
                        clock.instant().plus(Duration.ofDays(60))))
                .isTrue();
          }
          return null;
        });
    sent(ids.get(1));
    assertThat(
            database.text(
                "SELECT state FROM tinbao.topic_news WHERE id = '%s'".formatted(ids.get(0))))
        .isEqualTo("PENDING");
    news.withdraw(ids.get(0));
    news.withdraw(ids.get(1));
  }

  /** Told to every provider. */
  private void sent(UUID news) {
    await()
        .atMost(SOON)
        .until(
            () ->
                database
                    .text("SELECT state FROM tinbao.topic_news WHERE id = '%s'".formatted(news))
                    .equals("SENT"));
  }

  private String textState(UUID ref) {
    return database.text(
        "SELECT text_state FROM tinbao.push_message WHERE ref = '%s'".formatted(ref));
  }

  private Surfer browser(UUID account) {
    return Surfer.signedIn(server, sessions.web(account));
  }

  @Test
  void who_keeps_accounts_sees_phones_and_figures_of_the_own_people_only() {
    Officer officer = officer(ELSEWHERE);
    settled(tellStaff(officer.id(), "assignment"));
    Surfer keeper = browser(person(Role.ADMIN, ELSEWHERE));
    Surfer stranger = browser(person(Role.ADMIN, HERE));

    assertThat(keeper.get("/admin/push").body()).contains("Firebase", "22/11/2026");
    assertThat(figures.days(Optional.of(Set.of("ca_xa@nowhere")))).isEmpty();
    PushFigures.Day day = figures.days(Optional.of(Set.of(ELSEWHERE))).get(0);
    assertThat(day.pushes()).isEqualTo(1);
    assertThat(day.accepted()).isEqualTo(1);
    assertThat(day.received()).isZero();
    assertThat(day.median()).isNull();

    String phones = "/admin/staff/" + officer.id() + "/notifications";
    String page = keeper.get(phones).body();
    assertThat(page).contains("cả khi đóng ứng dụng", "Chưa có số để nhắn tin");
    assertThat(stranger.get(phones).statusCode()).isEqualTo(404);
    String end = phones + "/" + addresses(officer.id()).get(0) + "/end";
    assertThat(page).contains(end);
    assertThat(stranger.post(end).statusCode()).isEqualTo(404);
    assertThat(keeper.post(end).statusCode()).isEqualTo(303);
    assertThat(api("GET", "/api/v1/officer/devices", null, officer.bearer()).statusCode())
        .isEqualTo(401);
  }

  @Test
  void news_on_a_topic_is_told_by_firebase_once_and_read_by_whoever_asks() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    UUID ref = UuidCreator.getTimeOrderedEpoch();
    TopicName topic = new TopicName("06286", LocalDate.of(2025, 7, 1), "vi");
    assertThat(topic).hasToString(TOPIC);
    for (int i = 0; i < 2; i++) {
      assertThat(
              news.publish(
                  id, topic, "article", ref, TEXT, clock.instant().plus(Duration.ofDays(60))))
          .isEqualTo(i == 0);
    }
    sent(id);
    assertThat(sentTo(TOPIC)).hasSize(1);
    assertThat(sentTo(TOPIC).get(0).data())
        .containsEntry("id", id.toString())
        .containsEntry("title", "Ngày 30/7")
        .containsEntry("body", "Cảnh giác với “việc nhẹ, lương cao”.");

    assertThat(api("GET", "/api/v1/topics/news?topic=" + TOPIC, null, null).body())
        .contains(
            id.toString(),
            ref.toString(),
            "\"kind\":\"article\"",
            "\"title\":\"Ngày 30/7\"",
            "\"text\":\"Cảnh giác với “việc nhẹ, lương cao”.\"");
    assertThat(api("GET", "/api/v1/topics/news?topic=u-06286-20250701-en", null, null).body())
        .isEqualTo("[]");
    for (String query :
        List.of(
            "",
            "?topic=",
            "?topic=x",
            "?topic=" + TOPIC + "x",
            "?" + ("&topic=" + TOPIC).repeat(7))) {
      assertThat(api("GET", "/api/v1/topics/news" + query, null, null).statusCode())
          .as(query)
          .isEqualTo(400);
    }
    news.withdraw(id);
    assertThat(api("GET", "/api/v1/topics/news?topic=" + TOPIC, null, null).body()).isEqualTo("[]");
  }

  @Test
  void who_holds_the_stream_open_gets_the_public_text_with_it() {
    TopicName topic = new TopicName("15499", LocalDate.of(2025, 7, 1), "vi");
    List<String> heard = new CopyOnWriteArrayList<>();
    Disposable listening = live.stream(TopicRelay.channel(topic)).subscribe(heard::add);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    try {
      assertThat(
              news.publish(
                  id, topic, "article", id, TEXT, clock.instant().plus(Duration.ofDays(60))))
          .isTrue();
      await().atMost(SOON).until(() -> !heard.isEmpty());
      assertThat(heard.get(0))
          .startsWith("{")
          .contains(id.toString(), "Cảnh giác với “việc nhẹ, lương cao”.");
      sent(id);
    } finally {
      listening.dispose();
      news.withdraw(id);
    }
  }

  @Test
  void news_under_a_name_that_is_no_topic_is_given_up_and_keeps_nothing_waiting() {
    UUID broken = UuidCreator.getTimeOrderedEpoch();
    database.run(
        "INSERT INTO tinbao.topic_news (id, topic, kind, ref, title, body, valid_until, created_at, next_at) VALUES ('%s', 'all', 'article', '%s', 'x', 'y', '2027-11-22T00:00:00Z', '2026-11-22T00:00:00Z', '2026-11-21T00:00:00Z')"
            .formatted(broken, broken));
    await()
        .atMost(SOON)
        .until(
            () ->
                database
                    .text("SELECT state FROM tinbao.topic_news WHERE id = '%s'".formatted(broken))
                    .equals("FAILED"));
    news.withdraw(broken);
  }

  @Test
  void a_phone_follows_a_topic_at_firebase_and_nothing_of_it_is_kept_here() {
    String token = token();
    google.register(token);
    assertThat(wish("fcm", token, TOPIC, true).body()).isEqualTo("{\"reachedBy\":\"fcm\"}");
    assertThat(wish("fcm", token, TOPIC, true).statusCode()).isEqualTo(200);
    assertThat(google.subscribers(TOPIC)).contains(token);
    assertThat(wish("fcm", token, TOPIC, false).statusCode()).isEqualTo(200);
    assertThat(google.subscribers(TOPIC)).doesNotContain(token);
    assertThat(wish("apns", token, TOPIC, true).body()).isEqualTo("{\"reachedBy\":\"relay\"}");

    assertThat(wish("fcm", "nobody-has-this-one", TOPIC, true).statusCode()).isEqualTo(410);
    assertThat(wish("fcm", token, "u-99999-20250701-vi", true).statusCode()).isEqualTo(404);
    assertThat(wish("fcm", token, "u-06286-20250231-vi", true).statusCode()).isEqualTo(404);
    assertThat(wish("fcm", token, "all", true).statusCode()).isEqualTo(400);
    google.next(Fault.error(500, "INTERNAL", "INTERNAL", "broken"));
    HttpResponse<String> later = wish("fcm", token, TOPIC, true);
    assertThat(later.statusCode()).isEqualTo(503);
    assertThat(later.headers().firstValue("Retry-After")).contains("60");
    for (String table :
        database.rows(
            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE"
                + " table_schema = 'tinbao' AND (table_name LIKE 'push%' OR table_name LIKE"
                + " 'topic%')")) {
      assertThat(database.dump(table)).as(table).doesNotContain(token);
    }
  }

  private HttpResponse<String> wish(String provider, String token, String topic, boolean follow) {
    return api(
        "POST",
        "/api/v1/topics/subscriptions",
        "{\"provider\":\"%s\",\"token\":\"%s\",\"topic\":\"%s\",\"follow\":%s}"
            .formatted(provider, token, topic, follow),
        null);
  }
}

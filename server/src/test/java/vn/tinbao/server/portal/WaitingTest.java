package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.gate.Challenge;
import vn.tinbao.server.subscription.ConsentLog;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.Interest;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.WebCodes;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Waiting instead of computing; each test comes from an address of its own. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "WebCodes")
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.gate.free-reports", value = "1")
@Property(name = "tinbao.gate.free-wrong-codes", value = "1")
@Property(name = "tinbao.gate.first-wait", value = "1s")
@Property(name = "tinbao.gate.hardest", value = "13")
@Property(name = "tinbao.sms.simulator.sent-after", value = "PT0.01S")
@Property(name = "micronaut.server.client-address-header", value = "X-Forwarded-For")
class WaitingTest {
  /** The first wait, and what it grows by meanwhile. */
  private static final Duration WAIT = Duration.ofSeconds(2);

  private static final String STORY = "Chuyện không ai được đọc trong trang chờ";

  @Inject EmbeddedServer server;
  @Inject TestSql database;
  @Inject Subscriptions subscriptions;
  @Inject ConsentLog consent;
  @Inject WebCodes codes;
  @Inject PhoneKey key;
  @Inject Catalogue catalogue;
  @Inject SettableClock time;

  @Test
  void the_draft_is_sealed_in_the_page_and_comes_in_when_the_time_is_over() {
    Client client = new Client("198.51.101.1");
    client.report("chuyện đầu tiên");
    HttpResponse<String> wait = client.report(STORY);

    assertThat(wait.statusCode()).isEqualTo(429);
    assertThat(wait.body())
        .contains("Xin chờ một chút: tin của bạn sắp được gửi", "name=\"draft\"")
        .doesNotContain(STORY);
    assertThat(wait.headers().firstValue("Refresh").orElseThrow()).startsWith("2; url=/waiting/");
    assertThat(wait.headers().firstValue("Cache-Control")).contains("no-store");

    HttpResponse<String> received = client.untilLetIn(wait);
    assertThat(received.statusCode()).isEqualTo(201);
    String dialogue = client.post("/follow", "code", code(received)).body();
    assertThat(dialogue).contains(STORY);
  }

  @Test
  void the_page_that_comes_back_by_itself_is_let_in_with_its_ticket_alone() {
    Client client = new Client("198.51.101.2");
    client.report("chuyện đầu tiên");
    HttpResponse<String> wait = client.report(STORY);
    String address = refresh(wait);

    time.advance(WAIT);
    HttpResponse<String> received = client.get(address);
    assertThat(received.statusCode()).isEqualTo(201);
    HttpResponse<String> reloaded = client.get(address);
    assertThat(code(reloaded)).isEqualTo(code(received));
  }

  @Test
  void too_early_is_the_same_page_again_and_stores_nothing() {
    Client client = new Client("198.51.101.3");
    client.report("chuyện đầu tiên");
    HttpResponse<String> wait = client.report(STORY);
    long before = database.number("SELECT count(*) FROM tinbao.tip");
    HttpResponse<String> early = client.sendDraft(wait, "");

    assertThat(early.statusCode()).isEqualTo(429);
    assertThat(Surfer.hidden(early.body(), "draft")).isNotEmpty();
    assertThat(database.number("SELECT count(*) FROM tinbao.tip")).isEqualTo(before);
    assertThat(client.untilLetIn(early).statusCode()).isEqualTo(201);
  }

  @Test
  void a_draft_sent_by_the_page_and_by_hand_is_one_tip() {
    Client client = new Client("198.51.101.4");
    client.report("chuyện đầu tiên");
    HttpResponse<String> wait = client.report(STORY);
    HttpResponse<String> first = client.untilLetIn(wait);
    HttpResponse<String> second = client.sendDraft(wait, "");

    assertThat(second.statusCode()).isEqualTo(201);
    assertThat(code(second)).isEqualTo(code(first));
  }

  @Test
  void a_ticket_that_is_not_known_leaves_the_browser_on_its_page() {
    HttpResponse<String> answer = new Client("198.51.101.5").get("/waiting/AAAAAAAAAAAAAAAAAAAAAA");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void a_draft_that_was_tampered_with_is_told_so() {
    Client client = new Client("198.51.101.6");
    client.report("chuyện đầu tiên");
    String draft = Surfer.hidden(client.report(STORY).body(), "draft");
    for (String forged :
        new String[] {
          "",
          "x",
          "!",
          draft.substring(4),
          (draft.charAt(0) == 'A' ? "B" : "A") + draft.substring(1),
          "A".repeat(500_000)
        }) {
      HttpResponse<String> answer = client.post("/waiting", "draft", forged);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("Hãy quay lại trang trước").doesNotContain(STORY);
    }
  }

  @Test
  void a_code_behind_an_address_with_wrong_ones_opens_after_a_wait() {
    Client client = new Client("198.51.101.7");
    String code = code(client.report(STORY));
    assertThat(client.post("/follow", "code", "1234").statusCode()).isEqualTo(404);

    HttpResponse<String> wait = client.post("/follow", "code", code);
    assertThat(wait.statusCode()).isEqualTo(429);
    assertThat(wait.body()).contains("tin của bạn sắp được mở").doesNotContain(code);
    assertThat(client.untilLetIn(wait).body()).contains(STORY);
  }

  @Test
  void the_address_that_opened_a_dialogue_opens_it_once() {
    Client client = new Client("198.51.101.11");
    String code = code(client.report(STORY));
    client.post("/follow", "code", "1234");
    String address = refresh(client.post("/follow", "code", code));

    time.advance(WAIT);
    HttpResponse<String> opened = client.get(address);
    assertThat(opened.body()).contains(STORY);
    assertThat(client.get(address).statusCode()).isEqualTo(204);
  }

  @Test
  void a_message_waits_too_and_is_not_lost() {
    Client client = new Client("198.51.101.8");
    String code = code(client.report(STORY));
    String page = client.post("/follow", "code", code).body();
    HttpResponse<String> wait =
        client.post(
            "/follow/messages",
            "code",
            code,
            "id",
            Surfer.hidden(page, "id"),
            "text",
            "thêm: xe màu trắng");
    assertThat(wait.statusCode()).isEqualTo(429);
    assertThat(wait.body()).doesNotContain("xe màu trắng", code);
    assertThat(client.untilLetIn(wait).body()).contains("xe màu trắng", "Đã gửi");
  }

  @Test
  void one_address_that_floods_the_waiting_page_pushes_out_nobody_elses_draft() {
    Client honest = new Client("198.51.101.9");
    honest.report("chuyện đầu tiên");
    String address = refresh(honest.report(STORY));
    Client flood = new Client("198.51.101.10");
    flood.post("/follow", "code", "1234");
    for (int i = 0; i < 80; i++) {
      String huge = "1".repeat(400_000);
      String[] fields =
          i % 2 == 0
              ? new String[] {"code", huge}
              : new String[] {"code", huge, "id", "x", "text", huge};
      HttpResponse<String> wait = flood.post(i % 2 == 0 ? "/follow" : "/follow/messages", fields);
      assertThat(wait.statusCode()).isEqualTo(429);
      assertThat(wait.body().length()).isLessThan(20_000);
    }
    assertThat(honest.get(address).statusCode()).isNotEqualTo(204);
  }

  /** Asks for a code past the gate. */
  private HttpResponse<String> askCode(Client client, String path, String... fields) {
    String page = client.get(path).body();
    String id = Surfer.hidden(page, "id");
    String[] all = Arrays.copyOf(fields, fields.length + 2);
    all[fields.length] = "id";
    all[fields.length + 1] = id;
    HttpResponse<String> wait = client.post(path, all);
    assertThat(wait.statusCode()).as(wait.body()).isEqualTo(429);
    assertThat(wait.body()).contains("mã sắp được gửi").doesNotContain("0979300");
    Matcher puzzle =
        Pattern.compile("data-challenge=\"([^\"]+)\" data-bits=\"(\\d+)\"").matcher(wait.body());
    assertThat(puzzle.find()).isTrue();
    String work =
        new Challenge(puzzle.group(1), Integer.parseInt(puzzle.group(2)), Instant.MAX).solved(id);
    return client.sendDraft(wait, work);
  }

  private List<String> codesOf(String phone) {
    Matcher codes =
        Pattern.compile("Ma cua ban: (\\d{6})\\.")
            .matcher(
                new Surfer(server)
                    .api("GET", "/simulator/api/messages?phone=%2B84" + phone, null, null)
                    .body());
    List<String> found = new ArrayList<>();
    while (codes.find()) {
      found.add(codes.group(1));
    }
    return found;
  }

  private String codeOf(String phone) {
    return await().until(() -> codesOf(phone), codes -> !codes.isEmpty()).get(0);
  }

  private HttpResponse<String> confirm(Client client, HttpResponse<String> asked, String code) {
    return client.post(
        "/subscribe/code",
        "id",
        Surfer.hidden(asked.body(), "id"),
        "what",
        Surfer.hidden(asked.body(), "what"),
        "code",
        code);
  }

  private List<Wish> wishes(String phone) {
    return subscriptions.of(key.seal(new PhoneNumber("+84" + phone)).hash());
  }

  @Test
  void somebody_joins_and_leaves_on_the_web_with_codes_that_open_once() {
    Client client = new Client("198.51.101.20");
    HttpResponse<String> which =
        client.post("/subscribe", "phone", "0979300001", "place", "Thọ Xuân");
    assertThat(which.statusCode()).as("work first, or a choice of places").isIn(422, 429);
    HttpResponse<String> asked =
        askCode(
            client,
            "/subscribe",
            "phone",
            "0979 300 001",
            "unit",
            "15499",
            "kind",
            "TEACHER",
            "CHILDREN",
            "yes");
    assertThat(asked.statusCode()).isEqualTo(200);
    assertThat(wishes("979300001")).isEmpty();
    String code = codeOf("979300001");
    assertThat(confirm(client, asked, "x").statusCode()).isEqualTo(422);
    HttpResponse<String> done =
        confirm(client, asked, code.substring(0, 3) + " " + code.substring(3));
    assertThat(done.body()).contains("Số của bạn sẽ nhận tin");
    assertThat(wishes("979300001"))
        .singleElement()
        .matches(wish -> wish.kind() == SubscriberKind.TEACHER)
        .matches(wish -> wish.interests().equals(Set.of(Interest.CHILDREN)));
    assertThat(confirm(client, asked, code).statusCode()).as("once").isEqualTo(422);
    // The same number within a minute: the same page, and no second code.
    HttpResponse<String> again = askCode(client, "/unsubscribe", "phone", "0979300001");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(confirm(client, again, code).statusCode()).isEqualTo(422);
    assertThat(wishes("979300001")).hasSize(1);
    database.run("UPDATE tinbao.subscription_code SET made_at = made_at - interval '2 minutes'");

    HttpResponse<String> leaving = askCode(client, "/unsubscribe", "phone", "0979300001");
    String second =
        await()
            .until(
                () ->
                    codesOf("979300001").stream()
                        .filter(one -> !one.equals(code))
                        .findFirst()
                        .orElse(""),
                found -> !found.isEmpty());
    assertThat(confirm(client, leaving, second).body()).contains("không tin tuyên truyền nào");
    assertThat(wishes("979300001")).isEmpty();
    assertThat(consent.of(key.seal(new PhoneNumber("+84979300001")).hash()))
        .extracting(ConsentLog.Entry::what)
        .containsExactly(ConsentLog.What.JOINED, ConsentLog.What.LEFT);
  }

  @Test
  void what_is_answered_to_a_number_tells_nothing_of_it() {
    subscriptions.join(
        key.seal(new PhoneNumber("+84979300002")),
        new Wish(
            catalogue.now().unitByCode("15499", LocalDate.of(2026, 1, 1)).orElseThrow().id(),
            "vi",
            SubscriberKind.CITIZEN,
            Set.of()),
        ConsentWay.SMS,
        "x");
    Client client = new Client("198.51.101.21");
    String known = page(askCode(client, "/unsubscribe", "phone", "0979300002"));
    String unknown = page(askCode(client, "/unsubscribe", "phone", "0979300003"));
    String often = page(askCode(client, "/unsubscribe", "phone", "0979300003"));
    assertThat(unknown).isEqualTo(known);
    assertThat(often).isEqualTo(known);
    assertThat(client.post("/subscribe", "phone", "abc", "unit", "15499").statusCode())
        .isEqualTo(422);
    assertThat(client.post("/subscribe", "phone", "+12025550138", "unit", "15499").body())
        .contains("số di động Việt Nam");
    assertThat(client.post("/subscribe", "phone", "0979300004", "place", "Qqqzzz").body())
        .contains("Không tìm thấy nơi này", "value=\"0979300004\"");
    assertThat(client.post("/subscribe/code", "id", "x", "code", "9".repeat(90)).statusCode())
        .isEqualTo(422);
  }

  private static String page(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body().replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "id");
  }

  @Test
  void five_wrong_codes_spoil_it_and_a_number_gets_three_a_day() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    PhoneNumber number = new PhoneNumber("+84979300005");
    Client client = new Client("198.51.101.22");
    Locale vietnamese = Locale.forLanguageTag("vi");
    codes.ask(id, number, null, vietnamese, "x");
    codes.ask(id, number, null, vietnamese, "x");
    String code = codeOf("979300005");
    for (int i = 0; i < 5; i++) {
      assertThat(codes.confirm(id, code + i)).isEqualTo(WebCodes.Outcome.WRONG);
    }
    assertThat(codes.confirm(id, code)).isEqualTo(WebCodes.Outcome.WRONG);
    String of =
        " tinbao.subscription_code WHERE phone_hash = (SELECT phone_hash FROM"
            + " tinbao.subscription_code WHERE id = '"
            + id
            + "')";
    for (int i = 0; i < 5; i++) {
      database.run(
          "UPDATE tinbao.subscription_code SET made_at = made_at - interval '2 minutes'"
              + " WHERE phone_hash = (SELECT phone_hash FROM tinbao.subscription_code WHERE id = '"
              + id
              + "')");
      codes.ask(UuidCreator.getTimeOrderedEpoch(), number, null, vietnamese, "x");
    }
    assertThat(database.number("SELECT count(*) FROM" + of)).isEqualTo(3);

    UUID late = UuidCreator.getTimeOrderedEpoch();
    PhoneNumber other = new PhoneNumber("+84979300006");
    codes.ask(late, other, null, vietnamese, "x");
    String stale = codeOf("979300006");
    database.run(
        "UPDATE tinbao.subscription_code SET expires_at = made_at WHERE id = '" + late + "'");
    assertThat(codes.confirm(late, stale)).isEqualTo(WebCodes.Outcome.WRONG);
    codes.forget();
    assertThat(
            database.number(
                "SELECT count(phone_cipher) FROM tinbao.subscription_code WHERE id = '"
                    + late
                    + "'"))
        .isZero();
  }

  private String code(HttpResponse<String> receipt) {
    Matcher groups = Pattern.compile("<span>(\\d{4})</span>").matcher(receipt.body());
    StringBuilder code = new StringBuilder();
    while (groups.find()) {
      code.append(groups.group(1));
    }
    assertThat(code).as(receipt.body()).hasSize(20);
    return code.toString();
  }

  private static String refresh(HttpResponse<String> wait) {
    String header = wait.headers().firstValue("Refresh").orElseThrow();
    return header.substring(header.indexOf("url=") + 4);
  }

  private final class Client {
    private final Surfer surfer = new Surfer(server);
    private final String address;

    Client(String address) {
      this.address = address;
    }

    HttpResponse<String> report(String story) {
      String page = get("/").body();
      return post(
          "/",
          "id",
          Surfer.hidden(page, "id"),
          "replayKey",
          Surfer.hidden(page, "replayKey"),
          "story",
          story);
    }

    HttpResponse<String> sendDraft(HttpResponse<String> wait, String work) {
      return post(
          "/waiting",
          "draft",
          Surfer.hidden(wait.body(), "draft"),
          "ticket",
          Surfer.hidden(wait.body(), "ticket"),
          "work",
          work);
    }

    HttpResponse<String> untilLetIn(HttpResponse<String> wait) {
      time.advance(WAIT);
      return sendDraft(wait, "");
    }

    HttpResponse<String> get(String path) {
      return surfer.send(surfer.request(path).header("X-Forwarded-For", address).GET());
    }

    HttpResponse<String> post(String path, String... fields) {
      return surfer.send(
          surfer
              .request(path)
              .header("X-Forwarded-For", address)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .header("Origin", server.getURI().toString())
              .POST(HttpRequest.BodyPublishers.ofString(Surfer.form(fields))));
    }
  }
}

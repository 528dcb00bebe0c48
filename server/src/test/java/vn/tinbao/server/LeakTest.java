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
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.attachment.TusClient;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.Samples;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Traces;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.testing.TestSql;

/**
 * The leak test: reports through every channel with planted words, works the tips through their
 * life to its deletion, then searches whatever the house leaves behind: every table of both
 * schemas, the database's own files, the house's directory, all log lines, metrics, pushes, texts
 * sent, exports and what those may see who may not see the tip. A planted word may turn up in one
 * place only: the text to the reporter's own phone, and there only the receipt and what staff
 * answered.
 *
 * <p>That a deleted tip is unreadable in an old backup restored with new keys is {@link
 * vn.tinbao.server.backup}'s BackupTest.
 */
@MicronautTest(transactional = false)
class LeakTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String OTHER = "ca_xa@15499/2025-07-01";
  private static final String PHONE = "+84987654321";
  private static final String CALLER = "0912987123";
  private static final String ANSWER = "Cong an se den, xin giu may";
  private static final String PLACE = " ở xã Khánh Khê, Lạng Sơn";

  @Inject
  @Client("/")
  HttpClient http;

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSql database;
  @Inject HomeDirectory home;

  /** What came to the officer's phone. */
  private final ConcurrentLinkedQueue<String> pushes = new ConcurrentLinkedQueue<>();

  private final Traces traces =
      new Traces()
          .plant(
              // Names, numbers, addresses and words of the reporters.
              "Nguyễn Thị Dấu Vết",
              "Nguyen Thi Dau Vet",
              "987654321",
              "987 654 321",
              "912987123",
              "gọi sau 21 giờ ở quán cà phê Hoa Sữa",
              "chuyện mật của em gái tôi",
              "chuyen mat cua em gai toi",
              "số 17 ngõ Vô Danh",
              "địa chỉ bí mật trong tin nhắn bổ sung",
              "21.987654",
              "lời kể qua trang web",
              "lời kể qua điện thoại bàn",
              // Files: their names, what is in them and what they say of their maker.
              "anh-chup-trom.jpg",
              "ban-to-trinh.docx",
              Samples.MARK,
              Samples.WORDS,
              // Of a person whose record began from it.
              "Lò Thị Nạn Nhân Kín",
              "bản Giấu Kín bên suối",
              "938111222",
              "câu chuyện kín của nạn nhân",
              "lời nhắn kín khi chuyển tuyến",
              "cơ sở tạm lánh Vô Danh",
              // What officers write about it.
              "câu hỏi riêng của trực ban",
              "chỉ dẫn kín cho cán bộ",
              "báo cáo kín từ hiện trường",
              "ghi chú chuyển tin kín",
              ANSWER,
              "lý do xin biết danh tính",
              "lý do đồng ý của người giữ");

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
  void whoever_gets_hold_of_it_learns_of_nobody() {
    demo.install(
        List.of(
            seat("vet.truc", HERE, Role.DUTY_OFFICER),
            seat("vet.truong", HERE, Role.AGENCY_LEAD),
            seat("vet.canbo", HERE, Role.FIELD_OFFICER),
            seat("vet.giu", HERE, Role.CUSTODIAN),
            seat("vet.soat", HERE, Role.AUDITOR),
            seat("vet.khac", OTHER, Role.DUTY_OFFICER)));
    String app = reportByApp();
    String web = reportByWeb();
    String sms = reportBySms();
    String call = reportByCall();
    for (String code : List.of(app, web, sms, call)) {
      traces.plant(code, code.replace(" ", ""));
    }
    UUID tip = tipOf(app);
    answerByText(tipOf(sms));
    attach(app, "anh-chup-trom.jpg", Samples.jpeg());
    addMessage(app);
    work(tip);
    lookFor(tip, app);
    learnTheName(tip);
    beginRecord(tip);
    handOver(tip);
    provokeErrors();

    await()
        .untilAsserted(
            () ->
                assertThat(
                        database.number(
                            "SELECT count(*) FROM tinbao.attachment WHERE state = 'WAITING'"))
                    .isZero());
    search(sms);
    assertThat(traces.found()).isEmpty();

    restrict(tipOf(web));
    delete(tipOf(call));
    search(sms);
    assertThat(traces.found()).isEmpty();
  }

  /** So that a search that finds nothing means something. */
  @Test
  void a_leak_would_be_found() {
    Traces planted = new Traces().plant("vết tích cố ý để lại");
    database.run("CREATE TABLE tinbao.leak AS SELECT 'vết tích cố ý để lại'::text AS words");
    database.run("CHECKPOINT");
    planted.searchText("a table", database.dump("tinbao.leak"));
    assertThat(planted.found()).hasSize(1);
    planted.searchFiles(Path.of(database.text("SHOW data_directory")));
    assertThat(planted.found()).hasSizeGreaterThan(1);
    database.run("DROP TABLE tinbao.leak");
  }

  private String reportByApp() {
    Map<String, Object> answer =
        http.toBlocking()
            .retrieve(
                HttpRequest.POST(
                    "/api/v1/tips",
                    Map.of(
                        "id",
                        UuidCreator.getTimeOrderedEpoch().toString(),
                        "replayKey",
                        "AAAAAAAAAAAAAAAAAAAAAA",
                        "narrative",
                        "Đây là chuyện mật của em gái tôi" + PLACE,
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

  /** The form of the page, without JavaScript and with a file. */
  private String reportByWeb() {
    Surfer citizen = new Surfer(server);
    String form = citizen.get("/").body();
    HttpResponse<String> answer =
        citizen.post(
            "/",
            "id",
            Surfer.hidden(form, "id"),
            "replayKey",
            Surfer.hidden(form, "replayKey"),
            "story",
            "Đây là lời kể qua trang web" + PLACE,
            "place",
            "số 17 ngõ Vô Danh",
            "name",
            "Nguyễn Thị Dấu Vết",
            "phone",
            "0987 654 321",
            "safeContact",
            "gọi sau 21 giờ ở quán cà phê Hoa Sữa");
    assertThat(answer.statusCode()).isBetween(200, 299);
    String code = code(answer.body(), 5);
    HttpResponse<String> sent =
        citizen.postFile("/follow/files", code, "ban-to-trinh.docx", docx());
    assertThat(sent.statusCode()).isBetween(200, 303);
    return code;
  }

  private String reportBySms() {
    http.toBlocking()
        .exchange(
            HttpRequest.POST(
                "/simulator/api/messages",
                Map.of("from", PHONE, "text", "chuyen mat cua em gai toi, Nguyen Thi Dau Vet")));
    List<String> answers = new ArrayList<>();
    await()
        .until(
            () -> {
              answers.clear();
              answers.addAll(textsTo(PHONE));
              return !answers.isEmpty()
                  && database.number("SELECT count(*) FROM sms.outbound WHERE body IS NOT NULL")
                      == 0;
            });
    return code(answers.get(0), 5);
  }

  /** A duty officer types what a caller says; the caller comes back with the one-time code. */
  private String reportByCall() {
    Surfer desk = signedIn("vet.truc");
    String form = desk.get("/desk/tips/new").body();
    HttpResponse<String> typed =
        desk.post(
            "/desk/tips/new",
            "id",
            Surfer.hidden(form, "id"),
            "story",
            "Đây là lời kể qua điện thoại bàn" + PLACE,
            "place",
            "số 17 ngõ Vô Danh",
            "name",
            "Nguyễn Thị Dấu Vết",
            "phone",
            CALLER);
    assertThat(typed.statusCode()).isBetween(200, 399);
    String page =
        typed.headers().firstValue("Location").map(at -> desk.get(at).body()).orElse(typed.body());
    String once = digits(page);
    traces.plant(once, once.replace(" ", ""));

    Surfer caller = new Surfer(server);
    String exchange = caller.post("/follow", "code", once).body();
    HttpResponse<String> lasting =
        caller.post(
            "/follow/first-code",
            "code",
            Surfer.hidden(exchange, "code"),
            "claim",
            Surfer.hidden(exchange, "claim"));
    assertThat(lasting.statusCode()).isEqualTo(200);
    return code(lasting.body(), 5);
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

  private void attach(String code, String name, byte[] bytes) {
    new TusClient(server, code).upload(UuidCreator.getTimeOrderedEpoch(), name, bytes);
  }

  private static byte[] docx() {
    try {
      return Samples.docx();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What staff say to a phone is on that phone, and nowhere else once it arrived. */
  private void answerByText(UUID tip) {
    String lead = database.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
    demo.install(List.of(seat("vet.traloi", lead, Role.DUTY_OFFICER)));
    Surfer desk = signedIn("vet.traloi");
    String page = desk.get("/desk/tips/" + tip).body();
    done(
        desk.post(
            "/desk/tips/" + tip + "/replies",
            "messageId",
            Surfer.hidden(page, "messageId"),
            "text",
            ANSWER));
    await()
        .until(
            () ->
                textsTo(PHONE).stream().anyMatch(text -> text.contains(ANSWER))
                    && database.number("SELECT count(*) FROM sms.outbound WHERE body IS NOT NULL")
                        == 0);
  }

  /** Keeps what the relay sends to this phone. */
  private void listen(String token) {
    CountDownLatch connected = new CountDownLatch(1);
    java.net.http.HttpClient.newHttpClient()
        .sendAsync(
            java.net.http.HttpRequest.newBuilder(server.getURI().resolve("/api/v1/officer/events"))
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream")
                .build(),
            HttpResponse.BodyHandlers.fromLineSubscriber(
                new LineEar(
                    line -> {
                      connected.countDown();
                      if (line.startsWith("event:") || line.startsWith("data:")) {
                        pushes.add(line);
                      }
                    })));
    try {
      assertThat(connected.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private record LineEar(Consumer<String> heard) implements Flow.Subscriber<String> {
    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      heard.accept(line);
    }

    @Override
    public void onError(Throwable error) {}

    @Override
    public void onComplete() {}
  }

  private void restrict(UUID tip) {
    String reason = "OTHER";
    done(signedIn("vet.truong").post("/desk/tips/" + tip + "/restriction", "reason", reason));
    Surfer duty = signedIn("vet.truc");
    assertThat(duty.get("/desk/tips/" + tip).statusCode()).isEqualTo(404);
    traces.searchText("the queue of who may not see it", duty.get("/desk").body());
  }

  /** Its key goes, and with it all of it. */
  private void delete(UUID tip) {
    database.run("DELETE FROM tinbao.tip_key WHERE tip_id = '" + tip + "'");
    database.run("DELETE FROM tinbao.tip WHERE id = '" + tip + "'");
    assertThat(signedIn("vet.truc").get("/desk/tips/" + tip).statusCode()).isEqualTo(404);
  }

  /** Opened, answered, an officer sent and back. */
  /** Planted words, as somebody at the desk looks for them once the tip is indexed. */
  private void lookFor(UUID tip, String code) {
    await()
        .untilAsserted(
            () -> assertThat(database.number("SELECT count(*) FROM tinbao.tip_to_index")).isZero());
    Surfer desk = signedIn("vet.truc");
    for (String words :
        List.of("chuyện mật của em gái tôi", "\"số 17 ngõ Vô Danh\"", "bí mật bổ sung")) {
      assertThat(desk.post("/desk/search", "words", words).body())
          .as(words)
          .contains("/desk/tips/" + tip);
    }
    assertThat(desk.post("/desk/search", "words", "Nguyễn Thị Dấu Vết").body())
        .doesNotContain("/desk/tips/" + tip);
    assertThat(desk.post("/desk/search", "number", code).body()).contains("/desk/tips/" + tip);
    assertThat(
            desk.post(
                    "/desk/tips/new/similar",
                    "story",
                    "Đây là chuyện mật của em gái tôi" + PLACE,
                    "phone",
                    CALLER)
                .statusCode())
        .isEqualTo(200);
  }

  private void work(UUID tip) {
    Surfer desk = signedIn("vet.truc");
    String page = desk.get("/desk/tips/" + tip).body();
    assertThat(unmarked(page)).contains("chuyện mật của em gái tôi");
    assertThat(page).doesNotContain("Dấu Vết");
    done(
        desk.post(
            "/desk/tips/" + tip + "/replies",
            "messageId",
            Surfer.hidden(page, "messageId"),
            "text",
            "Đây là câu hỏi riêng của trực ban"));
    Surfer officer = new Surfer(server);
    String token =
        value(
            officer
                .api(
                    "POST",
                    "/api/v1/officer/sessions",
                    "{\"username\":\"vet.canbo\",\"password\":\"%s\",\"totp\":\"%s\",\"deviceName\":\"Máy thử\"}"
                        .formatted(DemoStaff.PASSWORD, demo.codeNow()),
                    null)
                .body(),
            "token");
    listen(token);
    done(
        desk.post(
            "/desk/tips/" + tip + "/assignments",
            "assignmentId",
            Surfer.hidden(page, "assignmentId"),
            "officer",
            database.text("SELECT id FROM tinbao.staff_account WHERE username = 'vet.canbo'"),
            "instruction",
            "Đây là chỉ dẫn kín cho cán bộ",
            "minutes",
            "30"));
    String assignment =
        database.text("SELECT id FROM tinbao.assignment WHERE tip_id = '" + tip + "'");
    for (String action : List.of("ACCEPT", "REPORT")) {
      HttpResponse<String> answer =
          officer.api(
              "POST",
              "/api/v1/officer/assignments/" + assignment + "/actions",
              "{\"operationId\":\"%s\",\"action\":\"%s\",\"note\":%s}"
                  .formatted(
                      UuidCreator.getTimeOrderedEpoch(),
                      action,
                      action.equals("REPORT") ? "\"Đây là báo cáo kín từ hiện trường\"" : "null"),
              token);
      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
      assertThat(answer.body()).as("words go by sync only").doesNotContain("kín");
    }
  }

  /** A person's record, with a consent and a referral; then with what is wrong. */
  private void beginRecord(UUID tip) {
    Surfer desk = signedIn("vet.truc");
    String form = Surfer.hidden(desk.get("/victims/new?tip=" + tip).body(), "formId");
    String today = LocalDate.now(ZoneId.of("Asia/Ho_Chi_Minh")).toString();
    for (String age : List.of("x", "24")) {
      HttpResponse<String> answer =
          desk.post(
              "/victims",
              "formId",
              form,
              "tip",
              tip.toString(),
              "metOn",
              today,
              "name",
              "Lò Thị Nạn Nhân Kín",
              "age",
              age,
              "address",
              "bản Giấu Kín bên suối",
              "phone",
              "0938111222",
              "story",
              "Đây là câu chuyện kín của nạn nhân");
      assertThat(answer.statusCode()).isEqualTo(age.equals("x") ? 422 : 303);
    }
    String at = "/victims/" + form;
    assertThat(desk.get(at).body()).contains("Lò Thị Nạn Nhân Kín");
    String consent = UuidCreator.getTimeOrderedEpoch().toString();
    done(
        desk.post(
            at + "/consents",
            "formId",
            consent,
            "purpose",
            "REFERRAL",
            "day",
            today,
            "note",
            "Đây là câu chuyện kín của nạn nhân"));
    done(
        desk.post(
            at + "/referrals",
            "formId",
            UuidCreator.getTimeOrderedEpoch().toString(),
            "consent",
            consent,
            "outside",
            "cơ sở tạm lánh Vô Danh",
            "service",
            "MEDICAL",
            "note",
            "Đây là lời nhắn kín khi chuyển tuyến"));
    assertThat(signedIn("vet.khac").get(at).body()).doesNotContain("Nạn Nhân Kín");
    assertThat(signedIn("vet.soat").get("/audit").body()).doesNotContain("Nạn Nhân Kín");
  }

  /** Asked for, granted and read: by the one to whom it was granted, and by nobody else. */
  private void learnTheName(UUID tip) {
    Surfer desk = signedIn("vet.truong");
    String page = desk.get("/desk/tips/" + tip).body();
    done(
        desk.post(
            "/desk/tips/" + tip + "/identity-requests",
            "requestId",
            Surfer.hidden(page, "requestId"),
            "reason",
            "Đây là lý do xin biết danh tính"));
    Surfer custodian = signedIn("vet.giu");
    String request = first(custodian.get("/custody").body(), "href=\"/custody/([0-9a-f-]{36})\"");
    done(
        custodian.post(
            "/custody/" + request + "/decision",
            "decision",
            "grant",
            "hours",
            "24",
            "reason",
            "Đây là lý do đồng ý của người giữ"));
    HttpResponse<String> opened = desk.post("/desk/identity-requests/" + request + "/open");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains("Nguyễn Thị Dấu Vết");
    assertThat(signedIn("vet.truc").post("/desk/identity-requests/" + request + "/open").body())
        .doesNotContain("Dấu Vết");
  }

  /** Offered to another agency, which sees a summary until it accepts. */
  private void handOver(UUID tip) {
    Surfer desk = signedIn("vet.truong");
    String form = desk.get("/desk/tips/" + tip + "/transfer").body();
    done(
        desk.post(
            "/desk/tips/" + tip + "/transfers",
            "id",
            Surfer.hidden(form, "id"),
            "to",
            OTHER,
            "reason",
            "OTHER_PLACE",
            "note",
            "Đây là ghi chú chuyển tin kín"));
    Surfer other = signedIn("vet.khac");
    String inbox = other.get("/desk/transfers").body();
    Traces words = new Traces().plant("chuyện mật", "Dấu Vết", "Vô Danh", "hiện trường");
    words.searchText("the summary of an offer", inbox);
    words.searchText("the queue", other.get("/desk").body());
    assertThat(other.get("/desk/tips/" + tip).statusCode()).isEqualTo(404);
    String transfer = first(inbox, "/desk/transfers/([0-9a-f-]{36})/acceptance");
    done(other.post("/desk/transfers/" + transfer + "/acceptance"));
    assertThat(unmarked(other.get("/desk/tips/" + tip).body()))
        .contains("chuyện mật của em gái tôi");
    assertThat(desk.get("/desk/tips/" + tip).statusCode()).isEqualTo(404);
    assertThat(words.found()).isEmpty();
  }

  /** The text of a page, in which words that say something are marked. */
  private static String unmarked(String page) {
    return page.replaceAll("<[^>]*>", "");
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

  private void search(String receiptByText) {
    for (String table : everyTable()) {
      traces.searchText(table, database.dump(table));
    }
    database.run("CHECKPOINT");
    traces.searchFiles(Path.of(database.text("SHOW data_directory")));
    traces.searchFiles(home.resolve("."));
    logged.forEach(line -> traces.searchText("the log: " + line, line));
    assertThat(logged).isNotEmpty();
    for (String path : List.of("/prometheus", "/health")) {
      traces.searchText(path, http.toBlocking().retrieve(path));
    }
    Surfer auditor = signedIn("vet.soat");
    HttpResponse<String> rows = auditor.get("/audit/rows.csv");
    assertThat(rows.body()).contains("TIP_OPENED");
    traces.searchText("the audit's export", rows.body());
    // Pushes: the queue of the relay is a table; what went out is its topic and an opaque id.
    assertThat(database.number("SELECT count(*) FROM tinbao.push_message")).isPositive();
    assertThat(pushes).isNotEmpty();
    pushes.forEach(push -> traces.searchText("a push", push));
    // A text carries the receipt, what staff answered, and nothing of a report.
    Traces words =
        traces.without(ANSWER, receiptByText, receiptByText.replace(" ", ""), "987654321");
    textsTo(PHONE).forEach(text -> words.searchText("a text", text));
    textsTo("+84" + CALLER.substring(1)).forEach(text -> words.searchText("a text", text));
    assertThat(words.found()).isEmpty();
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
    assertThat(tables)
        .contains(
            "tinbao.tip",
            "tinbao.tip_message",
            "tinbao.attachment_chunk",
            "tinbao.audit",
            "sms.inbound",
            "sms.outbound");
    return tables;
  }

  private List<String> textsTo(String phone) {
    return http
        .toBlocking()
        .retrieve(
            HttpRequest.GET("/simulator/api/messages?phone=" + phone.replace("+", "%2B")),
            Argument.listOf(Argument.mapOf(String.class, Object.class)))
        .stream()
        .filter(message -> "TO_PHONE".equals(message.get("direction")))
        .filter(message -> "DELIVERED".equals(String.valueOf(message.get("status"))))
        .map(message -> (String) message.get("text"))
        .toList();
  }

  private UUID tipOf(String code) {
    return UUID.fromString(
        value(
            http.toBlocking()
                .retrieve(HttpRequest.GET("/api/v1/follow").header("Receipt-Code", code)),
            "id"));
  }

  private static DemoStaff.AgencySeat seat(String name, String agency, Role role) {
    return new DemoStaff.AgencySeat(name, "Cán bộ " + name, agency, Set.of(role));
  }

  private final Map<String, Surfer> signedIn = new HashMap<>();

  /** Each signs in once: a code of the second factor is good for one sign-in. */
  private Surfer signedIn(String name) {
    return signedIn.computeIfAbsent(
        name,
        username -> {
          Surfer surfer = new Surfer(server);
          done(
              surfer.post(
                  "/login",
                  "username",
                  username,
                  "password",
                  DemoStaff.PASSWORD,
                  "code",
                  demo.codeNow()));
          return surfer;
        });
  }

  private static void done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  /** The first code of so many groups of four digits, tags between the groups or not. */
  private static String code(String text, int groups) {
    String plain = text.replaceAll("</?span>", " ").replaceAll("\\s+", " ");
    return first(plain, "(\\d{4}(?: \\d{4}){" + (groups - 1) + "})");
  }

  /** The digits in the element with id "code". */
  private static String digits(String page) {
    return first(page.replaceAll("\\s+", " "), "id=\"code\">(.*?)</p>")
        .replaceAll("<[^>]*>", " ")
        .replaceAll("\\s+", " ")
        .strip();
  }

  private static String value(String json, String field) {
    return first(json, "\"" + field + "\"\\s*:\\s*\"([^\"]*)\"");
  }

  private static String first(String text, String pattern) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }
}

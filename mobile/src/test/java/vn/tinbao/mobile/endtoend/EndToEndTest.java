package vn.tinbao.mobile.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.tinbao.mobile.platform.Locator;
import vn.tinbao.mobile.testing.AppHarness;
import vn.tinbao.server.ServeCommand;
import vn.tinbao.server.catalogue.Agency;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Samples;

/**
 * The whole way in one JVM with real parts: simulated phone, gateway, server, PostgreSQL, desk in
 * Chromium, app in JavaFX. Once for each of the three channels.
 */
class EndToEndTest extends BrowserTest {
  private static final String KHANH_KHE = "ca_xa@06286/2025-07-01";
  private static final String IA_DAL = "ca_xa@23535/2025-07-01";

  private static ApplicationContext server;
  private static URI at;

  /** What was seen on the way, to be looked at. */
  private static final Path PICTURES = Path.of("target", "screenshots");

  @TempDir Path phone;

  @BeforeAll
  static void start() throws IOException {
    Files.createDirectories(PICTURES);
    server = ServeCommand.start(Map.of("micronaut.server.port", -1), "test");
    at = server.getBean(EmbeddedServer.class).getURI();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void a_text_message_becomes_an_officers_task_and_its_sender_reads_the_answer() throws Exception {
    String victim = "+84912345678";
    seat("sms.duty", "Hoàng Thị Lan", KHANH_KHE, Role.DUTY_OFFICER);
    seat("sms.officer", "Vi Văn Nam", KHANH_KHE, Role.FIELD_OFFICER);
    try (AppHarness app = AppHarness.start(at, phone)) {
      app.signIn("sms.officer", DemoStaff.PASSWORD, code());
      app.waitFor("assignments");

      Page desk = signedIn("sms.duty");
      text(
          victim,
          "toi o xa binh trung co nguoi ru chau gai sang trung quoc lam viec nhe luong cao");
      String receipt = awaitText(victim, "Khanh Khe");
      assertThat(receipt).containsPattern("\\d{4}( \\d{4}){4}");

      // The live queue shows it without a reload; the tip shows words, place and reason.
      desk.locator("a.open", withText("Khánh Khê")).first().click();
      assertThat(desk.locator("#words")).containsText("binh trung");
      assertThat(desk.locator("#words mark").first()).isVisible();
      assertThat(desk.locator(".reasons").first()).containsText("Khánh Khê");

      picture(desk, "desk-tip");

      assign(desk, "Vi Văn Nam", "Đến gặp gia đình ngay");
      app.waitFor("an assignment on the phone", () -> !tasks(app).isEmpty());
      app.fire(tasks(app).get(0));
      app.waitFor("action-accept");
      assertThat(app.screenText()).contains("Đến gặp gia đình ngay").doesNotContain("binh trung");
      app.fire("action-accept");
      app.waitForText("assignment-narrative", "binh trung");
      app.snapshot(PICTURES.resolve("app-task.png"));
      assertThat(desk.locator("#assignment-lines")).containsText("Đã nhận");

      app.fire("action-report");
      app.waitFor("note-text");
      app.type("note-text", "Đã gặp gia đình, cháu an toàn");
      app.fire("note-send");
      assertThat(desk.locator("#assignment-lines")).containsText("cháu an toàn");

      reply(desk, "Cong an xa da gap gia dinh. Chau an toan.");
      awaitText(victim, "Chau an toan");
      desk.navigate(at.resolve("/desk").toString());
      assertThat(desk.locator("a.open").first()).isVisible();
      picture(desk, "desk-queue");
      Page phones = open(DESK);
      phones.navigate(at.resolve("/simulator").toString());
      assertThat(phones.locator("body")).containsText("Chau an toan");
      picture(phones, "phones");
    }
  }

  @Test
  void a_report_from_the_app_becomes_an_officers_task_and_the_app_shows_the_answer()
      throws IOException {
    seat("app.duty", "Rơ Châm Hạnh", IA_DAL, Role.DUTY_OFFICER);
    seat("app.officer", "Nguyễn Văn Thắng", IA_DAL, Role.FIELD_OFFICER);
    Path citizensPhone = phone.resolve("citizen");
    Page desk;
    try (AppHarness app = AppHarness.start(at, citizensPhone)) {
      app.fire("home-report");
      app.waitFor("report-story");
      app.type("report-story", "o xa ia dal co 2 em gai bi ru sang campuchia lam viec nhe");
      app.machine().willGive(Files.write(phone.resolve("hoa.jpg"), Samples.jpeg()), true);
      app.fire("files-photo");
      app.waitFor("report-files");
      while (!app.shows("send")) {
        app.fire("report-next");
      }
      app.fire("send");
      app.waitFor("receipt-code");
      assertThat(app.text("receipt-code")).matches("(?s)\\D*\\d{4}(\\s+\\d{4}){4}\\D*");
      app.waitForText("receipt-agency", "Ia Đal");
      app.waitFor("the photo to arrive", () -> app.screenText().contains("đã nhận đủ"));
    }

    desk = signedIn("app.duty");
    desk.locator("a.open", withText("Ia Đal")).first().click();
    assertThat(desk.locator("body")).containsText("tep-1.jpg");
    officerAccepts(
        desk,
        "app.officer",
        "Nguyễn Văn Thắng",
        "ia dal",
        app -> {
          app.fire("field-report");
          app.machine()
              .isAt(new Locator.Fix(13.98, 107.44, 8.0, Instant.parse("2026-11-22T01:30:00Z")));
          app.fire("report-locate");
          app.machine().willGive(photo("hien-truong.jpg"), true);
          app.fire("files-photo");
          app.waitFor("it at the desk", () -> app.screenText().contains("Trực ban đã nhận đủ"));
          app.snapshot(PICTURES.resolve("app-field-report.png"));
          app.fire("report-save");
          assertThat(desk.locator("#assignment-lines .thumbnail img")).isVisible();
          assertThat(desk.locator("#assignment-lines")).containsText("13.980000, 107.440000");
          picture(desk, "desk-field-files");
        });
    give(desk, photo("giay-moi.jpg"));
    reply(desk, "Chúng tôi đang đến. Nhà gần chỗ nào?");

    try (AppHarness app = AppHarness.start(at, citizensPhone)) {
      app.fire("home-follow");
      app.waitFor("the tip in the list", () -> !tips(app).isEmpty());
      app.fire(tips(app).get(0));
      app.waitFor("the dialogue", () -> app.shows("dialogue-text") || app.shows("receipt-follow"));
      if (app.shows("receipt-follow")) {
        app.fire("receipt-follow");
      }
      app.waitFor("the answer in the app", () -> app.screenText().contains("Nhà gần chỗ nào"));
      app.waitFor("the agency's file", () -> !app.idsBeginningWith("file-fetch-").isEmpty());
      app.fireFirst("file-fetch-");
      app.waitFor("it here", () -> !app.idsBeginningWith("file-open-").isEmpty());
      app.snapshot(PICTURES.resolve("app-given-file.png"));
      app.fireFirst("file-open-");
      app.waitFor("picture");
      app.back();
      app.waitFor("dialogue-text");
      app.type("dialogue-text", "gần trạm y tế");
      app.fire("dialogue-send");
      assertThat(desk.locator("#dialogue-lines")).containsText("gần trạm y tế");
      app.fire("dialogue-receipt");
      app.waitForText("tip-state", "đã đọc");
    }
  }

  @Test
  void a_report_from_the_web_without_javascript_goes_the_same_way() {
    Page citizen = openWithoutScript(PHONE);
    citizen.navigate(at.resolve("/").toString());
    citizen
        .locator("#story")
        .fill("Ở xã Thường Phước, Đồng Tháp có quán giữ giấy tờ, ép các em gái tiếp khách");
    citizen.locator("form[action='/'] button").click();
    String code = citizen.locator("#code").innerText().strip();
    assertThat(code.replaceAll("\\s+", "")).matches("\\d{20}");
    Agency lead = agencyNamedIn(citizen.locator("dl.facts").innerText());
    assertThat(lead.id()).isEqualTo("ca_xa@29971/2025-07-01");

    seat("web.duty", "Phạm Thị Bé", lead.id(), Role.DUTY_OFFICER);
    seat("web.officer", "Võ Hoàng Phúc", lead.id(), Role.FIELD_OFFICER);
    Page desk = signedIn("web.duty");
    desk.locator("a.open", withText("Thường Phước")).first().click();
    officerAccepts(desk, "web.officer", "Võ Hoàng Phúc", "giữ giấy tờ");
    reply(desk, "Công an xã đang xác minh. Cảm ơn bạn.");

    citizen.navigate(at.resolve("/follow").toString());
    citizen.locator("input#code").fill(code);
    citizen.locator("form[action='/follow'] button").first().click();
    assertThat(citizen.locator("body")).containsText("giữ giấy tờ");
    assertThat(citizen.locator("body")).containsText("Công an xã đang xác minh");
  }

  /** The officer's phone: pushed, opened, accepted; the desk sees it. */
  private void officerAccepts(Page desk, String username, String name, String words) {
    officerAccepts(desk, username, name, words, app -> {});
  }

  private void officerAccepts(
      Page desk, String username, String name, String words, Consumer<AppHarness> then) {
    try (AppHarness app = AppHarness.start(at, phone.resolve(username))) {
      app.signIn(username, DemoStaff.PASSWORD, code());
      app.waitFor("assignments");
      assign(desk, name, "Đến xác minh");
      app.waitFor("an assignment on the phone", () -> !tasks(app).isEmpty());
      app.fire(tasks(app).get(0));
      app.waitFor("action-accept");
      app.fire("action-accept");
      app.waitForText("assignment-narrative", words);
      assertThat(desk.locator("#assignment-lines")).containsText("Đã nhận");
      then.accept(app);
    }
  }

  private Path photo(String name) {
    try {
      return Files.write(phone.resolve(name), Samples.jpeg());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** The desk gives a file to the reporter, who gets the cleaned copy. */
  private static void give(Page desk, Path file) {
    desk.locator("summary", withText("Gửi tệp cho người báo")).click();
    desk.locator("#given").setInputFiles(file);
    desk.locator("form[action$='/files'] button").click();
    assertThat(desk.locator("#attachments")).containsText("Đã gửi cho người báo");
  }

  private static Agency agencyNamedIn(String text) {
    return server.getBean(Catalogue.class).now().agencies().stream()
        .filter(agency -> agency.validTo() == null && text.contains(agency.name()))
        .max(Comparator.comparingInt(agency -> agency.name().length()))
        .orElseThrow();
  }

  private static List<String> tips(AppHarness app) {
    return app.idsBeginningWith("tip-").stream()
        .filter(id -> id.matches("tip-[0-9a-f]{8}-.*"))
        .toList();
  }

  private static Page.LocatorOptions withText(String text) {
    return new Page.LocatorOptions().setHasText(text);
  }

  private static List<String> tasks(AppHarness app) {
    return app.idsBeginningWith("assignment-").stream()
        .filter(id -> id.matches("assignment-[0-9a-f]{8}-.*"))
        .toList();
  }

  private static void assign(Page desk, String officer, String instruction) {
    desk.locator("#assignments summary").first().waitFor();
    if (!desk.locator("#officer").isVisible()) {
      desk.locator("#assignments summary").click();
    }
    desk.locator("#officer").selectOption(new SelectOption().setLabel(officer));
    desk.locator("#instruction").fill(instruction);
    desk.locator("form[action$='/assignments'] button").click();
  }

  private static void reply(Page desk, String text) {
    desk.locator("textarea#text").fill(text);
    desk.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Gửi trả lời")).click();
    assertThat(desk.locator("#dialogue-lines")).containsText(text);
  }

  private Page signedIn(String username) {
    Page desk = open(DESK);
    desk.navigate(at.resolve("/desk").toString());
    desk.locator("#username").fill(username);
    desk.locator("#password").fill(DemoStaff.PASSWORD);
    desk.locator("#code").fill(code());
    desk.locator("form[action='/login'] button").click();
    desk.waitForURL("**/desk");
    return desk;
  }

  private static String code() {
    return server.getBean(DemoStaff.class).codeNow();
  }

  private static void seat(String username, String name, String agencyId, Role role) {
    var unused =
        server
            .getBean(DemoStaff.class)
            .install(List.of(new AgencySeat(username, name, agencyId, Set.of(role))));
  }

  private static void text(String from, String text) throws Exception {
    String body = "{\"from\":\"%s\",\"text\":\"%s\"}".formatted(from, text);
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(at.resolve("/simulator/api/messages"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private static String awaitText(String phone, String part) {
    String[] found = new String[1];
    await()
        .atMost(AppHarness.PATIENCE)
        .until(
            () -> {
              String all =
                  send(HttpRequest.newBuilder(
                          at.resolve(
                              "/simulator/api/messages?phone="
                                  + URLEncoder.encode(phone, StandardCharsets.UTF_8))))
                      .body();
              Matcher toPhone =
                  Pattern.compile("\"direction\":\"TO_PHONE\",\"text\":\"([^\"]*)\"").matcher(all);
              while (toPhone.find()) {
                if (toPhone.group(1).contains(part)) {
                  found[0] = toPhone.group(1);
                }
              }
              return found[0] != null;
            });
    return found[0];
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}

package vn.tinbao.server.console.campaign;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.TestSql;

/**
 * The 30 July of Thọ Xuân with the theme of its plan of 2024: made by an organiser, approved by a
 * second person, received by phones and the app's API, answered with a tip that the result counts.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.sms.awareness.from", value = "00:00")
@Property(name = "tinbao.sms.awareness.until", value = "00:00")
@Property(name = "tinbao.sms.simulator.sent-after", value = "PT0.01S")
@Property(name = "tinbao.sms.simulator.delivered-after", value = "PT0.01S")
@Property(name = "tinbao.campaign.smallest", value = "1")
class CampaignBrowserTest extends BrowserTest {
  private static final String THEME =
      "Không trẻ em nào bị bỏ lại phía sau trong cuộc chiến phòng, chống mua bán người";

  private static final String SMS =
      "Ngày 30/7: ai rủ con em đi xa, hãy gọi 111 hoặc soạn THOXUAN. Từ chối: HUY";

  private static final List<String> PHONES = List.of("+84979000301", "+84979000302");

  @Inject EmbeddedServer server;
  @Inject Subscriptions subscriptions;
  @Inject PhoneKey key;
  @Inject Catalogue catalogue;
  @Inject Clock clock;
  @Inject AccessWorld world;
  @Inject Campaigns campaigns;
  @Inject TestSql sql;

  @Test
  void the_30th_of_july_of_tho_xuan() {
    for (int i = 0; i < PHONES.size(); i++) {
      assertThat(
              subscriptions.join(
                  key.seal(new PhoneNumber(PHONES.get(i))),
                  new Wish(
                      catalogue.now().unitByCode("15499", today()).orElseThrow().id(),
                      i == 0 ? "vi" : "en",
                      SubscriberKind.CITIZEN,
                      Set.of()),
                  ConsentWay.WEB,
                  "Tôi đồng ý"))
          .isEqualTo(Subscriptions.Joined.NEW);
    }
    StaffMember organiser = world.person("tochuc", AccessWorld.ELSEWHERE, Role.ORGANISER);
    StaffMember head = world.person("lanhdao", AccessWorld.ELSEWHERE, Role.AGENCY_LEAD);
    Page page = open(DESK);
    signIn(page, organiser);

    page.navigate(server.getURI() + "/campaigns");
    looked(page, "campaigns-empty");
    page.click("a.button[href='/campaigns/new']");
    page.fill("#title", "Hưởng ứng Ngày 30/7 năm 2026");
    page.fill("#theme", THEME);
    page.fill("#goal", "Người dân biết thủ đoạn mới, biết gọi 111 và báo tin.");
    page.fill("#from", today().toString());
    page.fill("#until", today().plusDays(30).toString());
    page.click("details:has(#task) summary");
    page.fill("#task", "tho-xuan-30-7-2024/t2.3");
    page.fill("#reportDue", today().plusDays(34).toString());
    page.click("details:has(#keyword) summary");
    page.fill("#keyword", "thoxuan");
    page.selectOption("#recurs", "YEARLY");
    looked(page, "campaign-plan");
    page.click("main form button.wide");
    assertThat(page.locator("h1")).containsText("Hưởng ứng Ngày 30/7");
    UUID id = UUID.fromString(page.url().replaceAll(".*/campaigns/([0-9a-f-]{36}).*", "$1"));
    assertThat(page.locator("#state .alert")).containsText("Chưa có nội dung");
    assertThat(page.locator("a[href='/plans/tho-xuan-30-7-2024/tasks/t2.3']")).isVisible();

    say(page, "PUSH", "vi", "Ngày 30/7 ở Thọ Xuân", "Không trẻ em nào bị bỏ lại phía sau.");
    say(
        page,
        "ARTICLE",
        "vi",
        "Không trẻ em nào bị bỏ lại phía sau",
        "Hãy cảnh giác.\n\nHãy gọi 111.");
    say(page, "ARTICLE", "hmn", "Tsis muaj leej twg", "Hu rau 111.");
    say(page, "POSTER", "vi", THEME, "Kẻ mua bán người hứa việc nhẹ.\n- Giữ giấy tờ\n- Ép đi xa");
    say(page, "SCRIPT", "vi", "Ngày 30/7", "Kính thưa bà con.\n\nHãy gọi 111.");
    say(page, "POST", "vi", "Ngày 30/7", "Hãy chia sẻ.");
    page.selectOption("#channel", "SMS");
    page.fill("#body", SMS);
    assertThat(page.locator("#checked")).containsText("Không dấu chỉ mất 1 tin");
    assertThat(page.locator("#checked")).containsText("Ngay 30/7: ai ru con em di xa");
    looked(page, "campaign-write");
    page.click("#editor > button");
    assertThat(page.locator("#texts")).containsText("soạn THOXUAN");
    say(page, "SMS", "en", "", "30 July: if somebody lures a child away, call 111 or text THOXUAN");
    assertThat(page.locator("[hx-get$='/audience'] .figures")).containsText("Người nhận");
    assertThat(page.locator("#by-operator")).containsText("Viettel");
    assertThat(page.locator("#by-operator")).containsText("đ");
    looked(page, "campaign-counted");
    page.fill("#phones", "0979 111 222");
    page.click("#test button");
    assertThat(page.locator(".log")).containsText("Gửi thử");

    page.click("#state button:has-text('Trình duyệt')");
    assertThat(page.locator("#state")).containsText("Cần người thứ hai");
    looked(page, "campaign-submitted");

    Page second = open(PHONE);
    signIn(second, head);
    second.navigate(server.getURI() + "/campaigns/" + id);
    looked(second, "campaign-approve");
    second.click("#state button:has-text('Duyệt') >> nth=0");
    assertThat(second.locator(".head .tag")).containsText("Đã duyệt");

    page.reload();
    page.fill("#at", now().toString());
    page.check("[name=dayOff]");
    page.click("#state button:has-text('Hẹn giờ gửi')");
    await().until(() -> campaigns.byId(id).orElseThrow().state().over());
    page.reload();
    looked(page, "campaign-done");

    // The phones: each once, in its language; one answers.
    assertThat(got(PHONES.get(0))).containsExactly(SMS);
    assertThat(got(PHONES.get(1))).singleElement().asString().startsWith("30 July");
    HttpResponse<String> sent =
        new Surfer(server)
            .api(
                "POST",
                "/simulator/api/messages",
                "{\"from\":\"%s\",\"text\":\"Thoxuan: o Tho Xuan co nguoi ru chau gai 15 tuoi di xa\"}"
                    .formatted(PHONES.get(0)),
                null);
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(202);
    await()
        .untilAsserted(
            () ->
                assertThat(sql.rows("SELECT way FROM tinbao.campaign_tip"))
                    .containsExactly("KEYWORD"));

    // The app: told by topic, reads by the API.
    Surfer app = new Surfer(server);
    assertThat(app.api("GET", "/api/v1/topics/news?topic=u-15499-20250701-vi", null, null).body())
        .contains(id.toString(), "Ngày 30/7 ở Thọ Xuân");
    assertThat(app.api("GET", "/api/v1/articles/" + id + "?lang=hmn", null, null).body())
        .contains("Hu rau 111");

    // Somebody scans the poster and reports.
    for (Screen screen : List.of(PHONE, DESK)) {
      Page reader = open(screen);
      reader.navigate(server.getURI() + "/news");
      looked(reader, "news");
      reader.navigate(server.getURI() + campaigns.byId(id).orElseThrow().path());
      looked(reader, "campaign-path");
      if (screen == PHONE) {
        reader.click("main a.button");
        reader.fill("#story", "Ở Thọ Xuân, Thanh Hóa có người rủ cháu gái 15 tuổi đi xa");
        reader.click("main button");
        assertThat(reader.locator("h1")).containsText("Tin của bạn đã được nhận");
      }
    }

    printed(page, organiser, id);
    feeds(id);

    page.navigate(server.getURI() + "/campaigns/" + id + "/result");
    assertThat(page.locator("#followed")).hasText("2");
    assertThat(page.locator("main")).containsText("Bằng từ khóa tin nhắn: 1");
    assertThat(page.locator("main")).containsText("Bằng mã QR, đường dẫn: 1");
    looked(page, "campaign-result");
    workbook(organiser, id);
    second.navigate(server.getURI() + "/campaigns/" + id + "/result");
    looked(second, "campaign-result");
    second.navigate(server.getURI() + "/campaigns");
    looked(second, "campaigns");
    page.navigate(server.getURI() + "/campaigns");
    looked(page, "campaigns");
    lists(page, second);
    subscribed();
  }

  /** Figures of the result are numbers, under heads that stay in sight. */
  private void workbook(StaffMember organiser, UUID id) {
    byte[] bytes =
        Surfer.signedIn(server, world.cookie(organiser)).bytes("/campaigns/" + id + "/result/xlsx");
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(bytes))) {
      assertThat(book.getNumberOfSheets()).isEqualTo(3);
      for (Sheet sheet : book) {
        assertThat(sheet.getPaneInformation().isFreezePane()).isTrue();
      }
      assertThat(book.getSheetAt(0).getRow(1).getCell(1).getNumericCellValue()).isEqualTo(2);
      assertThat(book.getSheetAt(2).getRow(1).getCell(1).getNumericCellValue()).isEqualTo(2);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A list of numbers is brought, looked at, used. */
  private void lists(Page page, Page second) {
    page.click("a[href='/campaigns/lists']");
    page.fill("#name", "Giáo viên các trường ở Thọ Xuân, năm học 2026–2027");
    page.selectOption("#basis", "CONSENT");
    page.fill("#note", "Phiếu đồng ý thu ngày 05/9/2026");
    page.selectOption("#kind", "TEACHER");
    page.setInputFiles(
        "#file",
        new FilePayload(
            "giao-vien.csv",
            "text/csv",
            "Tên;SĐT\nA;0979 000 311\nB;không có\nC;0979000312\nC;0979000312\n".getBytes(UTF_8)));
    looked(page, "lists-bring");
    page.click("main form button.wide");
    assertThat(page.locator("h1")).containsText("Giáo viên các trường");
    looked(page, "list-held");
    second.navigate(page.url());
    looked(second, "list-held");
    page.click("main form button.wide");
    assertThat(page.locator(".alert.ok")).containsText("sẵn sàng");
    looked(page, "lists");
    second.navigate(server.getURI() + "/campaigns/lists");
    looked(second, "lists");
    page.navigate(server.getURI() + "/campaigns/new");
    page.click("details:has([name=without]) summary");
    looked(page, "campaign-plan-lists");
  }

  /** Somebody joins on the web: the code comes by SMS. */
  private void subscribed() {
    for (Screen screen : List.of(DESK, PHONE)) {
      Page reader = open(screen);
      reader.navigate(server.getURI() + "/news");
      reader.click("main a[href='/subscribe']");
      String phone = screen == PHONE ? "+84979000321" : "+84979000322";
      reader.fill("#phone", phone);
      reader.fill("#place", "Xã Thọ Xuân");
      looked(reader, "subscribe");
      reader.click("main form button.wide");
      assertThat(reader.locator("h1")).containsText("Nhập mã");
      looked(reader, "subscribe-code");
      await().until(() -> !got(phone).isEmpty());
      reader.fill("#code", got(phone).get(0).replaceAll("^Ma cua ban: (\\d{6}).*", "$1"));
      reader.click("main form button.wide");
      assertThat(reader.locator(".alert.ok")).containsText("Số của bạn sẽ nhận tin");
      looked(reader, "subscribed");
      reader.navigate(server.getURI() + "/unsubscribe");
      looked(reader, "unsubscribe");
    }
  }

  /** Poster, leaflet, script, posts and letter are there for who sees the campaign. */
  private void printed(Page page, StaffMember organiser, UUID id) {
    String here = "/campaigns/" + id;
    page.navigate(server.getURI() + here);
    page.click("a[href='" + here + "/print']");
    looked(page, "campaign-print");
    Surfer surfer = Surfer.signedIn(server, world.cookie(organiser));
    for (String path :
        List.of(
            "/sheet?what=leaflet&design=HAND&size=A5",
            "/sheet?press=yes",
            "/script/docx",
            "/script/pdf",
            "/kit",
            "/letter?to=VNPT%3B+Viettel")) {
      HttpResponse<String> file = surfer.get(here + "/print" + path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      assertThat(file.headers().firstValue("Content-Disposition").orElse(""))
          .as(path)
          .startsWith("attachment");
    }
    for (String path : List.of("/sheet?in=xx", "/script/exe", "/script/docx?in=en")) {
      assertThat(surfer.get(here + "/print" + path).statusCode()).as(path).isEqualTo(404);
    }
  }

  /** The article is in the feeds, which are asked for again by their ETag. */
  private void feeds(UUID id) {
    Surfer anybody = new Surfer(server);
    HttpResponse<String> feed = anybody.get("/feeds/articles.atom?unit=15499");
    assertThat(feed.body())
        .contains("urn:uuid:" + id, "Không trẻ em nào bị bỏ lại phía sau", "Hãy gọi 111.");
    assertThat(feed.headers().firstValue("Last-Modified")).isPresent();
    assertThat(feed.headers().firstValue("ETag")).isPresent();
    assertThat(anybody.get("/feeds/articles.atom?unit=06286").body()).doesNotContain(id.toString());
    assertThat(anybody.get("/feeds/articles.atom?unit=x").statusCode()).isEqualTo(404);
    // It is no warning.
    assertThat(anybody.get("/feeds/alerts.atom").body()).doesNotContain(id.toString());
    assertThat(anybody.get("/feeds/alerts/" + id + ".cap").statusCode()).isEqualTo(404);
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  /** As browsers write times, in Vietnam. */
  private LocalDateTime now() {
    return LocalDateTime.ofInstant(clock.instant(), LegalTime.ZONE).truncatedTo(ChronoUnit.MINUTES);
  }

  /** The bodies that a phone shows of us. */
  private List<String> got(String phone) {
    String shown =
        new Surfer(server)
            .api("GET", "/simulator/api/messages?phone=" + phone.replace("+", "%2B"), null, null)
            .body();
    return Pattern.compile("\"text\":\"([^\"]*)\"")
        .matcher(shown)
        .results()
        .map(m -> m.group(1))
        .toList();
  }

  private void say(Page page, String channel, String language, String title, String body) {
    page.selectOption("#channel", channel);
    page.fill("#language", language);
    page.fill("#title", title);
    page.fill("#body", body);
    page.click("#editor > button");
    assertThat(page.locator("#texts")).containsText(title.isEmpty() ? body : title);
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}

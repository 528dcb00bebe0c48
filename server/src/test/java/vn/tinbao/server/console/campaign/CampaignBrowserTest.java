package vn.tinbao.server.console.campaign;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.campaign.Campaigns;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.testing.TestSql;

/**
 * The 30 July of Thọ Xuân with the theme of its plan of 2024: made by an organiser, approved by a
 * second person, received by phones and the app's API, answered with a tip that the result counts.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-07-30T09:00:00+07:00")
@Property(name = "tinbao.campaign.smallest", value = "1")
class CampaignBrowserTest extends BrowserTest {
  private static final String THEME =
      "Không trẻ em nào bị bỏ lại phía sau trong cuộc chiến phòng, chống mua bán người";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject Campaigns campaigns;
  @Inject TestSql sql;

  @Test
  void the_30th_of_july_of_tho_xuan() {
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
    page.fill("#from", "2026-07-01");
    page.fill("#until", "2026-07-31");
    page.click("details:has(#task) summary");
    page.fill("#task", "tho-xuan-30-7-2024/t2.3");
    page.fill("#reportDue", "2026-08-03");
    page.click("details:has(#keyword) summary");
    page.fill("#keyword", "thoxuan");
    page.selectOption("#recurs", "YEARLY");
    looked(page, "campaign-plan");
    page.click("main form button.wide");
    assertThat(page.locator("h1")).containsText("Hưởng ứng Ngày 30/7");
    UUID id = UUID.fromString(page.url().replaceAll(".*/campaigns/([0-9a-f-]{36}).*", "$1"));
    assertThat(page.locator("#state .alert")).containsText("Chưa có nội dung");

    say(page, "PUSH", "vi", "Ngày 30/7 ở Thọ Xuân", "Không trẻ em nào bị bỏ lại phía sau.");
    say(
        page,
        "ARTICLE",
        "vi",
        "Không trẻ em nào bị bỏ lại phía sau",
        "Hãy cảnh giác.\n\nHãy gọi 111.");
    say(page, "ARTICLE", "hmn", "Tsis muaj leej twg", "Hu rau 111.");
    page.selectOption("#channel", "SMS");
    page.fill(
        "#body", "Ngày 30/7: ai rủ con em đi xa, hãy gọi 111 hoặc soạn THOXUAN. Từ chối: HUY");
    assertThat(page.locator("#checked")).containsText("Không dấu chỉ mất 1 tin");
    assertThat(page.locator("#checked")).containsText("Ngay 30/7: ai ru con em di xa");
    looked(page, "campaign-write");

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
    page.fill("#at", "2026-07-30T09:00");
    page.click("#state button:has-text('Hẹn giờ gửi')");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> campaigns.byId(id).orElseThrow().state().over());
    page.reload();
    looked(page, "campaign-done");

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

    page.navigate(server.getURI() + "/campaigns/" + id + "/result");
    assertThat(page.locator("#followed")).hasText("1");
    looked(page, "campaign-result");
    second.navigate(server.getURI() + "/campaigns/" + id + "/result");
    looked(second, "campaign-result");
    second.navigate(server.getURI() + "/campaigns");
    looked(second, "campaigns");
    page.navigate(server.getURI() + "/campaigns");
    looked(page, "campaigns");
  }

  private void say(Page page, String channel, String language, String title, String body) {
    page.selectOption("#channel", channel);
    page.fill("#language", language);
    page.fill("#title", title);
    page.fill("#body", body);
    page.click("#editor > button");
    assertThat(page.locator("#texts")).containsText(title);
  }

  private static void looked(Page page, String name) {
    assertAccessible(page);
    assertFits(page);
    picture(page, name, true);
  }

  private void signIn(Page page, StaffMember member) {
    page.context()
        .addCookies(
            List.of(
                new Cookie("tinbao_session", world.cookie(member))
                    .setUrl(server.getURI().toString())));
  }
}

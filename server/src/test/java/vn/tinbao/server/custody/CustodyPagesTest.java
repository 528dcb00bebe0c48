package vn.tinbao.server.custody;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;

@MicronautTest(transactional = false)
class CustodyPagesTest extends BrowserTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String NAME = "Lường Thị Giấu Tên";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject TipIntake intake;

  @Test
  void from_asking_to_opening_under_the_custodians_eyes() {
    UUID officer = person("Hoàng Thị Nguyệt Ánh", Role.DUTY_OFFICER);
    UUID keeper = person("Nguyễn Thị Giữ Gìn", Role.CUSTODIAN);
    UUID tip = tip();
    Page custodian = signedIn(DESK, keeper, "/custody");
    custodian.waitForSelector("[data-live]");
    Page desk = signedIn(DESK, officer, "/desk/tips/" + tip);
    desk.waitForSelector("[data-live]");
    assertThat(desk.content()).doesNotContain(NAME);

    desk.click("#identity summary");
    desk.fill(
        "#identity-reason",
        "Phải đón cháu bé ngay tối nay, chỉ người báo biết nhà; đã nhắn qua mã tra cứu, chưa trả lời.");
    assertAccessible(desk);
    desk.click("#identity details button");
    PlaywrightAssertions.assertThat(desk.locator("#identity-lines")).containsText("Chờ quyết định");

    // The custodian's list renews itself.
    PlaywrightAssertions.assertThat(custodian.locator("#requests")).containsText("Nguyệt Ánh");
    assertAccessible(custodian);
    assertFits(custodian);
    picture(custodian, "custody");
    custodian.click("#requests .open >> nth=0");
    PlaywrightAssertions.assertThat(custodian.locator(".facts")).containsText("đón cháu bé");
    assertAccessible(custodian);
    picture(custodian, "custody-request");
    custodian.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(custodian);
    picture(custodian, "custody-request", true);
    custodian.fill("#reason", "Nguy hiểm tức thì, không còn cách khác.");
    custodian.click("button[value=grant]");
    custodian.waitForURL("**/custody");
    PlaywrightAssertions.assertThat(custodian.locator("#requests")).containsText("Đang mở");
    assertAccessible(custodian);
    assertFits(custodian);
    picture(custodian, "custody", true);

    // So does the page of the tip.
    PlaywrightAssertions.assertThat(desk.locator("#identity-lines")).containsText("Mở danh tính");
    assertAccessible(desk);
    picture(desk, "tip-identity", true);
    desk.click("#identity-lines button.wide");
    PlaywrightAssertions.assertThat(desk.locator(".identity")).containsText(NAME);
    assertAccessible(desk);
    picture(desk, "identity");
    desk.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(desk);
    picture(desk, "identity");
  }

  @Test
  void an_opened_identity_is_kept_by_no_cache_and_shown_to_no_other() {
    Surfer desk = surfer(person("Trực ban", Role.DUTY_OFFICER));
    Surfer colleague = surfer(person("Đồng nghiệp", Role.DUTY_OFFICER));
    Surfer custodian = surfer(person("Người giữ", Role.CUSTODIAN));
    UUID tip = tip();
    String page = desk.get("/desk/tips/" + tip).body();
    String id = Surfer.hidden(page, "requestId");
    for (int i = 0; i < 2; i++) {
      assertThat(
              desk.post(
                      "/desk/tips/" + tip + "/identity-requests", "requestId", id, "reason", "Cần")
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(desk.post("/desk/identity-requests/" + id + "/open").statusCode()).isEqualTo(404);
    assertThat(custodian.get("/desk/tips/" + tip).statusCode()).isEqualTo(403);
    assertThat(custodian.post("/custody/" + id + "/decision", "reason", "x").statusCode())
        .isEqualTo(422);
    assertThat(
            custodian
                .post("/custody/" + id + "/decision", "decision", "grant", "reason", "")
                .statusCode())
        .isEqualTo(422);
    assertThat(
            custodian
                .post(
                    "/custody/" + id + "/decision",
                    "decision",
                    "grant",
                    "reason",
                    "x",
                    "hours",
                    "-1")
                .statusCode())
        .isEqualTo(303);
    assertThat(
            custodian
                .post("/custody/" + id + "/decision", "decision", "deny", "reason", "x")
                .statusCode())
        .isEqualTo(422);

    HttpResponse<String> opened = desk.post("/desk/identity-requests/" + id + "/open");
    assertThat(opened.statusCode()).isEqualTo(200);
    assertThat(opened.body()).contains(NAME, "0912345678");
    assertThat(opened.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(colleague.post("/desk/identity-requests/" + id + "/open").statusCode())
        .isEqualTo(404);
    assertThat(colleague.get("/desk/tips/" + tip).body())
        .contains("Đang mở")
        .doesNotContain(NAME, "Mở danh tính</button>");
    assertThat(desk.get("/desk/identity-requests/" + id + "/open").statusCode()).isEqualTo(405);
    assertThat(desk.post("/desk/identity-requests/khong-phai-ma/open").statusCode()).isIn(400, 404);
  }

  private UUID tip() {
    return Tips.submitNamed(
            intake,
            "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc nhẹ lương cao",
            NAME,
            "0912345678",
            "gọi sau 21 giờ, đừng nhắn tin")
        .id();
  }

  private UUID person(String name, Role role) {
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    "p." + UUID.randomUUID().toString().substring(0, 13),
                    name,
                    HERE,
                    Set.of(role))))
        .get(0)
        .id();
  }

  private Surfer surfer(UUID person) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", sessions.web(person));
    return surfer;
  }

  private Page signedIn(Screen screen, UUID person, String where) {
    Page page = open(screen);
    page.context()
        .addCookies(
            List.of(
                new com.microsoft.playwright.options.Cookie("tinbao_session", sessions.web(person))
                    .setUrl(server.getURI().toString())));
    page.navigate(server.getURI() + where);
    return page;
  }
}

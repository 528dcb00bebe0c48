package vn.tinbao.server.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
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
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class RetentionPagesTest extends BrowserTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject TipIntake intake;
  @Inject Retention retention;
  @Inject TestSql sql;

  @Test
  void a_head_sees_what_will_be_deleted_and_keeps_it() {
    UUID head = person("Vi Văn Quyết Thắng", HERE, Role.AGENCY_LEAD);
    UUID tip =
        Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc").id();
    sql.run(
        "UPDATE tinbao.tip SET state = 'NOT_PROSECUTED', updated_at = now() - interval '11 years'");
    retention.run(false, n -> {});

    Page page = open(DESK);
    signIn(page, server.getURI(), sessions.web(head));
    page.navigate(server.getURI() + "/retention");
    PlaywrightAssertions.assertThat(page.locator("tbody tr").first()).containsText("Không khởi tố");
    assertAccessible(page);
    assertFits(page);
    picture(page, "retention", true);
    page.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(page);
    assertAccessible(page);
    picture(page, "retention", true);
    page.click("tbody tr a");
    page.waitForURL("**/desk/tips/" + tip + "#retention");
    PlaywrightAssertions.assertThat(page.locator("#retention .alert")).containsText("sẽ bị xóa");
    page.click("#retention summary");
    page.fill("#hold-reason", "Vụ án có thể mở lại: còn một nạn nhân chưa tìm thấy.");
    assertAccessible(page);
    assertFits(page);
    page.click("#retention form button");
    PlaywrightAssertions.assertThat(page.locator("#retention")).containsText("Đang giữ");
    PlaywrightAssertions.assertThat(page.locator("#retention")).containsText("một nạn nhân");
    page.locator("#retention").scrollIntoViewIfNeeded();
    picture(page, "tip-held");
    page.navigate(server.getURI() + "/retention");
    PlaywrightAssertions.assertThat(page.locator(".nothing")).isVisible();
    assertAccessible(page);
  }

  @Test
  void spoilt_requests_are_answered_in_words() {
    Surfer head = surfer(person("Trưởng", HERE, Role.AGENCY_LEAD));
    UUID tip = Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có chuyện").id();
    assertThat(head.post("/desk/tips/" + tip + "/hold", "reason", " ").statusCode()).isEqualTo(422);
    assertThat(head.post("/desk/tips/" + tip + "/hold", "holdId", "x", "reason", "y").statusCode())
        .isEqualTo(303);
    assertThat(head.post("/desk/tips/" + UUID.randomUUID() + "/hold", "reason", "y").statusCode())
        .isEqualTo(404);
    assertThat(head.get("/retention?after=+1000000000-01-01T00:00:00Z_x").statusCode())
        .isEqualTo(200);
    Surfer officer = surfer(person("Trực", HERE, Role.DUTY_OFFICER));
    assertThat(officer.get("/desk/tips/" + tip).body())
        .contains("Đang giữ")
        .doesNotContain("hold-reason");
    assertThat(officer.get("/retention").statusCode()).isEqualTo(403);
  }

  private UUID person(String name, String agency, Role role) {
    return demo.install(
            List.of(
                new DemoStaff.AgencySeat(
                    "p." + UUID.randomUUID().toString().substring(0, 13),
                    name,
                    agency,
                    Set.of(role))))
        .get(0)
        .id();
  }

  private Surfer surfer(UUID person) {
    Surfer surfer = new Surfer(server);
    surfer.cookie("tinbao_session", sessions.web(person));
    return surfer;
  }
}

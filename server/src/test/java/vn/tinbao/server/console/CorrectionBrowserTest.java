package vn.tinbao.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;

/** What was understood, and its correction, in a browser. */
@MicronautTest(transactional = false)
class CorrectionBrowserTest extends BrowserTest {
  private static final String STORY =
      "Em ở xã Khánh Khê, huyện Văn Quan, Lạng Sơn. Hôm qua có bà Hường rủ hai cháu gái 15 tuổi sang"
          + " Trung Quốc làm nhà hàng lương 30 triệu, tối nay 22h xe đón ở ngã ba đường vào thôn Nà"
          + " Lốc. Mấy người nữa cũng bị thu giấy tờ rồi. Cứu các cháu với!";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipIntake intake;

  @Test
  void a_reading_is_explained_and_corrected_on_every_screen() {
    for (Screen screen : List.of(DESK, PHONE)) {
      UUID tip = Tips.submit(intake, STORY).id();
      Page page = open(screen);
      signIn(page);
      page.navigate(server.getURI() + "/desk/tips/" + tip);
      assertThat(page.locator("#reading")).containsText("Máy hiểu tin này thế nào");
      assertThat(page.locator("#reading")).containsText("Khánh Khê");
      assertAccessible(page);
      assertFits(page);
      picture(page, "tip-reading", true);
      correct(page, tip, screen);
      assertAccessible(page);
      assertFits(page);
      picture(page, "tip-corrected", true);
    }
  }

  @Test
  void it_works_without_javascript() {
    UUID tip = Tips.submit(intake, STORY).id();
    Page page = openWithoutScript(PHONE);
    signIn(page);
    page.navigate(server.getURI() + "/desk/tips/" + tip + "/correction");
    page.check("input[value=NONE]");
    page.selectOption("#urgency", "2");
    page.click("form.card button");
    assertThat(page.locator(".corrected")).containsText("Mức khẩn cấp");
  }

  private void correct(Page page, UUID tip, Screen screen) {
    page.click("#reading a[href$='/correction']");
    assertAccessible(page);
    assertFits(page);
    picture(page, "correction", true);
    page.check("input[value=SEARCH]");
    page.fill("#search", "thọ");
    page.selectOption("#category", "SEXUAL_EXPLOITATION");
    page.fill("#reason", "Gọi lại hỏi thì người báo ở Thanh Hóa.");
    page.click("form.card button");
    assertThat(page.locator(".alert").first()).containsText("Có nhiều nơi trùng tên");
    page.locator("label.check:has-text('Xã Thọ Xuân')").first().click();
    picture(page, "correction-choose", true);
    page.click("form.card button");
    page.waitForURL("**/desk/tips/" + tip + "#reading");
    assertThat(page.locator(".corrected")).containsText("Thọ Xuân");
  }

  private void signIn(Page page) {
    String cookie = world.cookie(world.person("trucsua", AccessWorld.HERE, Role.DUTY_OFFICER));
    signIn(page, server.getURI(), cookie);
  }
}

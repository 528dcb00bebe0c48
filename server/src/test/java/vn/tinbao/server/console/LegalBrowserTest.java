package vn.tinbao.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
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

/** Legal steps, register, notices, tasks and comments in a browser. */
@MicronautTest(transactional = false)
class LegalBrowserTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipIntake intake;

  @Test
  void a_tip_goes_from_step_to_step_on_every_screen() {
    for (Screen screen : List.of(DESK, PHONE)) {
      UUID tip =
          Tips.submit(
                  intake,
                  "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái 13 tuổi sang Trung Quốc làm việc")
              .id();
      Page page = open(screen);
      signIn(page);
      page.navigate(server.getURI() + "/desk/tips/" + tip);
      assertThat(page.locator("#legal button.next")).hasText("Báo ngay cho Cơ quan điều tra");
      // On a phone the card lies far below: a button on top leads there.
      assertThat(page.locator(".next-link")).isVisible(isVisible(screen == PHONE));
      assertAccessible(page);
      assertFits(page);
      picture(page, "legal-start", true);
      // By keyboard alone: choose how, and press the main button.
      page.locator("#step-how").focus();
      page.keyboard().press("ArrowDown");
      page.locator("#legal button.next").focus();
      page.keyboard().press("Enter");
      page.waitForURL("**/desk/tips/" + tip + "#legal");
      assertThat(page.locator("#legal button.next")).hasText("Vào sổ tiếp nhận");
      page.locator("#legal button.next").click();
      assertThat(page.locator("#head .state-tag")).hasText("Đã vào sổ");

      page.click("#legal a[href$='/notices/received']");
      assertAccessible(page);
      assertFits(page);
      picture(page, "legal-notice", true);
      page.click("form.card button.wide");
      page.waitForURL("**/desk/tips/" + tip + "#legal");
      assertThat(page.locator("#dialogue")).containsText("đã được tiếp nhận");

      page.click("#legal a[href$='/register']");
      page.fill("#SUMMARY", "Người lạ rủ cháu gái sang Trung Quốc làm nhà hàng");
      page.check("input[name=refused]");
      page.click("form.card button.wide");
      assertThat(page.locator(".field-error")).hasText("Hãy điền mục này.");
      assertAccessible(page);
      assertFits(page);
      picture(page, "legal-register", true);
      page.fill("#REFUSED_WHY", "Sợ bị trả thù");
      page.click("form.card button.wide");
      page.waitForURL("**/desk/tips/" + tip + "#register");

      page.click("#tasks > details > summary");
      page.selectOption("#task-agency", AccessWorld.HERE);
      page.fill("#task-what", "Tìm gia đình cháu, hỏi ai đã gặp người rủ");
      page.click("#tasks form[action$='/tasks'] button");
      page.fill("#comment-text", "Đã gọi trưởng thôn, đang chờ trả lời");
      page.click("#comments form button");
      page.waitForURL("**/desk/tips/" + tip + "#comments");
      assertThat(page.locator("#comment-lines")).containsText("trưởng thôn");
      page.click("#legal > details:nth-of-type(1) > summary");
      assertAccessible(page);
      assertFits(page);
      picture(page, "legal-going", true);

      page.navigate(server.getURI() + "/desk/tips/" + tip + "/steps/PASS_ON");
      page.click("form.card button.wide");
      assertAccessible(page);
      assertFits(page);
      picture(page, "legal-step", true);

      page.navigate(server.getURI() + "/desk/tips/" + tip);
      page.click("#safe-contact a");
      page.check("input[name=neverCall]");
      page.fill("#textFrom", "19:00");
      page.fill("#textUntil", "21:00");
      assertAccessible(page);
      assertFits(page);
      picture(page, "safe-contact", true);
      page.click("form.card button.wide");
      page.waitForURL("**/desk/tips/" + tip + "#safe-contact");
      assertThat(page.locator("#safe-contact")).containsText("từ 19:00 đến 21:00");

      page.navigate(server.getURI() + "/clocks");
      assertThat(page.locator("main")).not().containsText("clocks.");
      assertAccessible(page);
      assertFits(page);
      picture(page, "clocks", true);
    }
  }

  private static LocatorAssertions.IsVisibleOptions isVisible(boolean yes) {
    return new LocatorAssertions.IsVisibleOptions().setVisible(yes);
  }

  private void signIn(Page page) {
    String cookie = world.cookie(world.person("trucbuoc", AccessWorld.HERE, Role.DUTY_OFFICER));
    signIn(page, server.getURI(), cookie);
  }
}

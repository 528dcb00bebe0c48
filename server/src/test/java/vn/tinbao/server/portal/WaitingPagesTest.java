package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.BrowserTest;

@MicronautTest(transactional = false)
@Property(name = "tinbao.gate.free-reports", value = "1")
@Property(name = "tinbao.gate.first-wait", value = "2s")
@Property(name = "tinbao.gate.hardest", value = "14")
class WaitingPagesTest extends BrowserTest {
  private static final String STORY = "Ở xã Khánh Khê có người rủ cháu gái sang Trung Quốc";

  @Inject EmbeddedServer server;

  @Test
  void with_a_script_the_page_computes_and_goes_on_by_itself() {
    Page page = open(PHONE);
    for (int i = 0; i < 3; i++) {
      page.navigate(server.getURI() + "/");
      page.fill("#story", STORY);
      page.click("main form button");
      page.waitForSelector("#code span");
      assertThat(page.locator("h1").textContent()).isEqualTo("Tin của bạn đã được nhận");
    }
  }

  @Test
  void without_a_script_the_page_waits_and_goes_on_by_itself() {
    Page page = openWithoutScript(PHONE);
    for (int i = 0; i < 2; i++) {
      page.navigate(server.getURI() + "/");
      page.fill("#story", STORY);
      page.click("main form button");
    }
    page.waitForSelector("#code span");
    assertThat(page.locator("h1").textContent()).isEqualTo("Tin của bạn đã được nhận");
  }

  @Test
  void the_waiting_page_fits_its_screens_and_is_accessible() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = open(screen);
      // The script is held back, so that the page can be looked at.
      page.route("**/work.js*", route -> route.abort());
      for (int i = 0; i < 2; i++) {
        page.navigate(server.getURI() + "/");
        page.fill("#story", STORY);
        page.click("main form button");
        page.waitForSelector(i == 0 ? "#code span, #wait-title" : "#wait-title");
      }
      assertAccessible(page);
      assertFits(page);
      picture(page, "waiting", true);
    }
  }
}

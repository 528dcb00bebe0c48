package vn.tinbao.server.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.LoadState;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.offers.OfferImport;
import vn.tinbao.server.testing.BrowserTest;

@MicronautTest(transactional = false)
class PortalPagesTest extends BrowserTest {
  private static final int MOST_BYTES = 60_000;
  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có một người đàn bà lạ rủ cháu gái nhà hàng xóm, mới 15 tuổi, sang"
          + " Trung Quốc làm việc nhẹ lương cao, hẹn tối nay xe đón ở ngã ba đường. Người này đi xe"
          + " máy biển 12H1, hay gọi điện nói giọng miền xuôi.";

  @Inject EmbeddedServer server;
  @Inject OfferImport offers;

  @Test
  void reporting_and_coming_back_works_on_phone_and_desk() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = open(screen);
      page.navigate(server.getURI() + "/");
      assertAccessible(page);
      assertFits(page);
      picture(page, "report");
      page.fill("#story", STORY);
      page.check("[name=danger]");
      page.click("details:has(#safeContact) summary");
      page.fill("#safeContact", "Chỉ gọi sau 19 giờ, không nhắn tin");
      page.check("[name=neverCall]");
      page.fill("#textFrom", "19:00");
      page.fill("#textUntil", "21:00");
      page.check("[name=neutral]");
      assertAccessible(page);
      assertFits(page);
      picture(page, "report-filled", true);
      page.click("main button");
      assertThat(page.locator("h1").textContent()).isEqualTo("Tin của bạn đã được nhận");
      assertAccessible(page);
      assertFits(page);
      picture(page, "receipt", true);
      PlaywrightAssertions.assertThat(page.locator("#code span")).hasCount(5);
      String code = String.join(" ", page.locator("#code span").allTextContents());

      page.click("main .button");
      assertAccessible(page);
      picture(page, "follow");
      page.fill("#code", code);
      page.click("main button");
      page.fill("#text", "Tôi mới biết thêm: xe ô tô 7 chỗ màu trắng, đỗ ở cây xăng.");
      page.click("main form button");
      assertThat(page.locator(".alert.ok").textContent()).contains("Đã gửi");
      page.click("summary");
      assertAccessible(page);
      assertFits(page);
      picture(page, "dialogue", true);

      page.navigate(server.getURI() + "/hotlines");
      assertAccessible(page);
      assertFits(page);
      picture(page, "hotlines");
      page.fill("#place", "Khánh Khê");
      page.click("main button");
      PlaywrightAssertions.assertThat(page.locator("h2:has-text('Khánh Khê')").first()).isVisible();
      assertAccessible(page);
      assertFits(page);
      picture(page, "hotlines-place", true);
    }
  }

  @Test
  void whether_an_offer_is_real_is_looked_up_on_phone_and_desk() throws IOException {
    try (InputStream in = PortalPagesTest.class.getResourceAsStream("/offers/sample.csv")) {
      assertThat(
              offers
                  .run(
                      Objects.requireNonNull(in).readAllBytes(),
                      LocalDate.of(2026, 1, 15),
                      "Cục Quản lý lao động ngoài nước (mẫu)",
                      true,
                      null)
                  .list()
                  .companies())
          .isEqualTo(4);
    }
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = open(screen);
      page.navigate(server.getURI() + "/offers");
      assertAccessible(page);
      assertFits(page);
      page.fill("#q", "huong duong");
      page.press("#q", "Enter");
      PlaywrightAssertions.assertThat(page.locator("h3:has-text('Hướng Dương')").first())
          .isVisible();
      assertAccessible(page);
      assertFits(page);
      picture(page, "offers", true);
      page.navigate(server.getURI() + "/offers?q=bong+sen&lang=en");
      assertAccessible(page);
      picture(page, "offers-none", true);
    }
  }

  @Test
  void mistakes_are_shown_at_their_place() {
    Page page = openWithoutScript(PHONE);
    page.navigate(server.getURI() + "/");
    page.locator("#story").evaluate("e => e.required = false");
    page.click("main button");
    assertThat(page.locator("#story-error").textContent()).contains("Hãy kể vài lời");
    assertFits(page);
    picture(page, "report-mistake");
    page.navigate(server.getURI() + "/follow");
    page.fill("#code", "1234");
    page.click("main button");
    assertThat(page.locator("[role=alert]").textContent()).contains("không mở được tin nào");
    picture(page, "follow-unknown");
  }

  @Test
  void all_of_it_works_without_script() {
    Page page = openWithoutScript(PHONE);
    page.navigate(server.getURI() + "/");
    page.fill("#story", STORY);
    page.click("main button");
    PlaywrightAssertions.assertThat(page.locator("#code span")).hasCount(5);
    String code = String.join("", page.locator("#code span").allTextContents());
    page.navigate(server.getURI() + "/follow");
    page.fill("#code", code);
    page.click("main button");
    assertThat(page.locator("h1").textContent()).isEqualTo("Tin của bạn");
  }

  @Test
  void leaving_puts_the_weather_in_the_pages_place() {
    Page page = open(PHONE);
    page.route("https://www.thoitiet.vn/**", route -> route.fulfill());
    page.navigate(server.getURI() + "/hotlines");
    page.navigate(server.getURI() + "/");
    int before = (int) page.evaluate("history.length");
    page.click(".exit");
    page.waitForURL("https://www.thoitiet.vn/");
    assertThat(page.evaluate("history.length")).isEqualTo(before);

    page.navigate(server.getURI() + "/");
    page.keyboard().press("Escape");
    page.keyboard().press("Escape");
    page.waitForURL("https://www.thoitiet.vn/");
  }

  @Test
  void a_page_weighs_less_than_sixty_kilobytes() {
    for (String path : List.of("/", "/follow", "/hotlines")) {
      Page page = open(PHONE);
      List<Response> responses = new CopyOnWriteArrayList<>();
      page.onResponse(responses::add);
      page.navigate(server.getURI() + path);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      int bytes = 0;
      for (Response response : responses) {
        bytes += response.request().sizes().responseBodySize;
      }
      assertThat(bytes).as(path).isBetween(10_000, MOST_BYTES);
    }
  }

  @Test
  void english_pages_are_in_order_too() {
    Page page = open(PHONE, "en-GB");
    page.navigate(server.getURI() + "/");
    assertThat(page.locator("h1").textContent()).isEqualTo("Report human trafficking");
    assertAccessible(page);
    assertFits(page);
    picture(page, "report-en");
  }
}

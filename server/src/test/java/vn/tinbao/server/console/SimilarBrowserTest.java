package vn.tinbao.server.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import io.micronaut.context.annotation.Property;
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
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.TestSql;

/** Looking for tips, comparing, merging and splitting them, in a browser. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.search.most", value = "40")
class SimilarBrowserTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject TestSql sql;

  @Test
  void two_reports_of_one_fact_are_found_compared_made_one_and_made_two_again() {
    for (Screen screen : List.of(DESK, PHONE)) {
      String odd = "bà " + UUID.randomUUID().toString().substring(0, 8);
      TipReceipt first = tip("Ở xã Khánh Khê, Lạng Sơn " + story(odd));
      TipReceipt second = tip("Alo cho tôi báo việc này. Tại Khánh Khê, Lạng Sơn " + story(odd));
      followUp.write(first.code().grouped(), id(), story(odd));
      Page page = open(screen);
      signIn(page);

      page.navigate(server.getURI() + "/desk/search");
      assertAccessible(page);
      assertFits(page);
      page.fill("#words", "\"" + odd + "\" hai cháu");
      page.fill("#place", "khánh khê, lạng sơn");
      page.keyboard().press("Enter");
      assertThat(page.locator("#found li")).hasCount(2);
      assertAccessible(page);
      assertFits(page);
      picture(page, "search", true);

      page.navigate(server.getURI() + "/desk/tips/" + first.id());
      assertThat(page.locator("#similar")).containsText("Lời kể giống");
      assertThat(page.locator("#dialogue")).containsText("Lặp lại");
      assertAccessible(page);
      assertFits(page);
      picture(page, "tip-similar", true);
      page.click("#similar a[href*='/similar/" + second.id() + "']");
      assertAccessible(page);
      assertFits(page);
      picture(page, "compare", true);
      page.click("form[action$='/merge'] button");
      page.waitForURL("**/desk/tips/" + first.id() + "#similar");
      page.click("#similar details.joined summary");
      assertThat(page.locator("#similar details.joined")).containsText("Alo cho tôi báo");
      assertAccessible(page);
      assertFits(page);
      picture(page, "tip-merged", true);

      page.navigate(server.getURI() + "/desk/tips/" + second.id());
      assertThat(page.locator("#similar")).containsText("Đã nhập vào");
      picture(page, "tip-resting", true);
      page.click("#similar form[action$='/merge/undo'] button");
      assertThat(page.locator("#similar")).not().containsText("Đã nhập vào");
    }
  }

  /** One look goes through so few reports here that what is looked for lies two looks back. */
  @Test
  void a_search_far_back_goes_on_by_itself_until_it_is_done_or_stopped() {
    String odd = "bà " + UUID.randomUUID().toString().substring(0, 8);
    tip("Ở xã Khánh Khê, Lạng Sơn " + story(odd));
    for (int i = 0; i < 85; i++) {
      Tips.submit(intake, "o xa Khánh Khê Lạng Sơn nghi co nguoi lua " + i);
    }
    Page page = open(PHONE);
    signIn(page);
    page.navigate(server.getURI() + "/desk/search");
    page.fill("#words", "\"" + odd + "\"");
    page.keyboard().press("Enter");
    assertThat(page.locator("#found li")).hasCount(1);
    assertThat(page.locator("#found .more").last()).containsText("Đã tìm hết, thấy 1 tin.");
    assertAccessible(page);
    assertFits(page);
    picture(page, "search-on", true);

    page.navigate(server.getURI() + "/desk/search");
    page.fill("#words", "\"" + odd + " không có\"");
    // The look after the first one hangs.
    page.route(
        "**/desk/search",
        route -> {
          if ("document".equals(route.request().resourceType())) {
            route.resume();
          }
        });
    page.keyboard().press("Enter");
    assertThat(page.locator("#found form.more")).containsText("thấy 0");
    page.click("[data-stop]");
    assertThat(page.locator("[data-stop]")).hasCount(0);
    assertAccessible(page);
    picture(page, "search-stopped", true);
    page.unroute("**/desk/search");
    page.click("#found form.more button");
    assertThat(page.locator("#found")).containsText("Không tìm thấy tin nào.");
  }

  @Test
  void a_part_is_chosen_by_its_sentences_and_what_is_typed_is_compared() {
    String odd = "bà " + UUID.randomUUID().toString().substring(0, 8);
    TipReceipt tip =
        tip("Ở xã Khánh Khê, Lạng Sơn có hai việc. " + story(odd) + " Việc kia ở chợ.");
    for (Screen screen : List.of(DESK, PHONE)) {
      Page page = open(screen);
      signIn(page);
      page.navigate(server.getURI() + "/desk/tips/" + tip.id() + "/split");
      assertAccessible(page);
      assertFits(page);
      page.click("form.card button");
      assertThat(page.locator(".alert")).containsText("Hãy chọn ít nhất một câu");
      page.locator("input[name=piece]").last().check();
      picture(page, "split", true);
      page.click("form.card button");
      assertThat(page.locator("#similar")).containsText("Tách từ");
      assertThat(page.locator("#words")).containsText("Việc kia ở chợ.");
      picture(page, "tip-part", true);

      page.navigate(server.getURI() + "/desk/tips/new");
      assertThat(page.locator("#story")).isFocused();
      page.fill("#story", story(odd));
      page.keyboard().press("Tab");
      // Beside what is typed, without a click.
      assertThat(page.locator("#similar")).containsText("Có thể đã có người báo");
      page.fill("#place", "xã Khánh Khê");
      page.fill("#SUSPECTS", "bà lạ, áo xanh");
      page.context().setOffline(true);
      page.keyboard().press("Control+Enter");
      assertThat(page.locator("#notice")).containsText("Mọi điều đã ghi còn nguyên");
      assertThat(page.locator("#SUSPECTS")).hasValue("bà lạ, áo xanh");
      picture(page, "typed-offline");
      page.context().setOffline(false);
      // A refusal that is no page of this form leaves it as it stands.
      page.route(
          "**/desk/tips/new",
          route -> route.fulfill(new Route.FulfillOptions().setStatus(413).setBody("too large")),
          new Page.RouteOptions().setTimes(1));
      page.evaluate("document.getElementById('notice').textContent = ''");
      page.keyboard().press("Control+Enter");
      assertThat(page.locator("#notice")).containsText("Mọi điều đã ghi còn nguyên");
      assertThat(page.locator("#SUSPECTS")).hasValue("bà lạ, áo xanh");
      page.click("button[formaction$='/similar']");
      assertThat(page.locator("#similar")).containsText("Có thể đã có người báo");
      assertThat(page.locator("#story")).hasValue(story(odd));
      assertAccessible(page);
      assertFits(page);
      picture(page, "typed-similar", true);
      assertThat(page.locator("#SUSPECTS")).hasValue("bà lạ, áo xanh");
      page.focus("#TOOLS");
      page.keyboard().press("Control+Enter");
      assertThat(page.locator("#code")).isVisible();
      assertAccessible(page);
      picture(page, "typed-done");
    }
  }

  private static String story(String odd) {
    return "hôm qua có "
        + odd
        + " rủ hai cháu gái mười lăm tuổi trong thôn sang Trung Quốc làm nhà hàng lương ba mươi"
        + " triệu, tối nay hai mươi hai giờ xe đón ở ngã ba đường vào thôn.";
  }

  private TipReceipt tip(String story) {
    TipReceipt tip = Tips.submit(intake, story);
    await()
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM tinbao.tip_likeness WHERE tip_id = '"
                            + tip.id()
                            + "'")
                    == 1);
    return tip;
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private void signIn(Page page) {
    String cookie = world.cookie(world.person("tructim", AccessWorld.HERE, Role.DUTY_OFFICER));
    signIn(page, server.getURI(), cookie);
  }
}

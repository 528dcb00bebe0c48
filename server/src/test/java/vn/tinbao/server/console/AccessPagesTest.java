package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.tip.TipTransfers;

/** Transfers, restriction and reports by phone, as people see them. */
@MicronautTest(transactional = false)
class AccessPagesTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipTransfers transfers;

  @Test
  void a_tip_is_offered_seen_in_summary_and_taken_over() {
    UUID tip = world.tip().id();
    StaffMember here = world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
    StaffMember there = world.person("truc", AccessWorld.THIRD, Role.DUTY_OFFICER);
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(screen, here);
      page.navigate(server.getURI() + "/desk/tips/" + tip + "/transfer?q=thuong+phuoc");
      look(page, "transfer-offer");
    }
    Page page = openWithoutScript(PHONE);
    signIn(page, here);
    page.navigate(server.getURI() + "/desk/tips/" + tip);
    page.getByText("Chuyển cho cơ quan khác").click();
    page.getByLabel("Tìm cơ quan theo tên hoặc địa danh").fill("thuong phuoc");
    page.locator(".search button").click();
    page.locator("input[value='" + AccessWorld.THIRD + "']").check();
    page.locator("#reason").selectOption("OTHER_PLACE");
    page.locator("#note").fill("Người báo nói rõ nơi khác");
    page.getByText("Gửi đề nghị").click();
    assertThat(page.locator("#transfers").innerText()).contains("Đang chờ", "Thường Phước");

    for (Screen screen : List.of(PHONE, DESK)) {
      Page inbox = signedIn(screen, there);
      inbox.navigate(server.getURI() + "/desk");
      inbox.getByText("tin cơ quan khác muốn chuyển đến").click();
      look(inbox, "transfer-inbox");
    }
    Page inbox = openWithoutScript(PHONE);
    signIn(inbox, there);
    inbox.navigate(server.getURI() + "/desk/transfers");
    UUID offer = transfers.ofTip(tip).get(0).id();
    inbox.locator("#t-" + offer + " button").first().click();
    assertThat(inbox.url()).endsWith("/desk/tips/" + tip);
    assertThat(inbox.locator("#words").innerText()).contains(AccessWorld.MARKER);
  }

  @Test
  void a_head_restricts_a_tip_and_the_others_see_a_closed_line() {
    UUID tip = world.tip().id();
    StaffMember head = world.person("lanhdao", AccessWorld.HERE, Role.AGENCY_LEAD);
    StaffMember named = world.person("duocchon", AccessWorld.HERE, Role.DUTY_OFFICER);
    Page page = openWithoutScript(PHONE);
    signIn(page, head);
    page.navigate(server.getURI() + "/desk/tips/" + tip);
    // A child: the form stands open.
    page.locator("#restriction input[value='" + named.id() + "']").check();
    page.locator("#restriction form button").first().click();
    assertThat(page.locator("#restriction").innerText()).contains(named.name());

    for (Screen screen : List.of(PHONE, DESK)) {
      Page opened = signedIn(screen, head);
      opened.navigate(server.getURI() + "/desk/tips/" + tip);
      opened.locator("#restriction summary").click();
      look(opened, "tip-restricted");
      Page queue = signedIn(screen, world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER));
      queue.navigate(server.getURI() + "/desk");
      assertThat(queue.locator("#tip-" + tip).innerText())
          .contains("Tin hạn chế người xem")
          .doesNotContain("Khánh Khê, Tỉnh");
      look(queue, "queue-restricted");
    }
  }

  @Test
  void a_caller_gets_a_code_by_phone_and_one_of_their_own_on_the_page() {
    StaffMember officer = world.person("truc", AccessWorld.HERE, Role.DUTY_OFFICER);
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(screen, officer);
      page.navigate(server.getURI() + "/desk");
      page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Ghi tin qua điện thoại"))
          .click();
      look(page, "typed-tip");
      page.locator("#story").fill("Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi.");
      page.locator("[name=neverCall]").check();
      page.locator("#textFrom").fill("19:00");
      page.locator("#textUntil").fill("21:00");
      page.locator("[name=neutral]").check();
      page.getByText("Gửi tin và lấy mã").click();
      look(page, "typed-tip-done");
      String code = page.locator("#code").innerText().replaceAll("\\s+", " ").strip();
      page.locator("main a[href^='/desk/tips/0']").first().click();
      assertThat(page.locator("#safe-contact").innerText())
          .contains("Không gọi điện", "từ 19:00 đến 21:00", "không có nội dung");
      look(page, "tip-safe-contact");

      Page caller = open(screen);
      caller.navigate(server.getURI() + "/follow");
      caller.locator("#code").fill(code);
      caller.locator("form button").last().click();
      look(caller, "first-code");
      caller.getByText("Nhận mã riêng", new Page.GetByTextOptions().setExact(true)).click();
      look(caller, "first-code-done");
      caller.getByText("Xem tin của tôi").click();
      PlaywrightAssertions.assertThat(caller.locator("body")).containsText("rủ cháu gái");
    }
  }

  @Test
  void the_report_page_asks_for_officials() {
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = open(screen);
      page.navigate(server.getURI() + "/");
      page.getByText("Có cán bộ liên quan").click();
      look(page, "report-official");
    }
    Page page = openWithoutScript(PHONE);
    page.navigate(server.getURI() + "/");
    page.locator("#story").fill("Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi.");
    page.getByText("Có cán bộ liên quan").click();
    page.locator("input[name=official]").check();
    page.locator("form.card button").last().click();
    PlaywrightAssertions.assertThat(page.locator("body")).containsText("Công an tỉnh Lạng Sơn");
  }

  private void look(Page page, String name) {
    picture(page, "access-" + name, true);
    assertFits(page);
    assertAccessible(page);
  }

  private Page signedIn(Screen screen, StaffMember member) {
    Page page = open(screen);
    signIn(page, member);
    return page;
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}

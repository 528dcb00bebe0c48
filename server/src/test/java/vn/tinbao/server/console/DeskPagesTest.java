package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.SelectOption;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.assignment.AssignmentState.Action;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;

@MicronautTest(transactional = false)
class DeskPagesTest extends BrowserTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final String TONIGHT =
      "Ở xã Khánh Khê, huyện Văn Quan, Lạng Sơn, có một người đàn bà lạ tên Hường rủ cháu gái nhà"
          + " hàng xóm, mới 15 tuổi, sang Trung Quốc làm việc nhẹ lương cao, hứa 30 triệu một"
          + " tháng. Tối nay xe đón ở ngã ba đường, người này đi xe máy biển 12H1. Gia đình cháu"
          + " không biết gì. Cứu cháu với!";
  private static final List<String> OTHERS =
      List.of(
          "toi o xa khanh khe co nguoi moi chao di lam viec o Campuchia luong cao khong can bang"
              + " cap",
          "Xin hỏi ở xã Khánh Khê, Lạng Sơn muốn đi xuất khẩu lao động thì hỏi ai?",
          "xa Khanh Khe Lang Son nam ngoai co nguoi bi lua ban sang trung quoc gio moi tron ve");

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject Assignments assignments;
  @Inject TestSessions sessions;

  @Test
  void a_tip_goes_from_the_queue_to_an_officer_under_the_eyes_of_the_desk() {
    OTHERS.forEach(story -> Tips.submit(intake, story));
    List<DemoStaff.DemoSignIn> people =
        demo.install(
            List.of(
                seat("truc.khanhkhe", "Hoàng Thị Nguyệt", Role.DUTY_OFFICER),
                seat("canbo.khanhkhe", "Vi Văn Quyết Thắng", Role.FIELD_OFFICER),
                seat("canbo2.khanhkhe", "Lộc Thị Ngoãn", Role.FIELD_OFFICER)));
    Page page = signedIn(DESK, "truc.khanhkhe");
    page.waitForSelector("[data-live]");

    TipReceipt tip = Tips.submit(intake, TONIGHT);
    Locator row = page.locator("#tip-" + tip.id());
    PlaywrightAssertions.assertThat(row).isVisible();
    PlaywrightAssertions.assertThat(row).containsText("Xã Khánh Khê");
    PlaywrightAssertions.assertThat(page.locator("section:has(#list-urgent) #tip-" + tip.id()))
        .isVisible();
    assertAccessible(page);
    assertFits(page);
    picture(page, "desk");

    page.keyboard().press("?");
    PlaywrightAssertions.assertThat(page.locator("#keys")).isVisible();
    assertAccessible(page);
    picture(page, "desk-keys");
    page.keyboard().press("?");
    page.keyboard().press("j");
    page.keyboard().press("j");
    page.keyboard().press("k");
    // Earlier clocks of other tests stand above it.
    Locator open = page.locator("#tip-" + tip.id() + " .open:focus");
    for (int i = 0; i < 60 && open.count() == 0; i++) {
      page.keyboard().press("j");
    }
    page.keyboard().press("Enter");
    page.waitForURL("**/desk/tips/" + tip.id());
    PlaywrightAssertions.assertThat(page.locator("mark.place").first()).isVisible();
    assertAccessible(page);
    assertFits(page);
    picture(page, "tip");

    page.fill("#text", "Cháu bé tên gì, nhà ở thôn nào? Nếu thấy xe đến, hãy gọi ngay 113.");
    page.click("#dialogue button");
    PlaywrightAssertions.assertThat(page.locator("#dialogue .bubbles"))
        .containsText("nhà ở thôn nào");
    page.selectOption("#officer", people.get(1).id().toString());
    page.fill("#instruction", "Đến ngay ngã ba, gặp gia đình cháu bé, giữ người phụ nữ tên Hường.");
    page.selectOption("#minutes", "15");
    page.click("#assignments button");
    Locator lines = page.locator("#assignment-lines");
    PlaywrightAssertions.assertThat(lines).containsText("Chờ nhận việc");

    page.waitForSelector("[data-live]");
    page.fill("#text", "đang viết dở");
    StaffMember officer = accounts.byId(people.get(1).id()).orElseThrow();
    Assignments.View offered = assignments.ofTip(tip.id()).get(0);
    assignments.act(
        officer, offered.id(), UuidCreator.getTimeOrderedEpoch(), Action.ACCEPT, null, null);
    PlaywrightAssertions.assertThat(lines).containsText("Đã nhận việc");
    followUp.write(tip.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "Nhà ở thôn Nà Lốc ạ.");
    PlaywrightAssertions.assertThat(page.locator("#dialogue-lines")).containsText("Nà Lốc");
    assertThat(page.inputValue("#text")).isEqualTo("đang viết dở");
    assignments.act(
        officer,
        offered.id(),
        UuidCreator.getTimeOrderedEpoch(),
        Action.REPORT,
        "Đã gặp gia đình, cháu bé an toàn; người phụ nữ đang được mời về trụ sở.",
        null);
    PlaywrightAssertions.assertThat(lines).containsText("cháu bé an toàn");
    reportFromTheField(officer, offered.id());
    PlaywrightAssertions.assertThat(lines).containsText("12A-345.67");
    PlaywrightAssertions.assertThat(lines).containsText("Chỗ ở an toàn");
    PlaywrightAssertions.assertThat(lines).containsText("21.8543, 106.7623");
    assertAccessible(page);
    picture(page, "tip-worked", true);

    Page phone = page.context().newPage();
    phone.setViewportSize(PHONE.width(), PHONE.height());
    phone.navigate(server.getURI() + "/desk");
    assertAccessible(phone);
    assertFits(phone);
    picture(phone, "desk");
    phone.navigate(server.getURI() + "/desk/tips/" + tip.id());
    assertAccessible(phone);
    assertFits(phone);
    picture(phone, "tip", true);
  }

  private void reportFromTheField(StaffMember officer, UUID task) {
    String body =
        """
        {"operations":[{"id":"%s","assignmentId":"%s","finished":true,"fields":{
          "victims-count":{"value":"2","base":0},"needs":{"value":"MEDICAL,SHELTER","base":0},
          "vehicle":{"value":"Xe khách trắng 12A-345.67, đi hướng cửa khẩu","base":0},
          "position":{"value":"21.8543 106.7623 12 2026-11-22T01:30:00Z","base":0},
          "screening.documents-held":{"value":"YES","base":0}}}]}
        """
            .formatted(UuidCreator.getTimeOrderedEpoch(), task);
    HttpRequest request =
        HttpRequest.newBuilder(server.getURI().resolve("/api/v1/officer/sync"))
            .header("Authorization", "Bearer " + sessions.app(officer.id()))
            .header("Device", UUID.randomUUID().toString())
            .header("Device-Key", "A".repeat(43))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      assertThat(
              HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body())
          .contains("APPLIED");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_declined_offer_comes_back_loudly() {
    List<DemoStaff.DemoSignIn> people =
        demo.install(
            List.of(
                seat("truc3.khanhkhe", "Nông Thị Hồng Nhung", Role.DUTY_OFFICER),
                seat("canbo3.khanhkhe", "Hà Văn Bản", Role.FIELD_OFFICER)));
    TipReceipt tip = Tips.submit(intake, TONIGHT);
    StaffMember desk = accounts.byId(people.get(0).id()).orElseThrow();
    StaffMember officer = accounts.byId(people.get(1).id()).orElseThrow();
    Assignments.View offered =
        assignments
            .offer(
                desk,
                UuidCreator.getTimeOrderedEpoch(),
                tip.id(),
                officer.id(),
                null,
                Duration.ofMinutes(15))
            .orElseThrow();
    assignments.act(
        officer,
        offered.id(),
        UuidCreator.getTimeOrderedEpoch(),
        Action.DECLINE,
        "Đang ở hiện trường vụ khác, cách 40 km.",
        null);

    Page page = signedIn(PHONE, "truc3.khanhkhe");
    PlaywrightAssertions.assertThat(page.locator("#tip-" + tip.id()))
        .containsText("Cán bộ từ chối");
    page.click("#tip-" + tip.id() + " .open");
    PlaywrightAssertions.assertThat(page.locator("[role=alert]")).containsText("Cán bộ từ chối");
    PlaywrightAssertions.assertThat(page.locator("#assignments details")).hasAttribute("open", "");
    assertAccessible(page);
    picture(page, "tip-declined");
  }

  @Test
  void the_desk_is_worked_by_keys_and_renews_itself_around_the_ticks() {
    List<DemoStaff.DemoSignIn> people =
        demo.install(
            List.of(
                seat("truc4.khanhkhe", "Nông Thị Hồng Thắm", Role.DUTY_OFFICER),
                seat("canbo4.khanhkhe", "Hoàng Văn Nghĩa", Role.FIELD_OFFICER)));
    List<TipReceipt> sent = OTHERS.stream().map(story -> Tips.submit(intake, story)).toList();
    Page page = signedIn(DESK, "truc4.khanhkhe");
    page.waitForSelector("[data-live]");

    page.keyboard().press("f");
    PlaywrightAssertions.assertThat(page.locator("#filters")).hasAttribute("open", "");
    page.check("[name=urgency][value='1']");
    page.check("[name=urgency][value='2']");
    page.check("[name=urgency][value='3']");
    page.check("[name=only][value=LEADING]");
    assertAccessible(page);
    assertFits(page);
    picture(page, "desk-filters", true);
    page.click("#filters form[method=get] button");
    page.waitForURL("**/desk?*only=LEADING*");
    PlaywrightAssertions.assertThat(page.locator("#list-urgent")).hasCount(0);

    page.waitForSelector("[data-live]");
    page.keyboard().press("j");
    page.keyboard().press("x");
    page.keyboard().press("j");
    page.keyboard().press("x");
    PlaywrightAssertions.assertThat(page.locator("[data-ticked]")).hasText("2 đã chọn");
    String first = page.locator(".pick:checked").first().getAttribute("value");
    TipReceipt late = Tips.submit(intake, OTHERS.get(0));
    PlaywrightAssertions.assertThat(page.locator("#tip-" + late.id())).isVisible();
    PlaywrightAssertions.assertThat(page.locator(".pick:checked")).hasCount(2);
    page.keyboard().press("a");
    PlaywrightAssertions.assertThat(page.locator("#officer")).isFocused();
    page.selectOption("#officer", people.get(1).id().toString());
    assertAccessible(page);
    picture(page, "desk-together");
    page.click("#bulk fieldset:first-of-type button");
    PlaywrightAssertions.assertThat(page.locator(".alert.ok")).containsText("Đã giao 2 tin");
    assertThat(assignments.ofTip(UUID.fromString(first))).hasSize(1);

    // Two more, this time a comment and a legal step for both, without the mouse.
    page.waitForSelector("[data-live]");
    page.keyboard().press("j");
    page.keyboard().press("x");
    page.keyboard().press("j");
    page.keyboard().press("x");
    page.keyboard().press("c");
    PlaywrightAssertions.assertThat(page.locator("#many-text")).isFocused();
    page.keyboard().type("Hai tin này cùng một người rủ.");
    assertAccessible(page);
    picture(page, "desk-many", true);
    page.keyboard().press("Tab");
    page.keyboard().press("Tab");
    page.keyboard().press("Enter");
    PlaywrightAssertions.assertThat(page.locator(".alert.ok")).containsText("2 tin");
    assertAccessible(page);
    picture(page, "many-commented");
    page.click("main .button");
    page.waitForSelector("[data-live]");
    page.keyboard().press("j");
    page.keyboard().press("x");
    page.keyboard().press("j");
    page.keyboard().press("x");
    page.keyboard().press("s");
    PlaywrightAssertions.assertThat(page.locator("#many-step")).isFocused();
    page.keyboard().press("Enter");
    page.waitForURL("**/desk/many/steps");
    assertAccessible(page);
    assertFits(page);
    picture(page, "many-steps");
    page.click("button[value=REGISTER]");
    PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Vào sổ tiếp nhận");
    assertAccessible(page);
    assertFits(page);
    picture(page, "many-step", true);
    page.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(page);
    picture(page, "many-step-phone", true);
    page.setViewportSize(DESK.width(), DESK.height());
    page.click("main form button.wide");
    PlaywrightAssertions.assertThat(page.locator("h1")).hasText("Vào sổ tiếp nhận");
    PlaywrightAssertions.assertThat(page.locator(".alert.ok")).containsText("2 tin");
    picture(page, "many-done");
    page.click("main .button");

    page.click("#filters > summary");
    page.fill("#view-name", "Việc thường của cơ quan");
    page.click("form.keep button");
    PlaywrightAssertions.assertThat(page.locator(".chip.own")).containsText("Việc thường");
    assertAccessible(page);

    page.keyboard().press("?");
    page.uncheck("#keys-on");
    assertAccessible(page);
    picture(page, "desk-keys-off");
    page.click("#keys form button");
    page.keyboard().press("f");
    page.keyboard().press("j");
    PlaywrightAssertions.assertThat(page.locator(".open:focus")).hasCount(0);
    // Who cannot use keys, or switched them off, finds the table by a button.
    page.click("[data-show-keys]");
    PlaywrightAssertions.assertThat(page.locator("#keys")).isVisible();
    page.click("#keys form button");

    page.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(page);
    assertAccessible(page);
    picture(page, "desk-chips", true);
    assertThat(sent).hasSize(OTHERS.size());
  }

  @Test
  void a_roster_is_written_and_a_shift_hands_over() {
    demo.install(
        List.of(
            seat("chihuy.khanhkhe", "Đàm Thị Bích Nguyệt", Role.AGENCY_LEAD),
            seat("truc5.khanhkhe", "Lương Văn Khướng", Role.DUTY_OFFICER)));
    Tips.submit(intake, TONIGHT);
    Page head = signedIn(DESK, "chihuy.khanhkhe");
    head.click("a[href='/desk/duty']");
    head.click("#roster summary");
    head.selectOption("#staff", new SelectOption().setLabel("Lương Văn Khướng"));
    String day =
        (String) head.evaluate("new Date(Date.now() + 7 * 3600e3).toISOString().slice(0, 10)");
    head.fill("#from", day + "T00:00");
    head.fill("#until", day + "T23:59");
    assertAccessible(head);
    assertFits(head);
    picture(head, "duty", true);
    head.click("#roster details button:has-text('Thêm vào lịch')");
    PlaywrightAssertions.assertThat(head.locator("section[aria-labelledby=now-title]"))
        .containsText("Lương Văn Khướng");
    head.fill(
        "#note", "Xe 12H1 hẹn ở ngã ba; chờ gia đình gọi lại. Đã báo phòng nghiệp vụ lúc 21 giờ.");
    head.click("#handover button");
    PlaywrightAssertions.assertThat(head.locator(".words")).containsText("ngã ba");
    assertAccessible(head);
    picture(head, "handover", true);

    Page next = signedIn(PHONE, "truc5.khanhkhe");
    picture(next, "desk-on-duty", true);
    next.click("a[href='/desk/duty#handover']");
    assertAccessible(next);
    assertFits(next);
    picture(next, "duty", true);
    next.click("#handover .button");
    next.click("button:has-text('Ký nhận ca')");
    PlaywrightAssertions.assertThat(next.locator(".facts")).containsText("Lương Văn Khướng");
    assertAccessible(next);
    assertFits(next);
    picture(next, "handover", true);
  }

  @Test
  void an_empty_desk_says_so() {
    demo.install(
        List.of(
            new DemoStaff.AgencySeat(
                "truc.trong", "Trực trống", "ca_xa@15499/2025-07-01", Set.of(Role.DUTY_OFFICER))));
    Page page = signedIn(PHONE, "truc.trong");

    PlaywrightAssertions.assertThat(page.locator(".nothing")).containsText("Chưa có tin nào");
    assertAccessible(page);
    assertFits(page);
    picture(page, "desk-empty");
  }

  private static DemoStaff.AgencySeat seat(String username, String name, Role role) {
    return new DemoStaff.AgencySeat(username, name, AGENCY, Set.of(role));
  }

  private Page signedIn(Screen screen, String username) {
    Page page = open(screen);
    page.navigate(server.getURI() + "/desk");
    page.fill("#username", username);
    page.fill("#password", DemoStaff.PASSWORD);
    page.fill("#code", demo.codeNow());
    page.click("main button");
    page.waitForURL("**/desk");
    return page;
  }
}

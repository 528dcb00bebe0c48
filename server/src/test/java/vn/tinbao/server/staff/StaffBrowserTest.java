package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Cookie;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.BrowserTest;

/** Accounts as people see them: at the desk and on a phone, with and without JavaScript. */
@MicronautTest(transactional = false)
class StaffBrowserTest extends BrowserTest {
  private static final String COMMUNE = "ca_xa@23535/2025-07-01";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject AccountKeeping keeping;
  @Inject SignInRecords records;
  @Inject TestSessions sessions;
  @Inject OneTimeCodes codes;
  @Inject Clock clock;
  @Inject vn.tinbao.server.catalogue.Catalogue catalogue;

  @Test
  void an_administrator_invites_somebody_who_enrols_with_the_picture() {
    StaffMember admin = person("Mai Xuân Hòa", ministry(), Role.ADMIN);
    for (Screen screen : List.of(PHONE, DESK)) {
      Page page = signedIn(open(screen), admin);
      page.navigate(server.getURI() + "/admin/staff");
      look(page, "staff-list");
      page.click("a[href='/admin/staff/new']");
      page.fill("#q", "cong an xa ia dal");
      page.click(".search button");
      look(page, "staff-agency");
      page.click(".choices a >> nth=0");
      page.fill("#name", "Nguyễn Phước Quỳnh Thụy Ưu Đàm");
      String username = fresh();
      page.fill("#username", username);
      page.check("input[name=role-DUTY_OFFICER]");
      look(page, "staff-new");
      page.click("button.wide");
      look(page, "staff-invited");
      String link = page.textContent(".hand a");
      assertThat(link).startsWith(server.getURI() + "/enrol?code=");

      Page invited = open(screen);
      invited.navigate(link);
      look(invited, "staff-enrol");
      assertThat(invited.locator("svg.qr").boundingBox().width).isGreaterThan(200);
      invited.click("summary");
      String secret = invited.textContent(".secret").replace(" ", "");
      invited.fill("#password", "mưa xuân trên phố núi");
      invited.fill("#again", "mưa xuân trên phố núi");
      invited.fill("#digits", codes.codeAt(Base32.decode(secret), clock.instant()));
      invited.click("button.wide");
      look(invited, "staff-enrolled");

      page.click("main a.button");
      look(page, "staff-one");
    }
  }

  @Test
  void without_javascript_two_persons_replace_a_second_factor() {
    StaffMember admin = person("Mai Xuân Hòa", COMMUNE, Role.ADMIN);
    StaffMember lead = person("Nguyễn Phước Bảo", COMMUNE, Role.AGENCY_LEAD);
    StaffMember officer = person("Rơ Châm Hạnh", COMMUNE, Role.DUTY_OFFICER);

    Page first = signedIn(openWithoutScript(DESK), admin);
    first.navigate(server.getURI() + "/admin/staff/" + officer.id());
    first.selectOption("#what", "factor");
    first.click("text=Đề nghị cấp lại");
    assertThat(first.textContent(".waits")).contains("Người khác phải xác nhận");

    for (Screen screen : List.of(PHONE, DESK)) {
      Page waits = signedIn(open(screen), lead);
      waits.navigate(server.getURI() + "/admin/staff");
      look(waits, "staff-waiting");
      waits.navigate(server.getURI() + "/admin/staff/" + officer.id());
      look(waits, "staff-reset");
    }
    Page second = signedIn(openWithoutScript(PHONE), lead);
    second.navigate(server.getURI() + "/admin/staff/" + officer.id());
    second.click("text=Xác nhận cấp lại");
    assertThat(second.textContent(".code-once")).hasSize(24);
  }

  @Test
  void devices_are_listed_and_a_new_one_is_told_on_every_page() {
    for (Screen screen : List.of(PHONE, DESK)) {
      StaffMember officer = person("Hoàng Thị Lan", COMMUNE, Role.DUTY_OFFICER, Role.AGENCY_LEAD);
      Page page = signedIn(open(screen), officer);
      begin(officer, "Chrome · Windows", "a".repeat(22));
      begin(officer, "Samsung Galaxy A05 của chị Lan ở Công an xã Khánh Khê", null);
      page.navigate(server.getURI() + "/desk");
      assertThat(page.textContent(".elsewhere")).contains("Samsung Galaxy A05");
      look(page, "notice-desk");
      page.navigate(server.getURI() + "/account");
      look(page, "account");
      page.click(".elsewhere button");
      assertThat(page.locator(".elsewhere").count()).isZero();
      page.navigate(server.getURI() + "/account/password");
      look(page, "account-password");
    }
  }

  private void begin(StaffMember member, String device, String mark) {
    records.vouched(
        member.id(),
        new SignInRecords.Place(
            mark == null ? SessionKind.APP : SessionKind.WEB, device, mark, null));
  }

  private static void look(Page page, String name) {
    assertFits(page);
    picture(page, name, true);
    assertAccessible(page);
  }

  private Page signedIn(Page page, StaffMember member) {
    page.context()
        .addCookies(
            List.of(
                new Cookie("tinbao_session", sessions.web(member.id()))
                    .setUrl(server.getURI().toString())));
    return page;
  }

  private String ministry() {
    return catalogue.now().agencies().stream()
        .filter(agency -> agency.key().equals("bo_ca"))
        .findFirst()
        .orElseThrow()
        .id();
  }

  private StaffMember person(String name, String agency, Role... roles) {
    UUID id =
        demo.install(List.of(new DemoStaff.AgencySeat(fresh(), name, agency, Set.of(roles))))
            .get(0)
            .id();
    return accounts.byId(id).orElseThrow();
  }

  private static String fresh() {
    return "nguoi." + UUID.randomUUID().toString().substring(0, 13);
  }
}

package vn.tinbao.server.staff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.fieldwork.FieldDevices;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.sms.testing.TestSql;

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
  @Inject TestSql database;
  @Inject OneTimeCodes codes;
  @Inject FieldDevices phones;
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
      PlaywrightAssertions.assertThat(page.locator(".elsewhere")).hasCount(0);
      page.navigate(server.getURI() + "/account/password");
      look(page, "account-password");
      page.navigate(server.getURI() + "/account/notifications");
      page.fill("#number", "12345");
      page.click("main form:has(#number) button");
      look(page, "notifications-wrong");
      page.fill("#number", "0912 345 678");
      page.click("main form:has(#number) button");
      assertThat(page.textContent("main")).contains("kết thúc bằng 678");
      look(page, "notifications");
      pushedTo(officer);
      page.navigate(server.getURI() + "/admin/push");
      assertThat(page.locator("table tbody tr").count()).isPositive();
      look(page, "push-figures");
      page.navigate(server.getURI() + "/admin/staff/" + officer.id() + "/notifications");
      assertThat(page.textContent("main")).contains("Đã có số").doesNotContain("678");
      look(page, "notifications-colleague");
    }
  }

  @Test
  void the_keeper_of_an_account_orders_a_lost_phone_to_forget_everything() {
    StaffMember admin = person("Mai Xuân Hòa", COMMUNE, Role.ADMIN);
    for (Screen screen : List.of(PHONE, DESK)) {
      StaffMember officer = person("Thượng uý Nguyễn Thị Lan", COMMUNE, Role.FIELD_OFFICER);
      UUID lost = UUID.randomUUID();
      var unused =
          phones.heardOf(
              officer, UUID.randomUUID(), lost, new byte[32], "Samsung Galaxy A05 của chị Lan");
      unused = phones.heardOf(officer, UUID.randomUUID(), UUID.randomUUID(), new byte[32], "");
      Page page = signedIn(screen == PHONE ? openWithoutScript(screen) : open(screen), admin);
      page.navigate(server.getURI() + "/admin/staff/" + officer.id());
      page.click("main a[href$='/phones']");
      PlaywrightAssertions.assertThat(page.locator(".devices > li")).hasCount(2);
      if (screen == DESK) {
        look(page, "phones-colleague");
      }
      page.locator(".devices > li", new Page.LocatorOptions().setHasText("Galaxy"))
          .locator("summary")
          .click();
      page.click("form[action$='" + lost + "/wipe'] button");
      assertThat(page.url()).endsWith("/admin/staff/" + officer.id() + "/phones");
      PlaywrightAssertions.assertThat(
              page.locator(".devices > li", new Page.LocatorOptions().setHasText("Galaxy"))
                  .locator(".tag.alarm"))
          .hasCount(1);
      if (screen == DESK) {
        look(page, "phones-colleague-wiping");
      }
      assertThat(
              database.number(
                  "SELECT count(*) FROM tinbao.field_device WHERE wipe_ordered_at IS NOT NULL"
                      + " AND id = '%s'".formatted(lost)))
          .isEqualTo(1);
      assertThat(
              database.rows(
                  "SELECT staff_id::text FROM tinbao.audit WHERE action = 'DEVICE_WIPE_ORDERED'"
                      + " AND subject_id = '%s'".formatted(lost)))
          .containsExactly(admin.id().toString());
    }
  }

  /** A push that the app got after some seconds. */
  private void pushedTo(StaffMember officer) {
    String push = UUID.randomUUID().toString();
    database.run(
        """
        INSERT INTO tinbao.push_message (id, staff_id, topic, ref, state, next_at, created_at)
        VALUES ('%1$s', '%2$s', 'assignment', '%3$s', 'SENT', now(), now());
        INSERT INTO tinbao.push_delivery (push_id, provider, device_id, state, at)
        VALUES ('%1$s', 'fcm', '%3$s', 'ACCEPTED', now());
        INSERT INTO tinbao.push_receipt (push_id, device_id, at)
        VALUES ('%1$s', '%3$s', now() + interval '4 seconds')
        """
            .formatted(push, officer.id(), UUID.randomUUID()));
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
    signIn(page, server.getURI(), sessions.web(member.id()));
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

package vn.tinbao.server.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class AuditPagesTest extends BrowserTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String ELSEWHERE = "ca_xa@15499/2025-07-01";
  private static final String STORY =
      "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc làm việc nhẹ lương cao";

  @Inject EmbeddedServer server;
  @Inject DemoStaff demo;
  @Inject TipIntake intake;
  @Inject TestSql sql;

  private final String suffix = UUID.randomUUID().toString().substring(0, 8);

  @Test
  void an_auditor_finds_who_opened_a_tip_by_its_number_and_none_of_its_words() {
    person("truc", "Hoàng Thị Nguyệt", HERE, Role.DUTY_OFFICER);
    person("thanhtra", "Bùi Đức Anh", ELSEWHERE, Role.AUDITOR);
    TipReceipt tip = Tips.submit(intake, STORY);
    TipReceipt other = Tips.submit(intake, STORY);
    Surfer desk = signedIn("truc");
    desk.get("/desk/tips/" + tip.id());
    desk.get("/desk/tips/" + other.id());
    Surfer auditor = signedIn("thanhtra");

    String number = tip.id().toString().substring(30).toUpperCase(Locale.ROOT);
    for (String subject : List.of(number, tip.id().toString())) {
      String page = auditor.get("/audit?subject=" + subject).body();
      assertThat(page)
          .contains("Hoàng Thị Nguyệt", "Công an xã Khánh Khê", "Mở tin", tip.id().toString())
          .doesNotContain(other.id().toString())
          .doesNotContain("việc nhẹ");
    }
    assertThat(auditor.get("/audit?who=TRUC." + suffix).body())
        .contains(tip.id().toString(), other.id().toString());
    assertThat(auditor.get("/audit?who=%25").body()).contains("Không có dòng nào khớp");
    assertThat(auditor.get("/audit?who=nguy%E1%BB%87t&action=TIP_OPENED").body())
        .contains(tip.id().toString());
    assertThat(auditor.get("/audit?subject=" + number + "&from=2020-01-01&to=2020-12-31").body())
        .contains("Không có dòng nào khớp");
  }

  @Test
  void each_search_and_each_file_leaves_a_row_that_does_not_say_for_whom() {
    person("thanhtra", "Bùi Đức Anh", ELSEWHERE, Role.AUDITOR);
    Surfer auditor = signedIn("thanhtra");
    auditor.get("/audit?who=Nguy%E1%BB%85n+B%C3%AD+M%E1%BA%ADt&from=2026-01-01");
    HttpResponse<String> file = auditor.get("/audit/rows.csv?action=SIGNED_IN");

    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment");
    assertThat(file.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
    assertThat(file.body())
        .startsWith("\ufeff\"time\",\"name\"")
        .contains("\"thanhtra." + suffix + "\"", "\"SIGNED_IN\",\"Đăng nhập\"", "\r\n");
    assertThat(
            sql.text(
                "SELECT string_agg(action || ' ' || subject_id, '; ' ORDER BY id) FROM tinbao.audit"
                    + " WHERE subject_kind = 'AUDIT' AND staff_id = (SELECT id FROM"
                    + " tinbao.staff_account WHERE username = 'thanhtra."
                    + suffix
                    + "')"))
        .isEqualTo("AUDIT_SEARCHED person,day; AUDIT_EXPORTED action");
  }

  @Test
  void a_spoilt_search_is_a_page_and_not_an_error() {
    person("thanhtra", "Bùi Đức Anh", ELSEWHERE, Role.AUDITOR);
    Surfer auditor = signedIn("thanhtra");
    for (String query :
        List.of(
            "from=gestern",
            "from=-999999999-01-01&to=%2B999999999-12-31",
            "after=x_y",
            "after=%2B1000000000-12-31T23:59:59Z_019a0000-0000-7138-8138-000000000001",
            "subject=%00",
            "subject=%27%3B--",
            "who=%5C",
            "action=" + "A".repeat(500),
            "who=" + "%C3%A0".repeat(500))) {
      assertThat(auditor.get("/audit?" + query).statusCode()).as(query).isEqualTo(200);
    }
    assertThat(auditor.get("/audit?from=gestern").body()).contains("Ngày chưa đúng");
  }

  @Test
  void the_audit_goes_on_page_by_page_without_gaps_or_repeats() {
    person("thanhtra", "Bùi Đức Anh", ELSEWHERE, Role.AUDITOR);
    String action = "PAGED_" + suffix.toUpperCase(Locale.ROOT);
    // Many of one instant: the id decides.
    sql.run(
        "INSERT INTO tinbao.audit SELECT gen_random_uuid(), now(), NULL, '%s', 'TIP', 'row-' || n"
                .formatted(action)
            + " FROM generate_series(100, 229) n");
    Surfer auditor = signedIn("thanhtra");
    List<String> seen = new ArrayList<>();
    String next = "/audit?action=" + action;
    int pages = 0;
    while (next != null && pages++ < 10) {
      String page = auditor.get(next).body();
      seen.addAll(all(page, "title=\"(row-\\d+)\""));
      List<String> more = all(page, "class=\"more\"><a class=\"button\" href=\"([^\"]+)\"");
      next = more.isEmpty() ? null : more.get(0).replace("&amp;", "&");
    }

    assertThat(pages).isEqualTo(3);
    assertThat(seen).doesNotHaveDuplicates().hasSize(130);
    assertThat(auditor.get("/audit/rows.csv?action=" + action).body().split("\r\n")).hasSize(131);
  }

  @Test
  void a_name_that_looks_like_a_formula_is_a_text_in_the_file() {
    assertThat(AuditCsv.field("=HYPERLINK(\"x\")")).isEqualTo("\"'=HYPERLINK(\"\"x\"\")\"");
    assertThat(AuditCsv.field("a\",\r\nb")).isEqualTo("\"a\"\",\r\nb\"");
    assertThat(AuditCsv.field(null)).isEmpty();
  }

  @Test
  void who_opened_this_is_for_the_head_of_the_lead_agency() {
    person("truc", "Hoàng Thị Nguyệt", HERE, Role.DUTY_OFFICER);
    person("truong", "Vi Văn Trưởng", HERE, Role.AGENCY_LEAD);
    person("truongkhac", "Lê Văn Khác", ELSEWHERE, Role.AGENCY_LEAD);
    TipReceipt tip = Tips.submit(intake, STORY);
    String page = signedIn("truc").get("/desk/tips/" + tip.id()).body();
    assertThat(page).doesNotContain("Ai đã mở tin này");

    Surfer lead = signedIn("truong");
    assertThat(lead.get("/desk/tips/" + tip.id()).body())
        .contains("Ai đã mở tin này", "Hoàng Thị Nguyệt");
    assertThat(lead.get("/desk/tips/" + tip.id() + "/openings").body())
        .contains("Vi Văn Trưởng", "Hoàng Thị Nguyệt")
        .doesNotContain("việc nhẹ");
    // As one of the supporting agencies: sees the tip, not who opened it.
    sql.run(
        "INSERT INTO tinbao.tip_agency VALUES ('%s', '%s', 'SUPPORTING', now())"
            .formatted(tip.id(), ELSEWHERE));
    Surfer supporting = signedIn("truongkhac");
    assertThat(supporting.get("/desk/tips/" + tip.id()).body())
        .contains("Khánh Khê")
        .doesNotContain("Ai đã mở tin này");
    assertThat(supporting.get("/desk/tips/" + tip.id() + "/openings").statusCode()).isEqualTo(404);
  }

  @Test
  void the_pages_are_fit_for_people() {
    person("truc", "Hoàng Thị Nguyệt Ánh", HERE, Role.DUTY_OFFICER);
    person("truong", "Vi Văn Quyết Thắng", HERE, Role.AGENCY_LEAD);
    person("thanhtra", "Bùi Đức Anh", ELSEWHERE, Role.AUDITOR);
    TipReceipt tip = Tips.submit(intake, STORY);
    signedIn("truc").get("/desk/tips/" + tip.id());

    Page page = open(DESK);
    signIn(page, "thanhtra", "/audit");
    PlaywrightAssertions.assertThat(page.locator("tbody tr").first()).isVisible();
    assertAccessible(page);
    assertFits(page);
    picture(page, "audit");
    page.fill("#who", "Nguyệt");
    page.click(".audit-search button");
    PlaywrightAssertions.assertThat(page.locator("tbody tr").first())
        .containsText("Hoàng Thị Nguyệt Ánh");
    page.setViewportSize(PHONE.width(), PHONE.height());
    assertAccessible(page);
    assertFits(page);
    picture(page, "audit", true);

    Page lead = open(DESK);
    signIn(lead, "truong", "/desk/tips/" + tip.id());
    PlaywrightAssertions.assertThat(lead.locator("#openings")).containsText("Hoàng Thị Nguyệt Ánh");
    assertAccessible(lead);
    picture(lead, "tip-openings", true);
    lead.click("#openings a");
    PlaywrightAssertions.assertThat(lead.locator("tbody tr").first()).isVisible();
    assertAccessible(lead);
    lead.setViewportSize(PHONE.width(), PHONE.height());
    assertFits(lead);
    picture(lead, "openings");
  }

  private void signIn(Page page, String name, String next) {
    page.navigate(server.getURI() + "/login?next=" + next);
    page.fill("#username", name + "." + suffix);
    page.fill("#password", DemoStaff.PASSWORD);
    page.fill("#code", demo.codeNow());
    page.click("main button");
    page.waitForURL("**" + next);
  }

  private void person(String name, String called, String agency, Role role) {
    demo.install(
        List.of(new DemoStaff.AgencySeat(name + "." + suffix, called, agency, Set.of(role))));
  }

  private Surfer signedIn(String name) {
    Surfer surfer = new Surfer(server);
    assertThat(
            surfer
                .post(
                    "/login",
                    "username",
                    name + "." + suffix,
                    "password",
                    DemoStaff.PASSWORD,
                    "code",
                    demo.codeNow())
                .statusCode())
        .isEqualTo(303);
    return surfer;
  }

  private static List<String> all(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(m -> m.group(1)).toList();
  }
}

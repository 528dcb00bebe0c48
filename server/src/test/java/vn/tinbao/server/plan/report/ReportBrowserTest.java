package vn.tinbao.server.plan.report;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.bench.figures.SimulatedRows;
import vn.tinbao.server.bench.figures.SimulatedYear;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.catalogue.Unit;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.sms.db.Database;
import vn.tinbao.sms.testing.SettableClock;

/**
 * The secretary's path in June 2024, with the plan of Thừa Thiên Huế: reminded, drafts, sees that a
 * number differs, counts again, sends; at the police of the province the grid turns green.
 */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2024-06-03T08:00:00+07:00")
@Property(name = "tinbao.report.timer", value = "false")
class ReportBrowserTest extends BrowserTest {
  private static final String PLAN = "thua-thien-hue-2024";
  private static final int TIPS = 200;

  @Inject EmbeddedServer server;
  @Inject ReportCalendar calendar;
  @Inject ReportReminders reminders;
  @Inject ReportRows rows;
  @Inject Catalogue catalogue;
  @Inject Database database;
  @Inject SettableClock clock;
  @Inject AccessWorld world;

  @Test
  void from_the_reminder_to_the_green_cell() throws Exception {
    LocalDate first = LocalDate.of(2024, 1, 1);
    SimulatedRows.write(
        database.address(),
        SimulatedYear.of(
            catalogue.now(),
            first,
            150,
            TIPS,
            clock.asClock().instant(),
            46,
            unit -> inHue(unit, first)),
        clock.asClock().instant());
    assertThat(calendar.now()).isPositive();
    List<PeriodicReport> all = rows.ofPeriod(PLAN, ReportPeriod.HALF_YEAR, first);
    PeriodicReport summary =
        all.stream().filter(one -> one.kind() == ReportKind.SUMMARY).findFirst().orElseThrow();
    PeriodicReport mine =
        all.stream()
            .filter(one -> one.kind() == ReportKind.CONTRIBUTION)
            .filter(one -> one.agencyKey().equals("dia_phuong"))
            .findFirst()
            .orElseThrow();
    StaffMember secretary = world.person("thuky", mine.agencyId(), Role.COMMITTEE_SECRETARY);
    StaffMember above = world.person("captren", summary.agencyId(), Role.COMMITTEE_SECRETARY);
    clock.advance(Duration.ofDays(5));
    assertThat(reminders.say()).isPositive();

    Page superior = open(PHONE);
    signIn(superior, above);
    superior.navigate(server.getURI() + "/reports/grid?year=2024");
    String cell = "a[href='/reports/" + mine.id() + "']";
    assertThat(superior.locator(cell)).containsText("Chưa đến hạn");
    looked(superior, "report-grid-before");

    Page page = open(DESK);
    signIn(page, secretary);
    page.navigate(server.getURI() + "/account");
    page.click("header nav a[href='/reports']");
    assertThat(page.locator("section.waits")).containsText("Sắp đến hạn");
    looked(page, "reports");
    page.click("section.waits a[href='/reports/" + mine.id() + "']");
    page.click("button:has-text('Lập dự thảo')");
    assertThat(page.locator("#agrees")).containsText("đều khớp phụ lục");
    assertThat(page.locator("#words mark.agrees").first()).isVisible();
    looked(page, "report-draft");

    page.click("a[href$='/write']");
    String situation = page.inputValue("#situation");
    assertThat(situation).contains("#tips_received]");
    looked(page, "report-write");
    page.fill(
        "#situation",
        situation.replaceAll("\\[[0-9.]+ #tips_received\\]", "[99.999 #tips_received]"));
    page.fill("#communication", "Đã phát 1.200 tờ rơi ở chợ và bến xe.");
    page.locator("#editor button").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#contradictions")).containsText("bài ghi “99.999”");
    assertThat(page.locator("#words mark.differs")).hasText("99.999");
    looked(page, "report-differs");
    page.click("#submit");
    assertThat(page.locator("[role=alert]").first()).containsText("khác phụ lục");

    page.click("button:has-text('Lấy số liệu mới nhất')");
    assertThat(page.locator("#agrees")).isVisible();
    page.locator("#submit").focus();
    page.keyboard().press("Enter");
    assertThat(page.locator("#state-title")).hasText("Đã gửi");
    assertThat(page.locator("#state")).containsText("Số 1, ngày");
    looked(page, "report-sent");
    Surfer files = Surfer.signedIn(server, world.cookie(secretary));
    for (String format : List.of("docx", "pdf", "xlsx")) {
      assertThat(files.get("/reports/" + mine.id() + "/file/" + format).statusCode())
          .as(format)
          .isEqualTo(200);
    }
    assertThat(files.get("/reports/" + mine.id() + "/file/exe").statusCode()).isEqualTo(404);

    superior.reload();
    assertThat(superior.locator(cell + ".standing-IN_TIME")).containsText("✓ Đúng hạn");
    looked(superior, "report-grid-after");
    superior.click(cell);
    assertThat(superior.locator("#words")).containsText("Đã phát 1.200 tờ rơi");
    superior.click("button:has-text('Nhận báo cáo')");
    assertThat(superior.locator("#state-title")).hasText("Đã nhận");
    looked(superior, "report-accepted");
    superior.navigate(server.getURI() + "/reports/" + summary.id());
    superior.click("button:has-text('Lập dự thảo')");
    assertThat(superior.locator("#words")).containsText("báo cáo: “Đã phát 1.200 tờ rơi");
    looked(superior, "report-summary");
    Page wide = open(DESK);
    signIn(wide, above);
    wide.navigate(server.getURI() + "/reports/grid?year=2024");
    looked(wide, "report-grid-after");
  }

  private boolean inHue(Unit unit, LocalDate day) {
    return catalogue.now().withAncestors(unit, day).stream()
        .anyMatch(above -> above.code().equals("46"));
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}

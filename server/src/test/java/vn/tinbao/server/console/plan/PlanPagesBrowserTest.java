package vn.tinbao.server.console.plan;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.plan.PlanDrafts;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;

/** Every page of plans, the survey of local risk and the list of people, on both screens. */
@MicronautTest(transactional = false)
class PlanPagesBrowserTest extends BrowserTest {
  private static final String TASK = "/plans/binh-trung-2024/tasks/t2.1.1";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject PlanDrafts drafts;

  @Test
  void a_survey_of_local_risk_is_filled_in_on_a_phone() {
    Page page = openWithoutScript(PHONE);
    signIn(page, secretary());
    page.navigate(server.getURI() + "/plans/surveys");
    page.selectOption("#risk", "HIGH");
    page.fill("input[name=BROKERS]", "7");
    page.fill("textarea[name=note]", "Nhiều hộ thiếu việc làm sau mùa vụ, người lạ đến rủ đi làm");
    page.click("main form button");
    assertThat(page.locator("main")).containsText("Nhiều hộ thiếu việc làm");
    picture(page, "plan-survey-kept", true);
  }

  @Test
  void every_page_fits_both_screens_and_can_be_used_by_everybody() {
    StaffMember secretary = secretary();
    String draft = "trang-" + UuidCreator.getTimeOrderedEpoch();
    drafts.year(secretary, "binh-trung-2024", draft, 2026);
    for (Screen screen : List.of(DESK, PHONE)) {
      Page page = open(screen);
      signIn(page, secretary);
      for (String[] one :
          new String[][] {
            {"/plans?year=2024", "plans"},
            {"/plans/mine?year=2024", "plans-mine"},
            {"/plans/mine?year=2024&by=plan", "plans-mine-by-plan"},
            {"/plans/agencies?year=2024", "plans-agencies"},
            {"/plans/binh-trung-2024", "plan-one"},
            {"/plans/thua-thien-hue-2024", "plan-province"},
            {TASK, "plan-task"},
            {"/plans/surveys", "plan-surveys"},
            {"/plans/drafts", "plan-drafts"},
            {"/plans/drafts?from=binh-trung-2024", "plan-drafts-from"},
            {"/plans/drafts/" + draft, "plan-draft"},
            {"/plans/drafts/" + draft + "/parts/head/1", "plan-part-head"},
            {"/plans/drafts/" + draft + "/parts/reporting/1", "plan-part-reporting"},
            {"/plans/drafts/" + draft + "/parts/rules/1", "plan-part-rule"},
            {"/plans/drafts/" + draft + "/parts/targets/1", "plan-part-target"},
            {"/reports", "reports-list"},
            {"/reports/grid?year=2024", "reports-grid"}
          }) {
        page.navigate(server.getURI() + one[0]);
        assertThat(page.locator("h1").first()).isVisible();
        assertAccessible(page);
        assertFits(page);
        picture(page, one[1], true);
      }
    }
  }

  @Test
  void tasks_are_found_by_agency_by_plan_and_by_month() {
    Page page = openWithoutScript(DESK);
    signIn(page, secretary());
    page.navigate(server.getURI() + "/plans/mine?year=2024");
    page.click("a:has-text('Tiến độ theo cơ quan')");
    page.click("th a:has-text('Công an tỉnh')");
    assertThat(page.locator("h1")).hasText("Việc của một cơ quan");
    assertThat(page.locator(".lead")).containsText("Công an tỉnh");
    assertThat(page.locator("main h2").last()).hasText("Cả thời gian của kế hoạch");
    page.click("a:has-text('Theo kế hoạch')");
    assertThat(page.locator("main h2 a").first()).isVisible();
    page.navigate(server.getURI() + "/plans/mine?agency=khong@1/2025-07-01");
    assertThat(page.locator("h1")).hasCount(1);
    assertThat(page.locator("main")).not().containsText("Theo tháng");
  }

  @Test
  void the_pages_of_people_fit_both_screens() {
    StaffMember head = world.person("nan-nhan", AccessWorld.HERE, Role.AGENCY_LEAD);
    for (Screen screen : List.of(DESK, PHONE)) {
      Page page = open(screen);
      signIn(page, head);
      for (String path : List.of("/victims", "/victims/new")) {
        page.navigate(server.getURI() + path);
        assertAccessible(page);
        assertFits(page);
        picture(page, "people" + path.replace('/', '-'), true);
      }
    }
  }

  private StaffMember secretary() {
    return world.person("trang-ke-hoach", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}

package vn.tinbao.server.plan;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import com.microsoft.playwright.Page;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.BrowserTest;
import vn.tinbao.server.testing.Surfer;

/** A secretary writes a plan with forms only, without JavaScript, and another person issues it. */
@MicronautTest(transactional = false)
class PlanEditorBrowserTest extends BrowserTest {
  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject PlanDrafts drafts;
  @Inject Plans plans;

  @Test
  void a_plan_is_written_with_forms_without_script_and_issued() {
    StaffMember secretary = world.person("soan1", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember head = world.person("kyten1", AccessWorld.HERE, Role.AGENCY_LEAD);
    String id = "bieu-mau-" + UuidCreator.getTimeOrderedEpoch();
    Page page = openWithoutScript(PHONE);
    signIn(page, secretary);
    page.navigate(server.getURI() + "/plans/drafts");
    page.fill("#title", "Phòng, chống mua bán người năm 2026 trên địa bàn xã Khánh Khê");
    page.fill("#starts", "2026-01-01");
    page.fill("#ends", "2026-12-31");
    page.fill("#new-id", id);
    page.click("form:has(#new-id) button");
    assertThat(page.locator("h1")).containsText("Khánh Khê");

    page.click("a:has-text('Thêm nhiệm vụ')");
    page.fill("#f-title", "Tuyên truyền ở chợ phiên");
    page.selectOption("#f-group", "COMMUNICATION");
    page.fill("#f-due", "2026-07-30");
    page.click("main form button.wide");
    assertThat(page.locator("[role=alert]")).containsText("chưa có ai thực hiện");
    assertThat(page.locator("#f-title")).hasValue("Tuyên truyền ở chợ phiên");
    page.locator("input[name=lead]").first().fill("Công an cấp xã (ca_xa)");
    page.locator("input[name=performs]").first().fill("ubnd_xa");
    page.locator("input[name=performs]").nth(1).fill("hlhpn_xa");
    page.check("input[name=channels][value=LOUDSPEAKER]");
    page.check("input[name=channels][value=FLYER]");
    page.click("main form button.wide");
    assertThat(page.locator("#s-tasks")).containsText("Tuyên truyền ở chợ phiên");

    page.click("a:has-text('Thêm chỉ tiêu')");
    page.fill("#f-title", "Tỷ lệ giải quyết tin báo");
    page.selectOption("#f-figure", "tips_resolved");
    page.selectOption("#f-operator", "GT");
    page.fill("#f-value", "92,5");
    page.selectOption("#f-unit", "PERCENT");
    page.click("main form button.wide");
    assertThat(page.locator("#s-targets")).containsText("trên 92,5");

    page.click("a:has-text('Thêm đợt hoặc ngày')");
    page.fill("#f-name", "Ngày 30/7");
    page.selectOption("#f-kind", "DAY");
    page.fill("#f-yearly", "30/7");
    page.click("main form button.wide");

    page.locator("#s-reporting a").click();
    page.locator("input[name=makers]").first().fill("ubnd_xa");
    page.fill("#f-to", "ca_xa");
    page.click("main form button.wide");
    page.click("a:has-text('Thêm kỳ báo cáo')");
    page.selectOption("#f-period", "HALF_YEAR");
    page.fill("#f-due", "32/6");
    page.click("main form button.wide");
    assertThat(page.locator("#f-due-wrong")).containsText("ngày và tháng có thật");
    page.fill("#f-due", "10/6");
    page.check("input[name=before]");
    page.click("main form button.wide");
    assertThat(page.locator("#s-rules")).containsText("trước ngày 10/6");

    page.click("a:has-text('Thêm căn cứ')");
    page.fill("#f-number", "53/2024/QH15");
    page.fill("#f-title", "Luật Phòng, chống mua bán người");
    page.click("main form button.wide");
    page.click("a:has-text('Thêm nơi nhận')");
    page.fill("#f-keep", "VT, CAX");
    page.click("main form button.wide");
    assertThat(page.locator("#s-recipients")).containsText("VT, CAX");
    picture(page, "plan-draft-forms", true);
    page.click("button:has-text('Trình')");
    assertThat(page.locator("#s-tasks a")).hasCount(0);

    PlanDraft draft = drafts.one(head, id).orElseThrow();
    assertThat(drafts.issue(head, id, draft.revision(), "3/KH-BCĐ", draft.plan().startsOn(), ""))
        .isEqualTo(new DraftOutcome.Issued(id, 1));
    Plan plan = plans.plan(id).orElseThrow();
    assertThat(plan.tasks().get(0).agencies())
        .extracting(TaskAgency::key)
        .containsExactly("ca_xa", "ubnd_xa", "hlhpn_xa");
    assertThat(plan.tasks().get(0).channels())
        .containsExactlyInAnyOrder(TaskChannel.LOUDSPEAKER, TaskChannel.FLYER);
    assertThat(plan.targets().get(0).value()).isEqualByComparingTo("92.5");
    assertThat(plan.reporting().rules().get(0).before()).isTrue();
    assertThat(plan.basis()).hasSize(1);
  }

  @Test
  void of_two_who_write_at_once_neither_loses_words_nor_writes_over_another_entry() {
    StaffMember secretary = world.person("soan2", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    String id = "hai-nguoi-" + UuidCreator.getTimeOrderedEpoch();
    drafts.year(secretary, "binh-trung-2024", id, 2026);
    PlanDraft draft = drafts.one(secretary, id).orElseThrow();
    String first = draft.plan().tasks().get(0).id();
    String second = draft.plan().tasks().get(1).id();
    Surfer browser = Surfer.signedIn(server, world.cookie(secretary));
    String parts = "/plans/drafts/" + id + "/parts/tasks/";
    String form = browser.get(parts + 2).body();
    String revision = Surfer.hidden(form, "revision");
    assertThat(browser.post(parts + "1/moves/OUT", "revision", revision).statusCode())
        .isEqualTo(303);
    var late =
        browser.post(
            parts + 2,
            "revision",
            revision,
            "entry",
            second,
            "title",
            "Giữ lời này",
            "group",
            "LAW",
            "kind",
            "TASK",
            "lead",
            "ca_xa");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Giữ lời này", "action=\"" + parts + "1\"");
    assertThat(
            browser
                .post(
                    parts + 1,
                    "revision",
                    Surfer.hidden(late.body(), "revision"),
                    "entry",
                    second,
                    "title",
                    "Giữ lời này",
                    "group",
                    "LAW",
                    "kind",
                    "TASK",
                    "lead",
                    "ca_xa")
                .statusCode())
        .isEqualTo(303);
    Plan plan = drafts.one(secretary, id).orElseThrow().plan();
    assertThat(plan.task(first)).isEmpty();
    assertThat(plan.task(second).orElseThrow().title()).isEqualTo("Giữ lời này");
    assertThat(browser.get(parts + 999).statusCode()).isEqualTo(404);
    assertThat(browser.get("/plans/drafts/" + id + "/parts/la/1").statusCode()).isEqualTo(404);
    StaffMember stranger = world.person("soan3", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    assertThat(Surfer.signedIn(server, world.cookie(stranger)).get(parts + 1).statusCode())
        .isEqualTo(404);
  }

  @Test
  void a_draft_says_which_words_mean_nobody_any_more_and_who_does_their_work() {
    StaffMember secretary = world.person("soan4", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    String id = "khong-con-" + UuidCreator.getTimeOrderedEpoch();
    drafts.year(secretary, "binh-trung-2024", id, 2026);
    PlanDraft draft = drafts.one(secretary, id).orElseThrow();
    drafts.write(
        secretary,
        id,
        draft.revision(),
        PlanSection.TASKS,
        1,
        java.util.Map.of(
            "title", List.of("Việc của huyện"),
            "group", List.of("LAW"),
            "kind", List.of("TASK"),
            "lead", List.of("ca_huyen")));
    Page page = open(DESK);
    signIn(page, secretary);
    page.navigate(server.getURI() + "/plans/drafts/" + id);
    assertThat(page.locator(".alert.warn"))
        .containsText("Từ chỉ cơ quan không còn ai vào thời gian của kế hoạch");
    assertThat(page.locator(".alert.warn")).containsText("(ca_huyen)");
    assertThat(page.locator(".alert.warn")).containsText(draft.plan().tasks().get(0).id());
    looked(page, "plan-draft-nobody");
    page.locator("#s-tasks a").first().click();
    assertThat(page.locator("#f-title")).hasValue("Việc của huyện");
    looked(page, "plan-part");
    Page phone = open(PHONE, "en-GB");
    signIn(phone, secretary);
    phone.navigate(server.getURI() + "/plans/drafts/" + id + "/parts/tasks/1?lang=en");
    assertThat(phone.locator("h1")).containsText("Tasks and solutions");
    looked(phone, "plan-part");
    assertThat(phone.content()).doesNotContain("plan.field.").doesNotContain("plan.section.");
  }

  private void signIn(Page page, StaffMember member) {
    signIn(page, server.getURI(), world.cookie(member));
  }
}

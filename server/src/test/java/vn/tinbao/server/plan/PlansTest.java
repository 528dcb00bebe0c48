package vn.tinbao.server.plan;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.campaign.CampaignState;
import vn.tinbao.server.campaign.CampaignStep;
import vn.tinbao.server.campaign.CampaignStepped;
import vn.tinbao.server.plan.PlanImportReport.Outcome;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Samples;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.testing.TestSql;

/** Plans in the database: imported, in force, and whose task it is. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "PlanReminders")
class PlansTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 8, 1);

  @Inject EmbeddedServer server;
  @Inject Plans plans;
  @Inject PlanImport imports;
  @Inject BuiltInPlans builtIn;
  @Inject TestSql sql;
  @Inject PlanWork work;
  @Inject PlanDrafts drafts;
  @Inject PlanReminders reminders;
  @Inject AccessWorld world;
  @Inject TipIntake intake;
  @Inject ApplicationEventPublisher<CampaignStepped> steps;

  @Test
  void the_founding_plans_are_there_from_the_start() {
    assertThat(plans.all()).extracting(Plan::id).containsAll(BuiltInPlans.IDS);
    assertThat(builtIn.install()).isZero();
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.plan_task t JOIN tinbao.plan p ON p.id = t.plan_id"
                    + " WHERE p.built_in AND t.kind = 'TASK'"))
        .isEqualTo("161");
    for (String id : BuiltInPlans.IDS) {
      assertThat(plans.plan(id)).contains(BuiltInPlans.read(id));
    }
    assertThat(plans.reportRules()).hasSizeGreaterThanOrEqualTo(16);
  }

  @Test
  void the_same_file_twice_is_nothing_and_another_one_a_new_version() {
    String text = PlanFileTest.GOOD.replace("thu-2026", "thu-hai-lan");
    assertThat(imports.run("thu.yaml", text, null, true).outcome()).isEqualTo(Outcome.ADDED);
    assertThat(plans.plan("thu-hai-lan")).isEmpty();
    assertThat(imports.run("thu.yaml", text, null, false).outcome()).isEqualTo(Outcome.ADDED);
    PlanImportReport again = imports.run("thu.yaml", text + "# nhận xét\n", null, false);
    assertThat(again.outcome()).isEqualTo(Outcome.SAME);
    assertThat(again.version()).isEqualTo(1);

    String other = text.replace("id: t1", "id: t2").replace("value: 90", "value: 95");
    PlanImportReport changed = imports.run("thu.yaml", other, null, false);
    assertThat(changed.outcome()).isEqualTo(Outcome.CHANGED);
    assertThat(changed.changes()).containsExactly("~ targets g1", "+ tasks t2", "- tasks t1");
    assertThat(plans.version("thu-hai-lan")).contains(2);
    assertThat(plans.plan("thu-hai-lan").orElseThrow().task("t1")).isEmpty();
    assertThat(
            sql.rows(
                "SELECT id || left_out FROM tinbao.plan_task WHERE plan_id = 'thu-hai-lan' ORDER BY"
                    + " id"))
        .containsExactly("s1false", "t1true", "t2false");
    assertThatThrownBy(
            () ->
                sql.run(
                    "UPDATE tinbao.plan_version SET content = '' WHERE plan_id = 'thu-hai-lan'"))
        .hasStackTraceContaining("does not change");
  }

  @Test
  void a_plan_for_a_unit_that_nobody_knows_is_refused_with_its_line() {
    assertThatThrownBy(
            () ->
                imports.run(
                    "thu.yaml",
                    PlanFileTest.GOOD.replace("unit: \"46\"", "unit: \"99999\""),
                    null,
                    false))
        .isInstanceOf(PlanUnreadableException.class)
        .hasMessage("thu.yaml: line 6, unit is no unit on the plan's first day or later: 99999");
  }

  @Test
  void an_agency_has_the_tasks_of_the_plans_in_its_line() {
    assertThat(plans.tasksOf("ca_huyen@395/2021-11-01", LocalDate.of(2024, 7, 15)))
        .allMatch(own -> own.plan().id().equals("tho-xuan-30-7-2024"))
        .anyMatch(own -> own.task().id().equals("t2.2") && own.role() == TaskAgency.Role.LEAD)
        .anyMatch(own -> own.task().id().equals("t7.6") && own.role() == TaskAgency.Role.SUPPORTS);
    assertThat(plans.tasksOf("ca_huyen@395/2021-11-01", LocalDate.of(2023, 7, 15))).isEmpty();
    // The commune of today has what its district and its predecessors had to do.
    LocalDate from = LocalDate.of(2024, 1, 1);
    LocalDate until = LocalDate.of(2024, 12, 31);
    assertThat(plans.tasksOf("ca_xa@23538/2025-07-01", TODAY, from, until))
        .allMatch(own -> own.plan().id().equals("ia-hdrai-2024"))
        .anyMatch(own -> own.task().id().equals("t7.2"));
    assertThat(plans.tasksOf("ca_tinh@51/2021-11-01", TODAY, from, until))
        .anyMatch(own -> own.task().id().equals("t7.2"));
    assertThat(plans.tasksOf("khong@1/2025-07-01", TODAY)).isEmpty();
  }

  private static final String PLAN = "binh-trung-2024";

  @Test
  void a_campaign_that_is_out_proves_the_task_for_which_it_was_held_once() {
    StaffMember secretary = world.person("thuky9", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    UUID campaign = id();
    sql.run(
        """
        INSERT INTO tinbao.campaign (id, code, agency_id, kind, reach, title, theme, goal, starts_on,
          ends_on, plan_task, state, made_by, made_at, approved_by, send_at, started_at)
        VALUES ('%s', 'minhchg2', '%s', 'SCHOOL', 'PUBLIC', 'Truyền thông học đường', '', '',
          '2024-07-30', '2024-07-30', '%s/t2.1.4', 'DONE', '%s', now(), '%s', now(),
          '2024-07-30 08:00+07')
        """
            .formatted(campaign, AccessWorld.HERE, PLAN, secretary.id(), secretary.id()));
    for (int i = 0; i < 2; i++) {
      steps.publishEvent(
          new CampaignStepped(
              campaign, CampaignStep.FINISH, CampaignState.RUNNING, null, Instant.now()));
    }
    Plan plan = plans.plan(PLAN).orElseThrow();
    Work proved = work.one(PLAN, "t2.1.4", AccessWorld.HERE);
    assertThat(proved.state()).isEqualTo(WorkState.GOING_ON);
    assertThat(work.evidence(secretary, plan, proved))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.campaignId()).isEqualTo(campaign);
              assertThat(one.happenedOn()).isEqualTo("2024-07-30");
              assertThat(one.note()).isEqualTo("Truyền thông học đường");
            });
  }

  @Test
  void a_task_goes_from_begun_to_done_by_what_proves_it() {
    StaffMember secretary = world.person("thuky1", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember colleague = world.person("lanhdao1", AccessWorld.HERE, Role.AGENCY_LEAD);
    StaffMember stranger = world.person("thuky2", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    String task = "t2.3.1";

    assertThat(work.step(stranger, PLAN, task, id(), 0, WorkStep.BEGIN, ""))
        .isEqualTo(new WorkOutcome.NotFound());
    assertThat(work.step(secretary, PLAN, task, id(), 0, WorkStep.FINISH, ""))
        .isEqualTo(wrong(WorkMistake.STEP_NOT_NOW));
    UUID begin = id();
    Work begun = done(work.step(secretary, PLAN, task, begin, 0, WorkStep.BEGIN, ""));
    assertThat(begun.state()).isEqualTo(WorkState.GOING_ON);
    assertThat(done(work.step(secretary, PLAN, task, begin, 0, WorkStep.BEGIN, "")))
        .isEqualTo(begun);
    assertThat(work.step(colleague, PLAN, task, id(), 0, WorkStep.BLOCK, "Thiếu cán bộ"))
        .isEqualTo(new WorkOutcome.TooLate(begun));
    assertThat(work.step(colleague, PLAN, task, id(), begun.version(), WorkStep.FINISH, ""))
        .isEqualTo(wrong(WorkMistake.NO_EVIDENCE));
    assertThat(work.step(colleague, PLAN, task, id(), begun.version(), WorkStep.BLOCK, " "))
        .isEqualTo(wrong(WorkMistake.WHY_MISSING));

    assertThat(work.responsible(secretary, PLAN, task, id(), begun.version(), stranger.id()))
        .isEqualTo(wrong(WorkMistake.NO_COLLEAGUE));
    Work named =
        done(work.responsible(secretary, PLAN, task, id(), begun.version(), colleague.id()));
    assertThat(named.responsible()).isEqualTo(colleague.id());

    UUID proof = id();
    assertThat(work.prove(secretary, PLAN, task, id(), note("", work.today())))
        .isEqualTo(wrong(WorkMistake.NOTHING_SAID));
    assertThat(work.prove(secretary, PLAN, task, id(), note("x", work.today().plusDays(1))))
        .isEqualTo(wrong(WorkMistake.DAY_WRONG));
    Work proved =
        done(work.prove(secretary, PLAN, task, proof, note("Rà soát 42 hộ", work.today())));
    assertThat(proved.evidence()).isEqualTo(1);
    assertThat(done(work.prove(secretary, PLAN, task, proof, note("lại", work.today()))))
        .isEqualTo(proved);
    Work finished =
        done(work.step(colleague, PLAN, task, id(), proved.version(), WorkStep.FINISH, ""));
    assertThat(finished.state()).isEqualTo(WorkState.DONE);
    assertThat(done(work.withdraw(secretary, PLAN, task, id(), proof)).state())
        .isEqualTo(WorkState.GOING_ON);
    assertThat(work.withdraw(secretary, PLAN, task, id(), proof))
        .isEqualTo(wrong(WorkMistake.GONE_ALREADY));

    Plan plan = plans.plan(PLAN).orElseThrow();
    Work now = work.one(PLAN, task, AccessWorld.HERE);
    assertThat(work.evidence(secretary, plan, now))
        .extracting(Evidence::note, Evidence::withdrawn)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("Rà soát 42 hộ", true));
    assertThat(work.evidence(stranger, plan, now)).isEmpty();
    assertThat(work.events(secretary, plan, now)).hasSize(5);
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.plan_evidence"
                    + " WHERE position(convert_to('42 hộ', 'UTF8') IN note) > 0"))
        .isEqualTo("0");
    assertThatThrownBy(() -> sql.run("DELETE FROM tinbao.plan_work_event"))
        .hasStackTraceContaining("only grows");
    assertThatThrownBy(
            () -> sql.run("UPDATE tinbao.plan_evidence SET happened_on = happened_on - 1"))
        .hasStackTraceContaining("only grows");
  }

  @Test
  void of_a_tip_only_the_id_of_an_event_is_kept_and_only_by_who_may_see_it() {
    StaffMember head = world.person("lanhdao3", AccessWorld.HERE, Role.AGENCY_LEAD);
    StaffMember secretary = world.person("thuky3", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    UUID tip = Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu đi.").id();
    PlanWork.NewEvidence said =
        new PlanWork.NewEvidence(Evidence.Kind.TIP_EVENT, work.today(), null, tip, "", null, null);
    assertThat(work.prove(secretary, PLAN, "t2.3.2", id(), said))
        .isEqualTo(wrong(WorkMistake.NO_TIP));
    done(work.prove(head, PLAN, "t2.3.2", id(), said));
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.plan_evidence p"
                    + " JOIN tinbao.tip_event e ON e.id = p.tip_event_id WHERE e.tip_id = '"
                    + tip
                    + "'"))
        .isEqualTo("1");
  }

  @Test
  void two_at_once_leave_one_step() throws Exception {
    StaffMember secretary = world.person("thuky4", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    Callable<WorkOutcome> begin =
        () -> work.step(secretary, PLAN, "t2.3.3", id(), 0, WorkStep.BEGIN, "");
    var both = Executors.newFixedThreadPool(2);
    try {
      List<String> outcomes =
          both.invokeAll(List.of(begin, begin)).stream()
              .map(
                  one -> {
                    try {
                      return one.get().getClass().getSimpleName();
                    } catch (Exception e) {
                      throw new AssertionError(e);
                    }
                  })
              .sorted()
              .toList();
      assertThat(outcomes).containsExactly("Done", "TooLate");
    } finally {
      both.shutdownNow();
    }
  }

  @Test
  void the_pages_say_what_to_do_and_what_is_wrong() {
    StaffMember secretary = world.person("thuky5", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    Surfer browser = new Surfer(server);
    browser.cookie("tinbao_session", world.cookie(secretary));
    assertThat(browser.get("/plans?year=2024").body())
        .contains("/plans/binh-trung-2024", "/plans/thua-thien-hue-2024")
        .doesNotContain("/plans/hong-ngu-2021-2025/tasks");
    assertThat(browser.get("/plans/mine?year=2024").body())
        .contains("/plans/binh-trung-2024/tasks/t2.3.4", "Công an xã Khánh Khê");
    for (String id : BuiltInPlans.IDS) {
      assertThat(browser.get("/plans/" + id).body())
          .contains("Chỉ tiêu", "Chế độ báo cáo", "Điểm bất thường")
          .doesNotContain("plan.");
    }
    String task = "/plans/binh-trung-2024/tasks/t2.3.4";
    assertThat(browser.get(task).body())
        .contains("Phần việc của cơ quan tôi", "Thêm minh chứng")
        .doesNotContain("plan.");
    var early =
        browser.post(task + "/work", "formId", id().toString(), "version", "0", "step", "FINISH");
    assertThat(early.statusCode()).isEqualTo(422);
    assertThat(early.body()).contains("Bước này không làm được lúc này.");
    assertThat(
            browser
                .post(task + "/work", "formId", id().toString(), "version", "0", "step", "BEGIN")
                .statusCode())
        .isEqualTo(303);
    assertThat(browser.get(task + "?lang=en").body()).contains("Going on");
    assertThat(browser.get("/plans/khong-co").statusCode()).isEqualTo(404);
    assertThat(browser.get("/plans/binh-trung-2024/tasks/t99").statusCode()).isEqualTo(404);
  }

  @Test
  void a_draft_of_another_year_is_issued_by_a_second_person() {
    StaffMember secretary = world.person("thuky6", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember head = world.person("lanhdao6", AccessWorld.HERE, Role.AGENCY_LEAD);
    StaffMember stranger = world.person("thuky7", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    String id = "khanh-khe-2026-" + id();
    LocalDate today = work.today();

    assertThat(drafts.year(stranger, "thua-thien-hue-2024", id, 2026))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.NOT_OWN_UNIT));
    PlanDraft draft = ((DraftOutcome.Done) drafts.year(secretary, PLAN, id, 2026)).draft();
    assertThat(drafts.year(secretary, PLAN, id, 2026)).isEqualTo(new DraftOutcome.Done(draft));
    Plan plan = draft.plan();
    assertThat(plan.startsOn()).isEqualTo("2026-01-01");
    assertThat(plan.unitCode()).isEqualTo("06286");
    assertThat(plan.title()).contains("2026").doesNotContain("2024");
    assertThat(plan.number()).isNull();
    assertThat(plans.plan(id)).isEmpty();
    assertThat(drafts.one(stranger, id)).isEmpty();

    assertThat(drafts.write(secretary, id, 1, draft.text().replace("id: " + id, "id: khac")))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.OTHER_ID));
    DraftOutcome broken = drafts.write(secretary, id, 1, draft.text() + "la: lung\n");
    assertThat(broken).isInstanceOf(DraftOutcome.Unreadable.class);
    PlanDraft changed =
        ((DraftOutcome.Done)
                drafts.write(secretary, id, 1, draft.text().replace("ban_doan_the_xa", "hlhpn_xa")))
            .draft();
    assertThat(changed.revision()).isEqualTo(2);
    assertThat(drafts.write(head, id, 1, draft.text()))
        .isEqualTo(new DraftOutcome.TooLate(changed));

    assertThat(drafts.issue(head, id, 2, "12/KH-BCĐ", today, ""))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.NOT_NOW));
    PlanDraft submitted =
        ((DraftOutcome.Done) drafts.move(secretary, id, DraftState.SUBMITTED)).draft();
    assertThat(drafts.issue(secretary, id, submitted.revision(), "12/KH-BCĐ", today, ""))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.SELF_ISSUE));
    assertThat(drafts.issue(head, id, submitted.revision(), " ", today, ""))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.NUMBER_MISSING));
    assertThat(drafts.issue(head, id, submitted.revision(), "12/KH-BCĐ", today, "Nông Văn A"))
        .isEqualTo(new DraftOutcome.Issued(id, 1));
    Plan issued = plans.plan(id).orElseThrow();
    assertThat(issued.number()).isEqualTo("12/KH-BCĐ");
    assertThat(issued.issuedOn()).isEqualTo(today);
    assertThat(issued.signer().name()).isEqualTo("Nông Văn A");
    assertThat(issued.task("t1.1").orElseThrow().agencies())
        .extracting(TaskAgency::key)
        .contains("hlhpn_xa");
    assertThat(drafts.again(stranger, id)).isEqualTo(new DraftOutcome.Wrong(DraftMistake.ID_TAKEN));
  }

  @Test
  void a_plan_below_carries_out_chosen_tasks_and_the_superior_shows_the_others() {
    StaffMember secretary = world.person("thuky8", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember head = world.person("lanhdao8", AccessWorld.HERE, Role.AGENCY_LEAD);
    String above = "tren-" + id();
    imports.run(
        "tren.yaml",
        PlanFileTest.GOOD.replace("thu-2026", above).replace("\"46\"", "\"20\""),
        null,
        false);
    String id = "duoi-" + id();
    assertThat(drafts.below(secretary, above, java.util.Set.of("t9"), id))
        .isEqualTo(new DraftOutcome.Wrong(DraftMistake.NO_TASKS));
    Plan below =
        ((DraftOutcome.Done) drafts.below(secretary, above, java.util.Set.of("t1"), id))
            .draft()
            .plan();
    assertThat(below.superiorId()).isEqualTo(above);
    assertThat(below.unitCode()).isEqualTo("06286");
    assertThat(below.tasks()).hasSize(1);
    assertThat(below.tasks().get(0).carries()).containsExactly(above + "/t1");
    assertThat(below.reporting().rules().get(0).due()).isEqualTo(java.time.MonthDay.of(6, 5));
    int revision =
        ((DraftOutcome.Done) drafts.move(secretary, id, DraftState.SUBMITTED)).draft().revision();
    assertThat(drafts.issue(head, id, revision, "1/KH", work.today(), ""))
        .isEqualTo(new DraftOutcome.Issued(id, 1));
    Surfer browser = new Surfer(server);
    browser.cookie("tinbao_session", world.cookie(secretary));
    assertThat(browser.get("/plans/" + above).body())
        .contains("/plans/" + id, "Giải pháp chung")
        .contains("Nhiệm vụ chưa kế hoạch cấp dưới nào triển khai");
    assertThat(browser.get("/plans/drafts?from=" + above).body())
        .contains("Nhiệm vụ nhận triển khai")
        .doesNotContain("plan.draft");
  }

  @Test
  void people_are_reminded_once_before_the_last_day_and_once_after_it() {
    String agency = AccessWorld.THIRD;
    StaffMember secretary = world.person("thuky9", agency, Role.COMMITTEE_SECRETARY);
    StaffMember responsible = world.person("nguoi9", agency, Role.ORGANISER);
    LocalDate today = work.today();
    String id = "nhac-" + id();
    imports.run(
        "nhac.yaml",
        PlanFileTest.GOOD
            .replace("thu-2026", id)
            .replace("\"46\"", "\"29971\"")
            .replace("2026-01-01", today.minusDays(20).toString())
            .replace("2026-12-31", today.plusDays(20).toString())
            .replace("due: 2026-07-30", "due: " + today.plusDays(10))
            .replace("ca_tinh]", "ca_xa]")
            .replace(
                "windows: []",
                "windows:\n  - {id: w1, kind: CRACKDOWN, name: Cao điểm thử, startsOn: "
                    + today.plusDays(5)
                    + ", endsOn: "
                    + today.plusDays(9)
                    + "}")
            .replace(
                "  - {id: s1,",
                "  - {id: t2, group: LAW, title: Việc đã quá hạn, lead: [ca_xa], due: "
                    + today.minusDays(2)
                    + "}\n  - {id: s1,"),
        null,
        false);
    done(work.responsible(secretary, id, "t1", id(), 0, responsible.id()));
    reminders.run();
    assertThat(reminders.unread(responsible))
        .filteredOn(one -> one.planId().equals(id))
        .extracting(PlanReminders.Reminder::kind, PlanReminders.Reminder::subject)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(PlanReminders.Kind.SOON, "t1"));
    assertThat(reminders.unread(secretary))
        .filteredOn(one -> one.planId().equals(id))
        .extracting(PlanReminders.Reminder::title)
        .containsExactly("Việc đã quá hạn", "Cao điểm thử");
    String written = "SELECT count(*) FROM tinbao.plan_reminder WHERE plan_id = '" + id + "'";
    String once = sql.text(written);
    reminders.run();
    assertThat(sql.text(written)).isEqualTo(once);
    String woken =
        "SELECT count(*) FROM tinbao.push_message WHERE topic = 'plan' AND staff_id = '%s'";
    assertThat(sql.number(woken.formatted(responsible.id()))).isEqualTo(1);
    assertThat(sql.number(woken.formatted(secretary.id()))).isEqualTo(1);
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.push_message m JOIN tinbao.plan_reminder r ON r.id ="
                    + " m.ref AND r.staff_id = m.staff_id WHERE m.topic = 'plan' AND m.staff_id = '"
                    + responsible.id()
                    + "'"))
        .isEqualTo(1);
    Surfer phone = new Surfer(server);
    String bearer = world.bearer(responsible);
    UUID soon =
        reminders.unread(responsible).stream()
            .filter(one -> one.planId().equals(id))
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(phone.api("GET", "/api/v1/officer/notices", null, bearer).body())
        .contains("\"topic\":\"plan\"", soon.toString(), "Hạn ");
    String read = "/api/v1/officer/notices/plan/" + soon + "/read";
    assertThat(phone.api("POST", read, null, world.bearer(secretary)).statusCode()).isEqualTo(404);
    assertThat(phone.api("POST", read, null, bearer).statusCode()).isEqualTo(204);
    assertThat(phone.api("GET", "/api/v1/officer/notices", null, bearer).body())
        .doesNotContain(soon.toString());
    UUID late =
        reminders.unread(secretary).stream()
            .filter(one -> one.planId().equals(id) && one.kind() == PlanReminders.Kind.LATE)
            .findFirst()
            .orElseThrow()
            .id();
    assertThat(reminders.read(responsible, late)).isFalse();
    assertThat(reminders.read(secretary, late)).isTrue();
    assertThat(reminders.unread(secretary))
        .filteredOn(one -> one.planId().equals(id))
        .extracting(PlanReminders.Reminder::subject)
        .containsExactly("w1");
  }

  @Test
  void those_to_whom_a_plan_reports_hear_once_of_a_late_task_below() {
    String below = "hlhpn_xa@29971/2025-07-01";
    StaffMember superior = world.person("captren1", AccessWorld.THIRD, Role.COMMITTEE_SECRETARY);
    LocalDate today = work.today();
    String id = "capduoi-" + id();
    imports.run(
        "capduoi.yaml",
        PlanFileTest.GOOD
            .replace("thu-2026", id)
            .replace("\"46\"", "\"29971\"")
            .replace("2026-01-01", today.minusDays(20).toString())
            .replace("2026-12-31", today.plusDays(20).toString())
            .replace("due: 2026-07-30", "due: " + today.minusDays(2))
            .replace("lead: [ca_tinh]", "lead: [hlhpn_xa]")
            .replace("to: ca_tinh", "to: ca_xa"),
        null,
        false);
    assertThat(plans.plan(id).orElseThrow().task("t1").orElseThrow().agencies()).hasSize(1);
    reminders.run();
    assertThat(reminders.unread(superior))
        .filteredOn(one -> one.planId().equals(id))
        .extracting(PlanReminders.Reminder::kind, PlanReminders.Reminder::subject)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(PlanReminders.Kind.BELOW_LATE, "t1"));
    String count = "SELECT count(*) FROM tinbao.plan_reminder WHERE plan_id = '" + id + "'";
    String once = sql.text(count);
    reminders.run();
    assertThat(sql.text(count)).isEqualTo(once);
    // Who did it in time is nothing to speak of: read, and done, it is not said again.
    StaffMember worker = world.person("hoiphunu2", below, Role.COMMITTEE_SECRETARY);
    Work begun = done(work.prove(worker, id, "t1", id(), note("Đã làm", today)));
    done(work.step(worker, id, "t1", id(), begun.version(), WorkStep.FINISH, ""));
    sql.run("DELETE FROM tinbao.plan_reminder WHERE plan_id = '" + id + "'");
    reminders.run();
    assertThat(sql.text(count)).isEqualTo("0");
  }

  @Test
  void a_survey_of_local_risk_is_kept_sealed_and_read_by_its_agency_only() {
    StaffMember secretary = world.person("thuky10", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember stranger = world.person("thuky11", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    Surfer browser = new Surfer(server);
    browser.cookie("tinbao_session", world.cookie(secretary));
    var wrong =
        browser.post(
            "/plans/surveys", "formId", id().toString(), "on", "2026-13-01", "note", "Giữ lời này");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Ngày không đúng", "Giữ lời này");
    assertThat(browser.post("/plans/surveys", "on", "2026-01-05", "BROKERS", "-3").statusCode())
        .isEqualTo(422);
    UUID form = id();
    for (int twice = 0; twice < 2; twice++) {
      assertThat(
              browser
                  .post(
                      "/plans/surveys",
                      "formId",
                      form.toString(),
                      "on",
                      work.today().toString(),
                      "risk",
                      "HIGH",
                      "BROKERS",
                      "7",
                      "note",
                      "Nhiều hộ thiếu việc làm sau mùa vụ")
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(browser.get("/plans/surveys").body())
        .containsOnlyOnce("Nhiều hộ thiếu việc làm")
        .doesNotContain("plan.survey");
    Surfer other = new Surfer(server);
    other.cookie("tinbao_session", world.cookie(stranger));
    assertThat(other.get("/plans/surveys").body()).doesNotContain("Nhiều hộ");
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.plan_survey"
                    + " WHERE position(convert_to('thiếu việc', 'UTF8') IN note) > 0"))
        .isEqualTo("0");
  }

  @Test
  void a_file_that_proves_something_reaches_those_above_cleaned_and_each_opening_leaves_a_row() {
    String women = "hlhpn_xa@06286/2025-07-01";
    StaffMember writer = world.person("hoiphunu1", women, Role.COMMITTEE_SECRETARY);
    StaffMember above = world.person("thuky12", AccessWorld.HERE, Role.COMMITTEE_SECRETARY);
    StaffMember stranger = world.person("thuky13", AccessWorld.ELSEWHERE, Role.COMMITTEE_SECRETARY);
    String task =
        plans
            .tasksOf(women, work.today(), LocalDate.of(2024, 1, 1), LocalDate.of(2024, 12, 31))
            .stream()
            .filter(own -> own.plan().id().equals(PLAN) && own.role().works())
            .map(own -> own.task().id())
            .findFirst()
            .orElseThrow();
    UUID photo = id();
    byte[] original = Samples.jpeg();
    done(work.prove(writer, PLAN, task, photo, file("Ảnh buổi họp.jpg", original)));
    UUID table = id();
    done(work.prove(writer, PLAN, task, table, file("danh-sach.xlsx", "không rõ".getBytes(UTF_8))));
    assertThat(work.evidence(above, plans.plan(PLAN).orElseThrow(), work.one(PLAN, task, women)))
        .extracting(Evidence::fileName, Evidence::cleaned, Evidence::problem)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("Ảnh buổi họp.jpg", true, null),
            org.assertj.core.groups.Tuple.tuple("danh-sach.xlsx", false, "UNKNOWN_KIND"));
    PlanWork.EvidenceFile seen = work.file(above, PLAN, task, photo, false).orElseThrow();
    assertThat(new String(seen.bytes(), ISO_8859_1)).doesNotContain(Samples.MARK);
    assertThat(seen.name()).isEqualTo("Ảnh buổi họp.jpg");
    assertThat(work.file(above, PLAN, task, photo, true)).isEmpty();
    assertThat(work.file(writer, PLAN, task, photo, true).orElseThrow().bytes())
        .isEqualTo(original);
    assertThat(work.file(above, PLAN, task, table, false).orElseThrow().bytes())
        .isEqualTo("không rõ".getBytes(UTF_8));
    assertThat(work.file(stranger, PLAN, task, photo, false)).isEmpty();
    assertThat(
            sql.text(
                "SELECT count(*) FROM tinbao.audit WHERE action = 'PLAN_FILE_OPENED' AND staff_id ="
                    + " '"
                    + above.id()
                    + "'"))
        .isEqualTo("2");
    Surfer browser = Surfer.signedIn(server, world.cookie(above));
    String page = "/plans/" + PLAN + "/tasks/" + task;
    assertThat(browser.get(page).body())
        .contains(page + "/evidence/" + photo + "/file", "bản đã làm sạch", "chưa làm sạch được")
        .doesNotContain("file?original=1");
    assertThat(browser.get("/plans/" + PLAN).body()).contains("Theo cơ quan");
  }

  private static PlanWork.NewEvidence file(String name, byte[] bytes) {
    return new PlanWork.NewEvidence(
        Evidence.Kind.FILE, LocalDate.of(2024, 5, 1), null, null, "", name, bytes);
  }

  private static PlanWork.NewEvidence note(String note, LocalDate day) {
    return new PlanWork.NewEvidence(Evidence.Kind.NOTE, day, null, null, note, null, null);
  }

  private static UUID id() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private static Work done(WorkOutcome outcome) {
    assertThat(outcome).isInstanceOf(WorkOutcome.Done.class);
    return ((WorkOutcome.Done) outcome).work();
  }

  private static WorkOutcome wrong(WorkMistake mistake) {
    return new WorkOutcome.Wrong(mistake);
  }
}

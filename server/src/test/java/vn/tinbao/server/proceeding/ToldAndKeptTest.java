package vn.tinbao.server.proceeding;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.custody.IdentityRequests;
import vn.tinbao.server.proceeding.StepOutcome.Why;
import vn.tinbao.server.proceeding.StepOutcome.Wrong;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.DeskReports;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Steps by the page, the register, what reporters are told, tasks and comments. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
class ToldAndKeptTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String THERE = AccessWorld.THIRD;
  private static final String TODAY = "2026-11-22";
  private static final String NAME = "Lường Thị Giấu Tên";

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject Proceedings proceedings;
  @Inject Register register;
  @Inject Notices notices;
  @Inject NoticeTemplates templates;
  @Inject Tasks tasks;
  @Inject InformedShare informed;
  @Inject Comments comments;
  @Inject CaseOutcomes outcomes;
  @Inject DeskReports reports;
  @Inject TipIntake intake;
  @Inject TipDesk desk;
  @Inject TipTransfers transfers;
  @Inject TipRestrictions restrictions;
  @Inject IdentityRequests identities;
  @Inject FollowUp followUp;
  @Inject TestSql sql;
  @Inject SettableClock clock;
  @Inject TransactionOperations<Connection> transactions;

  @Test
  void the_next_step_is_a_button_and_taking_it_moves_the_tip_on_once() {
    UUID tip = world.tip().id();
    Surfer officer = signedIn(duty(HERE));
    String page = officer.get("/desk/tips/" + tip).body();
    assertThat(page).contains("Báo ngay cho Cơ quan điều tra", "TTLT 01/2017 Đ8.5a");
    String stepId = Surfer.hidden(page, "stepId");
    HttpResponse<String> missing =
        officer.post(
            "/desk/tips/" + tip + "/steps", "stepId", stepId, "step", "INFORM_INVESTIGATOR");
    assertThat(missing.statusCode()).isEqualTo(422);
    assertThat(missing.body()).contains("Hãy điền mục này.", stepId);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> told =
          officer.post(
              "/desk/tips/" + tip + "/steps",
              "stepId",
              stepId,
              "step",
              "INFORM_INVESTIGATOR",
              "how",
              "PHONE",
              "officer",
              NAME);
      assertThat(told.statusCode()).isEqualTo(303);
    }
    String after = officer.get("/desk/tips/" + tip).body();
    assertThat(after).contains("Vào sổ tiếp nhận");
    assertThat(proceedings.course(duty(HERE), tip).history()).hasSize(1);
    assertThat(proceedings.typed(tip, UUID.fromString(stepId)))
        .isEqualTo(Map.of("how", "PHONE", "officer", NAME));
    assertThat(sql.dump("tinbao.tip_step")).doesNotContain(NAME).contains("PHONE");
    assertThat(sql.dump("tinbao.tip_event")).doesNotContain(NAME);
  }

  @Test
  void data_that_got_out_is_owed_to_be_reported_within_72_hours_whatever_becomes_of_the_report() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    assertThat(step(head, tip, StepKind.REPORT_BREACH, Map.of()))
        .isInstanceOf(StepOutcome.NotAllowed.class);
    assertThat(step(head, tip, StepKind.NOTE_BREACH, Map.of("note", "Tệp gửi nhầm nơi")))
        .isInstanceOf(StepOutcome.Done.class);
    String open =
        "SELECT count(*) FROM tinbao.tip_clock WHERE tip_id = '%s' AND clock = 'breach_notify'"
                .formatted(tip)
            + " AND state = '%s' AND due_at = started_at + interval '72 hours'";
    assertThat(sql.number(open.formatted("RUNNING"))).isOne();
    step(head, tip, StepKind.REGISTER, Map.of());
    step(head, tip, StepKind.BEGIN_CLASSIFYING, Map.of());
    assertThat(step(head, tip, StepKind.NOT_A_REPORT, Map.of("outcome", "GUIDED", "why", "x")))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(sql.number(open.formatted("RUNNING"))).isOne();
    assertThat(step(head, tip, StepKind.REPORT_BREACH, Map.of("number", "1/CV")))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(sql.number(open.formatted("MET"))).isOne();
  }

  @Test
  void who_wants_their_data_is_replied_to_and_answered_in_time_even_when_the_report_is_over() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    done(head, tip, StepKind.REGISTER, Map.of());
    done(head, tip, StepKind.BEGIN_CLASSIFYING, Map.of());
    done(head, tip, StepKind.NOT_A_REPORT, Map.of("outcome", "GUIDED", "why", "x"));
    assertThat(step(head, tip, StepKind.ANSWER_DATA_REQUEST, Map.of("note", "x")))
        .isInstanceOf(StepOutcome.NotAllowed.class);
    done(duty(HERE), tip, StepKind.NOTE_DATA_REQUEST, Map.of("data_wish", "DATA_DELETED"));
    assertThat(clocks(tip, "RUNNING")).containsExactly("dsr_carry_out", "dsr_reply");
    done(duty(HERE), tip, StepKind.REPLY_DATA_REQUEST, Map.of("how", "PHONE"));
    assertThat(clocks(tip, "RUNNING")).containsExactly("dsr_carry_out");
    assertThat(
            step(duty(HERE), tip, StepKind.ANSWER_DATA_REQUEST, Map.of("data_done", "DATA_DONE")))
        .isEqualTo(new StepOutcome.NotAllowed(Why.ONLY_HEAD));
    done(head, tip, StepKind.ANSWER_DATA_REQUEST, Map.of("data_done", "DATA_REFUSED", "note", "x"));
    assertThat(clocks(tip, "RUNNING")).isEmpty();
    assertThat(clocks(tip, "MET")).contains("dsr_carry_out", "dsr_reply");
  }

  @Test
  void a_question_is_answered_by_a_word_and_closed_by_the_step_for_it() {
    UUID tip =
        Tips.submit(
                intake, "Xin hỏi ở xã Khánh Khê, Lạng Sơn muốn đi xuất khẩu lao động thì hỏi ai?")
            .id();
    String lead = sql.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
    StaffMember officer = duty(lead);
    assertThat(clocks(tip, "RUNNING")).containsExactly("answer_request");
    assertThat(
            notices.give(
                officer,
                newId(),
                tip,
                NoticeKind.RECEIVED,
                Notices.Way.DIALOGUE,
                null,
                "Chúng tôi đã nhận."))
        .isInstanceOf(Notices.Outcome.Done.class);
    assertThat(clocks(tip, "RUNNING")).as("a notice is no answer").contains("answer_request");
    assertThat(desk.reply(officer, tip, newId(), "Hãy hỏi Sở Nội vụ tỉnh.")).isPresent();
    assertThat(clocks(tip, "MET")).contains("answer_request");
    assertThat(clocks(tip, "RUNNING")).containsExactly("after_answer");

    done(officer, tip, StepKind.REGISTER, Map.of());
    done(officer, tip, StepKind.BEGIN_CLASSIFYING, Map.of());
    assertThat(proceedings.course(officer, tip).next())
        .extracting(StepRule::step)
        .isEqualTo(StepKind.NOT_A_REPORT);
    assertThat(signedIn(officer).get("/desk/tips/" + tip).body())
        .contains("<option value=\"ADVICE\" selected>");
    done(officer, tip, StepKind.NOT_A_REPORT, Map.of("outcome", "ADVICE", "why", "Đã hướng dẫn"));
    assertThat(clocks(tip, "RUNNING")).isEmpty();
  }

  @Test
  void from_the_finding_on_that_it_is_not_competent_an_agency_has_a_day_to_pass_it_on() {
    UUID tip = world.tip().id();
    String province = province();
    ledBy(province, tip);
    done(duty(province), tip, StepKind.REGISTER, Map.of());
    done(duty(province), tip, StepKind.BEGIN_CLASSIFYING, Map.of());
    assertThat(proceedings.course(duty(province), tip).next())
        .extracting(StepRule::step)
        .isEqualTo(StepKind.FIND_COMPETENT);
    done(duty(province), tip, StepKind.FIND_NOT_COMPETENT, Map.of("why", "Nơi khác"));
    assertThat(clocks(tip, "RUNNING")).contains("transfer_jurisdiction");
    assertThat(
            sql.number(
                """
                SELECT count(*) FROM tinbao.tip_clock WHERE tip_id = '%s'
                  AND clock = 'transfer_jurisdiction' AND due_at = started_at + interval '24 hours'
                """
                    .formatted(tip)))
        .isOne();
    assertThat(proceedings.course(duty(province), tip).next())
        .extracting(StepRule::step)
        .isEqualTo(StepKind.TRANSFER_OFFERED);
    offered(duty(province), tip, true);
    assertThat(clocks(tip, "MET")).contains("transfer_jurisdiction");
    assertThat(proceedings.course(duty(province), tip).next())
        .extracting(StepRule::step)
        .isEqualTo(StepKind.FIND_COMPETENT);
  }

  private List<String> clocks(UUID tip, String state) {
    return sql.rows(
        "SELECT clock FROM tinbao.tip_clock WHERE tip_id = '%s' AND state = '%s' ORDER BY clock"
            .formatted(tip, state));
  }

  @Test
  void what_kind_of_source_it_is_is_said_when_it_is_registered() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    assertThat(desk.open(head, tip).orElseThrow().sourceKind()).isEqualTo("DENUNCIATION");
    assertThat(step(head, tip, StepKind.REGISTER, Map.of("source", "RUMOUR")))
        .isEqualTo(new StepOutcome.FieldsWrong(Map.of("source", Wrong.NO_CHOICE)));
    assertThat(step(head, tip, StepKind.REGISTER, Map.of("source", "PROSECUTION_REQUEST")))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(desk.open(head, tip).orElseThrow().sourceKind()).isEqualTo("PROSECUTION_REQUEST");
    assertThat(Surfer.signedIn(server, world.cookie(head)).get("/desk/tips/" + tip).body())
        .contains("Kiến nghị khởi tố");
  }

  @Test
  void what_is_not_open_is_refused_and_said_so() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    assertThat(step(head, tip, StepKind.ASSIGN, Map.of("officer", "x")))
        .isEqualTo(new StepOutcome.TooLate(TipState.RECEIVED));
    assertThat(step(head, tip, StepKind.TRANSFER_OFFERED, Map.of()))
        .isEqualTo(new StepOutcome.NotAllowed(Why.NOT_BY_HAND));
    assertThat(step(head, tip, StepKind.PROCURACY_DEMAND, Map.of()))
        .isEqualTo(new StepOutcome.NotAllowed(Why.OTHER_KIND_OF_AGENCY));
    assertThat(step(head(THERE), tip, StepKind.REGISTER, Map.of()))
        .isEqualTo(new StepOutcome.NotFound());
    Map<String, String> wrong =
        Map.of("number", "x".repeat(101), "happened_at", "2026-11-23T08:00");
    assertThat(step(head, tip, StepKind.REGISTER, wrong))
        .isEqualTo(
            new StepOutcome.FieldsWrong(
                Map.of("number", Wrong.LONG, "happened_at", Wrong.NOT_YET)));
    assertThat(step(head, tip, StepKind.REGISTER, Map.of("happened_at", "2026-11-22T07:59")))
        .isEqualTo(new StepOutcome.FieldsWrong(Map.of("happened_at", Wrong.TOO_EARLY)));
    Surfer officer = signedIn(duty(HERE));
    String where = "/desk/tips/" + tip + "/steps";
    assertThat(officer.post(where, "step", "NONSENSE").statusCode()).isEqualTo(422);
    assertThat(officer.post(where, "step", "DUPLICATE").statusCode()).isEqualTo(403);
    assertThat(officer.post(where, "step", "VERIFY").statusCode()).isEqualTo(409);
    assertThat(officer.get(where + "/VERIFY").statusCode()).isEqualTo(404);
    assertThat(proceedings.course(head, tip).history()).isEmpty();
  }

  @Test
  void no_page_takes_a_step_that_is_not_open() {
    UUID tip = world.tip().id();
    StaffMember head = head(HERE);
    Set<StepKind> open =
        proceedings.course(head, tip).steps().stream()
            .map(one -> one.rule().step())
            .collect(Collectors.toSet());
    Surfer surfer = signedIn(head);
    int refused = 0;
    for (StepKind kind : StepKind.values()) {
      if (!open.contains(kind)) {
        assertThat(
                surfer
                    .post("/desk/tips/" + tip + "/steps", "step", kind.name(), "number", "1")
                    .statusCode())
            .as(kind.name())
            .isIn(403, 409);
        refused++;
      }
      if (!open.contains(kind) || !proceedings.rule(kind).orElseThrow().many()) {
        var unused = many(surfer, tip.toString(), kind.name(), newId().toString(), "note", "x");
      }
    }
    assertThat(refused).isGreaterThan(StepKind.values().length / 2);
    assertThat(proceedings.course(head, tip).history()).isEmpty();
    assertThat(state(tip)).isEqualTo("RECEIVED");
  }

  @Test
  void a_step_for_several_is_taken_by_each_that_can_and_the_others_say_why() {
    UUID first = world.tip().id();
    UUID second = world.tip().id();
    UUID ahead = world.tip().id();
    StaffMember officer = duty(HERE);
    done(officer, ahead, StepKind.REGISTER, Map.of());
    done(officer, ahead, StepKind.BEGIN_CLASSIFYING, Map.of());
    Surfer surfer = signedIn(officer);
    String ids = first + " " + second + " " + ahead + " " + UUID.randomUUID();
    assertThat(surfer.post("/desk/many/steps", "tip", "x").body()).contains("Chưa làm gì");

    String choices =
        surfer
            .post(
                "/desk/many/steps",
                "tip",
                first.toString(),
                "tip",
                second.toString(),
                "tip",
                ahead.toString(),
                "back",
                "only=LEADING&urgency=5")
            .body();
    assertThat(choices)
        .contains("value=\"REGISTER\"", "2/3 tin", "only=LEADING&amp;urgency=5")
        .doesNotContain("NOT_A_REPORT", "DUPLICATE", "TRANSFER_OFFERED", "PASS_ON");
    String form = surfer.post("/desk/many/steps", "tips", ids, "step", "REGISTER").body();
    assertThat(form).contains("Làm bước này cho 2 tin", "Để nguyên (2)");
    String stepId = Surfer.hidden(form, "stepId");
    HttpResponse<String> wrong =
        many(surfer, ids, "REGISTER", stepId, "happened_at", "2026-11-23T08:00");
    assertThat(wrong.statusCode()).isEqualTo(422);
    assertThat(wrong.body()).contains("Chưa đến lúc đó.", stepId);
    assertThat(proceedings.course(officer, first).history()).isEmpty();

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> taken = many(surfer, ids, "REGISTER", stepId, "note", NAME);
      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body())
          .contains("Đã làm xong cho 2 tin.", "2 tin để nguyên")
          .contains("Tin đang ở trạng thái khác: Đang phân loại.", "Không có tin này");
    }
    for (UUID tip : List.of(first, second)) {
      assertThat(proceedings.course(officer, tip).state()).isEqualTo(TipState.REGISTERED);
      assertThat(proceedings.course(officer, tip).history()).hasSize(1);
    }
    assertThat(proceedings.course(officer, ahead).state()).isEqualTo(TipState.CLASSIFYING);
    // A decision about a report is taken after reading it, on its own page.
    assertThat(many(surfer, ids, "NOT_A_REPORT", stepId, "why", "x").statusCode()).isEqualTo(403);
    assertThat(many(surfer, ids, "PASS_ON", stepId, "to", "x").statusCode()).isEqualTo(403);
    assertThat(many(surfer, "", "REGISTER", stepId, "note", "x").statusCode()).isEqualTo(422);
  }

  @Test
  void what_stands_on_the_paper_of_one_report_is_not_written_to_several() {
    String agency = province();
    StaffMember head = head(agency);
    List<UUID> tips = List.of(world.tip().id(), world.tip().id());
    for (UUID tip : tips) {
      ledBy(agency, tip);
      done(head, tip, StepKind.REGISTER, Map.of());
      done(head, tip, StepKind.BEGIN_CLASSIFYING, Map.of());
      done(head, tip, StepKind.FIND_COMPETENT, Map.of());
    }
    Surfer surfer = signedIn(head);
    String ids = tips.get(0) + " " + tips.get(1);
    String form = surfer.post("/desk/many/steps", "tips", ids, "step", "ASSIGN").body();
    assertThat(form).contains("name=\"officer\"").doesNotContain("\"number\"", "\"signed_on\"");
    HttpResponse<String> taken =
        surfer.post(
            "/desk/many/steps/taken",
            "tips",
            ids,
            "step",
            "ASSIGN",
            "stepId",
            Surfer.hidden(form, "stepId"),
            "officer",
            "Đội 3",
            "signed_on",
            TODAY);
    assertThat(taken.body()).contains("Đã làm xong cho 2 tin.");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_step WHERE step = 'ASSIGN' AND codes = '{}'"
                    + " AND tip_id IN ('%s', '%s')".formatted(tips.get(0), tips.get(1))))
        .isEqualTo(2);
  }

  @Test
  void when_the_database_fails_at_one_of_several_the_others_go_on_and_that_one_says_so() {
    UUID broken = world.tip().id();
    UUID whole = world.tip().id();
    StaffMember officer = duty(HERE);
    Surfer surfer = signedIn(officer);
    List<String> tables = List.of("tip_step", "tip_comment");
    tables.forEach(
        table ->
            sql.run(
                "ALTER TABLE tinbao.%s ADD CONSTRAINT fails CHECK (tip_id <> '%s') NOT VALID"
                    .formatted(table, broken)));
    String ids = broken + " " + whole;
    String stepId = newId().toString();
    UUID form = newId();
    try {
      HttpResponse<String> taken = many(surfer, ids, "REGISTER", stepId, "note", NAME);
      assertThat(taken.statusCode()).isEqualTo(200);
      assertThat(taken.body()).contains("Đã làm xong cho 1 tin.", "Hãy thử lại.");
      HttpResponse<String> said = said(surfer, form, broken, whole, "Cùng một xe");
      assertThat(said.statusCode()).isEqualTo(200);
      assertThat(said.body()).contains("Đã làm xong cho 1 tin.", "Hãy thử lại.");
    } finally {
      tables.forEach(table -> sql.run("ALTER TABLE tinbao." + table + " DROP CONSTRAINT fails"));
    }
    assertThat(proceedings.course(officer, whole).state()).isEqualTo(TipState.REGISTERED);
    assertThat(proceedings.course(officer, broken).history()).isEmpty();
    assertThat(comments.ofTip(officer, whole)).hasSize(1);
    // The same forms again do the rest and nothing twice.
    assertThat(many(surfer, ids, "REGISTER", stepId, "note", NAME).body())
        .contains("Đã làm xong cho 2 tin.");
    assertThat(said(surfer, form, broken, whole, "Cùng một xe").body())
        .contains("Đã làm xong cho 2 tin.");
    assertThat(proceedings.course(officer, whole).history()).hasSize(1);
    assertThat(comments.ofTip(officer, whole)).hasSize(1);
  }

  @Test
  void a_comment_for_several_is_written_once_on_each_that_one_may_open() {
    UUID first = world.tip().id();
    UUID second = world.tip().id();
    StaffMember officer = duty(HERE);
    Surfer surfer = signedIn(officer);
    UUID form = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(said(surfer, form, first, second, "Cùng một chiếc xe").body())
          .contains("Đã làm xong cho 2 tin.");
    }
    clock.advance(Duration.ofSeconds(1));
    said(surfer, form, first, second, "Xe đã bán");
    for (UUID tip : List.of(first, second)) {
      assertThat(comments.ofTip(officer, tip))
          .extracting(Comments.Comment::words)
          .containsExactly("Cùng một chiếc xe", "Xe đã bán");
    }
    assertThat(said(surfer, form, first, second, " ").statusCode()).isEqualTo(422);
    HttpResponse<String> stranger = said(signedIn(duty(THERE)), newId(), first, second, "Tôi nữa");
    assertThat(stranger.body())
        .contains("2 tin để nguyên")
        .doesNotContain("Khánh Khê", "/desk/tips/" + first);
    assertThat(comments.ofTip(officer, first)).hasSize(2);
  }

  private static HttpResponse<String> many(
      Surfer surfer, String ids, String step, String stepId, String field, String value) {
    return surfer.post(
        "/desk/many/steps/taken", "tips", ids, "step", step, "stepId", stepId, field, value);
  }

  private static HttpResponse<String> said(
      Surfer surfer, UUID form, UUID first, UUID second, String text) {
    return surfer.post(
        "/desk/many/comments",
        "formId",
        form.toString(),
        "tip",
        first.toString(),
        "tip",
        second.toString(),
        "text",
        text);
  }

  @Test
  void of_two_steps_at_once_from_one_state_one_is_taken() throws Exception {
    UUID tip = world.tip().id();
    StaffMember officer = duty(HERE);
    assertThat(step(officer, tip, StepKind.REGISTER, Map.of()))
        .isInstanceOf(StepOutcome.Done.class);
    assertThat(step(officer, tip, StepKind.BEGIN_CLASSIFYING, Map.of()))
        .isInstanceOf(StepOutcome.Done.class);
    Map<String, String> fields =
        Map.of("outcome", "GUIDED", "why", "Không phải", "to", "Công an tỉnh");
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      List<Callable<StepOutcome>> both =
          List.of(
              () -> step(officer, tip, StepKind.NOT_A_REPORT, fields),
              () -> step(officer, tip, StepKind.PASS_ON, fields));
      List<StepOutcome> outcomes = new ArrayList<>();
      for (Future<StepOutcome> one : two.invokeAll(both)) {
        outcomes.add(one.get());
      }
      assertThat(outcomes).filteredOn(StepOutcome.Done.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(StepOutcome.TooLate.class::isInstance).hasSize(1);
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void an_agency_that_may_not_resolve_passes_on_and_mirrors_what_is_reported_back() {
    UUID tip = world.tip().id();
    StaffMember officer = duty(HERE);
    done(officer, tip, StepKind.PASS_ON, Map.of("to", "Công an tỉnh Lạng Sơn"));
    assertThat(
            transfers.offer(
                officer, newId(), tip, THERE, TipTransfers.Reason.OTHER_PLACE, null, false))
        .isInstanceOf(TipTransfers.Outcome.TooLate.class);
    assertThat(step(officer, tip, StepKind.REPORTED_PROSECUTED, Map.of()))
        .isInstanceOf(StepOutcome.TooLate.class);
    done(officer, tip, StepKind.PASSED_ON_ACCEPTED, Map.of());
    done(officer, tip, StepKind.REPORTED_SUSPENDED, Map.of("ground", "DOCUMENTS"));
    assertThat(step(head(HERE), tip, StepKind.RESUME, Map.of()))
        .isInstanceOf(StepOutcome.NotAllowed.class);
    done(officer, tip, StepKind.REPORTED_RESUMED, Map.of());
    done(officer, tip, StepKind.REPORTED_PROSECUTED, Map.of("article", "ART_151"));
    assertThat(desk.line(tip).orElseThrow().state()).isEqualTo("PROSECUTED");
    assertThat(notices.owed(tip)).containsExactly(NoticeKind.RESULT);
  }

  @Test
  void a_reporter_is_told_once_in_words_that_name_nothing() {
    TipReceipt tip = world.tip();
    StaffMember officer = duty(HERE);
    assertThat(notices.owed(tip.id())).containsExactly(NoticeKind.RECEIVED);
    Surfer surfer = signedIn(officer);
    String page = surfer.get("/desk/tips/" + tip.id() + "/notices/received").body();
    assertThat(page).contains("Nội dung bạn gửi ngày 22/11/2026 đã được tiếp nhận");
    assertThat(surfer.get("/desk/tips/" + tip.id() + "/notices/received?in=en").body())
        .contains("What you sent on 22/11/2026 has been received");
    String id = Surfer.hidden(page, "noticeId");
    String words = "Nội dung bạn gửi đã được tiếp nhận.";
    for (int i = 0; i < 2; i++) {
      assertThat(
              surfer
                  .post(
                      "/desk/tips/" + tip.id() + "/notices",
                      "noticeId",
                      id,
                      "kind",
                      "RECEIVED",
                      "way",
                      "DIALOGUE",
                      "template",
                      "received",
                      "text",
                      words)
                  .statusCode())
          .isEqualTo(303);
    }
    assertThat(
            notices.give(
                officer, newId(), tip.id(), NoticeKind.RECEIVED, Notices.Way.PAPER, null, ""))
        .isInstanceOf(Notices.Outcome.NotOwedNow.class);
    assertThat(followUp.view(tip.code().grouped()).orElseThrow().messages())
        .extracting(line -> line.text())
        .filteredOn(words::equals)
        .hasSize(1);
    assertThat(notices.owed(tip.id())).isEmpty();
    assertThat(notices.given(tip.id())).hasSize(1);
    // Told again what came of it, after the decision.
    done(officer, tip.id(), StepKind.REGISTER, Map.of());
    done(officer, tip.id(), StepKind.BEGIN_CLASSIFYING, Map.of());
    done(officer, tip.id(), StepKind.NOT_A_REPORT, Map.of("outcome", "ADVICE", "why", "Hỏi luật"));
    assertThat(notices.owed(tip.id())).containsExactly(NoticeKind.RESULT);
    assertThat(templates.of(NoticeKind.RESULT, TipState.NOT_A_REPORT)).isNotEmpty();
  }

  @Test
  void the_desk_shows_how_many_reporters_were_told_in_time() {
    InformedShare.Share before = informed.of(HERE);
    clock(world.tip().id(), "MET", "2026-11-20T08:00:00Z", "2026-11-19T08:00:00Z");
    clock(world.tip().id(), "MET", "2026-11-20T08:00:00Z", "2026-11-21T08:00:00Z");
    clock(world.tip().id(), "BREACHED", "2026-11-21T08:00:00Z", null);
    clock(world.tip().id(), "RUNNING", "2026-11-25T08:00:00Z", null);
    InformedShare.Share after = informed.of(HERE);
    assertThat(after.due() - before.due()).isEqualTo(3);
    assertThat(after.inTime() - before.inTime()).isEqualTo(1);
    assertThat(signedIn(duty(HERE)).get("/desk/duty").body())
        .contains("Báo tin đúng hạn cho người báo trong 90 ngày: " + after.percent() + " %");
  }

  private void clock(UUID tip, String state, String due, @Nullable String met) {
    String metAt = met == null ? "NULL" : "'" + met + "'";
    String breached = state.equals("BREACHED") ? "'" + due + "'" : "NULL";
    sql.run(
        """
        INSERT INTO tinbao.tip_clock (tip_id, clock, basis, started_at, due_at, overdue_at, met_at,
          state, breached_at)
        VALUES ('%s', 'notify_reporter_suspended', '', '2026-11-18T08:00:00Z', '%s', '%s', %s, '%s', %s)
        """
            .formatted(tip, due, due, metAt, state, breached));
  }

  @Test
  void no_notice_is_owed_to_somebody_who_cannot_be_reached_and_refused_to_say_who_they_are() {
    StaffMember officer = duty(HERE);
    UUID tip = typed(officer);
    assertThat(notices.ways(tip)).containsExactly(Notices.Way.PAPER);
    assertThat(register.write(officer, newId(), tip, true, Map.of()))
        .isEqualTo(
            new Register.Outcome.FieldsWrong(Map.of(RegisterField.REFUSED_WHY, Wrong.MISSING)));
    assertThat(
            register.write(
                officer, newId(), tip, true, Map.of(RegisterField.REFUSED_WHY, "Sợ bị trả thù")))
        .isEqualTo(new Register.Outcome.Done());
    assertThat(notices.ways(tip)).containsExactly(Notices.Way.NOT_OWED);
    assertThat(
            notices.give(
                officer, newId(), tip, NoticeKind.RECEIVED, Notices.Way.DIALOGUE, null, "Chào"))
        .isInstanceOf(Notices.Outcome.OtherWay.class);
    assertThat(
            notices.give(
                officer, newId(), tip, NoticeKind.RECEIVED, Notices.Way.NOT_OWED, null, ""))
        .isInstanceOf(Notices.Outcome.Done.class);
    assertThat(notices.owed(tip)).isEmpty();
  }

  @Test
  void every_template_is_short_and_names_neither_crime_nor_agency() {
    for (NoticeTemplates.Template template : templates.all()) {
      for (String language : Set.of("vi", "en")) {
        String words = template.words(language, clock.asClock().instant()).toLowerCase(Locale.ROOT);
        assertThat(words)
            .doesNotContain("{", "mua bán", "traffick", "công an", "police", "tố giác")
            .doesNotContain("113", "111");
        assertThat(words.length()).as(template.key()).isLessThanOrEqualTo(134);
      }
    }
    // Who is told that nothing comes of it hears of the right to complain (BLTTHS art. 56).
    assertThat(templates.of(NoticeKind.RESULT, TipState.NOT_PROSECUTED))
        .first()
        .satisfies(
            template -> {
              assertThat(template.vi()).contains("quyền khiếu nại");
              assertThat(template.en()).contains("right to complain");
              assertThat(template.basis()).contains("BLTTHS");
              assertThat(template.verified()).isFalse();
            });
    for (TipState state : TipState.values()) {
      assertThat(templates.of(NoticeKind.RECEIVED, state)).isNotEmpty();
      assertThat(templates.of(NoticeKind.RESUMED, state)).isNotEmpty();
    }
    for (TipState ended :
        List.of(
            TipState.PROSECUTED,
            TipState.NOT_PROSECUTED,
            TipState.ADMINISTRATIVE_TRANSFER,
            TipState.NOT_A_REPORT,
            TipState.DUPLICATE,
            TipState.MERGED,
            TipState.SPLIT)) {
      assertThat(templates.of(NoticeKind.RESULT, ended)).as(ended.name()).isNotEmpty();
    }
  }

  @Test
  void the_register_keeps_every_version_and_who_reported_opens_with_a_grant_only() {
    StaffMember officer = duty(HERE);
    UUID tip = typed(officer);
    UUID first = newId();
    Map<RegisterField, String> known =
        Map.of(
            RegisterField.NAME,
            NAME,
            RegisterField.ID_NUMBER,
            "001203004005",
            RegisterField.SUMMARY,
            "Rủ đi làm",
            RegisterField.SUSPECTS,
            "Bà Hường");
    assertThat(register.write(officer, first, tip, false, known))
        .isEqualTo(new Register.Outcome.Done());
    assertThat(register.write(officer, first, tip, false, Map.of()))
        .isEqualTo(new Register.Outcome.Done());
    clock.advance(Duration.ofMinutes(1));
    Map<RegisterField, String> more =
        Map.of(RegisterField.ADDRESS, "Thôn Nà Lốc", RegisterField.SUMMARY, "Rủ đi làm xa");
    register.write(officer, newId(), tip, false, more);
    assertThat(register.write(head(THERE), newId(), tip, false, more))
        .isEqualTo(new Register.Outcome.NotFound());

    Register.Entry entry = register.of(tip).orElseThrow();
    assertThat(entry.facts()).isEqualTo(Map.of(RegisterField.SUMMARY, "Rủ đi làm xa"));
    String form = signedIn(officer).get("/desk/tips/" + tip + "/register").body();
    assertThat(form).contains("Rủ đi làm xa").doesNotContain(NAME, "001203004005");
    String dump = sql.dump("tinbao.tip_register") + sql.dump("tinbao.tip_identity_noted");
    assertThat(dump).doesNotContain(NAME, "001203004005", "Hường", hex(NAME));
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_register WHERE tip_id = '" + tip + "'"))
        .isEqualTo(2);

    StaffMember custodian = world.person("giukhoa", HERE, Role.CUSTODIAN);
    UUID asked = newId();
    identities.ask(officer, tip, asked, "Cần gặp");
    assertThat(identities.decide(custodian, asked, true, "Được", null))
        .isEqualTo(IdentityRequests.Outcome.DONE);
    var noted = identities.open(officer, asked).orElseThrow().noted();
    assertThat(noted.name()).isEqualTo(NAME);
    assertThat(noted.address()).isEqualTo("Thôn Nà Lốc");
    assertThat(noted.idNumber()).isEqualTo("001203004005");
  }

  @Test
  void the_lead_gives_tasks_and_the_agency_they_are_for_answers() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    clock.advance(Duration.ofSeconds(1));
    UUID offer = newId();
    transfers.offer(here, offer, tip, THERE, TipTransfers.Reason.OTHER_PLACE, null, true);
    transfers.accept(there, offer);
    UUID task = newId();
    LocalDate today = LocalDate.of(2026, 11, 22);
    assertThat(tasks.give(here, task, tip, HERE, "Tìm người thân", null))
        .isEqualTo(Tasks.Outcome.NOT_FOUND);
    assertThat(tasks.give(there, task, tip, AccessWorld.ELSEWHERE, "Tìm người thân", null))
        .isEqualTo(Tasks.Outcome.NO_PART);
    assertThat(tasks.give(there, task, tip, HERE, "Tìm người thân", LocalDate.of(2026, 11, 1)))
        .isEqualTo(Tasks.Outcome.WORDS_WRONG);
    for (int i = 0; i < 2; i++) {
      assertThat(tasks.give(there, task, tip, HERE, "Tìm " + NAME, today.plusYears(1)))
          .isEqualTo(Tasks.Outcome.DONE);
    }
    assertThat(tasks.finish(there, tip, task, "Xong")).isEqualTo(Tasks.Outcome.NOT_FOUND);
    assertThat(tasks.finish(here, tip, task, " ")).isEqualTo(Tasks.Outcome.WORDS_WRONG);
    assertThat(tasks.finish(here, tip, task, "Đã gặp mẹ cháu")).isEqualTo(Tasks.Outcome.DONE);
    assertThat(tasks.withdraw(there, tip, task)).isEqualTo(Tasks.Outcome.TOO_LATE);
    assertThat(tasks.ofTip(tip)).hasSize(1);
    assertThat(tasks.ofTip(tip).get(0).answer()).isEqualTo("Đã gặp mẹ cháu");
    assertThat(sql.dump("tinbao.tip_task")).doesNotContain(hex(NAME), NAME);
  }

  @Test
  void comments_stay_in_their_agency_unless_meant_for_all_and_a_closed_tip_keeps_them_closed() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    clock.advance(Duration.ofSeconds(1));
    UUID offer = newId();
    transfers.offer(here, offer, tip, THERE, TipTransfers.Reason.OTHER_PLACE, null, true);
    transfers.accept(there, offer);
    UUID id = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(comments.say(here, id, tip, Comments.Audience.INTERNAL, "Chỉ mình ta"))
          .isEqualTo(Comments.Outcome.DONE);
    }
    comments.say(there, newId(), tip, Comments.Audience.BETWEEN, "Mời họp");
    assertThat(comments.say(here, newId(), tip, Comments.Audience.INTERNAL, " "))
        .isEqualTo(Comments.Outcome.WORDS_WRONG);
    assertThat(comments.ofTip(here, tip))
        .extracting(Comments.Comment::words)
        .containsExactly("Chỉ mình ta", "Mời họp");
    assertThat(comments.ofTip(there, tip))
        .extracting(Comments.Comment::words)
        .containsExactly("Mời họp");
    restrictions.restrict(head(THERE), tip, TipRestrictions.Reason.OTHER, Set.of());
    assertThat(comments.ofTip(here, tip)).isEmpty();
    assertThat(comments.say(here, newId(), tip, Comments.Audience.BETWEEN, "Tôi nữa"))
        .isEqualTo(Comments.Outcome.NOT_FOUND);
    assertThat(step(here, tip, StepKind.REGISTER, Map.of())).isEqualTo(new StepOutcome.NotFound());
  }

  @Test
  void registering_gives_the_next_number_of_the_year_once_shown_and_printed() {
    StaffMember officer = duty(HERE);
    UUID first = world.tip().id();
    UUID second = world.tip().id();
    UUID refused = world.tip().id();
    UUID form = newId();
    assertThat(step(officer, refused, StepKind.REGISTER, Map.of("number", "x".repeat(101))))
        .isInstanceOf(StepOutcome.FieldsWrong.class);
    for (int i = 0; i < 2; i++) {
      assertThat(proceedings.step(officer, form, first, StepKind.REGISTER, Map.of()))
          .isInstanceOf(StepOutcome.Done.class);
    }
    UUID later = newId();
    assertThat(proceedings.step(officer, later, second, StepKind.REGISTER, Map.of()))
        .isInstanceOf(StepOutcome.Done.class);
    String given = proceedings.typed(first, form).get(Proceedings.GIVEN_NUMBER);
    assertThat(given).matches("[1-9][0-9]*/2026");
    int number = Integer.parseInt(given.substring(0, given.indexOf('/')));
    assertThat(proceedings.typed(second, later).get(Proceedings.GIVEN_NUMBER))
        .isEqualTo((number + 1) + "/2026");
    assertThat(
            sql.rows(
                "SELECT number FROM tinbao.paper_number WHERE series = 'REGISTER' AND paper_id IN"
                    + " ('%s', '%s', '%s') ORDER BY number".formatted(first, second, refused)))
        .containsExactly(String.valueOf(number), String.valueOf(number + 1));
    assertThat(signedIn(officer).get("/desk/tips/" + first).body())
        .contains("Số vào sổ " + given + ".");
  }

  @Test
  void outcomes_of_a_case_are_written_by_those_who_decide_and_corrected_by_another_row() {
    UUID tip = world.tip().id();
    String agency = province();
    ledBy(agency, tip);
    StaffMember lead = duty(agency);
    String procuracy =
        sql.text("SELECT id FROM tinbao.agency WHERE id LIKE 'vksnd_tinh@20/%' LIMIT 1");
    LocalDate today = LocalDate.parse(TODAY);
    assertThat(outcome(lead, newId(), tip, "INDICTED", today, procuracy, null, false))
        .isEqualTo(CaseOutcomes.Result.NO_CASE);
    assertThat(outcomes.mayReport(lead, tip)).isFalse();
    StaffMember head = head(agency);
    done(head, tip, StepKind.REGISTER, Map.of());
    done(head, tip, StepKind.BEGIN_CLASSIFYING, Map.of());
    done(head, tip, StepKind.FIND_COMPETENT, Map.of());
    Map<String, String> decision = Map.of("article", "ART_150", "number", "7", "signed_on", TODAY);
    done(head, tip, StepKind.PROSECUTE_AT_ONCE, decision);

    UUID id = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(outcome(lead, id, tip, "INDICTED", today, procuracy, null, false))
          .isEqualTo(CaseOutcomes.Result.DONE);
    }
    // Police do not indict; their own word on a court's decision is taken as what they heard.
    String court = "ca_xa@06286/2025-07-01";
    assertThat(outcome(lead, newId(), tip, "INDICTED", today, court, null, false))
        .isEqualTo(CaseOutcomes.Result.REPORTER_WRONG);
    assertThat(outcome(lead, newId(), tip, "TRIED", today.plusDays(1), procuracy, null, false))
        .isEqualTo(CaseOutcomes.Result.DAY_WRONG);
    assertThat(outcome(lead, newId(), tip, "TRIED", today.minusDays(1), procuracy, null, false))
        .isEqualTo(CaseOutcomes.Result.DAY_WRONG);
    assertThat(outcome(duty(HERE), newId(), tip, "TRIED", today, HERE, null, false))
        .isEqualTo(CaseOutcomes.Result.NOT_FOUND);
    sql.run(
        "INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since) SELECT id, '%s',"
                .formatted(HERE)
            + " 'SUPPORTING', received_at FROM tinbao.tip WHERE id = '%s'".formatted(tip));
    assertThat(outcome(duty(HERE), newId(), tip, "TRIED", today, HERE, null, false))
        .isEqualTo(CaseOutcomes.Result.NOT_YOURS);

    UUID corrected = newId();
    assertThat(outcome(lead, corrected, tip, "TRIED", today, agency, id, false))
        .isEqualTo(CaseOutcomes.Result.DONE);
    assertThat(outcome(lead, newId(), tip, "TRIED", today, agency, id, false))
        .isEqualTo(CaseOutcomes.Result.CORRECTED_ALREADY);
    assertThat(outcome(lead, newId(), tip, "TRIED", today, agency, newId(), false))
        .isEqualTo(CaseOutcomes.Result.NOT_FOUND);
    assertThat(outcomes.ofTip(tip))
        .extracting(CaseOutcome::id, CaseOutcome::counts)
        .containsExactly(tuple(id, false), tuple(corrected, true));
    assertThat(outcomes.ofTip(tip).get(0).paper()).isEqualTo(NAME);
    assertThat(sql.dump("tinbao.case_outcome")).doesNotContain(NAME, hex(NAME));

    Surfer officer = signedIn(lead);
    String page = officer.get("/desk/tips/" + tip).body();
    assertThat(page).contains("Kết quả vụ án", "Xét xử sơ thẩm", "Đã sửa hoặc bỏ", NAME);
    String where = "/desk/tips/" + tip + "/outcomes";
    assertThat(officer.post(where, "kind", "x").statusCode()).isEqualTo(422);
    assertThat(officer.post(where, "kind", "TRIED", "day", "hôm nay").statusCode()).isEqualTo(422);
    HttpResponse<String> dropped =
        officer.post(
            where,
            "outcomeId",
            newId().toString(),
            "kind",
            "TRIED",
            "day",
            TODAY,
            "defendants",
            "2",
            "article",
            "ART_151",
            "agency",
            agency,
            "corrects",
            corrected.toString(),
            "withdrawn",
            "1");
    assertThat(dropped.statusCode()).isEqualTo(303);
    assertThat(outcomes.ofTip(tip)).hasSize(3).noneMatch(CaseOutcome::counts);
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.case_outcome SET defendants = 9"))
        .hasStackTraceContaining("case_outcome only grows");
  }

  private CaseOutcomes.Result outcome(
      StaffMember by,
      UUID id,
      UUID tip,
      String kind,
      LocalDate day,
      String reportedBy,
      @Nullable UUID corrects,
      boolean withdrawn) {
    return outcomes.report(
        by,
        id,
        tip,
        new CaseOutcomes.Entry(
            CaseOutcome.Kind.valueOf(kind),
            day,
            2,
            "ART_151",
            reportedBy,
            NAME,
            corrects,
            withdrawn));
  }

  /** Police of the province Lạng Sơn: may resolve a report itself. */
  private String province() {
    return sql.text(
        "SELECT id FROM tinbao.agency WHERE id LIKE 'ca_tinh@20/%' AND valid_to IS NULL LIMIT 1");
  }

  @Test
  void an_offer_that_comes_back_leaves_the_report_where_it_was_worked_on() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    String agency = province();
    // Before anybody was found competent, whoever said no leaves a decision to be made again.
    offered(here, tip, false);
    assertThat(state(tip)).isEqualTo("TRANSFER_REJECTED");
    ledBy(agency, tip);
    StaffMember province = head(agency);
    clock.advance(Duration.ofSeconds(1));
    done(province, tip, StepKind.FIND_COMPETENT, Map.of());
    done(province, tip, StepKind.ASSIGN, Map.of("officer", "Đội 3"));
    done(province, tip, StepKind.VERIFY, Map.of());
    for (boolean withdrawn : List.of(false, true)) {
      offered(duty(agency), tip, withdrawn);
      assertThat(state(tip)).isEqualTo("VERIFYING");
    }
    // Nothing asks to choose again an agency where the verification goes on.
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_clock WHERE clock = 'transfer_again'"
                    + " AND state IN ('RUNNING', 'BREACHED') AND tip_id = '"
                    + tip
                    + "'"))
        .isZero();
    done(province, tip, StepKind.PROCURACY_DEMAND, Map.of("number", "1", "signed_on", TODAY));
    done(province, tip, StepKind.TAKE_OVER, Map.of("to", "VKS", "number", "2", "signed_on", TODAY));
    offered(duty(agency), tip, true);
    // What asks how it came there still knows.
    done(duty(agency), tip, StepKind.REPORTED_PROSECUTED, Map.of());
  }

  /** Gives it to an agency past all doors. */
  private void ledBy(String agency, UUID tip) {
    sql.run(
        """
        UPDATE tinbao.tip SET lead_agency_id = '%1$s' WHERE id = '%2$s';
        DELETE FROM tinbao.tip_agency WHERE tip_id = '%2$s';
        INSERT INTO tinbao.tip_agency (tip_id, agency_id, role, since)
        SELECT id, '%1$s', 'LEAD', received_at FROM tinbao.tip WHERE id = '%2$s'
        """
            .formatted(agency, tip));
  }

  private void offered(StaffMember by, UUID tip, boolean withdrawn) {
    UUID offer = newId();
    transfers.offer(by, offer, tip, THERE, TipTransfers.Reason.OTHER_PLACE, null, false);
    assertThat(state(tip)).isEqualTo("TRANSFERRED");
    assertThat(
            withdrawn
                ? transfers.withdraw(by, offer)
                : transfers.reject(duty(THERE), offer, "Không thuộc thẩm quyền"))
        .isInstanceOf(TipTransfers.Outcome.Done.class);
  }

  private String state(UUID tip) {
    return desk.line(tip).orElseThrow().state();
  }

  @Test
  void the_history_cannot_be_changed() {
    UUID tip = world.tip().id();
    done(duty(HERE), tip, StepKind.REGISTER, Map.of());
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.tip_step SET to_state = 'PROSECUTED'"))
        .hasStackTraceContaining("tip_step only grows");
    assertThatThrownBy(() -> enter(tip, "PROSECUTED")).isInstanceOf(IllegalStateException.class);
    assertThat(desk.line(tip).orElseThrow().state()).isEqualTo("REGISTERED");
  }

  private void enter(UUID tip, String state) {
    Boolean unused =
        transactions.executeWrite(
            status -> {
              desk.enter(tip, state);
              return true;
            });
  }

  /** A report typed at the desk, of a caller who leaves neither name nor number. */
  private UUID typed(StaffMember officer) {
    DeskReports.Call call =
        new DeskReports.Call(
            newId(), "Ở xã Khánh Khê, Lạng Sơn có người rủ đi", null, false, null, null, null);
    return reports.take(officer, call).orElseThrow().tipId();
  }

  private void done(StaffMember by, UUID tip, StepKind kind, Map<String, String> fields) {
    assertThat(step(by, tip, kind, fields)).as(kind.name()).isInstanceOf(StepOutcome.Done.class);
  }

  private StepOutcome step(StaffMember by, UUID tip, StepKind kind, Map<String, String> fields) {
    return proceedings.step(by, newId(), tip, kind, fields);
  }

  private Surfer signedIn(StaffMember member) {
    return Surfer.signedIn(server, world.cookie(member));
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private StaffMember head(String agency) {
    return world.person("lanhdao", agency, Role.AGENCY_LEAD);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}

package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.data.jdbc.runtime.JdbcOperations;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.OnPhone;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.TipRows;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.server.tip.TipTransfers.Outcome;
import vn.tinbao.server.tip.TipTransfers.Reason;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
class TransfersTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String THERE = AccessWorld.THIRD;

  @Inject EmbeddedServer server;
  @Inject AccessWorld world;
  @Inject TipTransfers transfers;
  @Inject TipDesk desk;
  @Inject TipRestrictions restrictions;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject Assignments assignments;
  @Inject JdbcOperations jdbc;
  @Inject TestSql sql;
  @Inject TipRows tips;

  @Test
  void the_lead_stays_until_the_other_agency_accepts_and_then_sight_moves_with_it() {
    TipReceipt tip = world.tip();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    UUID id = offer(here, tip.id(), false);

    assertThat(tips.leads(tip.id())).containsExactly(HERE);
    assertThat(get(there, "/desk/tips/" + tip.id()).statusCode()).isEqualTo(404);
    HttpResponse<String> inbox = get(there, "/desk/transfers");
    assertThat(inbox.body())
        .contains("Xã Khánh Khê, Tỉnh Lạng Sơn", "Sự việc ở nơi khác", id.toString())
        .contains("Xin xem giúp")
        .doesNotContain(AccessWorld.MARKER);
    assertThat(get(there, "/desk").body()).contains("tin cơ quan khác muốn chuyển đến");
    assertThat(get(here, "/desk/tips/" + tip.id()).body()).contains("Đang chờ", "Rút đề nghị");

    HttpResponse<String> accepted = post(there, "/desk/transfers/" + id + "/acceptance");

    assertThat(accepted.headers().firstValue("Location")).contains("/desk/tips/" + tip.id());
    assertThat(tips.leads(tip.id())).containsExactly(THERE);
    assertThat(get(there, "/desk/tips/" + tip.id()).body()).contains(AccessWorld.MARKER);
    assertThat(get(here, "/desk/tips/" + tip.id()).statusCode()).isEqualTo(404);
    assertThat(get(here, "/desk").body()).doesNotContain(tip.id().toString());
    assertThat(get(there, "/desk").body()).contains("/desk/tips/" + tip.id());
    assertThat(followUp.view(tip.code().grouped()).orElseThrow().leadAgency())
        .contains("Thường Phước");
    assertThat(tips.events(tip.id())).contains("TRANSFER_OFFERED", "TRANSFER_ACCEPTED");
    assertThat(tips.audit(tip.id())).contains("TIP_TRANSFER_OFFERED", "TIP_TRANSFER_ACCEPTED");
    assertThat(tips.openClocks(tip.id())).isNotEmpty();
  }

  @Test
  void who_goes_on_supporting_keeps_its_sight_but_hands_over_nothing_any_more() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    transfers.accept(there, offer(here, tip, true));

    assertThat(desk.open(here, tip)).isPresent();
    assertThat(desk.mayAct(here, tip)).isTrue();
    assertThat(get(here, "/desk/tips/" + tip + "/transfer").statusCode()).isEqualTo(404);
    assertThat(
            transfers.offer(
                here, newId(), tip, AccessWorld.ELSEWHERE, Reason.OTHER_PLACE, null, false))
        .isInstanceOf(Outcome.NotFound.class);
    assertThat(tips.leads(tip)).containsExactly(THERE);

    // And back again: the supporter becomes the lead once more.
    UUID back = newId();
    transfers.offer(there, back, tip, HERE, Reason.NOT_COMPETENT, null, false);
    transfers.accept(here, back);
    assertThat(tips.leads(tip)).containsExactly(HERE);
    assertThat(tips.agencies(tip)).doesNotContain(THERE).doesNotHaveDuplicates();
  }

  @Test
  void a_rejected_or_withdrawn_offer_moves_nothing() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    UUID rejected = offer(here, tip, false);
    assertThat(
            post(there, "/desk/transfers/" + rejected + "/rejection", "answer", " ").statusCode())
        .isEqualTo(422);
    assertThat(
            post(there, "/desk/transfers/" + rejected + "/rejection", "answer", "Không ở xã tôi")
                .statusCode())
        .isEqualTo(303);
    assertThat(tips.leads(tip)).containsExactly(HERE);
    assertThat(desk.open(there, tip)).isEmpty();
    assertThat(get(here, "/desk/tips/" + tip).body()).contains("Đã từ chối", "Không ở xã tôi");
    assertThat(post(there, "/desk/transfers/" + rejected + "/acceptance").statusCode())
        .isEqualTo(409);

    UUID withdrawn = offer(here, tip, false);
    assertThat(post(here, "/desk/transfers/" + withdrawn + "/withdrawal").statusCode())
        .isEqualTo(303);
    assertThat(post(there, "/desk/transfers/" + withdrawn + "/acceptance").statusCode())
        .isEqualTo(409);
    assertThat(get(there, "/desk/transfers").body()).doesNotContain(withdrawn.toString());
    assertThat(tips.leads(tip)).containsExactly(HERE);
  }

  @Test
  void one_offer_at_a_time_and_the_same_twice_is_one() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    UUID id = offer(here, tip, false);

    assertThat(transfers.offer(here, id, tip, THERE, Reason.OTHER_PLACE, null, false))
        .isInstanceOf(Outcome.Done.class);
    assertThat(
            transfers.offer(
                here, newId(), tip, AccessWorld.ELSEWHERE, Reason.OTHER_PLACE, null, false))
        .isInstanceOf(Outcome.TooLate.class);
    assertThat(transfers.ofTip(tip)).hasSize(1);
  }

  @Test
  void what_is_wrong_in_the_form_is_said_and_nothing_is_lost() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    String where = "/desk/tips/" + tip + "/transfers";

    HttpResponse<String> noReason = post(here, where, "to", THERE, "note", "Ghi chú của tôi");
    assertThat(noReason.statusCode()).isEqualTo(422);
    assertThat(noReason.body()).contains("Hãy chọn lý do.", "Ghi chú của tôi");
    assertThat(post(here, where, "to", HERE, "reason", "OTHER_PLACE").statusCode()).isEqualTo(422);
    assertThat(post(here, where, "to", "x@1/y", "reason", "OTHER_PLACE").statusCode())
        .isEqualTo(422);
    assertThat(post(here, where, "to", THERE, "reason", "OTHER").statusCode()).isEqualTo(422);
    assertThat(
            post(here, where, "to", THERE, "reason", "OTHER", "note", "x".repeat(2_001))
                .statusCode())
        .isEqualTo(422);
    assertThat(transfers.ofTip(tip)).isEmpty();
    assertThat(get(here, "/desk/tips/" + tip + "/transfer?q=thuong%20phuoc").body())
        .contains("value=\"" + THERE + "\"");
    assertThat(get(here, "/desk/tips/" + tip + "/transfer?q=%3Cb%3E" + "x".repeat(300)).body())
        .contains("Không tìm thấy")
        .doesNotContain("<b>");
  }

  @Test
  void open_tasks_of_an_agency_that_leaves_are_taken_back_and_its_officer_reads_no_more() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    StaffMember officer = world.person("dichuyen", HERE, Role.FIELD_OFFICER);
    UUID task = newId();
    assignments.offer(here, task, tip, officer.id(), null, Duration.ofMinutes(30));
    assignments.act(officer, task, newId(), AssignmentState.Action.ACCEPT, null, null);
    assertThat(OnPhone.words(assignments, officer, task)).contains(AccessWorld.MARKER);

    transfers.accept(duty(THERE), offer(here, tip, false));

    Assignments.View after = assignments.open(officer, task).orElseThrow();
    assertThat(after.state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(OnPhone.words(assignments, officer, task)).isNull();
  }

  @Test
  void open_tasks_end_too_when_new_words_of_the_reporter_move_the_tip() {
    TipReceipt tip = Tips.submit(intake, "Có người rủ cháu gái đi làm xa. " + AccessWorld.MARKER);
    String lead = tips.leads(tip.id()).get(0);
    StaffMember officer = world.person("dichuyenxa", lead, Role.FIELD_OFFICER);
    UUID task = newId();
    assignments
        .offer(duty(lead), task, tip.id(), officer.id(), null, Duration.ofMinutes(30))
        .orElseThrow();
    assignments.act(officer, task, newId(), AssignmentState.Action.ACCEPT, null, null);

    followUp.write(tip.code().grouped(), newId(), "Ở xã Khánh Khê, tỉnh Lạng Sơn");

    assertThat(tips.leads(tip.id())).containsExactly(HERE);
    Assignments.View after = assignments.open(officer, task).orElseThrow();
    assertThat(after.state()).isEqualTo(AssignmentState.WITHDRAWN);
    assertThat(OnPhone.words(assignments, officer, task)).isNull();
  }

  @Test
  void new_words_move_no_tip_that_was_ever_restricted_for_an_official() {
    TipReceipt tip = Tips.submit(intake, "Có người rủ cháu gái đi làm xa. " + AccessWorld.MARKER);
    String lead = tips.leads(tip.id()).get(0);
    StaffMember head = world.person("lanhdao", lead, Role.AGENCY_LEAD);
    assertThat(restrictions.restrict(head, tip.id(), TipRestrictions.Reason.OFFICIAL, Set.of()))
        .isTrue();
    assertThat(restrictions.lift(head, tip.id())).isTrue();

    followUp.write(tip.code().grouped(), newId(), "Ở xã Khánh Khê, tỉnh Lạng Sơn");

    assertThat(tips.leads(tip.id())).containsExactly(lead);
  }

  @Test
  void new_words_of_the_reporter_move_nothing_while_an_offer_is_open() {
    TipReceipt tip = Tips.submit(intake, "Có người rủ cháu gái đi làm xa. " + AccessWorld.MARKER);
    String lead = tips.leads(tip.id()).get(0);
    StaffMember desk = duty(lead);
    UUID id = newId();
    transfers.offer(desk, id, tip.id(), THERE, Reason.OTHER_PLACE, null, false);
    followUp.write(tip.code().grouped(), newId(), "Ở xã Khánh Khê, tỉnh Lạng Sơn");

    assertThat(tips.leads(tip.id())).containsExactly(lead);
    assertThat(transfers.accept(duty(THERE), id)).isInstanceOf(Outcome.Done.class);
    assertThat(tips.leads(tip.id())).containsExactly(THERE);
  }

  @Test
  void of_an_acceptance_and_a_withdrawal_at_once_exactly_one_counts() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < 12; round++) {
        UUID tip = world.tip().id();
        StaffMember here = duty(HERE);
        StaffMember there = duty(THERE);
        UUID id = offer(here, tip, false);
        List<Callable<Outcome>> both =
            List.of(() -> transfers.accept(there, id), () -> transfers.withdraw(here, id));
        List<Outcome> outcomes = new ArrayList<>();
        for (Future<Outcome> one : two.invokeAll(both)) {
          outcomes.add(one.get());
        }
        boolean accepted = outcomes.get(0) instanceof Outcome.Done;
        assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(tips.leads(tip)).containsExactly(accepted ? THERE : HERE);
      }
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void two_acceptances_at_once_are_one() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      UUID tip = world.tip().id();
      StaffMember there = duty(THERE);
      StaffMember colleague = world.person("haitruc", THERE, Role.AGENCY_LEAD);
      UUID id = offer(duty(HERE), tip, false);
      List<Callable<Outcome>> both =
          List.of(() -> transfers.accept(there, id), () -> transfers.accept(colleague, id));
      for (Future<Outcome> one : two.invokeAll(both)) {
        assertThat(one.get()).isInstanceOf(Outcome.Done.class);
      }
      assertThat(tips.leads(tip)).containsExactly(THERE);
      assertThat(tips.events(tip)).filteredOn("TRANSFER_ACCEPTED"::equals).hasSize(1);
    } finally {
      two.shutdownNow();
    }
  }

  @Test
  void the_note_is_sealed() {
    UUID id = offer(duty(HERE), world.tip().id(), false);
    assertThat(
            sql.rows(
                "SELECT position(convert_to('Xin xem', 'UTF8') IN note)::text"
                    + " FROM tinbao.tip_transfer WHERE id = '%s'".formatted(id)))
        .containsExactly("0");
  }

  private UUID offer(StaffMember by, UUID tip, boolean stays) {
    UUID id = newId();
    assertThat(
            transfers.offer(
                by, id, tip, THERE, Reason.OTHER_PLACE, "Xin xem giúp, không ở xã tôi", stays))
        .isInstanceOf(Outcome.Done.class);
    return id;
  }

  private StaffMember duty(String agency) {
    return world.person("truc", agency, Role.DUTY_OFFICER);
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }
}

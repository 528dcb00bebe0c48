package vn.tinbao.server.assignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import vn.tinbao.server.assignment.AssignmentState.Action;
import vn.tinbao.server.assignment.Assignments.Outcome;
import vn.tinbao.server.assignment.Assignments.View;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.live.Live;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "OfferExpiry")
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class AssignmentsTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";

  @Inject Assignments assignments;
  @Inject OffersAwaited awaited;
  @Inject TipIntake intake;
  @Inject TipDesk tips;
  @Inject DemoStaff demoStaff;
  @Inject Catalogue catalogue;
  @Inject Live live;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;
  @Inject TransactionOperations<Connection> transactions;

  private StaffMember duty;
  private StaffMember officer;
  private StaffMember stranger;
  private UUID tip;

  @BeforeEach
  void somebody_reports() {
    duty = member("duty", Role.DUTY_OFFICER, AGENCY);
    officer = member("officer", Role.FIELD_OFFICER, AGENCY);
    stranger = member("stranger", Role.FIELD_OFFICER, "ca_xa@23535/2025-07-01");
    tip = UuidCreator.getTimeOrderedEpoch();
    var unused =
        intake.submit(
            new TipSubmission(
                tip,
                new byte[16],
                Channel.WEB,
                "toi o xa binh trung co nguoi ru chau gai sang trung quoc",
                null,
                null,
                null,
                null,
                null,
                Locale.forLanguageTag("vi"),
                false,
                null));
  }

  @Test
  void an_offer_is_pushed_with_an_opaque_id_and_nothing_else() {
    ConcurrentLinkedQueue<String> pushed = new ConcurrentLinkedQueue<>();
    Disposable phone = live.stream("staff." + officer.id()).subscribe(pushed::add);
    UUID id = offer(Duration.ofMinutes(10)).id();
    await().until(() -> pushed.stream().anyMatch(push -> push.startsWith("assignment:" + id)));
    phone.dispose();
    assertThat(pushed).allMatch(push -> push.matches("assignment:[0-9a-f-]{36}:[0-9a-f-]{36}"));
  }

  @Test
  void the_officer_reads_the_tip_only_after_accepting_and_until_it_is_done() {
    UUID id = offer(Duration.ofMinutes(10)).id();
    assertThat(assignments.open(officer, id).orElseThrow().narrative()).isNull();
    assertThat(applied(act(officer, id, Action.ACCEPT, null)).narrative())
        .as("words go by sync only")
        .isNull();
    assertThat(assignments.forPhone(officer).get(0).narrative()).contains("binh trung");
    applied(act(officer, id, Action.EN_ROUTE, null));
    applied(act(officer, id, Action.ON_SITE, null));
    applied(act(officer, id, Action.REPORT, "Đã gặp gia đình, cháu an toàn."));
    View done = applied(act(officer, id, Action.DONE, null));
    assertThat(done.state()).isEqualTo(AssignmentState.DONE);
    assertThat(done.narrative()).isNull();
    assertThat(done.steps())
        .extracting(Assignments.Step::note)
        .contains("Đã gặp gia đình, cháu an toàn.");
    assertThat(tips.open(duty, tip).orElseThrow().timeline())
        .extracting(TipDesk.EventLine::kind)
        .contains(
            "ASSIGNMENT_OFFERED", "ASSIGNMENT_ACCEPTED", "ASSIGNMENT_REPORTED", "ASSIGNMENT_DONE");
  }

  @Test
  void an_offer_waits_for_its_officers_answer_until_its_time_is_over() {
    UUID answered = offer(Duration.ofMinutes(10)).id();
    UUID open = offer(Duration.ofMinutes(10)).id();
    assertThat(awaited.waits(officer.id(), answered)).isTrue();
    applied(act(officer, answered, Action.ACCEPT, null));
    assertThat(awaited.waits(officer.id(), answered)).isFalse();
    assertThat(awaited.waits(stranger.id(), open)).isFalse();
    assertThat(awaited.waits(officer.id(), UUID.randomUUID())).isFalse();
    assertThat(awaited.waits(officer.id(), open)).isTrue();
    time.advance(Duration.ofMinutes(10));
    assertThat(awaited.waits(officer.id(), open)).isFalse();
  }

  @Test
  void the_same_operation_counts_once_and_steps_out_of_order_are_refused() {
    UUID id = offer(Duration.ofMinutes(10)).id();
    UUID operation = UuidCreator.getTimeOrderedEpoch();
    View first = applied(assignments.act(officer, id, operation, Action.ACCEPT, null, null));
    View again = applied(assignments.act(officer, id, operation, Action.ACCEPT, null, null));
    assertThat(again.version()).isEqualTo(first.version());
    assertThat(act(officer, id, Action.ACCEPT, null)).isInstanceOf(Outcome.NotAllowed.class);
    assertThat(act(officer, id, Action.DECLINE, "đang bận")).isInstanceOf(Outcome.NotAllowed.class);
  }

  @Test
  void declining_and_reporting_need_words() {
    UUID id = offer(Duration.ofMinutes(10)).id();
    assertThat(act(officer, id, Action.DECLINE, " ")).isInstanceOf(Outcome.NoteWrong.class);
    assertThat(act(officer, id, Action.DECLINE, "x".repeat(5_001)))
        .isInstanceOf(Outcome.NoteWrong.class);
    applied(act(officer, id, Action.DECLINE, "đang ở xa"));
    assertThat(tips.line(tip).orElseThrow().attention()).isEqualTo("OFFER_DECLINED");
  }

  @Test
  void nobody_acts_on_a_task_that_is_not_theirs() {
    UUID id = offer(Duration.ofMinutes(10)).id();
    assertThat(act(stranger, id, Action.ACCEPT, null)).isInstanceOf(Outcome.NotFound.class);
    assertThat(assignments.open(stranger, id)).isEmpty();
    assertThat(
            assignments.offer(
                duty,
                UuidCreator.getTimeOrderedEpoch(),
                tip,
                stranger.id(),
                null,
                Duration.ofHours(1)))
        .isEmpty();
    assertThat(
            assignments.offer(
                member("far", Role.DUTY_OFFICER, "ca_xa@23535/2025-07-01"),
                UuidCreator.getTimeOrderedEpoch(),
                tip,
                stranger.id(),
                null,
                Duration.ofHours(1)))
        .isEmpty();
    assertThat(tips.open(member("far", Role.DUTY_OFFICER, "ca_xa@23535/2025-07-01"), tip))
        .isEmpty();
  }

  @Test
  void what_nobody_accepts_in_time_comes_back_to_the_desk_loudly() {
    UUID id = offer(Duration.ofMinutes(10)).id();
    time.advance(Duration.ofMinutes(9));
    assignments.expire();
    assertThat(state(id)).isEqualTo(AssignmentState.OFFERED);
    time.advance(Duration.ofMinutes(2));
    ConcurrentLinkedQueue<String> desk = new ConcurrentLinkedQueue<>();
    Disposable screen = tips.changes(duty).subscribe(desk::add);
    assertThat(assignments.expire()).isPositive();
    await().until(() -> desk.contains(tip.toString()));
    screen.dispose();
    assertThat(state(id)).isEqualTo(AssignmentState.EXPIRED);
    assertThat(tips.line(tip).orElseThrow().attention()).isEqualTo("OFFER_EXPIRED");
    assertThat(act(officer, id, Action.ACCEPT, null)).isInstanceOf(Outcome.NotAllowed.class);
  }

  /** Whoever answers at the last moment holds the tip first; so does the watch. */
  @Test
  void an_answer_at_the_moment_in_which_an_offer_runs_out_does_not_meet_it_in_a_circle()
      throws Exception {
    UUID id = offer(Duration.ofMinutes(10)).id();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    Future<Integer> watch =
        transactions.executeWrite(
            status -> {
              tips.hold(tip);
              time.advance(Duration.ofMinutes(11));
              Future<Integer> running = threads.submit(() -> assignments.expire());
              await()
                  .until(
                      () ->
                          sql.number(
                                  "SELECT count(*) FROM pg_stat_activity WHERE datname ="
                                      + " current_database() AND wait_event_type = 'Lock'")
                              > 0);
              assertThat(act(officer, id, Action.ACCEPT, null)).isInstanceOf(Outcome.Applied.class);
              return running;
            });
    watch.get(60, TimeUnit.SECONDS);
    threads.shutdown();
    assertThat(state(id)).isEqualTo(AssignmentState.ACCEPTED);
  }

  private AssignmentState state(UUID id) {
    return assignments.open(officer, id).orElseThrow().state();
  }

  private View offer(Duration within) {
    return assignments
        .offer(
            duty, UuidCreator.getTimeOrderedEpoch(), tip, officer.id(), "Đến ngay nhà cháu", within)
        .orElseThrow();
  }

  private Outcome act(StaffMember who, UUID id, Action action, @Nullable String note) {
    return assignments.act(
        who, id, UuidCreator.getTimeOrderedEpoch(), action, note, clock.instant());
  }

  private static View applied(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Applied.class);
    return ((Outcome.Applied) outcome).assignment();
  }

  private StaffMember member(String name, Role role, String agencyId) {
    assertThat(catalogue.now().agency(agencyId)).isPresent();
    UUID id =
        demoStaff.install(List.of(new AgencySeat(name, name, agencyId, Set.of(role)))).get(0).id();
    return new StaffMember(id, name, name, agencyId, Set.of(role));
  }
}

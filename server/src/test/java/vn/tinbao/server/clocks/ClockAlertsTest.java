package vn.tinbao.server.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipTransfers;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-16T08:00:00+07:00")
class ClockAlertsTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T01:00:00Z");
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String OTHER = "ca_xa@15499/2025-07-01";

  @Inject ClockAlerts alerts;
  @Inject TipClocks clocks;
  @Inject Escalations escalations;
  @Inject TipIntake intake;
  @Inject TipTransfers transfers;
  @Inject DemoStaff staff;
  @Inject Catalogue catalogue;
  @Inject TransactionOperations<Connection> transactions;
  @Inject SettableClock time;
  @Inject TestSql sql;

  private String above;
  private StaffMember duty;
  private StaffMember head;
  private UUID tip;

  @BeforeEach
  void somebody_reports() {
    time.set(MONDAY);
    sql.run("DELETE FROM tinbao.tip_clock");
    above = catalogue.now().agency(HERE).orElseThrow().parentId();
    duty = person("duty", Role.DUTY_OFFICER, HERE);
    head = person("head", Role.AGENCY_LEAD, above);
    tip =
        Tips.submit(
                intake, "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc làm việc lương cao")
            .id();
  }

  @Test
  void what_is_due_at_once_is_broken_a_quarter_of_an_hour_later_and_told_upwards() {
    assertThat(alerts.look()).isZero();
    time.advance(Duration.ofMinutes(14));
    assertThat(alerts.look()).isZero();

    time.advance(Duration.ofMinutes(1));
    assertThat(told(1)).isEqualTo(1);

    assertThat(pushes(duty)).containsExactly("clock");
    assertThat(pushes(head)).containsExactly("escalation");
    assertThat(events()).containsExactly("CLOCK_BREACHED notify_investigator_now " + above);
    assertThat(escalations.to(above))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.of()).isEqualTo(tip);
              assertThat(one.from()).isEqualTo(HERE);
              assertThat(one.state()).isEqualTo(TipClock.State.BREACHED);
            });
    assertThat(alerts.look()).isZero();

    on(LegalEvent.INVESTIGATOR_INFORMED, MONDAY.plus(Duration.ofMinutes(20)));
    TipClock late =
        clocks.of(tip).stream()
            .filter(clock -> clock.clock().equals("notify_investigator_now"))
            .findFirst()
            .orElseThrow();
    assertThat(late.state()).isEqualTo(TipClock.State.MET);
    assertThat(late.breachedAt()).isEqualTo(MONDAY.plus(Duration.ofMinutes(15)));
  }

  @Test
  void each_warning_comes_once_before_and_none_when_it_was_done() {
    on(LegalEvent.INVESTIGATOR_INFORMED, MONDAY);
    time.advance(Duration.ofHours(10));
    assertThat(told(1)).as("12 h: two hours before").isEqualTo(1);
    assertThat(alerts.look()).isZero();
    on(LegalEvent.INVESTIGATOR_PROPOSED, MONDAY.plus(Duration.ofHours(11)));
    time.advance(Duration.ofHours(11));
    assertThat(alerts.look()).isZero();
    time.advance(Duration.ofHours(1));
    assertThat(told(1)).as("24 h: two hours before").isEqualTo(1);
    assertThat(events())
        .containsExactly(
            "CLOCK_WARNED commune_propose_investigator ", "CLOCK_WARNED commune_transfer_urgent ");
    on(LegalEvent.PASSED_ON, MONDAY.plus(Duration.ofHours(23)));
    time.advance(Duration.ofHours(20));
    assertThat(events()).hasSize(2);
  }

  /** An offer that nobody answers is the matter of who does not answer, and of who is above. */
  @Test
  void an_offer_that_is_not_answered_wakes_its_receiver_and_is_told_to_the_one_above() {
    StaffMember receiver = person("nhan", Role.DUTY_OFFICER, OTHER);
    String aboveOther = catalogue.now().agency(OTHER).orElseThrow().parentId();
    StaffMember otherHead = person("trenkhac", Role.AGENCY_LEAD, aboveOther);
    assertThat(
            transfers.offer(
                duty,
                UuidCreator.getTimeOrderedEpoch(),
                tip,
                OTHER,
                TipTransfers.Reason.OTHER_PLACE,
                null,
                false))
        .isInstanceOf(TipTransfers.Outcome.Done.class);
    assertThat(pushes(receiver)).as("woken by the offer itself").containsExactly("transfer");
    time.advance(Duration.ofHours(22));
    alerts.look();
    assertThat(pushes(receiver)).as("two hours before").hasSize(2).containsOnly("transfer");
    time.advance(Duration.ofHours(2));
    alerts.look();
    assertThat(pushes(receiver)).hasSize(3).containsOnly("transfer");
    assertThat(pushes(otherHead)).containsExactly("escalation");
    assertThat(escalations.to(aboveOther))
        .filteredOn(one -> one.of().equals(tip))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.from()).isEqualTo(OTHER);
              assertThat(one.clock()).isEqualTo("transfer_answer");
            });
  }

  @Test
  void nodes_that_look_at_the_same_time_say_it_once() throws Exception {
    for (int i = 0; i < 5; i++) {
      var unused = Tips.submit(intake, "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc");
    }
    long before = sql.number("SELECT count(*) FROM tinbao.tip_event WHERE kind = 'CLOCK_BREACHED'");
    time.advance(Duration.ofHours(48));
    ExecutorService nodes = Executors.newFixedThreadPool(4);
    try {
      Callable<Integer> node = alerts::look;
      int said = 0;
      for (var one : nodes.invokeAll(List.of(node, node, node, node))) {
        said += one.get();
      }
      said += told(6 * 3 - said);
      assertThat(said).isEqualTo(6 * 3);
    } finally {
      nodes.shutdownNow();
    }
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_event WHERE kind = 'CLOCK_BREACHED'"))
        .isEqualTo(before + 18);
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_clock WHERE state = 'BREACHED'"))
        .isEqualTo(18);
  }

  @Test
  void a_tip_that_fails_keeps_no_other_one_waiting_and_is_tried_again() {
    var unused = Tips.submit(intake, "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc");
    time.advance(Duration.ofMinutes(15));
    sql.run(
        "ALTER TABLE tinbao.clock_escalation ADD CONSTRAINT fails CHECK (tip_id <> '%s')"
            .formatted(tip));
    try {
      assertThat(told(1)).isEqualTo(1);
      assertThat(events()).isEmpty();
      assertThat(alerts.look()).isZero();
    } finally {
      sql.run("ALTER TABLE tinbao.clock_escalation DROP CONSTRAINT fails");
    }
    time.advance(Duration.ofMinutes(1));
    assertThat(told(1)).isEqualTo(1);
    assertThat(events()).hasSize(1);
  }

  @Test
  void a_merged_tip_rests_and_goes_on_where_it_was() {
    UUID merge = UUID.randomUUID();
    List<TipClock> before = clocks.of(tip);
    on(LegalEvent.DATA_REQUESTED, MONDAY);
    write(() -> clocks.rest(tip, merge, MONDAY.plusSeconds(60)));
    assertThat(clocks.of(tip).stream().filter(TipClock::open).map(TipClock::clock))
        .as("about their own data they are answered all the same")
        .containsExactlyInAnyOrder("dsr_reply", "dsr_carry_out");
    on(LegalEvent.DATA_ANSWERED, MONDAY.plusSeconds(90));
    time.advance(Duration.ofHours(13));
    assertThat(alerts.look()).isZero();
    assertThat(clocks.of(tip)).noneMatch(TipClock::open);
    write(() -> clocks.goOnAfter(tip, UUID.randomUUID()));
    assertThat(clocks.of(tip)).noneMatch(TipClock::open);

    write(() -> clocks.goOnAfter(tip, merge));

    List<TipClock> open = clocks.of(tip).stream().filter(TipClock::open).toList();
    assertThat(open).extracting(TipClock::dueAt).isEqualTo(due(before));
    assertThat(told(2)).as("two are late by now").isEqualTo(2);
    time.advance(Duration.ofHours(9));
    assertThat(told(1)).as("two hours before it is due, as ever").isOne();
  }

  /** What is said until so much was: a round passes by a tip that somebody holds just then. */
  private int told(int expected) {
    AtomicInteger said = new AtomicInteger();
    await().until(() -> said.addAndGet(alerts.look()) >= expected);
    return said.get();
  }

  private static List<Instant> due(List<TipClock> clocks) {
    return clocks.stream().map(TipClock::dueAt).toList();
  }

  private StaffMember person(String name, Role role, String agency) {
    UUID id = staff.install(List.of(new AgencySeat(name, name, agency, Set.of(role)))).get(0).id();
    return new StaffMember(id, name, name, agency, Set.of(role));
  }

  private void on(LegalEvent event, Instant at) {
    write(() -> clocks.on(tip, event, at));
  }

  private void write(Runnable work) {
    var unused =
        transactions.executeWrite(
            status -> {
              work.run();
              return true;
            });
  }

  private List<String> pushes(StaffMember person) {
    String found =
        sql.text(
            "SELECT coalesce(string_agg(topic, ','), '') FROM tinbao.push_message WHERE ref = '%s'"
                    .formatted(tip)
                + " AND topic <> 'tip' AND staff_id = '%s'".formatted(person.id()));
    return found.isEmpty() ? List.of() : List.of(found.split(","));
  }

  private List<String> events() {
    String found =
        sql.text(
            """
            SELECT coalesce(string_agg(kind || ' ' || (data ->> 'clock') || ' '
              || coalesce(data ->> 'told', ''), ',' ORDER BY at, id), '')
            FROM tinbao.tip_event WHERE kind LIKE 'CLOCK%%' AND tip_id = '%s'\
            """
                .formatted(tip));
    return found.isEmpty() ? List.of() : List.of(found.split(","));
  }
}

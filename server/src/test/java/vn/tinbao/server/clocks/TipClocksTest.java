package vn.tinbao.server.clocks;

import static org.assertj.core.api.Assertions.assertThat;
import static vn.tinbao.server.clocks.TipClock.State.ENDED;
import static vn.tinbao.server.clocks.TipClock.State.MET;
import static vn.tinbao.server.clocks.TipClock.State.RUNNING;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-16T08:00:00+07:00")
class TipClocksTest {
  private static final Instant MONDAY = Instant.parse("2026-11-16T01:00:00Z");

  @Inject TipClocks clocks;
  @Inject TipIntake intake;
  @Inject TransactionOperations<Connection> transactions;
  @Inject SettableClock time;
  @Inject TestSql sql;

  private UUID tip;

  @BeforeEach
  void somebody_reports() {
    time.set(MONDAY);
    tip =
        Tips.submit(
                intake, "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc làm việc lương cao")
            .id();
  }

  @Test
  void a_suspicion_at_a_commune_is_told_at_once_and_transferred_within_24_hours() {
    assertThat(clocks.of(tip))
        .extracting(TipClock::clock)
        .containsExactlyInAnyOrder(
            "notify_investigator_now", "commune_transfer_urgent", "commune_propose_investigator");
    assertThat(the("notify_investigator_now").dueAt()).isEqualTo(MONDAY);
    assertThat(the("notify_investigator_now").overdueAt()).isEqualTo(MONDAY.plusSeconds(900));
    assertThat(the("commune_transfer_urgent").dueAt()).isEqualTo("2026-11-17T01:00:00Z");
    assertThat(the("commune_propose_investigator").dueAt()).isEqualTo("2026-11-16T13:00:00Z");
    assertThat(the("commune_transfer_urgent").ruleVersion()).isNotEmpty();
    assertThat(nextDue()).isEqualTo("2026-11-16 01:00:00");
  }

  @Test
  void what_is_done_is_met_and_the_next_clock_comes_first() {
    on(LegalEvent.INVESTIGATOR_INFORMED, MONDAY.plusSeconds(60));
    assertThat(the("notify_investigator_now").state()).isEqualTo(MET);
    assertThat(nextDue()).isEqualTo("2026-11-16 13:00:00");

    on(LegalEvent.ENDED, MONDAY.plusSeconds(120));
    assertThat(clocks.of(tip)).extracting(TipClock::state).containsOnly(MET, ENDED);
    assertThat(nextDue()).isEmpty();
  }

  @Test
  void what_a_person_corrects_to_trafficking_is_urgent_from_then() {
    tip = Tips.submit(intake, "Ở xã Bình Trung có nhóm đánh bạc ăn tiền mỗi tối").id();
    assertThat(clocks.of(tip))
        .extracting(TipClock::clock)
        .doesNotContain("commune_transfer_urgent")
        .contains("commune_transfer_normal");
    sql.run("UPDATE tinbao.tip SET categories = '{LURE_ABROAD}' WHERE id = '" + tip + "'");
    var unused =
        transactions.executeWrite(
            status -> {
              clocks.reread(tip, MONDAY.plusSeconds(60));
              return true;
            });
    assertThat(the("commune_transfer_urgent").startedAt()).isEqualTo(MONDAY.plusSeconds(60));
    assertThat(the("commune_transfer_normal").state()).isEqualTo(ENDED);
  }

  @Test
  void the_clocks_of_verification_start_prolong_and_end() {
    sql.run(
        "UPDATE tinbao.tip SET lead_agency_id = (SELECT id FROM tinbao.agency WHERE id LIKE"
            + " 'ca_tinh@20/%' AND valid_to IS NULL LIMIT 1) WHERE id = '"
            + tip
            + "'");
    goOn(MONDAY);
    assertThat(the("classify").state()).isEqualTo(RUNNING);
    assertThat(the("commune_transfer_urgent").state()).isEqualTo(ENDED);

    on(LegalEvent.RECEIVED_BY_COMPETENT, MONDAY);
    assertThat(the("classify").state()).isEqualTo(MET);
    // 16/11 + 20 days is Sunday 6/12: to the end of Monday.
    assertThat(the("resolve").dueAt()).isEqualTo("2026-12-07T17:00:00Z");
    assertThat(the("internal_closing_report").dueAt()).isEqualTo("2026-11-30T17:00:00Z");
    assertThat(the("assign").dueAt()).isEqualTo("2026-11-19T17:00:00Z");
    assertThat(the("notify_reporter_received").dueAt()).isEqualTo("2026-11-19T17:00:00Z");
    List<TipClock> before = clocks.of(tip);
    on(LegalEvent.RECEIVED_BY_COMPETENT, MONDAY.plusSeconds(5));
    assertThat(clocks.of(tip)).isEqualTo(before);

    on(LegalEvent.MADE_COMPLEX, Instant.parse("2026-12-01T01:00:00Z"));
    assertThat(the("resolve").state()).isEqualTo(ENDED);
    // From receipt, not from the end of the 20 days; 16/1/2027 is a Saturday.
    assertThat(the("resolve_complex").dueAt()).isEqualTo("2027-01-18T17:00:00Z");
    assertThat(the("request_extension").dueAt()).isEqualTo("2027-01-13T17:00:00Z");
    assertThat(the("internal_closing_report").dueAt()).isEqualTo("2027-01-11T17:00:00Z");

    on(LegalEvent.EXTENSION_REQUESTED, Instant.parse("2027-01-11T01:00:00Z"));
    assertThat(the("procuracy_decide_extension").state()).isEqualTo(RUNNING);
    on(LegalEvent.EXTENDED, Instant.parse("2027-01-13T01:00:00Z"));
    assertThat(the("procuracy_decide_extension").state()).isEqualTo(MET);
    assertThat(the("resolve_extended").dueAt()).isEqualTo("2027-03-18T17:00:00Z");
    assertThat(the("internal_closing_report").dueAt()).isEqualTo("2027-03-11T17:00:00Z");

    on(LegalEvent.DECIDED, Instant.parse("2027-03-01T01:00:00Z"));
    on(LegalEvent.NOT_PROSECUTED, Instant.parse("2027-03-01T01:00:00Z"));
    assertThat(the("resolve_extended").state()).isEqualTo(MET);
    assertThat(the("internal_closing_report").state()).isEqualTo(MET);
    assertThat(the("send_decision_procuracy").dueAt()).isEqualTo("2027-03-02T01:00:00Z");
    assertThat(the("notify_reporter_result").dueAt()).isEqualTo("2027-03-04T17:00:00Z");
  }

  private TipClock the(String key) {
    return clocks.of(tip).stream()
        .filter(clock -> clock.clock().equals(key))
        .reduce((first, second) -> second.startedAt().isAfter(first.startedAt()) ? second : first)
        .orElseThrow(() -> new AssertionError(key + " never ran"));
  }

  private void on(LegalEvent event, Instant at) {
    var unused =
        transactions.executeWrite(
            status -> {
              clocks.on(tip, event, at);
              return true;
            });
  }

  private void goOn(Instant at) {
    var unused =
        transactions.executeWrite(
            status -> {
              clocks.goOn(tip, at, at);
              return true;
            });
  }

  private String nextDue() {
    return sql.text(
        "SELECT coalesce(max(to_char(next_due_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')), '')"
            + " FROM tinbao.tip_agency WHERE until IS NULL AND tip_id = '"
            + tip
            + "'");
  }
}

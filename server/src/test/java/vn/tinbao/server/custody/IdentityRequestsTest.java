package vn.tinbao.server.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.custody.IdentityRequests.Outcome;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.vault.IdentityGrants;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
class IdentityRequestsTest {
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String NAME = "Lường Thị Giấu Tên";

  @Inject IdentityRequests requests;
  @Inject IdentityGrants grants;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject TipIntake intake;
  @Inject TestSql sql;
  @Inject SettableClock clock;
  @Inject TransactionOperations<Connection> transactions;

  private StaffMember officer;
  private StaffMember colleague;
  private StaffMember custodian;
  private UUID tip;

  @BeforeEach
  void people_and_a_tip() {
    sql.run("UPDATE tinbao.staff_account SET active = false");
    officer = person(HERE, Role.DUTY_OFFICER);
    colleague = person(HERE, Role.DUTY_OFFICER);
    custodian = person(HERE, Role.CUSTODIAN);
    tip =
        Tips.submitNamed(
                intake,
                "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi",
                NAME,
                "0912345678",
                "gọi sau 21 giờ")
            .id();
  }

  @Test
  void asked_granted_opened_and_every_step_is_in_the_audit() {
    UUID id = ask();
    assertThat(requests.open(officer, id)).isEmpty();
    assertThat(requests.inbox(custodian, 10)).extracting(IdentityRequest::id).contains(id);
    assertThat(requests.read(custodian, id).orElseThrow().reason()).isEqualTo("Cần gặp trực tiếp");
    assertThat(requests.decide(custodian, id, true, "Cháu bé đang nguy hiểm", null))
        .isEqualTo(Outcome.DONE);

    var opened = requests.open(officer, id).orElseThrow();
    assertThat(opened.identity().name()).isEqualTo(NAME);
    assertThat(opened.identity().phone()).isEqualTo("0912345678");
    assertThat(opened.identity().safeContact()).isEqualTo("gọi sau 21 giờ");
    assertThat(opened.request().expiresAt())
        .isEqualTo(clock.asClock().instant().plus(Duration.ofHours(24)));
    assertThat(requests.own(officer, id).orElseThrow().decision())
        .isEqualTo("Cháu bé đang nguy hiểm");
    assertThat(
            sql.text(
                "SELECT string_agg(action, ' ' ORDER BY id) FROM tinbao.audit WHERE subject_id = '"
                    + tip
                    + "'"))
        .isEqualTo("IDENTITY_REQUESTED IDENTITY_REQUEST_READ IDENTITY_GRANTED IDENTITY_OPENED");
    assertThat(opened.toString() + opened.identity()).doesNotContain(NAME);
  }

  @Test
  void it_opens_for_nobody_else_and_not_after_its_time() {
    UUID id = granted();
    assertThat(requests.open(colleague, id)).isEmpty();
    assertThat(requests.open(custodian, id)).isEmpty();
    clock.advance(Duration.ofHours(24).minusSeconds(1));
    assertThat(requests.open(officer, id)).isPresent();
    clock.advance(Duration.ofSeconds(1));
    assertThat(requests.open(officer, id)).isEmpty();
    assertThat(opened()).isEqualTo(1);
  }

  @Test
  void it_closes_at_once_when_taken_back_or_given_back() {
    UUID first = granted();
    assertThat(requests.revoke(colleague, first)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(requests.revoke(custodian, first)).isEqualTo(Outcome.DONE);
    assertThat(requests.open(officer, first)).isEmpty();
    assertThat(requests.revoke(custodian, first)).isEqualTo(Outcome.TOO_LATE);
    UUID second = granted();
    assertThat(requests.withdraw(colleague, second)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(requests.withdraw(officer, second)).isEqualTo(Outcome.DONE);
    assertThat(requests.open(officer, second)).isEmpty();
  }

  @Test
  void it_closes_when_the_agency_no_longer_leads_the_tip() {
    UUID id = granted();
    sql.run(
        "UPDATE tinbao.tip_agency SET role = 'SUPPORTING' WHERE role = 'LEAD' AND tip_id = '%s'"
            .formatted(tip));
    assertThat(requests.open(officer, id)).isEmpty();
    assertThat(ask(UuidCreator.getTimeOrderedEpoch())).isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void nobody_decides_alone() {
    StaffMember both = person(HERE, Role.CUSTODIAN, Role.DUTY_OFFICER);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assertThat(requests.ask(both, tip, id, "Tôi muốn biết")).isEqualTo(Outcome.DONE);
    assertThat(requests.decide(both, id, true, "Tôi cho tôi", null)).isEqualTo(Outcome.NOT_FOUND);
    assertThatThrownBy(
            () ->
                sql.run(
                    """
                    UPDATE tinbao.identity_request SET state = 'GRANTED', decided_by = asked_by,
                      decided_at = now(), decision = '\\x00', expires_at = now() + interval '1 day'
                    WHERE id = '%s'
                    """
                        .formatted(id)))
        .hasStackTraceContaining("identity_request_two_persons");
    assertThat(requests.decide(custodian, id, true, "Người khác cho", null))
        .isEqualTo(Outcome.DONE);
    assertThat(requests.open(both, id)).isPresent();
  }

  @Test
  void a_row_made_granted_past_the_house_by_the_same_person_still_opens_nothing() {
    UUID id = ask();
    sql.run(
        """
        ALTER TABLE tinbao.identity_request DROP CONSTRAINT identity_request_two_persons;
        UPDATE tinbao.identity_request SET state = 'GRANTED', decided_by = asked_by,
          decided_at = '2026-11-22T00:00:00Z', decision = '\\x00',
          expires_at = '2026-12-22T00:00:00Z' WHERE id = '%s';
        """
            .formatted(id));
    try {
      assertThat(requests.open(officer, id)).isEmpty();
    } finally {
      sql.run(
          "DELETE FROM tinbao.identity_request WHERE id = '%s'; ALTER TABLE tinbao.identity_request"
                  .formatted(id)
              + " ADD CONSTRAINT identity_request_two_persons CHECK (decided_by <> asked_by)");
    }
  }

  @Test
  void a_refusal_opens_nothing_and_one_may_ask_again() {
    UUID id = ask();
    assertThat(requests.decide(custodian, id, false, "Gọi lại qua mã tra cứu là đủ", null))
        .isEqualTo(Outcome.DONE);
    assertThat(requests.open(officer, id)).isEmpty();
    assertThat(requests.decide(custodian, id, true, "Đổi ý", null)).isEqualTo(Outcome.TOO_LATE);
    UUID again = UuidCreator.getTimeOrderedEpoch();
    assertThat(ask(again)).isEqualTo(Outcome.DONE);
    assertThat(requests.own(officer, again)).isPresent();
  }

  @Test
  void asking_twice_is_asking_once() throws Exception {
    List<Callable<Outcome>> twice =
        List.of(
            () -> ask(UuidCreator.getTimeOrderedEpoch()),
            () -> ask(UuidCreator.getTimeOrderedEpoch()));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    for (var outcome : pool.invokeAll(twice)) {
      assertThat(outcome.get()).isEqualTo(Outcome.DONE);
    }
    pool.shutdown();
    assertThat(requests.ofTip(tip)).hasSize(1);
    assertThat(audited("IDENTITY_REQUESTED")).isEqualTo(1);
  }

  @Test
  void of_two_custodians_at_once_one_is_too_late() throws Exception {
    StaffMember other = person(HERE, Role.CUSTODIAN);
    UUID id = ask();
    List<Callable<Outcome>> both =
        List.of(
            () -> requests.decide(custodian, id, true, "Cho", null),
            () -> requests.decide(other, id, false, "Không", null));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Outcome> outcomes =
        pool.invokeAll(both).stream()
            .map(
                one -> {
                  try {
                    return one.get();
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                })
            .toList();
    pool.shutdown();
    assertThat(outcomes).containsExactlyInAnyOrder(Outcome.DONE, Outcome.TOO_LATE);
    assertThat(audited("IDENTITY_GRANTED") + audited("IDENTITY_DENIED")).isEqualTo(1);
  }

  @Test
  void reasons_are_needed_and_lie_sealed() {
    assertThat(requests.ask(officer, tip, UuidCreator.getTimeOrderedEpoch(), "  \n"))
        .isEqualTo(Outcome.REASON_WRONG);
    assertThat(requests.ask(officer, tip, UuidCreator.getTimeOrderedEpoch(), "x".repeat(2001)))
        .isEqualTo(Outcome.REASON_WRONG);
    UUID id = granted();
    assertThat(requests.decide(custodian, ask(), true, " ", null)).isEqualTo(Outcome.REASON_WRONG);
    String dump = sql.dump("tinbao.identity_request") + sql.dump("tinbao.audit");
    assertThat(dump)
        .contains(id.toString())
        .doesNotContain("Cần gặp")
        .doesNotContain(hex("Cần gặp"));
  }

  @Test
  void the_time_it_stays_open_has_its_bounds() {
    for (var wanted :
        List.of(
            List.of(Duration.ofHours(4), Duration.ofHours(4)),
            List.of(Duration.ofHours(9999), Duration.ofHours(72)),
            List.of(Duration.ZERO, Duration.ofMinutes(15)))) {
      UUID id = UuidCreator.getTimeOrderedEpoch();
      ask(id);
      requests.decide(custodian, id, true, "Cho", wanted.get(0));
      IdentityRequest request = requests.own(officer, id).orElseThrow().request();
      assertThat(request.expiresAt()).isEqualTo(request.decidedAt().plus(wanted.get(1)));
    }
  }

  @Test
  void without_a_custodian_of_its_own_the_standing_agency_above_decides() {
    sql.run(
        "UPDATE tinbao.staff_account SET active = false WHERE id = '%s'".formatted(custodian.id()));
    assertThat(ask(UuidCreator.getTimeOrderedEpoch())).isEqualTo(Outcome.NO_CUSTODIAN);
    String top = sql.text("SELECT id FROM tinbao.agency WHERE standing AND level = 'CENTRAL'");
    StaffMember above = person(top, Role.CUSTODIAN);
    UUID id = ask();
    assertThat(requests.inbox(above, 10)).extracting(IdentityRequest::id).contains(id);
    assertThat(requests.decide(custodian, id, true, "Cho", null)).isEqualTo(Outcome.NOT_FOUND);
    assertThat(requests.decide(above, id, true, "Cho", null)).isEqualTo(Outcome.DONE);
    assertThat(requests.open(officer, id)).isPresent();
  }

  @Test
  void a_nameless_reporter_has_nothing_to_ask_for() {
    UUID nameless = Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có chuyện").id();
    assertThat(requests.ask(officer, nameless, UuidCreator.getTimeOrderedEpoch(), "Ai?"))
        .isEqualTo(Outcome.NOT_FOUND);
    assertThat(requests.ask(officer, UUID.randomUUID(), UuidCreator.getTimeOrderedEpoch(), "Ai?"))
        .isEqualTo(Outcome.NOT_FOUND);
  }

  @Test
  void a_grant_is_made_in_a_transaction_only() {
    UUID id = granted();
    assertThatThrownBy(() -> grants.of(id, officer.id())).isInstanceOf(RuntimeException.class);
    assertThat(
            transactions.<Boolean>executeWrite(status -> grants.of(id, colleague.id()).isPresent()))
        .isFalse();
  }

  private UUID ask() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assertThat(ask(id)).isEqualTo(Outcome.DONE);
    return id;
  }

  private Outcome ask(UUID id) {
    return requests.ask(officer, tip, id, " Cần gặp trực tiếp ");
  }

  private UUID granted() {
    UUID id = ask();
    assertThat(requests.decide(custodian, id, true, "Được", null)).isEqualTo(Outcome.DONE);
    return id;
  }

  private long opened() {
    return audited("IDENTITY_OPENED");
  }

  private long audited(String action) {
    return sql.number(
        "SELECT count(*) FROM tinbao.audit WHERE action = '%s' AND subject_id = '%s'"
            .formatted(action, tip));
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private StaffMember person(String agency, Role... roles) {
    String username = "p." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(List.of(new DemoStaff.AgencySeat(username, "Người", agency, Set.of(roles))))
            .get(0)
            .id();
    return accounts.byId(id).orElseThrow();
  }
}

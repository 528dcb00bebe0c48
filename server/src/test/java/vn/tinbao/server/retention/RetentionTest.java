package vn.tinbao.server.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.BeanContext;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.statistics.FigureCounts;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "RetentionJob")
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:00:00+07:00")
@Property(name = "tinbao.retention.unverified", value = "REMOVE")
class RetentionTest {
  private static final Instant START = Instant.parse("2026-11-22T01:00:00Z");
  private static final String HERE = "ca_xa@06286/2025-07-01";
  private static final String NAME = "Lường Thị Giấu Tên";

  @Inject Retention retention;
  @Inject RetentionJob job;
  @Inject Holds holds;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject TipDesk desk;
  @Inject FigureCounts figures;
  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject BeanContext beans;
  @Inject TestSql sql;
  @Inject SettableClock clock;

  private StaffMember head;

  @BeforeEach
  void an_empty_house() {
    sql.run(
        "TRUNCATE tinbao.tip, tinbao.tip_key, tinbao.tip_tombstone, tinbao.nightly_job CASCADE");
    clock.set(START);
    String username = "p." + UUID.randomUUID().toString().substring(0, 13);
    UUID id =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(username, "Trưởng", HERE, Set.of(Role.AGENCY_LEAD))))
            .get(0)
            .id();
    head = accounts.byId(id).orElseThrow();
  }

  @Test
  void a_tip_goes_seven_days_after_it_was_announced_and_not_sooner() {
    TipReceipt tip = closed("NOT_PROSECUTED");
    run();
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_removal")).isZero();

    clock.advance(Duration.ofDays(10 * 366));
    assertThat(run().byClass().get("no-case").announced()).isEqualTo(1);
    assertThat(holds.standing(tip.id()).removal()).isNotNull();
    clock.advance(Duration.ofDays(7).minusSeconds(1));
    assertThat(run().byClass().get("no-case")).isEqualTo(new Retention.Count(1, 0, 0, 1, 0, 0));
    assertThat(exists(tip)).isTrue();
    clock.advance(Duration.ofSeconds(1));
    assertThat(run().byClass().get("no-case")).isEqualTo(new Retention.Count(1, 0, 0, 0, 0, 1));
    assertThat(exists(tip)).isFalse();
    assertThat(followUp.view(tip.code().grouped())).isEmpty();
  }

  @Test
  void nothing_of_a_deleted_tip_is_left_but_audit_and_a_tombstone_without_its_id() {
    TipReceipt tip =
        Tips.submitNamed(
            intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái đi", NAME, "0912345678", "tối");
    desk.open(head, tip.id());
    holds.set(head, tip.id(), UuidCreator.getTimeOrderedEpoch(), "Giữ vì vụ án");
    holds.lift(head, tip.id(), "Xong vụ án");
    sql.run("UPDATE tinbao.tip SET state = 'NOT_PROSECUTED'");
    sql.run(
        "UPDATE tinbao.tip_clock SET met_at = due_at, state = 'MET' WHERE clock LIKE 'commune%'");
    String kept =
        sql.text(
            "SELECT concat_ws('|', channel, kind, state, categories::text, urgency, unit_id,"
                + " lead_agency_id) FROM tinbao.tip");
    announceAndDelete();
    figures.catchUp(); // as every ten seconds: what it counted of the tip goes by its id

    assertThat(exists(tip)).isFalse();
    for (String table : tablesBut("audit", "audit_unsealed", "audit_seal", "push_message")) {
      assertThat(sql.dump(table)).as(table).doesNotContain(tip.id().toString());
    }
    assertThat(
            sql.number("SELECT count(*) FROM tinbao.audit WHERE subject_id = '" + tip.id() + "'"))
        .isGreaterThanOrEqualTo(5);
    assertThat(
            sql.text(
                "SELECT concat_ws('|', channel, kind, state, categories::text, urgency, unit_id,"
                    + " lead_agency_id) FROM tinbao.tip_tombstone"))
        .isEqualTo(kept);
    assertThat(sql.text("SELECT received_on || ' ' || class FROM tinbao.tip_tombstone"))
        .isEqualTo("2026-11-22 no-case");
    assertThat(sql.text("SELECT clocks::text FROM tinbao.tip_tombstone"))
        .contains("\"met\": true", "\"met\": false");
    assertThat(
            sql.text(
                "SELECT reason FROM tinbao.audit WHERE action = 'TIP_REMOVED' AND subject_id = '"
                    + tip.id()
                    + "'"))
        .isEqualTo("NO_CASE");
  }

  @Test
  void every_table_that_hangs_on_a_tip_goes_with_it_but_the_hold_which_stops_it() {
    assertThat(
            sql.text(
                """
                SELECT coalesce(string_agg(conrelid::regclass::text, ',' ORDER BY 1), '')
                FROM pg_constraint
                WHERE contype = 'f' AND confrelid = 'tinbao.tip'::regclass AND confdeltype <> 'c'
                """))
        .as(
            "stays without the tip (ON DELETE SET NULL): what followed a campaign, a person's"
                + " record")
        .isEqualTo("tip_hold,campaign_tip,victim");
    assertThat(
            sql.text(
                "SELECT string_agg(confdeltype::text, '') FROM pg_constraint WHERE contype = 'f'"
                    + " AND confrelid = 'tinbao.tip'::regclass AND conrelid IN"
                    + " ('tinbao.campaign_tip'::regclass, 'tinbao.victim'::regclass)"))
        .isEqualTo("nn");
  }

  @Test
  void a_hold_keeps_a_tip_and_withdraws_what_was_announced() {
    TipReceipt tip = closed("NOT_PROSECUTED");
    clock.advance(Duration.ofDays(10 * 366));
    run();
    assertThat(holds.set(head, tip.id(), UuidCreator.getTimeOrderedEpoch(), " "))
        .isEqualTo(Holds.Outcome.REASON_WRONG);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    for (int i = 0; i < 2; i++) {
      assertThat(holds.set(head, tip.id(), id, "Vụ án mở lại")).isEqualTo(Holds.Outcome.DONE);
    }
    assertThat(holds.standing(tip.id()).removal()).isNull();
    assertThat(holds.standing(tip.id()).heldReason()).isEqualTo("Vụ án mở lại");
    clock.advance(Duration.ofDays(30));
    assertThat(run().byClass().get("no-case")).isEqualTo(new Retention.Count(1, 1, 0, 0, 0, 0));
    assertThat(exists(tip)).isTrue();
    assertThatThrownBy(() -> sql.run("DELETE FROM tinbao.tip")).hasStackTraceContaining("tip_hold");

    assertThat(holds.lift(head, tip.id(), "Xong")).isEqualTo(Holds.Outcome.DONE);
    run();
    assertThat(exists(tip)).isTrue();
    clock.advance(Duration.ofDays(7));
    run();
    assertThat(exists(tip)).isFalse();
  }

  @Test
  void a_merged_tip_is_kept_as_long_as_the_one_it_leads_to() {
    TipReceipt first = closed("PROSECUTED");
    TipReceipt merged = closed("MERGED");
    sql.run(
        """
        INSERT INTO tinbao.tip_merge (id, tip_id, into_id, no_new_facts, state_before, merged_by,
          merged_at)
        VALUES (gen_random_uuid(), '%s', '%s', false, 'RECEIVED', gen_random_uuid(), now())
        """
            .formatted(merged.id(), first.id()));
    clock.advance(Duration.ofDays(3 * 366));

    assertThat(run().byClass().get("not-a-report").due()).isZero();
    clock.advance(Duration.ofDays(18 * 366));
    assertThat(run().byClass().get("case").due()).isEqualTo(2);
    sql.run("DELETE FROM tinbao.tip_merge");
    assertThat(run().byClass().get("not-a-report").due()).isOne();
  }

  @Test
  void a_stranger_holds_nothing() {
    TipReceipt tip = closed("NOT_PROSECUTED");
    StaffMember stranger =
        new StaffMember(head.id(), "x", "x", "ca_xa@15499/2025-07-01", Set.of(Role.AGENCY_LEAD));
    StaffMember officer = new StaffMember(head.id(), "x", "x", HERE, Set.of(Role.DUTY_OFFICER));
    for (StaffMember viewer : List.of(stranger, officer)) {
      assertThat(holds.set(viewer, tip.id(), UuidCreator.getTimeOrderedEpoch(), "Giữ"))
          .isEqualTo(Holds.Outcome.NOT_FOUND);
      assertThat(holds.lift(viewer, tip.id(), "Thả")).isEqualTo(Holds.Outcome.NOT_FOUND);
    }
    clock.advance(Duration.ofDays(10 * 366));
    run();
    assertThat(holds.announced(stranger, Holds.After.start(), 10)).isEmpty();
    assertThat(holds.announced(head, Holds.After.start(), 10)).hasSize(1);
  }

  @Test
  void a_tip_that_comes_back_to_life_is_withdrawn_from_the_list() {
    TipReceipt tip = closed("NOT_PROSECUTED");
    clock.advance(Duration.ofDays(10 * 366));
    run();
    sql.run("UPDATE tinbao.tip SET state = 'RESUMED'");
    clock.advance(Duration.ofDays(8));
    assertThat(run().withdrawn()).isEqualTo(1);
    assertThat(exists(tip)).isTrue();
    assertThat(holds.standing(tip.id()).removal()).isNull();
  }

  @Test
  void a_tip_without_a_class_is_kept_for_ever() {
    TipReceipt tip = closed("VERIFYING");
    clock.advance(Duration.ofDays(100 * 366));
    run();
    clock.advance(Duration.ofDays(8));
    run();
    assertThat(exists(tip)).isTrue();
  }

  @Test
  void a_dry_run_changes_nothing_and_tells_the_same() {
    closed("NOT_PROSECUTED");
    closed("PROSECUTED");
    clock.advance(Duration.ofDays(10 * 366));
    assertThat(retention.run(true, n -> {}).byClass().get("no-case").announced()).isEqualTo(1);
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_removal")).isZero();
    run();
    clock.advance(Duration.ofDays(8));
    Retention.Outcome dry = retention.run(true, n -> {});
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip")).isEqualTo(2);
    assertThat(dry).isEqualTo(run());
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip")).isEqualTo(1);
  }

  @Test
  void two_runs_at_once_delete_each_tip_once() throws Exception {
    for (int i = 0; i < 10; i++) {
      closed("NOT_PROSECUTED");
    }
    clock.advance(Duration.ofDays(10 * 366));
    run();
    clock.advance(Duration.ofDays(8));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Callable<Retention.Outcome>> both = List.of(this::run, this::run);
    long removed = 0;
    for (var one : pool.invokeAll(both)) {
      removed += one.get().byClass().get("no-case").removed();
    }
    pool.shutdown();
    assertThat(removed).isEqualTo(10);
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip_tombstone")).isEqualTo(10);
  }

  @Test
  void the_job_runs_once_a_night_whoever_asks() {
    assertThat(job.runWhenDue()).as("the first sight sets its time").isFalse();
    assertThat(sql.text("SELECT next_at AT TIME ZONE 'Asia/Ho_Chi_Minh' FROM tinbao.nightly_job"))
        .isEqualTo("2026-11-23 02:30:00");
    clock.set(Instant.parse("2026-11-22T19:30:00Z"));
    assertThat(job.runWhenDue()).isTrue();
    assertThat(job.runWhenDue()).isFalse();
    clock.advance(Duration.ofHours(24));
    assertThat(job.runWhenDue()).isTrue();
  }

  @Test
  void the_command_says_what_it_would_do() {
    closed("NOT_PROSECUTED");
    clock.advance(Duration.ofDays(10 * 366));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream console = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      assertThat(new CommandLine(beans.getBean(RetentionCommand.class)).execute("--dry-run"))
          .isZero();
    } finally {
      System.setOut(console);
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("Dry run", "no-case", "P10Y", "period not verified");
  }

  @Test
  void what_was_announced_unverified_stays_unless_the_operator_says_otherwise() {
    assertThat(new RetentionClasses(settings("ANNOUNCE")).all())
        .allSatisfy(c -> assertThat(c.verified()).isFalse());
    assertThatThrownBy(
            () ->
                new RetentionSettings(
                    Duration.ofDays(6), RetentionSettings.Unverified.REMOVE, "02:30", null))
        .hasMessageContaining("tinbao.retention.notice");
    assertThatThrownBy(
            () ->
                new RetentionSettings(
                    Duration.ofDays(7), RetentionSettings.Unverified.REMOVE, "25:00", null))
        .hasMessageContaining("tinbao.retention.nightly");
  }

  @Test
  void a_damaged_list_of_classes_names_what_is_wrong() {
    List<String> wrong = new ArrayList<>(List.of("x", "- 1", "[", "- {class: a}"));
    String whole = "- {class: a, states: [X], after: P1Y, source: s, valid-from: 2025-01-01}";
    wrong.add(whole.replace("P1Y", "P0D"));
    wrong.add(whole.replace("P1Y", "soon"));
    for (String yaml : wrong) {
      assertThatThrownBy(() -> classes(yaml))
          .as(yaml)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("my.yaml");
    }
    assertThat(classes(whole).all()).hasSize(1);
  }

  private static RetentionClasses classes(String yaml) {
    return new RetentionClasses(
        new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)), "my.yaml");
  }

  private static RetentionSettings settings(String unverified) {
    return new RetentionSettings(
        Duration.ofDays(7), RetentionSettings.Unverified.valueOf(unverified), "02:30", null);
  }

  private TipReceipt closed(String state) {
    TipReceipt tip =
        Tips.submit(intake, "Ở xã Khánh Khê, Lạng Sơn có người rủ cháu gái sang Trung Quốc");
    sql.run("UPDATE tinbao.tip SET state = '%s' WHERE id = '%s'".formatted(state, tip.id()));
    return tip;
  }

  private Retention.Outcome run() {
    return retention.run(false, n -> {});
  }

  private void announceAndDelete() {
    clock.advance(Duration.ofDays(10 * 366));
    run();
    clock.advance(Duration.ofDays(8));
    run();
  }

  private boolean exists(TipReceipt tip) {
    long rows =
        sql.number(
            ("SELECT (SELECT count(*) FROM tinbao.tip WHERE id = '%1$s')"
                    + " + (SELECT count(*) FROM tinbao.tip_key WHERE tip_id = '%1$s')")
                .formatted(tip.id()));
    assertThat(rows).isIn(0L, 2L);
    return rows == 2;
  }

  private List<String> tablesBut(String... names) {
    return List.of(
        sql.text(
                """
                SELECT string_agg(format('%I.%I', table_schema, table_name), ',')
                FROM information_schema.tables
                WHERE table_schema IN ('tinbao', 'sms') AND table_type = 'BASE TABLE'
                """
                    + " AND table_name NOT IN ('"
                    + String.join("','", names)
                    + "')")
            .split(","));
  }
}

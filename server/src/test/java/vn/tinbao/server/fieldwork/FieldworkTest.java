package vn.tinbao.server.fieldwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.http.HttpStatus;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.server.assignment.AssignmentState;
import vn.tinbao.server.assignment.AssignmentState.Action;
import vn.tinbao.server.assignment.Assignments;
import vn.tinbao.server.attachment.Attachments;
import vn.tinbao.server.attachment.Bringer;
import vn.tinbao.server.attachment.Origin;
import vn.tinbao.server.fieldwork.FieldOperations.Result;
import vn.tinbao.server.fieldwork.FieldReports.Edit;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.DemoStaff.AgencySeat;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.staff.TestSessions;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.web.Refusal;
import vn.tinbao.sms.testing.TestSql;

/** Two phones of one officer, a desk that changes its mind, and answers that are lost. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class FieldworkTest {
  private static final String AGENCY = "ca_xa@06286/2025-07-01";
  private static final String STORY = "Ở xã Bình Trung có người rủ cháu gái sang Trung Quốc";

  @Inject FieldOperations operations;
  @Inject FieldReports reports;
  @Inject FieldPull pull;
  @Inject FieldFiles files;
  @Inject Attachments attachments;
  @Inject FieldDevices devices;
  @Inject Assignments assignments;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject DemoStaff demo;
  @Inject TestSessions sessions;
  @Inject TestSql sql;

  private StaffMember duty;
  private StaffMember officer;
  private TipReceipt tip;
  private UUID task;
  private Phone first;
  private Phone second;

  /** One of the officer's phones, as far as the server sees it. */
  private final class Phone {
    private final UUID id = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final byte[] key = new byte[FieldDevices.KEY_BYTES];
    private @Nullable Long cursor;

    Phone(int number) {
      Arrays.fill(key, (byte) number);
      assertThat(devices.heardOf(officer, session, id, key, "Máy " + number)).isFalse();
    }

    /** Asks and keeps the answer. */
    FieldPull.News pull() {
      FieldPull.News news = ask();
      cursor = news.cursor();
      return news;
    }

    /** Asks; the answer is lost on the way. */
    FieldPull.News ask() {
      return pull.pull(officer, id, cursor);
    }

    Result does(Action action, @Nullable String note) {
      return operations.apply(
          officer,
          id,
          new FieldOperations.Step(UuidCreator.getTimeOrderedEpoch(), task, null, action, note));
    }

    Result writes(UUID operation, String field, String value, int base, @Nullable UUID after) {
      return operations.apply(
          officer,
          id,
          new FieldOperations.Writing(
              operation, task, null, Map.of(field, new Edit(value, base, after)), false));
    }

    Result writes(String field, String value, int base) {
      return writes(UuidCreator.getTimeOrderedEpoch(), field, value, base, null);
    }
  }

  @BeforeEach
  void a_task_and_two_phones() {
    duty = member("duty", Role.DUTY_OFFICER);
    officer = member("officer" + UUID.randomUUID().toString().substring(0, 8), Role.FIELD_OFFICER);
    tip = Tips.submit(intake, STORY);
    task = UuidCreator.getTimeOrderedEpoch();
    assignments
        .offer(duty, task, tip.id(), officer.id(), "Đến ngay nhà cháu", Duration.ofMinutes(30))
        .orElseThrow();
    first = new Phone(1);
    second = new Phone(2);
  }

  // ---- two phones

  @Test
  void different_fields_written_on_two_phones_come_together() {
    first.does(Action.ACCEPT, null);
    assertThat(first.writes("vehicle", "12A-345.67", 0)).isInstanceOf(Result.Applied.class);
    assertThat(second.writes("suspects", "hai người đàn ông", 0))
        .isInstanceOf(Result.Applied.class);
    assertThat(values(report())).containsOnly("vehicle=12A-345.67", "suspects=hai người đàn ông");
    assertThat(report().undecided()).isFalse();
  }

  @Test
  void the_same_field_keeps_both_values_until_the_officer_chooses_on_either_phone() {
    first.does(Action.ACCEPT, null);
    first.writes("vehicle", "xe trắng", 0);
    UUID late = UuidCreator.getTimeOrderedEpoch();
    assertThat(second.writes(late, "vehicle", "xe đen", 0, null))
        .isEqualTo(new Result.Conflict(List.of("vehicle")));
    FieldReport.Field both = report().fields().get(0);
    assertThat(both.value()).isEqualTo("xe trắng");
    assertThat(both.rivals()).extracting(FieldReport.Rival::value).containsExactly("xe đen");
    assertThat(first.pull().tasks().get(0).report().fields().get(0).rivals()).hasSize(1);
    assertThat(first.writes(UuidCreator.getTimeOrderedEpoch(), "vehicle", "xe đen", 1, late))
        .isInstanceOf(Result.Applied.class);
    assertThat(values(report())).containsExactly("vehicle=xe đen");
    assertThat(report().undecided()).isFalse();
    assertThat(second.pull().tasks().get(0).report().fields().get(0).value()).isEqualTo("xe đen");
  }

  @Test
  void choosing_what_stands_settles_the_question_and_changes_nothing() {
    first.does(Action.ACCEPT, null);
    first.writes("notes", "A", 0);
    UUID late = UuidCreator.getTimeOrderedEpoch();
    second.writes(late, "notes", "B", 0, null);
    second.writes(UuidCreator.getTimeOrderedEpoch(), "notes", "A", 1, late);
    assertThat(report().undecided()).isFalse();
    assertThat(report().fields().get(0).version()).isEqualTo(1);
  }

  @Test
  void edits_in_a_row_without_a_signal_are_no_conflict_and_the_same_value_is_none() {
    first.does(Action.ACCEPT, null);
    UUID one = UuidCreator.getTimeOrderedEpoch();
    UUID two = UuidCreator.getTimeOrderedEpoch();
    first.writes(one, "notes", "một", 0, null);
    assertThat(first.writes(two, "notes", "hai", 0, one)).isInstanceOf(Result.Applied.class);
    assertThat(second.writes("notes", "hai", 0)).isInstanceOf(Result.Applied.class);
    assertThat(values(report())).containsExactly("notes=hai");
  }

  @Test
  void later_words_of_the_phone_that_came_second_take_the_place_of_its_earlier_ones() {
    first.does(Action.ACCEPT, null);
    first.writes("notes", "A", 0);
    UUID one = UuidCreator.getTimeOrderedEpoch();
    second.writes(one, "notes", "B", 0, null);
    second.writes(UuidCreator.getTimeOrderedEpoch(), "notes", "B và C", 0, one);
    assertThat(report().fields().get(0).rivals())
        .extracting(FieldReport.Rival::value)
        .containsExactly("B và C");
  }

  @Test
  void an_operation_counts_once_and_is_answered_the_same_again() {
    first.does(Action.ACCEPT, null);
    first.writes("notes", "A", 0);
    UUID late = UuidCreator.getTimeOrderedEpoch();
    Result answer = second.writes(late, "notes", "B", 0, null);
    assertThat(second.writes(late, "notes", "B", 0, null)).isEqualTo(answer);
    UUID fine = UuidCreator.getTimeOrderedEpoch();
    first.writes(fine, "vehicle", "X", 0, null);
    first.writes("vehicle", "Y", 1);
    assertThat(first.writes(fine, "vehicle", "X", 0, null)).isInstanceOf(Result.Applied.class);
    assertThat(values(report())).contains("vehicle=Y");
    assertThat(report().fields()).hasSize(2);
  }

  @Test
  void at_the_same_moment_one_phone_is_first_and_nothing_is_lost() throws Exception {
    first.does(Action.ACCEPT, null);
    List<Phone> phones = List.of(first, second, new Phone(3), new Phone(4));
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(phones.size());
    List<Future<Result>> answers = new ArrayList<>();
    for (Phone phone : phones) {
      answers.add(
          threads.submit(
              () -> {
                go.await();
                return phone.writes("notes", "từ " + phone.id, 0);
              }));
    }
    go.countDown();
    long applied = 0;
    for (Future<Result> answer : answers) {
      applied += answer.get() instanceof Result.Applied ? 1 : 0;
    }
    threads.shutdown();
    assertThat(applied).isEqualTo(1);
    FieldReport.Field field = report().fields().get(0);
    List<String> all = new ArrayList<>(List.of(field.value()));
    field.rivals().forEach(rival -> all.add(rival.value()));
    assertThat(all)
        .containsExactlyInAnyOrderElementsOf(phones.stream().map(p -> "từ " + p.id).toList());
  }

  @Test
  void what_one_phone_did_already_the_other_has_done_too_and_its_words_are_kept() {
    first.does(Action.ACCEPT, null);
    first.does(Action.EN_ROUTE, null);
    first.does(Action.ON_SITE, null);
    assertThat(second.does(Action.ACCEPT, null)).isInstanceOf(Result.Applied.class);
    assertThat(second.does(Action.EN_ROUTE, null)).isInstanceOf(Result.Applied.class);
    first.does(Action.REPORT, "máy một");
    first.does(Action.DONE, null);
    assertThat(second.does(Action.REPORT, "máy hai viết khi mất sóng"))
        .isInstanceOf(Result.Applied.class);
    assertThat(second.does(Action.DONE, null)).isInstanceOf(Result.Applied.class);
    assertThat(assignments.ofTip(tip.id()).get(0).steps())
        .extracting(Assignments.Step::note)
        .contains("máy một", "máy hai viết khi mất sóng");
    assertThat(state()).isEqualTo(AssignmentState.DONE);
    assertThat(second.writes("notes", "báo cáo về muộn", 0)).isInstanceOf(Result.Applied.class);
  }

  @ParameterizedTest
  @CsvSource({"ACCEPT,DECLINE,ACCEPTED", "DECLINE,ACCEPT,DECLINED"})
  void accepted_here_and_declined_there_is_said_and_the_first_stands(
      Action there, Action here, AssignmentState stands) {
    first.does(there, "đang bận");
    assertThat(second.does(here, "đang bận")).isEqualTo(new Result.Conflict(List.of()));
    assertThat(state()).isEqualTo(stands);
  }

  @Test
  void what_was_written_on_a_version_that_the_server_lost_stands_and_is_no_rival() {
    first.does(Action.ACCEPT, null);
    assertThat(first.writes("notes", "trước khi khôi phục", 3)).isInstanceOf(Result.Applied.class);
    assertThat(values(report())).containsExactly("notes=trước khi khôi phục");
    assertThat(report().undecided()).isFalse();
  }

  @Test
  void words_that_come_after_the_end_do_not_make_the_task_end_anew() {
    first.does(Action.ACCEPT, null);
    first.does(Action.ON_SITE, null);
    first.does(Action.REPORT, "xong");
    first.does(Action.DONE, null);
    sql.run(
        "UPDATE tinbao.assignment SET updated_at = '2026-11-20T00:00:00Z' WHERE id = '%s'"
            .formatted(task));
    assertThat(second.does(Action.REPORT, "máy hai về muộn")).isInstanceOf(Result.Applied.class);
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.assignment WHERE updated_at = '2026-11-20T00:00:00Z' AND id = '%s'"
                    .formatted(task)))
        .isEqualTo(1);
  }

  @Test
  void the_other_phones_are_told_once_a_batch_and_without_a_sound() {
    first.does(Action.ACCEPT, null);
    first.writes("notes", "A", 0);
    first.writes("notes", "B", 1);
    operations.tellOtherPhones(officer, first.session, Set.of(task));
    assertThat(
            sql.rows(
                "SELECT silent || ' ' || (text_at IS NULL AND text_state IS NULL) || ' ' || coalesce(except_session::text, '-') FROM tinbao.push_message WHERE ref = '%s' ORDER BY 1"
                    .formatted(task)))
        .containsExactly("false false -", "true true " + first.session);
  }

  // ---- the desk changes its mind

  @ParameterizedTest
  @CsvSource({"WITHDRAWN", "EXPIRED"})
  void what_comes_too_late_is_answered_with_why_and_not_written(String end) {
    first.does(Action.ACCEPT, null);
    end(end);
    assertThat(first.does(Action.REPORT, "muộn")).isEqualTo(new Result.Gone(end));
    assertThat(first.writes("notes", "muộn", 0)).isEqualTo(new Result.Gone(end));
    assertThat(reports.ofTip(tip.id())).isEmpty();
  }

  @Test
  void a_tip_that_is_no_longer_for_the_officer_takes_no_more_words() {
    first.does(Action.ACCEPT, null);
    first.pull();
    sql.run("UPDATE tinbao.tip_agency SET until = now() WHERE tip_id = '" + tip.id() + "'");
    assertThat(first.writes("notes", "muộn", 0)).isEqualTo(new Result.Gone("MOVED"));
    assertThat(first.does(Action.REPORT, "muộn")).isEqualTo(new Result.Gone("MOVED"));
    FieldPull.News news = first.pull();
    assertThat(news.purges()).containsExactly(new SyncApi.PurgeBody(task, "MOVED", false));
    assertThat(news.tasks().get(0).narrative()).isNull();
    assertThat(news.tasks().get(0).instruction()).isNull();
  }

  @Test
  void nobody_writes_about_the_task_of_another_or_one_that_never_was() {
    StaffMember other = member("other", Role.FIELD_OFFICER);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    FieldOperations.Step step = new FieldOperations.Step(id, task, null, Action.ACCEPT, null);
    assertThat(operations.apply(other, UUID.randomUUID(), step))
        .isEqualTo(new Result.Gone("UNKNOWN"));
    assertThat(state()).isEqualTo(AssignmentState.OFFERED);
    task = UUID.randomUUID();
    assertThat(first.does(Action.ACCEPT, null)).isEqualTo(new Result.Gone("UNKNOWN"));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "victims-count|12345",
        "victims-count|-1",
        "needs|MEDICAL,BEER",
        "position|91 10 5 -",
        "position|21.5 181 5 -",
        "position|here",
        "screening.Bad|YES",
        "screening.held|MAYBE",
        "anything|x",
        "x; DROP TABLE tinbao.tip|x"
      },
      delimiter = '|')
  void fields_that_are_none_and_values_that_do_not_fit_are_refused(String field, String value) {
    first.does(Action.ACCEPT, null);
    assertThat(first.writes(field, value, 0)).isInstanceOf(Result.Refused.class);
    assertThat(first.writes("notes", "x".repeat(5_001), 0)).isInstanceOf(Result.Refused.class);
    assertThat(reports.ofTip(tip.id())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "victims-count|3",
        "needs|MEDICAL,SHELTER",
        "position|21.85431 106.76231 12 2026-11-22T01:30:00Z",
        "position|-8.5 179.99999 - -",
        "screening.documents-held|UNKNOWN",
        "notes|''"
      },
      delimiter = '|')
  void fields_take_what_belongs_there(String field, String value) {
    first.does(Action.ACCEPT, null);
    assertThat(first.writes(field, value, 0)).isInstanceOf(Result.Applied.class);
  }

  @Test
  void a_finished_report_moves_the_task_on_and_stands_in_the_timeline_and_sealed() {
    first.does(Action.ACCEPT, null);
    operations.apply(
        officer,
        first.id,
        new FieldOperations.Writing(
            UuidCreator.getTimeOrderedEpoch(),
            task,
            Instant.parse("2001-01-01T00:00:00Z"),
            Map.of("victims", new Edit("ZEBRAQUAGGA hai cháu gái", 0, null)),
            true));
    assertThat(state()).isEqualTo(AssignmentState.REPORTED);
    assertThat(report().finishedAt()).isEqualTo(Instant.parse("2026-11-22T01:30:00Z"));
    assertThat(sql.rows("SELECT kind FROM tinbao.tip_event WHERE tip_id = '" + tip.id() + "'"))
        .contains("FIELD_REPORT_FINISHED", "ASSIGNMENT_REPORTED");
    first.writes("victims", "ba cháu", 1);
    assertThat(sql.rows("SELECT kind FROM tinbao.tip_event WHERE tip_id = '" + tip.id() + "'"))
        .contains("FIELD_REPORT_CORRECTED");
    String hex = HexFormat.of().formatHex("ZEBRAQUAGGA".getBytes(StandardCharsets.UTF_8));
    for (String table : List.of("field_report", "field_report_value", "field_report_rival")) {
      assertThat(sql.dump("tinbao." + table)).doesNotContain("ZEBRAQUAGGA").doesNotContain(hex);
    }
  }

  // ---- telling phones

  @Test
  void a_phone_is_told_once_and_again_when_the_answer_was_lost_or_something_is_new() {
    assertThat(first.ask().tasks()).hasSize(1);
    FieldPull.News told = first.pull();
    assertThat(told.whole()).isTrue();
    assertThat(told.tasks().get(0).instruction()).isEqualTo("Đến ngay nhà cháu");
    assertThat(told.tasks().get(0).narrative()).isNull();
    assertThat(first.pull().tasks()).isEmpty();
    first.does(Action.ACCEPT, null);
    assertThat(first.ask().tasks().get(0).narrative()).isEqualTo(STORY);
    assertThat(first.ask().tasks().get(0).narrative()).isEqualTo(STORY);
    assertThat(first.pull().tasks()).hasSize(1);
    assertThat(first.pull().tasks()).isEmpty();
    followUp
        .write(tip.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "xe đến lúc 5 giờ")
        .orElseThrow();
    assertThat(first.pull().tasks().get(0).narrative()).contains("5 giờ");
    assertThat(second.pull().tasks().get(0).narrative()).contains("5 giờ");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.audit WHERE action = 'TIP_OPENED' AND staff_id = '"
                    + officer.id()
                    + "'"))
        .as("one row each time that words were handed over, and none besides")
        .isEqualTo(5);
  }

  @Test
  void where_the_reporter_is_comes_with_the_words_and_goes_with_them() {
    tip =
        Tips.submitAt(
            intake, STORY, new TipSubmission.GivenPlace("sau chợ, nhà xanh", null, 21.85, 106.75));
    task = UuidCreator.getTimeOrderedEpoch();
    assignments
        .offer(duty, task, tip.id(), officer.id(), null, Duration.ofMinutes(30))
        .orElseThrow();
    assertThat(told()).as("offered").isNull();
    first.does(Action.ACCEPT, null);
    assertThat(told()).isEqualTo(new SyncApi.ToldBody("sau chợ, nhà xanh", 21.85, 106.75));
    followUp
        .write(tip.code().grouped(), UuidCreator.getTimeOrderedEpoch(), "xe đến lúc 5 giờ")
        .orElseThrow();
    assertThat(told()).isEqualTo(new SyncApi.ToldBody("sau chợ, nhà xanh", 21.85, 106.75));
    end("WITHDRAWN");
    assertThat(told()).as("over").isNull();
  }

  /** What a phone that knows nothing yet is told of the place. */
  private SyncApi.@Nullable ToldBody told() {
    return second.ask().tasks().stream()
        .filter(body -> body.id().equals(task))
        .findFirst()
        .orElseThrow()
        .told();
  }

  @Test
  void an_open_task_is_told_before_any_number_of_those_that_ended_since() {
    sql.run(
        """
        INSERT INTO tinbao.assignment
          (id, tip_id, agency_id, officer_id, offered_by, state, offered_at, answer_by, updated_at)
        SELECT gen_random_uuid(), tip_id, agency_id, officer_id, offered_by, 'DONE', offered_at,
          answer_by, updated_at + interval '1 second'
        FROM tinbao.assignment, generate_series(1, 205) WHERE id = '%s'
        """
            .formatted(task));
    List<SyncApi.TaskBody> tasks = first.ask().tasks();
    assertThat(tasks).hasSize(200);
    assertThat(tasks.get(0).id()).isEqualTo(task);
  }

  @Test
  void what_must_leave_the_phone_is_said_until_the_phone_says_that_it_has() {
    first.does(Action.ACCEPT, null);
    first.pull();
    end("WITHDRAWN");
    assertThat(first.ask().purges())
        .containsExactly(new SyncApi.PurgeBody(task, "WITHDRAWN", false));
    FieldPull.News news = first.pull();
    assertThat(news.purges()).hasSize(1);
    assertThat(news.tasks().get(0).narrative()).isNull();
    assertThat(news.tasks().get(0).events()).allMatch(step -> step.note() == null);
    assertThat(news.tasks().get(0).place()).isNull();
    assertThat(news.tasks().get(0).urgency()).isZero();
    assertThat(news.tasks().get(0).leadAgency()).isEmpty();
    assertThat(devices.of(officer.id()).stream().mapToLong(FieldDevices.Phone::unpurged).sum())
        .isEqualTo(1);
    assertThat(devices.purged(first.id, first.key, List.of(task, UUID.randomUUID()))).isTrue();
    assertThat(first.pull().purges()).isEmpty();
    assertThat(second.pull().purges()).as("never held anything").isEmpty();
    assertThat(devices.of(officer.id()).stream().mapToLong(FieldDevices.Phone::unpurged).sum())
        .isZero();
    assertThat(sql.rows("SELECT subject_id FROM tinbao.audit WHERE action = 'DEVICE_PURGED'"))
        .contains(task.toString());
  }

  @Test
  void a_task_that_was_deleted_with_its_tip_is_dropped_from_the_phone() {
    first.does(Action.ACCEPT, null);
    first.pull();
    sql.run("DELETE FROM tinbao.assignment WHERE id = '" + task + "'");
    assertThat(first.pull().purges()).containsExactly(new SyncApi.PurgeBody(task, "MOVED", true));
    devices.purged(first.id, first.key, List.of(task));
    assertThat(first.pull().purges()).isEmpty();
  }

  @Test
  void after_a_restore_of_an_older_backup_the_phone_is_told_everything_anew() {
    first.pull();
    first.cursor = 1_000L;
    FieldPull.News news = first.pull();
    assertThat(news.whole()).isTrue();
    assertThat(news.tasks()).hasSize(1);
    assertThat(first.pull().whole()).isFalse();
  }

  // ---- files

  @Test
  void a_photo_comes_piece_by_piece_is_the_tips_and_is_told_to_the_other_phone() throws Exception {
    first.does(Action.ACCEPT, null);
    second.pull();
    byte[] photo = new byte[300_000];
    new java.util.Random(7).nextBytes(photo);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Instant taken = Instant.parse("2026-11-22T01:00:00Z");
    assertThat(files.begin(officer, task, id, "tep-1.jpg", photo.length, taken).received())
        .isZero();
    bring(id, 0, Arrays.copyOf(photo, 100_000));
    assertThat(second.pull().tasks()).as("half a photo is nothing new").isEmpty();
    assertThat(files.begin(officer, task, id, "tep-1.jpg", photo.length, null).received())
        .isEqualTo(100_000);
    bring(id, 100_000, Arrays.copyOfRange(photo, 100_000, photo.length));
    assertThat(second.pull().tasks().get(0).files())
        .containsExactly(new SyncApi.FileBody(id, "tep-1.jpg", photo.length));
    assertThat(files.ofTip(tip.id())).containsExactly(Map.entry(id, taken(taken)));
    assertThat(attachments.ofTip(tip.id()).get(0).origin()).isEqualTo(Origin.OFFICER);
    assertThat(followUp.view(tip.code().grouped()).orElseThrow().files())
        .as("not for the reporter")
        .isEmpty();
    assertThat(
            sql.rows(
                "SELECT staff_id::text FROM tinbao.tip_event WHERE kind = 'OFFICER_ATTACHED'"
                    + " AND tip_id = '%s'".formatted(tip.id())))
        .containsExactly(officer.id().toString());
  }

  @Test
  void a_photo_of_a_task_that_is_over_is_refused_unless_the_house_has_it() throws Exception {
    UUID whole = UuidCreator.getTimeOrderedEpoch();
    UUID half = UuidCreator.getTimeOrderedEpoch();
    assertThat(refusal(() -> files.begin(officer, task, whole, "a.jpg", 3, null)))
        .as("not accepted yet")
        .isEqualTo(425);
    first.does(Action.ACCEPT, null);
    files.begin(officer, task, whole, "a.jpg", 3, null);
    bring(whole, 0, new byte[3]);
    files.begin(officer, task, half, "b.jpg", 3, null);
    bring(half, 0, new byte[1]);
    end("WITHDRAWN");
    assertThat(files.begin(officer, task, whole, "a.jpg", 3, null).received()).isEqualTo(3);
    assertThat(refusal(() -> files.begin(officer, task, half, "b.jpg", 3, null))).isEqualTo(410);
    assertThat(refusal(() -> files.mayAdd(officer, task, half))).isEqualTo(410);
    UUID late = UuidCreator.getTimeOrderedEpoch();
    assertThat(refusal(() -> files.begin(officer, task, late, "c.jpg", 3, null))).isEqualTo(410);
  }

  @Test
  void nobody_brings_a_file_to_the_task_of_another_or_under_the_id_of_another_file() {
    first.does(Action.ACCEPT, null);
    StaffMember other = member("other", Role.FIELD_OFFICER);
    UUID id = UuidCreator.getTimeOrderedEpoch();
    files.begin(officer, task, id, "a.jpg", 3, null);
    assertThat(refusal(() -> files.begin(other, task, id, "a.jpg", 3, null))).isEqualTo(404);
    assertThat(refusal(() -> files.mayAdd(other, task, id))).isEqualTo(404);
    assertThat(refusal(() -> files.mayAdd(officer, task, UUID.randomUUID()))).isEqualTo(404);
    assertThat(refusal(() -> files.begin(officer, task, id, "a.jpg", 4, null))).isEqualTo(409);
    UUID reporters = UuidCreator.getTimeOrderedEpoch();
    attachments.begin(tip.id(), Bringer.REPORTER, reporters, "r.jpg", 3);
    assertThat(refusal(() -> files.begin(officer, task, reporters, "r.jpg", 3, null)))
        .isEqualTo(409);
    assertThat(refusal(() -> files.mayAdd(officer, task, reporters))).isEqualTo(404);
    assertThat(refusal(() -> files.begin(officer, task, UUID.randomUUID(), "a.jpg", 0, null)))
        .isEqualTo(400);
  }

  private void bring(UUID id, long at, byte[] bytes) throws java.io.IOException {
    var unused = files.append(officer, task, id, at, new java.io.ByteArrayInputStream(bytes));
  }

  private FieldFiles.Taken taken(Instant at) {
    return new FieldFiles.Taken(task, at);
  }

  private static int refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    Throwable thrown = org.assertj.core.api.Assertions.catchThrowable(call);
    return thrown instanceof Refusal refusal ? refusal.status().getCode() : 0;
  }

  // ---- phones in wrong hands

  @Test
  void a_phone_that_must_forget_everything_hears_it_with_and_without_a_session() {
    first.does(Action.ACCEPT, null);
    first.pull();
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.KEEP);
    assertThat(devices.orderWipe(duty.id(), duty.id(), first.id)).isFalse();
    assertThat(devices.orderWipe(officer.id(), officer.id(), first.id)).isTrue();
    assertThat(devices.heardOf(officer, first.session, first.id, first.key, "")).isTrue();
    assertThat(devices.heardOf(officer, second.session, second.id, second.key, "")).isFalse();
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.WIPE);
    assertThat(devices.standing(first.id, second.key)).isEmpty();
    assertThat(devices.wiped(first.id, second.key)).isFalse();
    assertThat(devices.wiped(first.id, first.key)).isTrue();
    assertThat(devices.of(officer.id()))
        .filteredOn(phone -> phone.id().equals(first.id))
        .allMatch(phone -> phone.wipedAt() != null && phone.unpurged() == 0);
    assertThat(sql.rows("SELECT action FROM tinbao.audit WHERE subject_id = '" + first.id + "'"))
        .contains("DEVICE_SEEN_FIRST", "DEVICE_WIPE_ORDERED", "DEVICE_WIPED");
  }

  @Test
  void an_order_to_wipe_ends_the_session_on_that_phone_and_no_other() {
    var bearer = sessions.app(officer.id());
    UUID lost =
        UUID.fromString(
            sql.text(
                "SELECT id FROM tinbao.staff_session WHERE account_id = '%s'"
                    .formatted(officer.id())));
    var other = sessions.app(officer.id());
    assertThat(bearer).isNotEqualTo(other);
    assertThat(devices.heardOf(officer, lost, first.id, first.key, "")).isFalse();
    assertThat(devices.orderWipe(officer.id(), officer.id(), first.id)).isTrue();
    assertThat(
            sql.rows(
                "SELECT id::text FROM tinbao.staff_session WHERE account_id = '%s'"
                    .formatted(officer.id())))
        .hasSize(1)
        .doesNotContain(lost.toString());
  }

  @Test
  void a_phone_without_a_session_hears_that_it_may_no_longer_hold_a_task() {
    first.does(Action.ACCEPT, null);
    first.pull();
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.KEEP);
    end("WITHDRAWN");
    assertThat(devices.standing(second.id, second.key))
        .as("never held it")
        .contains(FieldDevices.Standing.KEEP);
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.PURGE);
    assertThat(devices.of(officer.id()).stream().mapToLong(FieldDevices.Phone::unpurged).sum())
        .isEqualTo(1);
    devices.purged(first.id, first.key, List.of(task));
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.KEEP);
  }

  @Test
  void a_phone_without_a_session_forgets_a_tip_that_is_no_longer_for_its_officer() {
    first.does(Action.ACCEPT, null);
    first.pull();
    sql.run("UPDATE tinbao.tip_agency SET until = now() WHERE tip_id = '" + tip.id() + "'");
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.PURGE);
  }

  @Test
  void a_dismissed_officers_phone_must_forget_every_task() {
    first.does(Action.ACCEPT, null);
    first.pull();
    sql.run("UPDATE tinbao.staff_account SET active = false WHERE id = '" + officer.id() + "'");
    assertThat(devices.standing(first.id, first.key)).contains(FieldDevices.Standing.PURGE);
    assertThat(devices.of(officer.id()).stream().mapToLong(FieldDevices.Phone::unpurged).sum())
        .isEqualTo(1);
    devices.purged(first.id, first.key, List.of(task));
    assertThat(devices.of(officer.id()).stream().mapToLong(FieldDevices.Phone::unpurged).sum())
        .isZero();
  }

  @Test
  void another_officer_or_another_key_does_not_get_into_a_phones_place() {
    StaffMember other = member("other", Role.FIELD_OFFICER);
    assertThatThrownBy(() -> devices.heardOf(other, second.session, first.id, first.key, ""))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.status().getCode()).isEqualTo(409));
    assertThatThrownBy(() -> devices.heardOf(officer, first.session, first.id, second.key, ""))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat(r.status().getCode()).isEqualTo(403));
    assertThatThrownBy(() -> DeviceKey.read("x", "y"))
        .isInstanceOfSatisfying(
            Refusal.class, r -> assertThat((Object) r.status()).isEqualTo(HttpStatus.BAD_REQUEST));
  }

  private void end(String state) {
    sql.run(
        "UPDATE tinbao.assignment SET state = '%s', version = version + 1 WHERE id = '%s'"
            .formatted(state, task));
  }

  private AssignmentState state() {
    return assignments.ofTip(tip.id()).get(0).state();
  }

  private FieldReport report() {
    return reports.ofTip(tip.id()).get(0);
  }

  private static List<String> values(FieldReport report) {
    return report.fields().stream().map(field -> field.name() + "=" + field.value()).toList();
  }

  private StaffMember member(String name, Role role) {
    UUID id = demo.install(List.of(new AgencySeat(name, name, AGENCY, Set.of(role)))).get(0).id();
    return new StaffMember(id, name, name, AGENCY, Set.of(role));
  }
}

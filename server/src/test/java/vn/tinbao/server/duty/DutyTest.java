package vn.tinbao.server.duty;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.retention.Retention;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipReceipt;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.sms.testing.TestSql;

/** Roster, whom a new tip wakes, hand-over. */
@MicronautTest(transactional = false)
class DutyTest {
  private static final String STORY = "Ở xã Khánh Khê, Lạng Sơn nghi có người bị lừa đi làm việc";
  private static final String TONIGHT =
      "Ở xã Khánh Khê, Lạng Sơn tối nay xe đến đón cháu gái 15 tuổi bán sang Trung Quốc, cứu với!";

  @Inject EmbeddedServer server;
  @Inject DutyRoster roster;
  @Inject Handovers handovers;
  @Inject Retention retention;
  @Inject Woken woken;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject TipDesk desk;
  @Inject TipRestrictions restrictions;
  @Inject AccessWorld world;
  @Inject TestSql sql;
  @Inject Clock clock;

  private StaffMember head;
  private StaffMember an;
  private StaffMember binh;

  @BeforeEach
  void an_empty_roster() {
    head = world.person("chihuy", AccessWorld.HERE, Role.AGENCY_LEAD);
    an = world.person("an", AccessWorld.HERE, Role.DUTY_OFFICER);
    binh = world.person("binh", AccessWorld.HERE, Role.DUTY_OFFICER);
    sql.run("DELETE FROM tinbao.duty_shift");
    sql.run("DELETE FROM tinbao.duty_handover");
    woken.forget();
  }

  @Test
  void a_new_tip_wakes_those_whose_shift_says_so() {
    on(an, Wakes.ALL);
    on(binh, Wakes.URGENT);

    assertThat(woken(STORY)).containsExactly(an.id());
    assertThat(woken(TONIGHT)).containsExactlyInAnyOrder(an.id(), binh.id());
  }

  @Test
  void a_hole_in_the_roster_silences_no_tip() {
    Set<UUID> desk = Set.of(head.id(), an.id(), binh.id());
    assertThat(woken(STORY)).containsAll(desk);

    on(an, Wakes.NONE);
    assertThat(woken(STORY)).isEmpty();
    assertThat(woken(TONIGHT)).containsAll(desk);

    sql.run("UPDATE tinbao.duty_shift SET ends_at = starts_at + interval '1 second'");
    woken.forget();
    assertThat(woken(STORY)).containsAll(desk);
  }

  @Test
  void who_is_gone_is_not_on_duty() {
    StaffMember leaving = world.person("dinghi", AccessWorld.HERE, Role.DUTY_OFFICER);
    on(leaving, Wakes.ALL);
    sql.run("UPDATE tinbao.staff_account SET active = false WHERE id = '" + leaving.id() + "'");
    woken.forget();

    assertThat(woken(STORY)).contains(an.id()).doesNotContain(leaving.id());
  }

  @Test
  void the_roster_takes_only_what_makes_sense() {
    Instant now = now();
    Shift good = shift(an, now, Duration.ofHours(8));
    assertThat(roster.add(head, good)).isEqualTo(DutyRoster.Outcome.DONE);
    assertThat(roster.add(head, good)).isEqualTo(DutyRoster.Outcome.DONE);
    assertThat(roster.at(AccessWorld.HERE, now)).containsExactly(good);
    assertThat(roster.at(AccessWorld.HERE, good.endsAt())).isEmpty();

    assertThat(roster.add(an, shift(binh, now, Duration.ofHours(8))))
        .isEqualTo(DutyRoster.Outcome.NOT_FOUND);
    assertThat(roster.add(head, shift(an, now.plusSeconds(60), Duration.ofHours(1))))
        .isEqualTo(DutyRoster.Outcome.OVERLAPS);
    assertThat(roster.add(head, shift(an, good.endsAt(), Duration.ofHours(1))))
        .isEqualTo(DutyRoster.Outcome.DONE);
    for (Duration length : List.of(Duration.ZERO, Duration.ofHours(-1), Duration.ofHours(49))) {
      assertThat(roster.add(head, shift(binh, now, length)))
          .as("%s", length)
          .isEqualTo(DutyRoster.Outcome.TIME_WRONG);
    }
    assertThat(roster.add(head, shift(binh, now.minus(Duration.ofDays(3)), Duration.ofHours(8))))
        .isEqualTo(DutyRoster.Outcome.TIME_WRONG);
    assertThat(roster.add(head, shift(binh, now.plus(Duration.ofDays(800)), Duration.ofHours(8))))
        .isEqualTo(DutyRoster.Outcome.TIME_WRONG);
    for (StaffMember wrong :
        List.of(
            world.person("canbo", AccessWorld.HERE, Role.FIELD_OFFICER),
            world.person("nguoila", AccessWorld.ELSEWHERE, Role.DUTY_OFFICER))) {
      assertThat(roster.add(head, shift(wrong, now, Duration.ofHours(8))))
          .isEqualTo(DutyRoster.Outcome.NOBODY);
    }

    StaffMember stranger = world.person("chihuyla", AccessWorld.ELSEWHERE, Role.AGENCY_LEAD);
    assertThat(roster.drop(stranger, good.id())).isEqualTo(DutyRoster.Outcome.NOT_FOUND);
    assertThat(roster.drop(head, good.id())).isEqualTo(DutyRoster.Outcome.DONE);
    assertThat(roster.drop(head, good.id())).isEqualTo(DutyRoster.Outcome.DONE);
    assertThat(roster.at(AccessWorld.HERE, now)).isEmpty();
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_id = '"
                    + good.id()
                    + "' ORDER BY at"))
        .containsExactly("DUTY_SHIFT_ADDED", "DUTY_SHIFT_DROPPED");
  }

  @Test
  void two_heads_at_once_put_nobody_on_duty_twice() throws Exception {
    Instant from = now();
    assertThat(together(() -> roster.add(head, shift(an, from, Duration.ofHours(8)))))
        .containsOnlyOnce(DutyRoster.Outcome.DONE);
    assertThat(roster.at(AccessWorld.HERE, from)).hasSize(1);
  }

  @Test
  void a_week_is_copied_once() {
    Instant monday = LegalTime.start(LegalTime.day(now()).plusDays(1));
    on(an, Wakes.ALL);
    Shift first = shift(binh, now().plus(Duration.ofHours(2)), Duration.ofHours(8));
    roster.add(head, first);
    UUID form = UuidCreator.getTimeOrderedEpoch();
    Instant from = monday.plus(Duration.ofDays(1));

    int copied = roster.copyWeek(head, form, from);
    assertThat(copied).isEqualTo(2);
    assertThat(roster.copyWeek(head, form, from)).isZero();
    assertThat(roster.copyWeek(head, UuidCreator.getTimeOrderedEpoch(), from)).isZero();
    assertThat(roster.copyWeek(an, form, from)).isZero();
    assertThat(roster.between(AccessWorld.HERE, from, from.plus(Duration.ofDays(7))))
        .extracting(Shift::staffId)
        .containsExactlyInAnyOrder(an.id(), binh.id());
  }

  @Test
  void a_shift_hands_over_and_both_sign() {
    on(an, Wakes.ALL);
    UUID tip = Tips.submit(intake, TONIGHT).id();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assertThat(handovers.give(an, id, "Chờ gia đình bà Hường gọi lại"))
        .isEqualTo(Handovers.Outcome.DONE);
    assertThat(handovers.give(an, id, "khác")).isEqualTo(Handovers.Outcome.DONE);
    assertThat(handovers.give(binh, UuidCreator.getTimeOrderedEpoch(), null))
        .isEqualTo(Handovers.Outcome.ANOTHER_OPEN);
    Handovers.View view = handovers.open(binh, id).orElseThrow();
    assertThat(view.note()).isEqualTo("Chờ gia đình bà Hường gọi lại");
    assertThat(view.onDuty()).containsExactly(an.id());
    assertThat(view.tips()).extracting(Handovers.Watched::tipId).contains(tip);
    assertThat(view.standing().open().get("URGENT")).isPositive();
    assertThat(view.standing().changes().get("RECEIVED")).isPositive();
    assertThat(sql.rows("SELECT encode(note, 'escape') FROM tinbao.duty_handover"))
        .singleElement(org.assertj.core.api.InstanceOfAssertFactories.STRING)
        .doesNotContain("gia");

    StaffMember stranger = world.person("nguoila", AccessWorld.ELSEWHERE, Role.DUTY_OFFICER);
    assertThat(handovers.open(stranger, id)).isEmpty();
    assertThat(handovers.take(stranger, id)).isEqualTo(Handovers.Outcome.NOT_FOUND);
    assertThat(handovers.take(an, id)).isEqualTo(Handovers.Outcome.TOO_LATE);
    assertThat(handovers.withdraw(binh, id)).isEqualTo(Handovers.Outcome.TOO_LATE);
    assertThat(handovers.take(binh, id)).isEqualTo(Handovers.Outcome.DONE);
    assertThat(handovers.take(binh, id)).isEqualTo(Handovers.Outcome.DONE);
    assertThat(handovers.take(head, id)).isEqualTo(Handovers.Outcome.TOO_LATE);
    assertThat(handovers.withdraw(an, id)).isEqualTo(Handovers.Outcome.TOO_LATE);
    assertThat(handovers.waiting(an)).isEmpty();

    // The next one counts from here.
    Handovers.Standing next = handovers.now(binh);
    assertThat(next.since()).isEqualTo(view.line().givenAt());
    assertThat(next.changes().getOrDefault("RECEIVED", 0L)).isZero();
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_id = '" + id + "' ORDER BY at, id"))
        .contains("HANDOVER_GIVEN", "HANDOVER_OPENED", "HANDOVER_TAKEN");
  }

  @Test
  void a_note_goes_when_its_time_is_over_and_the_rest_of_the_hand_over_stays() {
    UUID tip = Tips.submit(intake, TONIGHT).id();
    UUID held = handedOver("Về tin đang giữ");
    UUID plain = handedOver("Việc thường");
    sql.run("DELETE FROM tinbao.duty_handover_tip WHERE handover_id = '" + plain + "'");
    sql.run(
        "INSERT INTO tinbao.tip_hold (id, tip_id, set_by, set_at, reason) VALUES"
            + " (gen_random_uuid(), '%s', '%s', now(), 'x')".formatted(tip, head.id()));
    UUID waiting = UuidCreator.getTimeOrderedEpoch();
    handovers.give(an, waiting, "Chưa ai nhận");
    sql.run("UPDATE tinbao.duty_handover SET taken_at = taken_at - interval '89 days'");
    assertThat(retention.run(false, n -> {}).notes()).isZero();

    sql.run("UPDATE tinbao.duty_handover SET taken_at = taken_at - interval '1 day'");
    assertThat(retention.run(true, n -> {}).notes()).isOne();
    assertThat(handovers.open(an, plain).orElseThrow().note()).isEqualTo("Việc thường");
    assertThat(retention.run(false, n -> {}).notes()).isOne();
    assertThat(retention.run(false, n -> {}).notes()).isZero();
    Handovers.View after = handovers.open(an, plain).orElseThrow();
    assertThat(after.note()).isNull();
    assertThat(after.noteRemovedAt()).isNotNull();
    assertThat(after.standing().open()).containsKey("OPEN");
    assertThat(after.line().toId()).isEqualTo(binh.id());
    assertThat(handovers.open(an, held).orElseThrow().note()).isEqualTo("Về tin đang giữ");
    assertThat(handovers.open(an, waiting).orElseThrow().note()).isEqualTo("Chưa ai nhận");
    assertThat(
            sql.rows(
                "SELECT reason FROM tinbao.audit WHERE action = 'HANDOVER_NOTE_REMOVED'"
                    + " AND subject_id = '%s'".formatted(plain)))
        .containsExactly("HANDOVER_NOTE");

    // Nobody ever took this one: counted from when it was given.
    sql.run(
        "UPDATE tinbao.duty_handover SET given_at = given_at - interval '91 days' WHERE id = '"
            + waiting
            + "'");
    sql.run("DELETE FROM tinbao.duty_handover_tip WHERE handover_id = '" + waiting + "'");
    assertThat(retention.run(true, n -> {}).notes()).isOne();
    assertThat(retention.run(false, n -> {}).notes()).isOne();
    assertThat(handovers.open(an, waiting).orElseThrow().note()).isNull();

    sql.run("UPDATE tinbao.tip_hold SET lifted_at = now(), lifted_by = set_by, lift_reason = 'x'");
    assertThat(retention.run(false, n -> {}).notes()).isOne();
    sql.run("DELETE FROM tinbao.tip_hold");
  }

  private UUID handedOver(String note) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    assertThat(handovers.give(an, id, note)).isEqualTo(Handovers.Outcome.DONE);
    assertThat(handovers.take(binh, id)).isEqualTo(Handovers.Outcome.DONE);
    return id;
  }

  @Test
  void a_hand_over_tells_of_a_closed_line_only_that_it_is_urgent() {
    UUID calm = Tips.submit(intake, STORY).id();
    UUID urgent = Tips.submit(intake, TONIGHT).id();
    String both = "('" + calm + "', '" + urgent + "')";
    sql.run("UPDATE tinbao.tip SET attention = 'NEW_MESSAGE' WHERE id IN " + both);
    long wanted = handovers.now(an).open().get("WANTED");
    long received = handovers.now(an).changes().get("RECEIVED");
    assertThat(why(handovers.toWatch(an))).containsEntry(calm, "WANTED");
    for (UUID tip : List.of(calm, urgent)) {
      restrictions.restrict(head, tip, TipRestrictions.Reason.OTHER, Set.of());
    }

    for (StaffMember giver : List.of(an, head)) {
      Handovers.Standing now = handovers.now(giver);
      assertThat(now.open().get("WANTED")).isEqualTo(wanted - 2);
      assertThat(now.changes().getOrDefault("RECEIVED", 0L)).isEqualTo(received - 2);
    }
    assertThat(why(handovers.toWatch(an))).doesNotContainKey(calm).containsEntry(urgent, "URGENT");
    assertThat(why(handovers.toWatch(head)))
        .containsEntry(calm, "WANTED")
        .containsEntry(urgent, "WANTED");

    UUID id = UuidCreator.getTimeOrderedEpoch();
    handovers.give(head, id, null);
    assertThat(why(handovers.open(binh, id).orElseThrow().tips()))
        .doesNotContainKey(calm)
        .containsEntry(urgent, "URGENT");
    assertThat(why(handovers.open(head, id).orElseThrow().tips()))
        .containsEntry(calm, "WANTED")
        .containsEntry(urgent, "WANTED");
  }

  private static Map<UUID, String> why(List<Handovers.Watched> tips) {
    return tips.stream()
        .collect(Collectors.toMap(Handovers.Watched::tipId, Handovers.Watched::why));
  }

  @Test
  void of_many_who_take_one_does() throws Exception {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    handovers.give(an, id, null);
    List<StaffMember> takers =
        List.of(binh, head, world.person("chi", AccessWorld.HERE, Role.DUTY_OFFICER));
    List<Callable<Handovers.Outcome>> tries = new ArrayList<>();
    takers.forEach(taker -> tries.add(() -> handovers.take(taker, id)));

    assertThat(all(tries)).containsOnlyOnce(Handovers.Outcome.DONE);
  }

  @Test
  void pages_say_what_was_wrong_and_lose_nothing() {
    LocalDateTime from =
        LocalDateTime.ofInstant(now(), LegalTime.ZONE).truncatedTo(ChronoUnit.MINUTES);
    HttpResponse<String> backwards =
        post(
            head,
            "/desk/duty/shifts",
            "staff",
            an.id().toString(),
            "role",
            "DESK",
            "wakes",
            "ALL",
            "from",
            from.toString(),
            "until",
            from.minusHours(1).toString());
    assertThat(backwards.statusCode()).isEqualTo(422);
    assertThat(backwards.body()).contains("Chưa thêm", "value=\"" + from);
    for (String[] spoilt :
        List.of(
            new String[] {"x", "y"},
            new String[] {"from", "x", "until", "y"},
            new String[] {"from", "+999999999-01-01T00:00", "until", from.toString()},
            new String[] {"from", from.toString(), "until", from.plusHours(1).toString()})) {
      assertThat(post(head, "/desk/duty/shifts", spoilt).statusCode()).isEqualTo(422);
    }
    HttpResponse<String> longNote =
        post(an, "/desk/duty/handovers", "note", "ghi nhớ ".repeat(1_000));
    assertThat(longNote.statusCode()).isEqualTo(422);
    assertThat(longNote.body()).contains("dài quá 5.000 ký tự", "ghi nhớ ghi nhớ");
    assertThat(post(an, "/desk/duty/handovers", "note", "").statusCode()).isEqualTo(303);
    assertThat(post(binh, "/desk/duty/handovers", "note", "Chưa xong").body())
        .contains("đang có một bàn giao", "Chưa xong");
    assertThat(get(an, "/desk/duty?week=xx").statusCode()).isEqualTo(200);
    assertThat(get(an, "/desk/duty?week=2026-11-22").body()).contains("16/11/2026 – 22/11/2026");
    assertThat(get(an, "/desk/duty/handovers/" + UUID.randomUUID()).statusCode()).isEqualTo(404);
  }

  @Test
  void new_words_wake_the_desk_once_until_it_answers_and_again_when_they_make_it_urgent() {
    StaffMember awake = world.person("thuc", AccessWorld.HERE, Role.DUTY_OFFICER);
    TipReceipt tip = Tips.submit(intake, "Ở xã Khánh Khê có người rủ đi làm, không rõ ở đâu");
    int before = pushes(tip.id(), awake).size();
    write(tip, "đi, họ bảo lương");
    write(tip, "cao lắm");
    assertThat(pushes(tip.id(), awake)).as("the rest of what came in").hasSize(before);
    assertThat(desk.open(awake, tip.id()).orElseThrow().attention()).isNull();
    write(tip, "Tôi nhớ ra thêm là họ đi xe màu đen");
    int first = pushes(tip.id(), awake).size();
    assertThat(first).as("it was read").isEqualTo(before + 1);
    write(tip, "Xe bảy chỗ");
    assertThat(pushes(tip.id(), awake)).as("nobody answered yet").hasSize(first);
    write(tip, "Cháu bị nhốt, tối nay chúng đưa qua biên giới, cứu cháu với");
    assertThat(pushes(tip.id(), awake)).as("urgent now").hasSize(first + 1);
  }

  private void write(TipReceipt tip, String words) {
    followUp.write(tip.code().grouped(), UuidCreator.getTimeOrderedEpoch(), words);
  }

  private List<String> pushes(UUID tip, StaffMember to) {
    return sql.rows(
        "SELECT topic FROM tinbao.push_message WHERE topic = 'tip' AND ref = '%s' AND staff_id = '%s'"
            .formatted(tip, to.id()));
  }

  private Set<UUID> woken(String story) {
    UUID tip = Tips.submit(intake, story).id();
    return Set.copyOf(
        sql
            .rows(
                "SELECT staff_id::text FROM tinbao.push_message WHERE topic = 'tip' AND ref = '"
                    + tip
                    + "'")
            .stream()
            .map(UUID::fromString)
            .toList());
  }

  private void on(StaffMember member, Wakes wakes) {
    Instant from = now().minus(Duration.ofHours(1));
    assertThat(
            roster.add(
                head,
                new Shift(
                    UuidCreator.getTimeOrderedEpoch(),
                    member.id(),
                    DutyRole.DESK,
                    wakes,
                    from,
                    from.plus(Duration.ofHours(2)))))
        .isEqualTo(DutyRoster.Outcome.DONE);
  }

  private static Shift shift(StaffMember member, Instant from, Duration length) {
    return new Shift(
        UuidCreator.getTimeOrderedEpoch(),
        member.id(),
        DutyRole.DESK,
        Wakes.ALL,
        from,
        from.plus(length));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static <T> List<T> together(Callable<T> each) throws Exception {
    return all(List.of(each, each, each, each));
  }

  private static <T> List<T> all(List<Callable<T>> tries) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(tries.size());
    try {
      List<T> outcomes = new ArrayList<>();
      for (Future<T> one : threads.invokeAll(tries)) {
        outcomes.add(one.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }

  private HttpResponse<String> get(StaffMember as, String path) {
    return Surfer.signedIn(server, world.cookie(as)).get(path);
  }

  private HttpResponse<String> post(StaffMember as, String path, String... fields) {
    return Surfer.signedIn(server, world.cookie(as)).post(path, fields);
  }
}

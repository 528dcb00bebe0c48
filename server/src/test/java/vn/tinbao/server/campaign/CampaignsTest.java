package vn.tinbao.server.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.sms.testing.TestSql;

/** From draft to end, and everything that must not happen on the way. */
@MicronautTest(transactional = false)
class CampaignsTest {
  private static final String HERE = AccessWorld.ELSEWHERE;

  @Inject Campaigns campaigns;
  @Inject Catalogue catalogue;
  @Inject AccessWorld world;
  @Inject TestSql sql;
  @Inject Clock clock;

  private StaffMember an;
  private StaffMember binh;
  private StaffMember head;
  private StaffMember stranger;

  @BeforeEach
  void people() {
    an = world.person("tochuc", HERE, Role.ORGANISER);
    binh = world.person("tochuc2", HERE, Role.ORGANISER);
    head = world.person("lanhdao", HERE, Role.AGENCY_LEAD);
    stranger = world.person("tochucla", AccessWorld.HERE, Role.ORGANISER);
  }

  @Test
  void the_same_form_twice_is_one_campaign() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign first = done(campaigns.make(an, id, plan()));
    Campaign again = done(campaigns.make(an, id, plan()));

    assertThat(again).isEqualTo(first);
    assertThat(first.state()).isEqualTo(CampaignState.DRAFT);
    assertThat(first.plan()).isEqualTo(plan());
    assertThat(first.path()).matches("/c/[a-z2-9]{8}");
    assertThat(campaigns.byCode(first.code())).contains(first);
    assertThat(campaigns.make(stranger, id, plan())).isInstanceOf(CampaignOutcome.Wrong.class);
    assertThat(kinds(id)).containsExactly("MADE");
  }

  @Test
  void a_second_person_approves_and_never_who_submitted() {
    UUID id = submitted();

    assertThat(campaigns.step(an, id, CampaignStep.APPROVE, null))
        .isEqualTo(wrong(CampaignMistake.SELF_APPROVAL));
    assertThat(campaigns.step(stranger, id, CampaignStep.APPROVE, null))
        .isEqualTo(new CampaignOutcome.NotFound());
    assertThat(campaigns.step(binh, id, CampaignStep.REJECT, " "))
        .isEqualTo(wrong(CampaignMistake.WHY_MISSING));
    done(campaigns.step(binh, id, CampaignStep.REJECT, "Thiếu số đường dây nóng 111"));
    assertThat(campaigns.byId(id).orElseThrow().submittedBy()).isNull();
    assertThat(campaigns.events(an, id).stream().map(CampaignEvent::note))
        .contains("Thiếu số đường dây nóng 111");
    assertThat(
            sql.rows(
                "SELECT count(*) FROM tinbao.campaign_event WHERE convert_from(note, 'LATIN1') LIKE '%111%'"))
        .containsExactly("0");

    done(campaigns.step(an, id, CampaignStep.SUBMIT, null));
    Campaign approved = done(campaigns.step(head, id, CampaignStep.APPROVE, null));
    assertThat(approved.state()).isEqualTo(CampaignState.APPROVED);
    assertThat(approved.approvedBy()).isEqualTo(head.id());
    assertThat(done(campaigns.step(head, id, CampaignStep.APPROVE, null))).isEqualTo(approved);
    assertThatThrownBy(
            () ->
                sql.run(
                    "UPDATE tinbao.campaign SET approved_by = submitted_by WHERE id = '"
                        + id
                        + "'"))
        .rootCause().hasMessageContaining("check");
  }

  @Test
  void what_was_laid_before_somebody_is_not_rewritten() {
    UUID id = submitted();
    Campaign before = campaigns.byId(id).orElseThrow();

    assertThat(campaigns.plan(an, id, before.version(), plan("Khác")))
        .isInstanceOf(CampaignOutcome.TooLate.class);
    assertThat(
            campaigns.text(
                an, id, before.version(), CampaignChannel.SMS, "vi", null, "Khác", false))
        .isInstanceOf(CampaignOutcome.TooLate.class);
    assertThat(campaigns.byId(id)).contains(before);

    done(campaigns.step(head, id, CampaignStep.APPROVE, null));
    Campaign open = done(campaigns.step(an, id, CampaignStep.REOPEN, null));
    assertThat(open.state()).isEqualTo(CampaignState.DRAFT);
    assertThat(open.approvedBy()).isNull();
  }

  @Test
  void two_who_write_at_once_do_not_overwrite_each_other() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign seen = done(campaigns.make(an, id, plan()));
    Campaign first = done(campaigns.plan(binh, id, seen.version(), plan("Của Bình")));

    assertThat(campaigns.plan(an, id, seen.version(), plan("Của An")))
        .isEqualTo(new CampaignOutcome.TooLate(first));
    assertThat(campaigns.text(an, id, seen.version(), CampaignChannel.SMS, "vi", "", "Chữ", true))
        .isInstanceOf(CampaignOutcome.TooLate.class);
    done(campaigns.text(an, id, first.version(), CampaignChannel.SMS, "vi", "", "Chữ", true));
    assertThat(campaigns.texts(id)).singleElement().returns("Chu", CampaignText::sent);
  }

  @Test
  void a_draft_without_vietnamese_is_not_laid_before_anybody() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan()));
    assertThat(campaigns.step(an, id, CampaignStep.SUBMIT, null))
        .isEqualTo(wrong(CampaignMistake.NO_TEXT));
    made =
        done(
            campaigns.text(
                an, id, made.version(), CampaignChannel.SMS, "en", "", "Call 111", false));
    assertThat(campaigns.step(an, id, CampaignStep.SUBMIT, null))
        .isEqualTo(wrong(CampaignMistake.NO_VIETNAMESE));
    made = done(campaigns.text(an, id, made.version(), CampaignChannel.SMS, "en", "", " ", false));
    assertThat(campaigns.texts(id)).isEmpty();
  }

  @Test
  void bad_plans_and_texts_are_named_and_keep_nothing() {
    long elsewhere = catalogue.now().unitByCode("46", today()).orElseThrow().id();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    for (Object[] bad :
        new Object[][] {
          {CampaignMistake.TITLE_MISSING, plan(" ")},
          {CampaignMistake.TITLE_TOO_LONG, plan("a".repeat(201))},
          {CampaignMistake.TEXT_UNSAFE, plan("a\u202Eb")},
          {
            CampaignMistake.DAYS_WRONG,
            plan("a", today(), today().minusDays(1), List.of(here()), null)
          },
          {
            CampaignMistake.DAYS_WRONG,
            plan("a", today(), today().plusDays(500), List.of(here()), null)
          },
          {CampaignMistake.NOWHERE, plan("a", today(), today(), List.of(), null)},
          {CampaignMistake.PLACE_NOT_YOURS, plan("a", today(), today(), List.of(elsewhere), null)},
          {CampaignMistake.PLACE_NOT_YOURS, plan("a", today(), today(), List.of(-1L), null)},
          {CampaignMistake.KEYWORD_WRONG, plan("a", today(), today(), List.of(here()), "HUY")},
          {CampaignMistake.KEYWORD_WRONG, plan("a", today(), today(), List.of(here()), "A B")}
        }) {
      assertThat(campaigns.make(an, id, (CampaignPlan) bad[1]))
          .as("%s", bad[0])
          .isEqualTo(wrong((CampaignMistake) bad[0]));
    }
    assertThat(campaigns.byId(id)).isEmpty();

    Campaign made = done(campaigns.make(an, id, plan()));
    for (Object[] bad :
        new Object[][] {
          {CampaignMistake.LANGUAGE_WRONG, CampaignChannel.SMS, "Tiếng Việt", "", "a"},
          {CampaignMistake.TEXT_TOO_LONG, CampaignChannel.SMS, "vi", "", "a".repeat(1_001)},
          {CampaignMistake.TEXT_EMPTY, CampaignChannel.PUSH, "vi", "", "a"},
          {CampaignMistake.TITLE_TOO_LONG, CampaignChannel.PUSH, "vi", "a".repeat(81), "a"},
          {CampaignMistake.TEXT_UNSAFE, CampaignChannel.ARTICLE, "vi", "a", "b\u0000"}
        }) {
      assertThat(
              campaigns.text(
                  an,
                  id,
                  made.version(),
                  (CampaignChannel) bad[1],
                  (String) bad[2],
                  (String) bad[3],
                  (String) bad[4],
                  false))
          .as("%s", bad[0])
          .isEqualTo(wrong((CampaignMistake) bad[0]));
    }
    assertThat(campaigns.texts(id)).isEmpty();
  }

  @Test
  void a_word_belongs_to_one_campaign_at_a_time() throws Exception {
    String word = word();
    CampaignPlan plan = plan("a", today(), today(), List.of(here()), word);
    var threads = Executors.newFixedThreadPool(2);
    try {
      List<Callable<CampaignOutcome>> both =
          List.of(
              () -> campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), plan),
              () -> campaigns.make(binh, UuidCreator.getTimeOrderedEpoch(), plan));
      int made = 0;
      for (Future<CampaignOutcome> one : threads.invokeAll(both)) {
        made += one.get() instanceof CampaignOutcome.Done ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    } finally {
      threads.shutdown();
    }
    assertThat(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), plan))
        .isEqualTo(wrong(CampaignMistake.KEYWORD_TAKEN));
  }

  @Test
  void it_goes_out_when_its_time_has_come_and_not_before() {
    UUID id = approved();
    Instant later = clock.instant().plus(Duration.ofHours(2));

    assertThat(campaigns.schedule(an, id, clock.instant().minus(Duration.ofDays(1)), true))
        .isEqualTo(wrong(CampaignMistake.TIME_WRONG));
    assertThat(campaigns.schedule(an, id, clock.instant().plus(Duration.ofDays(900)), true))
        .isEqualTo(wrong(CampaignMistake.TIME_WRONG));
    done(campaigns.schedule(an, id, later, true));
    assertThat(campaigns.houseStep(id, CampaignStep.START, null)).isEmpty();
    done(campaigns.step(an, id, CampaignStep.UNSCHEDULE, null));
    assertThat(campaigns.byId(id).orElseThrow().sendAt()).isNull();

    done(campaigns.schedule(an, id, clock.instant(), true));
    assertThat(campaigns.houseStep(id, CampaignStep.START, null)).isPresent();
    assertThat(campaigns.houseStep(id, CampaignStep.START, null)).isEmpty();
    done(campaigns.step(head, id, CampaignStep.PAUSE, null));
    done(campaigns.step(an, id, CampaignStep.RESUME, null));
    assertThat(campaigns.step(an, id, CampaignStep.STOP, null))
        .isEqualTo(wrong(CampaignMistake.WHY_MISSING));
    Campaign stopped = done(campaigns.step(an, id, CampaignStep.STOP, "Sai số điện thoại"));
    assertThat(stopped.endedAt()).isNotNull();
    for (CampaignStep step :
        EnumSet.of(CampaignStep.RESUME, CampaignStep.RESEND, CampaignStep.PAUSE)) {
      assertThat(campaigns.step(head, id, step, "Lý do"))
          .as("%s", step)
          .isInstanceOf(CampaignOutcome.TooLate.class);
    }
    assertThat(kinds(id)).containsSubsequence("START", "PAUSE", "RESUME", "STOP");
  }

  @Test
  void a_day_off_must_be_meant() {
    UUID id = approved(plan("a", today(), today().plusDays(380), List.of(here()), null));
    Instant newYear =
        LegalTime.start(LocalDate.of(today().getYear() + 1, 1, 1)).plus(Duration.ofHours(9));

    assertThat(campaigns.schedule(an, id, newYear, false))
        .isEqualTo(wrong(CampaignMistake.DAY_OFF));
    done(campaigns.schedule(an, id, newYear, true));
  }

  @Test
  void supporting_agencies_look_and_do_nothing_else() {
    CampaignPlan plan = plan();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made =
        done(
            campaigns.make(
                an,
                id,
                new CampaignPlan(
                    plan.kind(),
                    plan.title(),
                    plan.theme(),
                    plan.goal(),
                    plan.startsOn(),
                    plan.endsOn(),
                    plan.units(),
                    List.of(AccessWorld.HERE),
                    null,
                    null,
                    null,
                    Set.of(),
                    Set.of(),
                    List.of(),
                    Recurrence.NO,
                    0,
                    null,
                    null)));

    assertThat(campaigns.seen(stranger, id)).contains(made);
    assertThat(campaigns.between(stranger, made.plan().startsOn(), made.plan().endsOn()))
        .contains(made);
    assertThat(campaigns.plan(stranger, id, 1, plan("b")))
        .isEqualTo(new CampaignOutcome.NotFound());
    assertThat(campaigns.step(stranger, id, CampaignStep.SUBMIT, null))
        .isEqualTo(new CampaignOutcome.NotFound());
    assertThat(campaigns.seen(world.person("truc", HERE, Role.DUTY_OFFICER), id)).isEmpty();
  }

  @Test
  void next_years_is_made_in_time_and_once() {
    LocalDate lastYear = today().minusYears(1).plusDays(10);
    CampaignPlan plan = plan();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made =
        done(
            campaigns.make(
                an,
                id,
                new CampaignPlan(
                    CampaignKind.WORLD_DAY,
                    "Hưởng ứng 30/7 năm " + lastYear.getYear(),
                    "Chủ đề",
                    "",
                    lastYear,
                    lastYear.plusDays(2),
                    plan.units(),
                    List.of(),
                    "ke-hoach/t2.3",
                    lastYear.plusDays(6),
                    null,
                    Set.of(),
                    Set.of(),
                    List.of(),
                    Recurrence.YEARLY,
                    30,
                    null,
                    null)));
    done(campaigns.text(an, id, made.version(), CampaignChannel.SMS, "vi", "", "Gọi 111", false));

    assertThat(campaigns.makeRecurring()).isGreaterThanOrEqualTo(1);
    Campaign next =
        campaigns.between(an, today(), today().plusDays(20)).stream()
            .filter(one -> id.equals(one.copiedFrom()))
            .findFirst()
            .orElseThrow();
    assertThat(next.state()).isEqualTo(CampaignState.DRAFT);
    assertThat(next.plan().title())
        .isEqualTo("Hưởng ứng 30/7 năm " + next.plan().startsOn().getYear());
    assertThat(next.plan().startsOn()).isEqualTo(lastYear.plusYears(1));
    assertThat(next.plan().reportDue()).isEqualTo(next.plan().startsOn().plusDays(6));
    assertThat(campaigns.texts(next.id()))
        .extracting(CampaignText::body)
        .containsExactly("Gọi 111");
    assertThat(campaigns.before(next)).extracting(Campaign::id).containsExactly(id);
    campaigns.makeRecurring();
    assertThat(sql.rows("SELECT count(*) FROM tinbao.campaign WHERE copied_from = '" + id + "'"))
        .containsExactly("1");
  }

  @Test
  void months_end_where_they_end() {
    assertThat(Recurrence.MONTHLY.nextAfter(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 2, 1)))
        .contains(LocalDate.of(2026, 2, 28));
    assertThat(Recurrence.MONTHLY.nextAfter(LocalDate.of(2026, 1, 31), LocalDate.of(2026, 3, 1)))
        .contains(LocalDate.of(2026, 3, 31));
    assertThat(Recurrence.YEARLY.nextAfter(LocalDate.of(2024, 2, 29), LocalDate.of(2024, 3, 1)))
        .contains(LocalDate.of(2025, 2, 28));
    assertThat(Recurrence.NO.nextAfter(today(), today())).isEmpty();
  }

  @Test
  void its_history_only_grows() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    done(campaigns.make(an, id, plan()));
    for (String change :
        List.of(
            "UPDATE tinbao.campaign_event SET kind = 'X'", "DELETE FROM tinbao.campaign_event")) {
      assertThatThrownBy(() -> sql.run(change + " WHERE campaign_id = '" + id + "'"))
          .rootCause().hasMessageContaining("only grows");
    }
  }

  private UUID submitted() {
    return submitted(plan());
  }

  private UUID submitted(CampaignPlan plan) {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan));
    done(
        campaigns.text(
            an,
            id,
            made.version(),
            CampaignChannel.ARTICLE,
            "vi",
            "Cảnh giác",
            "Gọi 111 khi nghi ngờ",
            false));
    done(campaigns.step(an, id, CampaignStep.SUBMIT, null));
    return id;
  }

  private UUID approved() {
    return approved(plan());
  }

  private UUID approved(CampaignPlan plan) {
    UUID id = submitted(plan);
    done(campaigns.step(head, id, CampaignStep.APPROVE, null));
    return id;
  }

  private CampaignPlan plan() {
    return plan("Tháng cao điểm");
  }

  private CampaignPlan plan(String title) {
    return plan(title, today(), today().plusDays(30), List.of(here()), null);
  }

  private static CampaignPlan plan(
      String title, LocalDate from, LocalDate until, List<Long> units, String keyword) {
    return new CampaignPlan(
        CampaignKind.CRACKDOWN,
        title,
        "",
        "",
        from,
        until,
        units,
        List.of(),
        null,
        null,
        keyword,
        Set.of(),
        Set.of(),
        List.of(),
        Recurrence.NO,
        0,
        null,
        null);
  }

  private String word() {
    return "T"
        + Long.toString(System.nanoTime() % 1_000_000_000L, 36).toUpperCase(java.util.Locale.ROOT)
        + "X1";
  }

  private long here() {
    return catalogue.now().unitByCode("15499", today()).orElseThrow().id();
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private List<String> kinds(UUID id) {
    return sql.rows(
        "SELECT kind FROM tinbao.campaign_event WHERE campaign_id = '" + id + "' ORDER BY at, id");
  }

  private static CampaignOutcome wrong(CampaignMistake mistake) {
    return new CampaignOutcome.Wrong(mistake);
  }

  private static Campaign done(CampaignOutcome outcome) {
    assertThat(outcome).isInstanceOf(CampaignOutcome.Done.class);
    return ((CampaignOutcome.Done) outcome).campaign();
  }
}

package vn.tinbao.server.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.campaign.sending.AudiencePreview;
import vn.tinbao.server.catalogue.Catalogue;
import vn.tinbao.server.conversation.TipFromSms;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.subscription.ConsentWay;
import vn.tinbao.server.subscription.SubscriberKind;
import vn.tinbao.server.subscription.Subscriptions;
import vn.tinbao.server.subscription.Wish;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.testing.Tips;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.testing.TestSql;

/** From draft to end, and everything that must not happen on the way. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.by-hand", value = "CampaignRunner")
class CampaignsTest {
  private static final String HERE = AccessWorld.ELSEWHERE;

  @Inject EmbeddedServer server;
  @Inject Campaigns campaigns;
  @Inject CampaignResults results;
  @Inject AudiencePreview preview;
  @Inject TestSends tests;
  @Inject StaffCalls calls;
  @Inject CallsAwaited callsAwaited;
  @Inject Subscriptions subscriptions;
  @Inject PhoneKey key;
  @Inject TipIntake intake;
  @Inject ApplicationEventPublisher<TipFromSms> smsBegan;
  @Inject Catalogue catalogue;
  @Inject AccessWorld world;
  @Inject TestSql sql;
  @Inject CampaignRunner runner;
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
                "SELECT count(*) FROM tinbao.campaign_event"
                    + " WHERE position(convert_to('nóng 111', 'UTF8') IN note) > 0"))
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
        .rootCause()
        .hasMessageContaining("does not approve");
  }

  @Test
  void nobody_approves_words_that_they_have_not_seen() {
    UUID id = submitted();
    Campaign seen = campaigns.byId(id).orElseThrow();
    done(campaigns.step(an, id, CampaignStep.WITHDRAW, null));
    done(
        campaigns.text(
            an, id, seen.version(), CampaignChannel.ARTICLE, "vi", "Khác", "Lời khác", false));
    Campaign again = done(campaigns.step(an, id, CampaignStep.SUBMIT, null));

    assertThat(campaigns.step(head, id, seen.version(), CampaignStep.APPROVE, null))
        .isEqualTo(new CampaignOutcome.TooLate(again));
    Surfer page = Surfer.signedIn(server, world.cookie(head));
    String approve = "/campaigns/" + id + "/approval/APPROVE";
    assertThat(page.post(approve, "version", "" + seen.version()).statusCode()).isEqualTo(409);
    assertThat(page.post(approve, "why", "").statusCode()).isEqualTo(409);
    assertThat(campaigns.byId(id)).contains(again);
    assertThat(page.get("/campaigns/" + id).body())
        .contains("name=\"version\" value=\"" + again.version() + "\"");
    assertThat(page.post(approve, "version", "" + again.version()).statusCode()).isEqualTo(303);

    assertThat(campaigns.schedule(an, id, seen.version(), clock.instant(), true))
        .isInstanceOf(CampaignOutcome.TooLate.class);
  }

  @Test
  void whoever_wrote_of_it_does_not_approve_it() {
    UUID id = submitted();
    Campaign seen = campaigns.byId(id).orElseThrow();
    done(campaigns.step(binh, id, CampaignStep.REJECT, "Thêm tiếng Anh"));
    done(
        campaigns.text(
            binh, id, seen.version(), CampaignChannel.ARTICLE, "en", "Beware", "Call 111", false));
    done(campaigns.step(binh, id, CampaignStep.SUBMIT, null));
    // An made it, Binh wrote of it: neither is the second person, whoever submitted.
    for (StaffMember writer : List.of(an, binh)) {
      assertThat(campaigns.step(writer, id, CampaignStep.APPROVE, null))
          .isEqualTo(wrong(CampaignMistake.SELF_APPROVAL));
      assertThatThrownBy(
              () ->
                  sql.run(
                      "UPDATE tinbao.campaign SET submitted_by = NULL, approved_by = '%s' WHERE id = '%s'"
                          .formatted(writer.id(), id)))
          .rootCause()
          .hasMessageContaining("does not approve");
      assertThat(Surfer.signedIn(server, world.cookie(writer)).get("/campaigns/" + id).body())
          .contains("Cần người thứ hai")
          .doesNotContain("/approval/APPROVE");
    }
    done(campaigns.step(head, id, CampaignStep.APPROVE, null));
  }

  @Test
  void a_link_to_leave_that_cannot_be_made_is_named_before_anybody_approves() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan()));
    done(
        campaigns.text(
            an, id, made.version(), CampaignChannel.SMS, "vi", "", "Gọi 111. {huy}", false));

    assertThat(campaigns.step(an, id, CampaignStep.SUBMIT, null))
        .isEqualTo(wrong(CampaignMistake.NO_LEAVE_LINK));
    assertThat(tests.send(an, id, UuidCreator.getTimeOrderedEpoch(), "vi", "0987654309"))
        .isEqualTo(wrong(CampaignMistake.NO_LEAVE_LINK));
  }

  @Test
  void a_word_stays_with_a_campaign_while_tips_may_follow() {
    String word = word();
    CampaignPlan plan = plan("a", today(), today(), List.of(here()), word);
    UUID id = begun(word);
    runner.run();
    assertThat(campaigns.byId(id).orElseThrow().state()).isEqualTo(CampaignState.DONE);
    assertThat(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), plan))
        .isEqualTo(wrong(CampaignMistake.KEYWORD_TAKEN));
    sql.run(
        "UPDATE tinbao.campaign SET starts_on = '2020-01-01', ends_on = '2020-01-02' WHERE id = '"
            + id
            + "'");
    done(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), plan));
  }

  @Test
  void lists_of_others_are_not_written_to() {
    CampaignPlan plan = plan();
    CampaignPlan bad =
        new CampaignPlan(
            plan.kind(),
            plan.title(),
            "",
            "",
            plan.startsOn(),
            plan.endsOn(),
            plan.units(),
            List.of(),
            null,
            null,
            null,
            Set.of(),
            Set.of(),
            List.of(UUID.randomUUID()),
            Recurrence.NO,
            0,
            null,
            null);
    assertThat(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), bad))
        .isEqualTo(wrong(CampaignMistake.LIST_UNKNOWN));
  }

  @Test
  void a_list_is_brought_looked_at_used_and_left_out_on_its_pages() {
    Surfer organiser = Surfer.signedIn(server, world.cookie(an));
    String[] fields = {
      "formId",
      UuidCreator.getTimeOrderedEpoch().toString(),
      "name",
      "Giáo viên <Thọ Xuân>",
      "basis",
      "CONSENT",
      "note",
      "Phiếu đồng ý tháng 9",
      "kind",
      "TEACHER",
      "unit",
      Long.toString(here()),
      "language",
      "vi",
      "until",
      today().plusDays(30).toString()
    };
    byte[] file = "Tên;SĐT\nA;0971900001\nB;0971900001\nC;abc\nD;0971900002\n".getBytes(UTF_8);
    HttpResponse<String> empty =
        organiser.postParts("/campaigns/lists", "a.csv", new byte[0], fields);
    assertThat(empty.statusCode()).isEqualTo(422);
    assertThat(empty.body()).contains("Hãy chọn tệp", "Giáo viên &lt;Thọ Xuân", "Phiếu đồng ý");
    HttpResponse<String> broken =
        organiser.post("/campaigns/lists", "name", "không phải biểu mẫu có tệp");
    assertThat(broken.statusCode()).isIn(400, 415);

    HttpResponse<String> held = organiser.postParts("/campaigns/lists", "a.csv", file, fields);
    assertThat(held.statusCode()).isEqualTo(303);
    String list = held.headers().firstValue("Location").orElseThrow();
    assertThat(organiser.postParts("/campaigns/lists", "a.csv", file, fields).statusCode())
        .isEqualTo(303);
    String looked = organiser.get(list).body();
    assertThat(looked)
        .contains("Chưa dùng", "<dd>2</dd>", "Dòng không có số đúng: 4.", "Phiếu đồng ý tháng 9")
        .doesNotContain("0971900001", "971900002");
    // Until somebody says so it is on no page and in no audience.
    assertThat(organiser.get("/campaigns/lists").body()).doesNotContain(list);
    UUID id = UUID.fromString(list.substring(list.lastIndexOf('/') + 1));
    assertThat(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), listed(id, null)))
        .isEqualTo(wrong(CampaignMistake.LIST_UNKNOWN));
    Surfer other = Surfer.signedIn(server, world.cookie(stranger));
    assertThat(other.get(list).statusCode()).isEqualTo(404);
    assertThat(other.post(list + "/keep").statusCode()).isEqualTo(404);
    assertThat(other.post(list + "/delete").statusCode()).isEqualTo(404);
    Surfer reader = Surfer.signedIn(server, world.cookie(head));
    assertThat(reader.get(list).body()).doesNotContain("/keep");
    assertThat(reader.post(list + "/keep").statusCode()).isEqualTo(403);
    assertThat(sql.number("SELECT count(*) FROM tinbao.consent_event WHERE list_id = '" + id + "'"))
        .isZero();

    assertThat(organiser.post(list + "/keep").statusCode()).isEqualTo(303);
    assertThat(organiser.post(list + "/keep").statusCode()).isEqualTo(303);
    assertThat(sql.number("SELECT count(*) FROM tinbao.consent_event WHERE list_id = '" + id + "'"))
        .isEqualTo(2);
    assertThat(organiser.get("/campaigns/lists").body()).contains(list);
    assertThat(organiser.get("/campaigns/new").body())
        .contains("name=\"list\" value=\"" + id, "name=\"without\" value=\"" + id);

    Campaign reaching =
        done(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), listed(id, null)));
    assertThat(preview.preview(reaching.plan().audience(), HERE, Map.of()).persons())
        .isGreaterThanOrEqualTo(2);
    Campaign leavingOut =
        done(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), listed(id, id)));
    assertThat(leavingOut.plan().withoutLists()).containsExactly(id);
    assertThat(reader.get("/campaigns/" + leavingOut.id()).body())
        .as("who approves sees whom it reaches")
        .containsSubsequence("Danh sách đã tải lên", "Giáo viên", "Không nhắn cho", "Giáo viên");
    assertThat(preview.preview(leavingOut.plan().audience(), HERE, Map.of()).excluded())
        .isGreaterThanOrEqualTo(2);

    assertThat(organiser.post(list + "/delete").statusCode()).isEqualTo(303);
    assertThat(organiser.post(list + "/delete").statusCode()).isEqualTo(404);
    assertThat(reader.get("/campaigns/" + leavingOut.id()).body()).contains("danh sách đã xoá");
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.contact_list_number WHERE list_id = '" + id + "'"))
        .isZero();
    assertThat(sql.number("SELECT count(*) FROM tinbao.consent_event WHERE list_id = '" + id + "'"))
        .as("the proof stays")
        .isEqualTo(2);
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_kind = 'CONTACT_LIST'"
                    + " AND subject_id = '"
                    + id
                    + "' ORDER BY at, id"))
        .containsExactly("CONTACT_LIST_KEPT", "CONTACT_LIST_DELETED");
  }

  private CampaignPlan listed(UUID list, @Nullable UUID without) {
    return new CampaignPlan(
        CampaignKind.CRACKDOWN,
        "Có danh sách",
        "",
        "",
        today(),
        today().plusDays(30),
        List.of(here()),
        List.of(),
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        List.of(list),
        without == null ? List.of() : List.of(without),
        Recurrence.NO,
        0,
        null,
        null);
  }

  private CampaignPlan helped(String agency) {
    CampaignPlan plan = plan();
    return new CampaignPlan(
        plan.kind(),
        plan.title(),
        "",
        "",
        plan.startsOn(),
        plan.endsOn(),
        plan.units(),
        List.of(agency),
        null,
        null,
        null,
        Set.of(),
        Set.of(),
        List.of(),
        Recurrence.NO,
        0,
        null,
        null);
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
  void nothing_is_scheduled_that_costs_more_than_the_plan_allows() {
    assertThat(
            subscriptions.join(
                key.seal(new PhoneNumber("+84979333444")),
                new Wish(here(), "vi", SubscriberKind.CITIZEN, Set.of()),
                ConsentWay.WEB,
                "Tôi đồng ý"))
        .isEqualTo(Subscriptions.Joined.NEW);
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
                    "",
                    "",
                    plan.startsOn(),
                    plan.endsOn(),
                    plan.units(),
                    List.of(),
                    null,
                    null,
                    null,
                    Set.of(),
                    Set.of(),
                    List.of(),
                    Recurrence.NO,
                    0,
                    1L,
                    10)));
    done(campaigns.text(an, id, made.version(), CampaignChannel.SMS, "vi", "", "Gọi 111", false));
    done(campaigns.step(an, id, CampaignStep.SUBMIT, null));
    done(campaigns.step(head, id, CampaignStep.APPROVE, null));

    assertThat(campaigns.schedule(an, id, clock.instant(), true))
        .isEqualTo(wrong(CampaignMistake.OVER_BUDGET));
    assertThat(campaigns.byId(id).orElseThrow().state()).isEqualTo(CampaignState.APPROVED);

    // Within it when it was scheduled, above it when its time has come.
    sql.run("UPDATE tinbao.campaign SET budget = 1000000000 WHERE id = '" + id + "'");
    done(campaigns.schedule(an, id, clock.instant().plus(Duration.ofHours(2)), true));
    sql.run(
        "UPDATE tinbao.campaign SET budget = 1, send_at = now() - interval '1 minute' WHERE id = '"
            + id
            + "'");
    assertThat(campaigns.houseStep(id, CampaignStep.START, null)).isEmpty();
    Campaign kept = campaigns.byId(id).orElseThrow();
    assertThat(kept.state()).isEqualTo(CampaignState.APPROVED);
    assertThat(kept.startedAt()).isNull();
    assertThat(
            sql.rows(
                "SELECT code FROM tinbao.campaign_event WHERE kind = 'UNSCHEDULE' AND campaign_id ="
                    + " '"
                    + id
                    + "'"))
        .containsExactly("OVER_BUDGET");
    assertThat(Surfer.signedIn(server, world.cookie(an)).get("/campaigns/" + id).body())
        .contains("Vượt mức chi phí tối đa");
  }

  @Test
  void supporting_agencies_look_and_do_nothing_else() {
    CampaignPlan plan = plan();
    assertThat(campaigns.make(an, UuidCreator.getTimeOrderedEpoch(), helped(AccessWorld.HERE)))
        .as("of another place")
        .isEqualTo(wrong(CampaignMistake.AGENCY_UNKNOWN));
    String helper = campaigns.helpers(HERE).get(0).id();
    StaffMember stranger = world.person("tochuchelp", helper, Role.ORGANISER);
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
                    List.of(helper),
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
    assertThat(campaigns.before(an, next)).extracting(Campaign::id).containsExactly(id);
    assertThat(campaigns.before(stranger, next)).isEmpty();
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
    LocalDate first = LocalDate.of(2026, 1, 31);
    LocalDate february = LocalDate.of(2026, 2, 28);
    assertThat(Recurrence.MONTHLY.nextAfter(first, february, february))
        .contains(LocalDate.of(2026, 3, 31));
    assertThat(Recurrence.MONTHLY.nextAfter(first, february, first))
        .contains(LocalDate.of(2026, 3, 31));
    assertThat(Recurrence.MONTHLY.nextAfter(first, LocalDate.of(2026, 2, 15), february))
        .as("moved by hand")
        .contains(LocalDate.of(2026, 3, 15));
  }

  @Test
  void its_history_only_grows() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    done(campaigns.make(an, id, plan()));
    for (String change :
        List.of(
            "UPDATE tinbao.campaign_event SET kind = 'X'", "DELETE FROM tinbao.campaign_event")) {
      assertThatThrownBy(() -> sql.run(change + " WHERE campaign_id = '" + id + "'"))
          .rootCause()
          .hasMessageContaining("only grows");
    }
  }

  @Test
  void an_article_is_there_while_its_campaign_is_and_answers_by_its_etag() {
    UUID id = begun(null);
    Surfer reader = new Surfer(server);
    HttpResponse<String> article =
        reader.api("GET", "/api/v1/articles/" + id + "?lang=hmn", null, null);
    assertThat(article.statusCode()).isEqualTo(200);
    assertThat(article.body()).contains("\"language\":\"vi\"", "Gọi 111 khi nghi ngờ");
    String etag = article.headers().firstValue("ETag").orElseThrow();
    assertThat(article.headers().firstValue("Cache-Control")).contains("public, max-age=60");
    HttpResponse<String> again =
        reader.send(
            reader
                .request("/api/v1/articles/" + id)
                .header("If-None-Match", "\"x\", W/" + etag)
                .GET());
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
    assertThat(article.body()).contains("\"places\":[\"", "\"morePlaces\":0");
    assertThat(reader.api("GET", "/api/v1/articles?unit=15499", null, null).body())
        .contains(id.toString(), etag.replace("\"", ""), "\"places\":[\"");
    assertThat(reader.api("GET", "/api/v1/articles?unit=46", null, null).body())
        .doesNotContain(id.toString());
    assertThat(reader.api("GET", "/api/v1/articles?unit=9999999999", null, null).statusCode())
        .isEqualTo(404);
    assertThat(reader.get("/news").body()).contains("/news/" + id);
    assertThat(reader.get("/news?place=Thọ Xuân".replace(" ", "%20")).statusCode()).isEqualTo(200);
    assertThat(reader.get("/news/" + id + "?in=%3Cscript%3E").body()).contains("Gọi 111");

    done(campaigns.step(head, id, CampaignStep.STOP, "Sai số điện thoại"));
    assertThat(reader.api("GET", "/api/v1/articles/" + id, null, null).statusCode()).isEqualTo(404);
    assertThat(reader.get("/news/" + id).statusCode()).isEqualTo(404);
    assertThat(reader.get("/news").body()).doesNotContain("/news/" + id);
  }

  @Test
  void a_warning_that_is_stopped_is_cancelled_until_it_would_have_ended() {
    UUID id = begun(null);
    sql.run("UPDATE tinbao.campaign SET kind = 'WARNING' WHERE id = '" + id + "'");
    Surfer reader = new Surfer(server);
    String cap = "/feeds/alerts/" + id + ".cap?lang=en";
    assertThat(reader.get(cap).body()).contains("<msgType>Alert</msgType>");
    assertThat(reader.get("/feeds/alerts.atom").body()).contains(id.toString());
    assertThat(reader.get("/feeds/alerts.atom?unit=15499").body()).contains(id.toString());

    done(campaigns.step(head, id, CampaignStep.STOP, "Sai số điện thoại"));
    HttpResponse<String> cancelled = reader.get(cap);
    assertThat(cancelled.body())
        .contains("<msgType>Cancel</msgType>", "<references>")
        .doesNotContain("Gọi 111");
    HttpResponse<String> feed = reader.get("/feeds/alerts.atom?unit=15499");
    assertThat(feed.body()).contains("urn:uuid:" + id, "không còn hiệu lực", cap.split("\\?")[0]);
    assertThat(feed.body()).doesNotContain("Gọi 111 khi nghi ngờ");
    assertThat(reader.get("/feeds/articles.atom").body()).doesNotContain(id.toString());

    passed(id);
    assertThat(reader.get(cap).statusCode()).isEqualTo(404);
    HttpResponse<String> later = reader.get("/feeds/alerts.atom?unit=15499");
    assertThat(later.body()).doesNotContain(id.toString());
    assertThat(later.headers().firstValue("ETag")).isNotEqualTo(feed.headers().firstValue("ETag"));
  }

  @Test
  void a_warning_whose_last_day_is_over_is_in_no_feed() {
    UUID id = begun(null);
    sql.run("UPDATE tinbao.campaign SET kind = 'WARNING' WHERE id = '" + id + "'");
    passed(id);
    Surfer reader = new Surfer(server);
    assertThat(reader.get("/feeds/alerts.atom").body()).doesNotContain(id.toString());
    assertThat(reader.get("/feeds/articles.atom").body()).contains(id.toString());
  }

  /** As if it had been two months ago. */
  private void passed(UUID id) {
    sql.run(
        "UPDATE tinbao.campaign SET starts_on = starts_on - 60, ends_on = ends_on - 60 WHERE id = '"
            + id
            + "'");
  }

  @Test
  void another_language_is_no_second_visit_and_the_name_among_colleagues_is_not_shown() {
    UUID id = begun(null);
    Campaign campaign = campaigns.byId(id).orElseThrow();
    sql.run("DELETE FROM tinbao.campaign_text WHERE campaign_id = '" + id + "'");
    Surfer reader = new Surfer(server);
    assertThat(reader.get(campaign.path()).body())
        .doesNotContain("<h1>" + campaign.plan().title() + "</h1>");
    assertThat(reader.get(campaign.path() + "?lang=en").statusCode()).isEqualTo(200);
    assertThat(reader.get(campaign.path() + "?in=vi").statusCode()).isEqualTo(200);
    assertThat(
            sql.rows("SELECT visits FROM tinbao.campaign_visit WHERE campaign_id = '" + id + "'"))
        .containsExactly("1");
  }

  @Test
  void what_is_not_out_yet_or_for_staff_is_nobodys_to_read() {
    UUID id = approved();
    Surfer reader = new Surfer(server);
    String path = campaigns.byId(id).orElseThrow().path();
    assertThat(reader.get("/news/" + id).statusCode()).isEqualTo(404);
    assertThat(reader.get(path).statusCode()).isEqualTo(404);
    assertThat(reader.get("/c/aaaaaaaa").statusCode()).isEqualTo(404);
    assertThat(reader.get("/c/-").statusCode()).isEqualTo(404);
    assertThat(
            sql.rows("SELECT count(*) FROM tinbao.campaign_visit WHERE campaign_id = '" + id + "'"))
        .containsExactly("0");
  }

  @Test
  void topics_are_told_once_and_what_is_stopped_is_taken_back() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan()));
    made =
        done(
            campaigns.text(
                an,
                id,
                made.version(),
                CampaignChannel.PUSH,
                "vi",
                "Cảnh giác",
                "Gọi \"111\" ngay",
                false));
    done(campaigns.step(an, id, CampaignStep.SUBMIT, null));
    done(campaigns.step(head, id, CampaignStep.APPROVE, null));
    done(campaigns.schedule(an, id, clock.instant(), true));
    campaigns.houseStep(id, CampaignStep.START, null);
    campaigns.houseStep(id, CampaignStep.START, null);

    assertThat(sql.rows("SELECT topic FROM tinbao.campaign_topic WHERE campaign_id = '" + id + "'"))
        .containsExactly("u-15499-20250701-vi");
    assertThat(
            sql.rows("SELECT title || ' ' || body FROM tinbao.topic_news WHERE ref = '" + id + "'"))
        .singleElement()
        .asString()
        .contains("Cảnh giác")
        .doesNotContain("\"111\"");
    // Nobody's phone is woken at night.
    assertThat(
            sql.rows(
                """
                SELECT count(*) FROM tinbao.topic_news
                 WHERE ref = '%s' AND next_at >= created_at
                   AND (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::time >= '07:00'
                   AND (created_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::time < '22:00'
                """
                    .formatted(id)))
        .containsExactly("1");
    // No SMS: everything is out at once.
    runner.run();
    assertThat(campaigns.byId(id).orElseThrow().state()).isEqualTo(CampaignState.DONE);
    assertThat(kinds(id)).endsWith("START", "FINISH");
    assertThat(campaigns.step(an, id, CampaignStep.RESEND, null))
        .isEqualTo(wrong(CampaignMistake.NOBODY_FAILED));
    done(campaigns.step(head, id, CampaignStep.STOP, "Sai số điện thoại"));
    assertThat(sql.rows("SELECT count(*) FROM tinbao.topic_news WHERE ref = '" + id + "'"))
        .containsExactly("0");
  }

  @Test
  void tips_that_follow_are_counted_once_and_never_told_by_few() throws Exception {
    String word = word();
    UUID id = begun(word);
    String path = campaigns.byId(id).orElseThrow().path();
    Surfer reader = new Surfer(server);
    HttpResponse<String> page = reader.get(path);
    assertThat(page.body()).contains("/?via=" + path.substring(3));
    String form = reader.get("/?via=" + path.substring(3)).body();
    assertThat(Surfer.hidden(form, "via")).isEqualTo(path.substring(3));
    for (int twice = 0; twice < 2; twice++) {
      assertThat(
              reader
                  .post(
                      "/",
                      "id",
                      Surfer.hidden(form, "id"),
                      "replayKey",
                      Surfer.hidden(form, "replayKey"),
                      "via",
                      path.substring(3),
                      "story",
                      "Ở Thọ Xuân, Thanh Hóa có người rủ cháu gái đi xa")
                  .statusCode())
          .isIn(200, 201);
    }
    assertThat(reader.get("/?via=%22%3E%3Cscript%3E").body()).doesNotContain("name=\"via\"");
    assertThat(sql.rows("SELECT way FROM tinbao.campaign_tip WHERE campaign_id = '" + id + "'"))
        .containsExactly("PATH");

    CampaignResult few = results.of(an, id).orElseThrow();
    assertThat(few.followed().shown()).isEqualTo("< 5");
    assertThat(few.ways()).isEmpty();
    assertThat(few.outcomes()).isEmpty();
    assertThat(few.visits()).isEqualTo(1);
    assertThat(results.of(stranger, id)).isEmpty();

    for (int i = 0; i < 4; i++) {
      UUID tip = Tips.submit(intake, "Ở Thọ Xuân, Thanh Hóa có người lạ " + UUID.randomUUID()).id();
      smsBegan.publishEvent(new TipFromSms(tip, word));
      smsBegan.publishEvent(new TipFromSms(tip, word));
      smsBegan.publishEvent(new TipFromSms(tip, "KHONGCO"));
    }
    CampaignResult enough = results.of(an, id).orElseThrow();
    assertThat(enough.followed().shown()).isEqualTo("5");
    assertThat(enough.ways()).containsExactly(new Few.Part("OTHER", 5));
    assertThat(enough.outcomes()).containsExactly(new Few.Part("OPEN", 5));

    Surfer organiser = Surfer.signedIn(server, world.cookie(an));
    for (String format : List.of("docx", "pdf", "xlsx")) {
      assertThat(organiser.get("/campaigns/" + id + "/result/" + format).statusCode())
          .as(format)
          .isEqualTo(200);
    }
    assertThat(organiser.get("/campaigns/" + id + "/result/exe").statusCode()).isEqualTo(404);
    assertThat(kinds(id)).contains("REPORT");
  }

  @Test
  void what_is_typed_into_the_organisers_page_stays_when_it_is_refused() {
    Surfer organiser = Surfer.signedIn(server, world.cookie(an));
    HttpResponse<String> refused =
        organiser.post(
            "/campaigns",
            "title",
            "Tháng cao điểm",
            "from",
            "2026-13-01",
            "until",
            "",
            "goal",
            "Ai cũng biết");
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body())
        .contains("Ngày bắt đầu và kết thúc chưa đúng", "Tháng cao điểm", "Ai cũng biết");

    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan()));
    HttpResponse<String> late =
        organiser.post(
            "/campaigns/" + id + "/texts",
            "version",
            "99",
            "channel",
            "SMS",
            "language",
            "vi",
            "body",
            "Lời dài");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Lời dài", "Người khác vừa thay đổi");
    HttpResponse<String> checked =
        organiser.post(
            "/campaigns/" + id + "/check", "channel", "SMS", "body", "Gọi 111 khi nghi ngờ");
    assertThat(checked.body()).contains("1 tin", "Goi 111 khi nghi ngo");
    assertThat(organiser.post("/campaigns/" + id + "/schedule", "at", "mai").statusCode())
        .isEqualTo(422);
    campaigns.text(an, id, made.version(), CampaignChannel.SMS, "vi", "", "Gọi 111", false);
    HttpResponse<String> tested =
        organiser.post("/campaigns/" + id + "/test", "phones", "123 abc", "language", "vi");
    assertThat(tested.statusCode()).isEqualTo(422);
    assertThat(tested.body()).contains("value=\"123 abc\"");
    HttpResponse<String> overtaken =
        organiser.post(
            "/campaigns/" + id + "/plan",
            "version",
            "1",
            "title",
            "Tên mới",
            "kind",
            "CRACKDOWN",
            "from",
            today().toString(),
            "until",
            today().toString(),
            "unit",
            Long.toString(here()));
    assertThat(overtaken.statusCode()).isEqualTo(409);
    assertThat(Surfer.hidden(overtaken.body(), "version")).isEqualTo("2");
    UUID approved = approved();
    HttpResponse<String> scheduled =
        organiser.post(
            "/campaigns/" + approved + "/schedule",
            "version",
            "" + campaigns.byId(approved).orElseThrow().version(),
            "at",
            "2031-01-02T03:04",
            "dayOff",
            "yes");
    assertThat(scheduled.statusCode()).isEqualTo(422);
    assertThat(scheduled.body()).contains("2031-01-02T03:04").containsPattern("dayOff[^>]*checked");
    assertThat(organiser.get("/campaigns?year=99999").statusCode()).isEqualTo(200);
    assertThat(made.state()).isEqualTo(CampaignState.DRAFT);
  }

  @Test
  void a_test_goes_to_the_phones_that_are_named_and_is_kept_nowhere() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    Campaign made = done(campaigns.make(an, id, plan()));
    UUID form = UuidCreator.getTimeOrderedEpoch();
    assertThat(tests.send(an, id, form, "vi", "0912345678"))
        .isEqualTo(wrong(CampaignMistake.NO_SMS_TEXT));
    done(campaigns.text(an, id, made.version(), CampaignChannel.SMS, "vi", "", "Gọi 111", false));
    for (String bad : List.of("", "abc", "0912345678, abc", "0912345678,".repeat(200))) {
      assertThat(tests.send(an, id, form, "vi", bad))
          .as(bad)
          .isEqualTo(wrong(CampaignMistake.PHONES_WRONG));
    }
    done(tests.send(an, id, form, "vi", "0987654301, 0987654302; 0987654301"));
    done(tests.send(an, id, form, "vi", "0987654301, 0987654302"));
    assertThat(tests.send(stranger, id, form, "vi", "0987654301"))
        .isEqualTo(new CampaignOutcome.NotFound());
    assertThat(kinds(id)).containsOnlyOnce("TEST");
    done(tests.send(an, id, form, "vi", "0987654303"));
    assertThat(
            sql.rows(
                "SELECT code FROM tinbao.campaign_event WHERE kind = 'TEST' AND campaign_id = '"
                    + id
                    + "' ORDER BY at, id"))
        .as("other phones are another test")
        .containsExactly("2", "1");
    for (int tenth = 0; tenth < 4; tenth++) {
      StringBuilder ten = new StringBuilder();
      for (int i = 0; i < TestSends.MOST; i++) {
        ten.append("09876543").append(tenth + 2).append(i).append(',');
      }
      done(tests.send(an, id, form, "vi", ten.toString()));
    }
    assertThat(
            tests.send(
                an,
                id,
                form,
                "vi",
                "0987654371,0987654372,0987654373,0987654374,0987654375,0987654376,0987654377,0987654378"))
        .isEqualTo(wrong(CampaignMistake.TESTS_ENOUGH));
  }

  @Test
  void a_call_to_duty_wakes_colleagues_and_shows_nothing_to_the_public() {
    UUID id = UuidCreator.getTimeOrderedEpoch();
    CampaignPlan plan = plan();
    Campaign made =
        done(
            campaigns.make(
                an,
                id,
                new CampaignPlan(
                    CampaignKind.DUTY_CALL,
                    "Gọi trực cao điểm",
                    "",
                    "",
                    plan.startsOn(),
                    plan.endsOn(),
                    plan.units(),
                    List.of(),
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
    assertThat(
            campaigns.text(an, id, made.version(), CampaignChannel.ARTICLE, "vi", "a", "b", false))
        .isEqualTo(wrong(CampaignMistake.TEXT_NOT_FOR_STAFF));
    done(
        campaigns.text(
            an,
            id,
            made.version(),
            CampaignChannel.PUSH,
            "vi",
            "Trực cao điểm",
            "Từ 01/07",
            false));
    done(campaigns.step(an, id, CampaignStep.SUBMIT, null));
    done(campaigns.step(head, id, CampaignStep.APPROVE, null));
    done(campaigns.schedule(an, id, clock.instant(), true));
    campaigns.houseStep(id, CampaignStep.START, null);

    assertThat(calls.of(binh, "en")).extracting(StaffCalls.Call::title).contains("Trực cao điểm");
    assertThat(calls.of(stranger, "vi")).extracting(StaffCalls.Call::campaignId).doesNotContain(id);
    assertThat(calls.read(stranger, id)).isFalse();
    assertThat(calls.read(binh, id)).isTrue();
    assertThat(calls.read(binh, id)).isTrue();
    CampaignResult result = results.of(an, id).orElseThrow();
    assertThat(result.calls().called()).isGreaterThanOrEqualTo(3);
    assertThat(result.calls().read()).isEqualTo(1);
    assertThat(result.topics()).isZero();
    Surfer reader = new Surfer(server);
    assertThat(reader.get("/news/" + id).statusCode()).isEqualTo(404);
    assertThat(reader.get(campaigns.byId(id).orElseThrow().path()).statusCode()).isEqualTo(404);
    assertThat(Surfer.signedIn(server, world.cookie(binh)).get("/account/calls").body())
        .contains("Trực cao điểm");
    onThePhone(id);
  }

  /** The phone is woken without a word of the call, fetches it, and says that it was read. */
  private void onThePhone(UUID id) {
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.push_message WHERE topic = 'duty-call' AND ref = '"
                    + id
                    + "' AND staff_id = '"
                    + an.id()
                    + "'"))
        .isEqualTo(1);
    assertThat(callsAwaited.waits(an.id(), id)).isTrue();
    Surfer phone = new Surfer(server);
    String bearer = world.bearer(an);
    HttpResponse<String> list = phone.api("GET", "/api/v1/officer/notices", null, bearer);
    assertThat(list.body()).contains("Trực cao điểm", "Từ 01/07", "\"topic\":\"duty-call\"");
    String read = "/api/v1/officer/notices/duty-call/" + id + "/read";
    assertThat(phone.api("POST", read, null, world.bearer(stranger)).statusCode()).isEqualTo(404);
    assertThat(
            phone
                .api("POST", "/api/v1/officer/notices/plan/" + id + "/read", null, bearer)
                .statusCode())
        .isEqualTo(404);
    assertThat(phone.api("POST", read, null, bearer).statusCode()).isEqualTo(204);
    assertThat(phone.api("POST", read, null, bearer).statusCode()).isEqualTo(204);
    assertThat(callsAwaited.waits(an.id(), id)).isFalse();
    HttpResponse<String> after = phone.api("GET", "/api/v1/officer/notices", null, bearer);
    assertThat(after.body()).contains("\"readAt\":\"");
    assertThat(after.headers().firstValue("ETag"))
        .isPresent()
        .isNotEqualTo(list.headers().firstValue("ETag"));
    // A call that is taken back leaves the phone, and nobody waits for an answer.
    assertThat(callsAwaited.waits(head.id(), id)).isTrue();
    done(campaigns.step(an, id, CampaignStep.STOP, "Nhầm ngày"));
    assertThat(phone.api("GET", "/api/v1/officer/notices", null, bearer).body())
        .doesNotContain("Trực cao điểm");
    assertThat(callsAwaited.waits(head.id(), id)).isFalse();
  }

  /** Of an article only, so that nothing but the public site is involved. */
  private UUID begun(String word) {
    UUID id = approved(plan("a", today(), today().plusDays(30), List.of(here()), word));
    done(campaigns.schedule(an, id, clock.instant(), true));
    campaigns.houseStep(id, CampaignStep.START, null);
    return id;
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

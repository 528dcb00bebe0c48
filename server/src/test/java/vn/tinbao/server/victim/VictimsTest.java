package vn.tinbao.server.victim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.event.ApplicationEventPublisher;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.access.AccessWorld;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.clocks.LegalEvent;
import vn.tinbao.server.retention.Holds;
import vn.tinbao.server.retention.Retention;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.testing.Surfer;
import vn.tinbao.server.tip.AgencySucceeded;
import vn.tinbao.server.tip.TipRestrictions;
import vn.tinbao.server.vault.PersonVault;
import vn.tinbao.sms.testing.TestSql;

/** Records of people: who opens them, what is kept of them, what follows by law. */
@MicronautTest(transactional = false)
@Property(name = "tinbao.test.clock", value = "2026-11-23T08:00:00+07:00")
class VictimsTest {
  private static final String HERE = AccessWorld.HERE;
  private static final String THERE = AccessWorld.THIRD;
  private static final String NAME = "Lò Thị Giấu Kín";
  private static final String STORY = "Bị lừa sang bên kia biên giới, giữ giấy tờ bảy tháng";
  private static final String PHONE = "0912345678";
  private static final List<String> TABLES =
      List.of(
          "victim",
          "victim_profile",
          "victim_status",
          "victim_consent",
          "victim_support",
          "victim_referral",
          "victim_event",
          "victim_key",
          "audit");

  @Inject AccessWorld world;
  @Inject Victims victims;
  @Inject VictimCourse course;
  @Inject Consents consents;
  @Inject Referrals referrals;
  @Inject Supports supports;
  @Inject VictimRules rules;
  @Inject PersonVault vault;
  @Inject TipRestrictions restrictions;
  @Inject Htcds htcds;
  @Inject VictimRemoval removal;
  @Inject Retention retention;
  @Inject Holds holds;
  @Inject ApplicationEventPublisher<AgencySucceeded> succeeded;
  @Inject EmbeddedServer server;
  @Inject TestSql sql;
  @Inject Clock clock;
  @Inject TransactionOperations<Connection> transactions;

  @Test
  void a_record_opens_to_its_maker_to_heads_and_to_whom_they_name_and_each_opening_is_audited() {
    UUID id = begun(24);
    StaffMember colleague = person("dongnghiep", HERE);
    assertThat(victims.open(duty(HERE), id).orElseThrow().facts().name()).isEqualTo(NAME);
    assertThat(victims.open(head(HERE), id)).isPresent();
    for (StaffMember stranger :
        List.of(
            colleague,
            duty(THERE),
            head(THERE),
            world.person("thuky", HERE, Role.COMMITTEE_SECRETARY))) {
      assertThat(victims.open(stranger, id)).as(stranger.name()).isEmpty();
      assertThat(victims.list(stranger)).as(stranger.name()).noneMatch(v -> v.id().equals(id));
      assertThat(course.statuses(stranger, id)).isEmpty();
      assertThat(victims.name(stranger, id, stranger.id(), true))
          .isEqualTo(new VictimOutcome.NotFound());
    }
    assertThat(victims.name(head(HERE), id, duty(THERE).id(), true))
        .isEqualTo(wrong(VictimMistake.PERSON_WRONG));
    for (int i = 0; i < 2; i++) {
      assertThat(victims.name(head(HERE), id, colleague.id(), true)).isEqualTo(done(id));
    }
    assertThat(victims.open(colleague, id)).isPresent();
    assertThat(victims.list(colleague)).anyMatch(v -> v.id().equals(id));
    assertThat(victims.name(head(HERE), id, colleague.id(), false)).isEqualTo(done(id));
    assertThat(victims.open(colleague, id)).isEmpty();
    assertThat(
            sql.rows(
                "SELECT action FROM tinbao.audit WHERE subject_id = '%s' ORDER BY at, id"
                    .formatted(id)))
        .containsExactly(
            "VICTIM_BEGUN",
            "VICTIM_OPENED",
            "VICTIM_OPENED",
            "VICTIM_NAMED",
            "VICTIM_OPENED",
            "VICTIM_UNNAMED");
  }

  @Test
  void a_record_from_a_tip_leads_back_only_for_whom_the_tip_opens() {
    UUID tip = world.tip().id();
    StaffMember here = duty(HERE);
    UUID id = newId();
    assertThat(victims.begin(duty(THERE), newId(), tip, entry(24)))
        .isEqualTo(new VictimOutcome.NotFound());
    assertThat(victims.begin(here, id, tip, entry(24))).isEqualTo(done(id));
    assertThat(victims.open(here, id).orElseThrow().tipId()).isEqualTo(tip);
    assertThat(victims.ofTip(here, tip)).containsExactly(id);
    assertThat(victims.ofTip(person("dongnghiep", HERE), tip)).isEmpty();
    restrictions.restrict(head(HERE), tip, TipRestrictions.Reason.OTHER, Set.of());
    assertThat(victims.open(here, id).orElseThrow().tipId()).isNull();
  }

  @Test
  void nothing_that_names_a_person_is_stored_readable_and_without_its_key_nothing_opens() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    decide(here, id, VictimState.NOT_VICTIM, List.of(), STORY);
    supports.give(here, newId(), id, "MEDICAL", today(), STORY);
    UUID consent = consented(here, id, Consents.GivenBy.SELF, List.of());
    referrals.offer(here, newId(), id, consent, null, NAME, "MEDICAL", STORY);
    for (String table : TABLES) {
      assertThat(sql.dump("tinbao." + table))
          .as(table)
          .doesNotContain(NAME, STORY, PHONE, hex(NAME), hex(STORY), hex(PHONE));
    }
    assertThat(victims.open(here, id).orElseThrow().toString()).doesNotContain(NAME);

    Boolean destroyed = transactions.executeWrite(status -> vault.destroy(id));
    assertThat(destroyed).isTrue();
    assertThat(victims.open(here, id)).isEmpty();
    assertThat(victims.open(head(HERE), id)).isEmpty();
  }

  @Test
  void the_same_form_twice_or_by_two_at_once_is_one_record_and_nobody_takes_anothers_id()
      throws Exception {
    UUID id = newId();
    StaffMember here = duty(HERE);
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Callable<VictimOutcome> begin = () -> victims.begin(here, id, null, entry(24));
      List<VictimOutcome> outcomes = new ArrayList<>();
      for (Future<VictimOutcome> one : two.invokeAll(List.of(begin, begin))) {
        outcomes.add(one.get());
      }
      assertThat(outcomes).containsOnly(done(id));
    } finally {
      two.shutdownNow();
    }
    assertThat(count("victim_profile", id)).isEqualTo(1);
    assertThat(count("victim_status", id)).isEqualTo(1);
    assertThat(victims.begin(duty(THERE), id, null, entry(24)))
        .isEqualTo(new VictimOutcome.NotFound());
    UUID seen = victims.open(here, id).orElseThrow().versions().get(0).id();
    UUID form = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(victims.change(here, form, id, seen, entry(15))).isEqualTo(done(id));
    }
    assertThat(victims.change(here, newId(), id, seen, entry(30)))
        .isEqualTo(new VictimOutcome.TooLate());
    Victims.View view = victims.open(here, id).orElseThrow();
    assertThat(view.versions()).hasSize(2);
    assertThat(view.codes().ageBand()).isEqualTo("14-15");
    assertThat(view.codes().under16()).isTrue();
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.victim_profile SET agency_id = ''"))
        .hasStackTraceContaining("victim_profile only grows");
  }

  @Test
  void a_record_that_breaks_off_half_way_leaves_nothing() {
    UUID id = newId();
    sql.run("ALTER TABLE tinbao.victim_clock ADD CONSTRAINT fails CHECK (false) NOT VALID");
    try {
      assertThatThrownBy(() -> victims.begin(duty(HERE), id, null, entry(24)))
          .isInstanceOf(RuntimeException.class);
    } finally {
      sql.run("ALTER TABLE tinbao.victim_clock DROP CONSTRAINT fails");
    }
    assertThat(count("victim_key", id)).isZero();
    assertThat(victims.begin(duty(HERE), id, null, entry(24))).isEqualTo(done(id));
  }

  @Test
  void what_cannot_be_so_is_refused_by_name() {
    LocalDate today = today();
    assertThat(mistake(entry(24, "VNM", null, null, today.plusDays(1))))
        .isEqualTo(VictimMistake.DAY_WRONG);
    assertThat(mistake(entry(121, "VNM", null, null, today))).isEqualTo(VictimMistake.AGE_WRONG);
    assertThat(mistake(entry(-1, "VNM", null, null, today))).isEqualTo(VictimMistake.AGE_WRONG);
    assertThat(mistake(entry(24, "VN", null, null, today))).isEqualTo(VictimMistake.COUNTRY_WRONG);
    assertThat(mistake(entry(24, "VNM", "XXX", null, today)))
        .isEqualTo(VictimMistake.COUNTRY_WRONG);
    assertThat(mistake(entry(24, "VNM", "KHM", true, today)))
        .isEqualTo(VictimMistake.DOMESTIC_WRONG);
    VictimFacts born =
        new VictimFacts(NAME, today.plusDays(1), null, "", "", PHONE, "x".repeat(10));
    assertThat(
            mistake(
                new VictimEntry(born, Sex.MALE, null, null, null, List.of(), null, null, today)))
        .isEqualTo(VictimMistake.AGE_WRONG);
    VictimFacts big = new VictimFacts("x".repeat(501), null, null, "", "", "", "");
    assertThat(
            mistake(new VictimEntry(big, Sex.MALE, null, null, null, List.of(), null, null, today)))
        .isEqualTo(VictimMistake.TEXT_LONG);
    VictimFacts plain = new VictimFacts("", null, null, "", "", "", "");
    assertThat(
            mistake(
                new VictimEntry(
                    plain, Sex.MALE, null, null, null, List.of("Work"), null, null, today)))
        .isEqualTo(VictimMistake.EXPLOITATION_WRONG);
    assertThat(
            mistake(
                new VictimEntry(plain, Sex.MALE, NAME, null, null, List.of(), null, null, today)))
        .isEqualTo(VictimMistake.ETHNICITY_WRONG);
    assertThat(
            mistake(
                new VictimEntry(plain, Sex.MALE, null, null, null, List.of(), null, -7L, today)))
        .isEqualTo(VictimMistake.UNIT_WRONG);
  }

  @Test
  void a_birth_date_gives_the_age_on_the_day_of_meeting() {
    UUID id = newId();
    LocalDate met = LocalDate.parse("2026-11-20");
    VictimFacts facts =
        new VictimFacts(NAME, LocalDate.parse("2008-11-21"), null, "", "", "", STORY);
    victims.begin(
        duty(HERE),
        id,
        null,
        new VictimEntry(facts, Sex.FEMALE, "Thái", "VNM", null, List.of(), null, null, met));
    VictimCodes codes = victims.open(duty(HERE), id).orElseThrow().codes();
    assertThat(codes.ageBand()).isEqualTo("16-17");
    assertThat(codes.under18()).isTrue();
    assertThat(codes.under16()).isFalse();
    assertThat(List.of(0, 10, 11, 13, 14, 15, 16, 17, 18, 24, 25, 39, 40, 99))
        .extracting(VictimCodes::band)
        .containsExactly(
            "0-10", "0-10", "11-13", "11-13", "14-15", "14-15", "16-17", "16-17", "18-24", "18-24",
            "25-39", "25-39", "40+", "40+");
    assertThat(VictimCodes.band(null)).isEqualTo("UNKNOWN");
  }

  @Test
  void a_victim_is_found_on_grounds_and_each_decision_stays() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    assertThat(decide(here, id, VictimState.VICTIM, List.of(), ""))
        .isEqualTo(wrong(VictimMistake.EVIDENCE_MISSING));
    assertThat(decide(here, id, VictimState.VICTIM, List.of("HEARSAY"), ""))
        .isEqualTo(wrong(VictimMistake.EVIDENCE_MISSING));
    assertThat(decide(here, id, VictimState.NOT_VICTIM, List.of(), " "))
        .isEqualTo(wrong(VictimMistake.REASON_MISSING));
    assertThat(decide(here, id, VictimState.ACCOMPANYING_MINOR, List.of(), ""))
        .isEqualTo(wrong(VictimMistake.NOT_A_MINOR));
    assertThat(decide(here, id, VictimState.IN_IDENTIFICATION, List.of(), "lại"))
        .isEqualTo(new VictimOutcome.TooLate());
    UUID form = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(
              course.decide(
                  here,
                  form,
                  id,
                  VictimState.VICTIM,
                  today(),
                  DecidedBy.POLICE,
                  List.of("PROCEDURAL_BODY"),
                  NAME))
          .isEqualTo(done(id));
    }
    assertThat(decide(here, id, VictimState.IN_IDENTIFICATION, List.of(), "xem lại"))
        .isEqualTo(done(id));
    assertThat(course.statuses(here, id))
        .extracting(VictimCourse.Status::status, VictimCourse.Status::note)
        .containsExactly(
            tuple(VictimState.IN_IDENTIFICATION, null),
            tuple(VictimState.VICTIM, NAME),
            tuple(VictimState.IN_IDENTIFICATION, "xem lại"));
    assertThatThrownBy(() -> sql.run("UPDATE tinbao.victim_status SET status = 'VICTIM'"))
        .hasStackTraceContaining("victim_status only grows");
    UUID minor = begun(12);
    assertThat(decide(here, minor, VictimState.ACCOMPANYING_MINOR, List.of(), ""))
        .isEqualTo(done(minor));
  }

  @Test
  void the_clocks_of_the_law_run_from_what_happened() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    Instant now = clock.instant();
    assertThat(open(id)).containsExactly("bring_to_commune", "commune_notify_health");
    assertThat(course.limits(id).get(0).dueAt()).isEqualTo(now);
    assertThat(course.limits(id).get(0).late(now)).isFalse();
    assertThat(course.limits(id).get(0).late(now.plus(Duration.ofHours(1)))).isTrue();
    assertThat(happened(here, id, LegalEvent.VICTIM_CONFIRMED, now))
        .isEqualTo(new VictimOutcome.NotFound());
    assertThat(happened(here, id, LegalEvent.HEALTH_TOLD, now.plusSeconds(1)))
        .isEqualTo(wrong(VictimMistake.DAY_WRONG));
    UUID form = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(course.happened(here, form, id, LegalEvent.HEALTH_TOLD, now)).isEqualTo(done(id));
    }
    assertThat(course.events(id)).hasSize(1);
    // Monday 23/11: three days end with Thursday 26/11.
    assertThat(open(id)).containsExactly("initial_verify");
    assertThat(course.limits(id).get(0).dueAt())
        .isEqualTo(LegalTime.start(LocalDate.parse("2026-11-27")));
    happened(here, id, LegalEvent.IDENTIFICATION_ASKED, now);
    assertThat(open(id)).containsExactly("initial_verify", "identify");
    assertThat(course.limits(id).get(1).verified()).isFalse();
    happened(here, id, LegalEvent.IDENTIFICATION_COMPLEX, now);
    happened(here, id, LegalEvent.INITIALLY_VERIFIED, now);
    assertThat(open(id)).containsExactly("identify_complex");
    // Two months from 23/11/2026 end on a Saturday: with Monday 25/01/2027.
    assertThat(course.limits(id).get(0).dueAt())
        .isEqualTo(LegalTime.start(LocalDate.parse("2027-01-26")));
    decide(here, id, VictimState.VICTIM, List.of("RESCUING_BODY"), "");
    assertThat(open(id)).containsExactly("first_year_bhyt");
    assertThat(course.limits(id)).allMatch(limit -> !limit.late(now));
  }

  @Test
  void nobody_is_handed_over_without_consent_and_taking_it_back_ends_what_rests_on_it() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    assertThat(offer(here, id, newId(), newId())).isEqualTo(wrong(VictimMistake.NO_CONSENT));
    UUID other = consented(here, id, Consents.GivenBy.SELF, List.of("TRAVEL"));
    assertThat(offer(here, id, newId(), other)).isEqualTo(wrong(VictimMistake.NO_CONSENT));
    UUID consent = consented(here, id, Consents.GivenBy.SELF, List.of("MEDICAL"));
    assertThat(referrals.offer(here, newId(), id, consent, THERE, "ai đó", "MEDICAL", ""))
        .isEqualTo(wrong(VictimMistake.RECEIVER_MISSING));
    assertThat(referrals.offer(here, newId(), id, consent, HERE, "", "MEDICAL", ""))
        .isEqualTo(wrong(VictimMistake.AGENCY_WRONG));
    UUID referral = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(offer(here, id, referral, consent)).isEqualTo(done(id));
    }
    // Before it accepts, the other agency sees codes.
    assertThat(referrals.offers(there)).anyMatch(o -> o.id().equals(referral));
    assertThat(referrals.offers(there).toString()).doesNotContain(NAME, STORY);
    assertThat(victims.open(there, id)).isEmpty();
    assertThat(referrals.accept(here, referral)).isEqualTo(new VictimOutcome.NotFound());
    for (int i = 0; i < 2; i++) {
      assertThat(referrals.accept(there, referral)).isEqualTo(done(id));
    }
    assertThat(referrals.decline(there, referral, "Hết chỗ"))
        .isEqualTo(new VictimOutcome.TooLate());
    assertThat(victims.open(there, id).orElseThrow().holds()).isFalse();
    assertThat(victims.list(there)).anyMatch(v -> v.id().equals(id));
    assertThat(referrals.of(there, id).get(0).note()).isEqualTo(STORY);
    // Whoever received the person writes what they gave, and not who the person is.
    assertThat(supports.give(there, newId(), id, "MEDICAL", today(), "")).isEqualTo(done(id));
    UUID seen = victims.open(there, id).orElseThrow().versions().get(0).id();
    assertThat(victims.change(there, newId(), id, seen, entry(30)))
        .isEqualTo(new VictimOutcome.NotFound());
    assertThat(decide(there, id, VictimState.NOT_VICTIM, List.of(), "x"))
        .isEqualTo(new VictimOutcome.NotFound());

    UUID second = newId();
    assertThat(offer(here, id, second, consent)).isEqualTo(done(id));
    assertThat(consents.withdraw(here, id, consent)).isEqualTo(done(id));
    assertThat(victims.open(there, id)).isEmpty();
    assertThat(referrals.accept(there, second)).isEqualTo(new VictimOutcome.TooLate());
    assertThat(referrals.of(here, id))
        .extracting(Referrals.Referral::state, Referrals.Referral::result)
        .containsExactly(
            tuple(Referrals.State.ENDED, Referrals.Result.LEFT),
            tuple(Referrals.State.WITHDRAWN, null));
    assertThat(offer(here, id, newId(), consent)).isEqualTo(wrong(VictimMistake.NO_CONSENT));
  }

  @Test
  void an_offer_is_declined_with_a_reason_taken_back_or_ended_with_what_came_of_it() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    StaffMember there = duty(THERE);
    UUID consent = consented(here, id, Consents.GivenBy.SELF, List.of());
    UUID declined = newId();
    offer(here, id, declined, consent);
    assertThat(referrals.decline(there, declined, " "))
        .isEqualTo(wrong(VictimMistake.REASON_MISSING));
    assertThat(referrals.decline(there, declined, "Hết chỗ")).isEqualTo(done(id));
    assertThat(referrals.accept(there, declined)).isEqualTo(new VictimOutcome.TooLate());
    UUID back = newId();
    offer(here, id, back, consent);
    assertThat(referrals.answer(here, id, back, true)).isEqualTo(new VictimOutcome.NotFound());
    assertThat(referrals.answer(here, id, back, false)).isEqualTo(done(id));
    assertThat(referrals.accept(there, back)).isEqualTo(new VictimOutcome.TooLate());
    UUID outside = newId();
    assertThat(referrals.offer(here, outside, id, consent, null, NAME, "VOCATIONAL", ""))
        .isEqualTo(done(id));
    assertThat(referrals.end(here, id, outside, Referrals.Result.SERVED, ""))
        .isEqualTo(new VictimOutcome.TooLate());
    assertThat(referrals.answer(here, id, outside, true)).isEqualTo(done(id));
    for (int i = 0; i < 2; i++) {
      assertThat(referrals.end(here, id, outside, Referrals.Result.SERVED, STORY))
          .isEqualTo(done(id));
    }
    assertThat(referrals.of(here, id))
        .extracting(Referrals.Referral::state)
        .containsExactly(
            Referrals.State.DECLINED, Referrals.State.WITHDRAWN, Referrals.State.ENDED);
    assertThat(referrals.of(here, id).get(0).reason()).isEqualTo("Hết chỗ");
    assertThat(referrals.of(here, id).get(2).outside()).isEqualTo(NAME);
    assertThat(referrals.of(here, id).get(2).endNote()).isEqualTo(STORY);
  }

  @Test
  void below_the_age_a_guardian_consents_and_a_consent_ends_by_itself() {
    UUID id = begun(12);
    StaffMember here = duty(HERE);
    Consents.Entry alone = consent(Consents.GivenBy.SELF, List.of(), null);
    assertThat(consents.give(here, newId(), id, alone))
        .isEqualTo(wrong(VictimMistake.GUARDIAN_NEEDED));
    UUID form = newId();
    Consents.Entry today = consent(Consents.GivenBy.GUARDIAN, List.of(), today());
    for (int i = 0; i < 2; i++) {
      assertThat(consents.give(here, form, id, today)).isEqualTo(done(id));
    }
    assertThat(consents.of(here, id)).hasSize(1);
    Consents.Consent given = consents.of(here, id).get(0);
    assertThat(given.validOn(today())).isTrue();
    assertThat(given.validOn(today().plusDays(1))).isFalse();
    assertThat(given.validOn(today().minusDays(1))).isFalse();
    assertThat(
            consents.give(
                here, newId(), id, consent(Consents.GivenBy.GUARDIAN, List.of("x"), null)))
        .isEqualTo(wrong(VictimMistake.SERVICE_WRONG));
  }

  @Test
  void what_somebody_is_entitled_to_follows_from_status_and_nationality() {
    LocalDate day = today();
    assertThat(kinds(VictimState.VICTIM, true, false, day)).hasSize(10).endsWith("ALLOWANCE");
    assertThat(kinds(VictimState.VICTIM, false, false, day))
        .hasSize(6)
        .doesNotContain("TRAVEL", "SCHOOLING");
    assertThat(kinds(VictimState.ACCOMPANYING_MINOR, true, false, day)).endsWith("SCHOOLING");
    assertThat(kinds(VictimState.IN_IDENTIFICATION, true, false, day)).endsWith("PSYCHOLOGICAL");
    assertThat(kinds(VictimState.IN_IDENTIFICATION, true, true, day)).endsWith("LEGAL_SUPPORT");
    assertThat(kinds(VictimState.NOT_VICTIM, true, false, day)).isEmpty();
    assertThat(kinds(VictimState.VICTIM, true, false, LocalDate.parse("2025-06-30"))).isEmpty();
    assertThat(rules.evidence()).hasSize(9);
  }

  @Test
  void answers_of_the_checklist_suggest_words_of_the_standard() throws Exception {
    String checklist = Files.readString(Path.of("src/main/resources/fieldwork/screening.json"));
    for (String question : List.of("sexual", "forced-labour", "sold-marriage", "organs")) {
      assertThat(checklist).contains("\"id\": \"" + question + "\"");
      assertThat(Exploitation.of(rules.screening(question).orElseThrow())).isPresent();
    }
    assertThat(rules.screening("watched")).isEmpty();
    assertThat(rules.ethnicities()).hasSize(55).doesNotHaveDuplicates();
  }

  @Test
  void support_is_written_once_and_taken_back_by_who_wrote_it() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    UUID form = newId();
    for (int i = 0; i < 2; i++) {
      assertThat(supports.give(here, form, id, "ESSENTIALS", today(), NAME)).isEqualTo(done(id));
    }
    assertThat(supports.give(here, newId(), id, "MONEY", today(), ""))
        .isEqualTo(wrong(VictimMistake.SERVICE_WRONG));
    assertThat(supports.give(here, newId(), id, "TRAVEL", today().plusDays(1), ""))
        .isEqualTo(wrong(VictimMistake.DAY_WRONG));
    assertThat(supports.takeBack(duty(THERE), newId(), id, form))
        .isEqualTo(new VictimOutcome.NotFound());
    for (int i = 0; i < 2; i++) {
      assertThat(supports.takeBack(here, newId(), id, form)).isEqualTo(done(id));
    }
    assertThat(supports.of(here, id))
        .extracting(Supports.Given::kind, Supports.Given::counts, Supports.Given::note)
        .containsExactly(tuple("ESSENTIALS", false, NAME));
    assertThat(count("victim_support", id)).isEqualTo(2);
  }

  @Test
  void a_record_is_begun_from_a_tip_and_worked_on_by_its_page() {
    UUID tip = world.tip().id();
    Surfer desk = Surfer.signedIn(server, world.cookie(duty(HERE)));
    assertThat(desk.get("/desk/tips/" + tip).body()).contains("/victims/new?tip=" + tip);
    String form = desk.get("/victims/new?tip=" + tip).body();
    String formId = Surfer.hidden(form, "formId");
    HttpResponse<String> refused =
        desk.post(
            "/victims", "formId", formId, "tip", tip.toString(), "metOn", "hôm nay", "name", NAME);
    assertThat(refused.statusCode()).isEqualTo(422);
    assertThat(refused.body()).contains("Ngày không đúng", NAME, formId);
    for (int i = 0; i < 2; i++) {
      HttpResponse<String> begun =
          desk.post(
              "/victims",
              "formId",
              formId,
              "tip",
              tip.toString(),
              "metOn",
              today().toString(),
              "name",
              NAME,
              "age",
              "15",
              "ethnicity",
              "Thái",
              "exploitation",
              "ForcedMarriage",
              "story",
              STORY);
      assertThat(begun.statusCode()).as(begun.body()).isEqualTo(303);
    }
    String at = "/victims/" + formId;
    String page = desk.get(at).body();
    assertThat(page)
        .contains(NAME, STORY, "14–15 tuổi", "Ép kết hôn", "/desk/tips/" + tip, "làm ngay")
        .doesNotContain("victim.", "console.clock.");
    assertThat(desk.get(at + "?lang=en").body())
        .contains("Undergoing identification")
        .doesNotContain("victim.", "console.clock.");
    desk.get(at + "?lang=vi");
    assertThat(desk.get("/desk/tips/" + tip).body()).contains(at);
    assertThat(desk.get("/victims").body()).contains(at, "14–15 tuổi").doesNotContain(NAME);
    Surfer stranger = Surfer.signedIn(server, world.cookie(duty(THERE)));
    assertThat(stranger.get(at).statusCode()).isEqualTo(404);
    assertThat(stranger.get("/victims/new?tip=" + tip).statusCode()).isEqualTo(404);

    HttpResponse<String> groundless =
        desk.post(
            at + "/statuses",
            "formId",
            newId().toString(),
            "status",
            "VICTIM",
            "day",
            today().toString(),
            "note",
            STORY);
    assertThat(groundless.statusCode()).isEqualTo(422);
    assertThat(groundless.body()).contains("ít nhất một căn cứ", "Bạn đã viết:");
    assertThat(desk.post(at + "/events", "event", "ENDED", "at", "x").statusCode()).isEqualTo(422);
    assertThat(desk.post(at + "/events", "event", "ENDED", "at", today() + "T00:00").statusCode())
        .isEqualTo(404);
    done(
        desk.post(
            at + "/consents",
            "formId",
            newId().toString(),
            "purpose",
            "REFERRAL",
            "by",
            "GUARDIAN",
            "day",
            today().toString()));
    String ready = desk.get(at).body();
    String consent =
        ready.replaceAll(
            "(?s).*<select id=\"referral-consent\".*?value=\"([0-9a-f-]{36})\".*", "$1");
    done(
        desk.post(
            at + "/referrals",
            "formId",
            newId().toString(),
            "consent",
            consent,
            "agency",
            THERE,
            "service",
            "PSYCHOLOGICAL",
            "note",
            STORY));
    String offers = stranger.get("/victims").body();
    assertThat(offers).contains("Tâm lý", "14–15 tuổi").doesNotContain(NAME, STORY);
    UUID offer =
        UUID.fromString(
            sql.text(
                "SELECT id FROM tinbao.victim_referral WHERE victim_id = '%s'".formatted(formId)));
    assertThat(stranger.post("/victims/offers/" + offer + "/refusal", "note", " ").statusCode())
        .isEqualTo(422);
    done(stranger.post("/victims/offers/" + offer + "/acceptance"));
    assertThat(stranger.get(at).body()).contains(NAME, STORY).doesNotContain(at + "/facts");
    done(stranger.post(at + "/referrals/" + offer + "/end", "answer", "SERVED"));
    assertThat(stranger.get(at).statusCode()).isEqualTo(404);
    String facts = desk.get(at + "/facts").body();
    assertThat(facts).contains(NAME, STORY, "value=\"15\"");
    done(
        desk.post(
            at + "/facts",
            "formId",
            Surfer.hidden(facts, "formId"),
            "seen",
            Surfer.hidden(facts, "seen"),
            "metOn",
            today().toString(),
            "name",
            NAME,
            "age",
            "19"));
    HttpResponse<String> late =
        desk.post(
            at + "/facts",
            "formId",
            newId().toString(),
            "seen",
            Surfer.hidden(facts, "seen"),
            "metOn",
            today().toString(),
            "name",
            "Tên khác");
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(late.body()).contains("Tên khác");
  }

  @Test
  void only_who_consents_goes_out_as_a_file_and_without_a_name() throws Exception {
    UUID silent = begun(24);
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    UUID consent = newId();
    Consents.Entry share =
        new Consents.Entry(
            Consents.Purpose.SHARE_DATA,
            List.of(),
            today(),
            Consents.GivenBy.SELF,
            Consents.Way.WRITTEN,
            null,
            NAME);
    consents.give(here, consent, id, share);
    decide(here, id, VictimState.VICTIM, List.of("OFFENDER"), "");
    supports.give(here, newId(), id, "MEDICAL", today(), NAME);
    assertThat(htcds.records(here)).isEmpty();
    List<Map<String, Object>> records = htcds.records(head(HERE));
    assertThat(records).hasSize(1);
    assertThat(records.get(0))
        .containsEntry("prs_Gender", "Feminine")
        .containsEntry("prs_Citizenship", "VN")
        .containsEntry("vic_TraffickingStatus", "ActualVictimOfTrafficking")
        .containsEntry("vic_TypeOfExploitation", List.of("ForcedLabour"))
        .containsEntry("hte_Country", "KH")
        .containsEntry("spl_Type", List.of("Health"))
        .containsEntry("con_Consent", true)
        .containsEntry("tinbao_AgeBand", "18-24");
    assertThat(Htcds.FIELDS).containsAll(records.get(0).keySet());
    assertThat(records.toString())
        .doesNotContain(NAME, STORY, PHONE, id.toString(), silent.toString());

    Surfer head = Surfer.signedIn(server, world.cookie(head(HERE)));
    HttpResponse<String> json = head.get("/victims/htcds/json");
    assertThat(json.headers().firstValue("Content-Disposition").orElse("")).contains("htcds.json");
    assertThat(json.body()).contains("CC BY 4.0", "ActualVictimOfTrafficking");
    List<String> lines = head.get("/victims/htcds/csv").body().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith(String.join(",", Htcds.FIELDS));
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.audit WHERE action = 'VICTIM_EXPORTED' AND subject_id = '%s'"
                    .formatted(id)))
        .isEqualTo(3);
    consents.withdraw(here, id, consent);
    assertThat(htcds.records(head(HERE))).isEmpty();
  }

  /** The standard itself lies beside the project; where it does not, nothing is compared. */
  @Test
  void what_goes_out_speaks_the_words_of_the_standard() throws Exception {
    Path standard = Path.of("../../../shared/data/htcds/htcds-2.0-Field_Standards.csv");
    Path beside = Path.of("/work/shared/data/htcds/htcds-2.0-Field_Standards.csv");
    Path file = Files.exists(standard) ? standard : beside;
    if (!Files.exists(file)) {
      System.out.println("HTCDS is not beside the project: its words are not compared");
      return;
    }
    Map<String, List<String>> words = new HashMap<>();
    try (CSVParser rows = CSVParser.parse(file, UTF_8, CSVFormat.DEFAULT)) {
      for (CSVRecord row : rows) {
        if (row.size() > 6) {
          words.put(row.get(6), row.size() > 9 ? row.get(9).lines().toList() : List.of());
        }
      }
    }
    assertThat(words.keySet())
        .containsAll(Htcds.FIELDS.stream().filter(f -> !f.startsWith(Htcds.OWN)).toList());
    assertThat(words.get("vic_TypeOfExploitation"))
        .containsExactlyElementsOf(
            Arrays.stream(Exploitation.values()).map(Exploitation::word).toList());
    assertThat(words.get("vic_TraffickingStatusDecisionMakingOrg"))
        .containsExactlyElementsOf(Arrays.stream(DecidedBy.values()).map(DecidedBy::word).toList());
    assertThat(words.get("vic_TraffickingStatus"))
        .contains(
            "PossibleVictimOfTrafficking", "ActualVictimOfTrafficking", "NotAVictimOfTrafficking");
    assertThat(words.get("spl_Type"))
        .contains("Health", "Legal", "Education", "Livelihood", "Financial", "SocialCare");
    assertThat(words.get("prs_Gender"))
        .contains("Feminine", "Masculine", "NonConforming", "NonSpecifiedUnknown");
    assertThat(words.get("cas_Status")).contains("Active", "FollowUp", "Closed", "ClosedReferred");
  }

  private static void done(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
  }

  @Test
  void a_record_whose_time_is_over_is_deleted_with_its_key_unless_its_tip_is_held() {
    UUID tip = world.tip().id();
    UUID old = begun(24);
    UUID young = begun(24);
    UUID held = newId();
    victims.begin(duty(HERE), held, tip, entry(24));
    assertThat(holds.set(head(HERE), tip, newId(), "Còn vụ án")).isEqualTo(Holds.Outcome.DONE);
    for (UUID id : List.of(old, held)) {
      consented(duty(HERE), id, Consents.GivenBy.SELF, List.of());
      sql.run("UPDATE tinbao.victim SET changed_at = '2006-01-01' WHERE id = '%s'".formatted(id));
    }
    Instant before = Instant.parse("2006-11-23T00:00:00Z");
    java.time.Duration notice = java.time.Duration.ofDays(30);
    UUID written = begun(24);
    sql.run(
        "UPDATE tinbao.victim SET changed_at = '2006-01-01' WHERE id = '%s'".formatted(written));
    assertThat(removal.run(before, "VICTIM", notice, true, true))
        .isEqualTo(new VictimRemoval.Outcome(2, 0, 0, 0));
    assertThat(removal.run(before, "VICTIM", notice, true, false))
        .isEqualTo(new VictimRemoval.Outcome(2, 0, 0, 0));
    assertThat(victims.open(duty(HERE), old)).isPresent();
    assertThat(removal.announced(HERE)).containsOnlyKeys(old, written);
    Surfer desk = Surfer.signedIn(server, world.cookie(head(HERE)));
    assertThat(desk.get("/victims/" + old).body()).contains("sẽ bị xóa");
    assertThat(desk.get("/victims").body()).contains("sẽ bị xóa");
    // Somebody writes in one of them; the notice of the other runs out.
    sql.run("UPDATE tinbao.victim SET changed_at = now() WHERE id = '%s'".formatted(written));
    assertThat(removal.announced(HERE)).containsOnlyKeys(old);
    assertThat(removal.run(before, "VICTIM", notice, true, false))
        .isEqualTo(new VictimRemoval.Outcome(0, 1, 1, 0));
    sql.run("UPDATE tinbao.victim_removal SET not_before = '2006-12-01'");
    assertThat(removal.run(before, "VICTIM", notice, false, false).removed()).isZero();
    assertThat(removal.run(before, "VICTIM", notice, true, true).removed()).isEqualTo(1);
    assertThat(removal.run(before, "VICTIM", notice, true, false).removed()).isEqualTo(1);
    assertThat(removal.run(before, "VICTIM", notice, true, false).removed()).isZero();
    assertThat(victims.open(duty(HERE), old)).isEmpty();
    assertThat(count("victim_key", old)).isZero();
    assertThat(count("victim_consent", old)).isZero();
    assertThat(victims.open(duty(HERE), held)).isPresent();
    assertThat(victims.open(duty(HERE), young)).isPresent();
    // Nobody has read how long: nothing goes by itself.
    sql.run("UPDATE tinbao.victim SET changed_at = '2001-01-01' WHERE id = '%s'".formatted(young));
    assertThat(retention.run(true, looked -> {}).people().removed()).isZero();
  }

  @Test
  void when_another_agency_takes_its_place_with_its_people_the_records_go_along() {
    UUID id = begun(24);
    StaffMember here = duty(HERE);
    UUID consent = consented(here, id, Consents.GivenBy.SELF, List.of());
    UUID referral = newId();
    offer(here, id, referral, consent);
    String heir = AccessWorld.ELSEWHERE;
    Boolean unused =
        transactions.executeWrite(
            status -> {
              succeeded.publishEvent(new AgencySucceeded(HERE, heir, Set.of(here.id())));
              return true;
            });
    try {
      assertThat(victims.open(head(heir), id).orElseThrow().holds()).isTrue();
      assertThat(victims.open(head(HERE), id)).isEmpty();
      assertThat(referrals.accept(duty(THERE), referral)).isEqualTo(done(id));
    } finally {
      Boolean back =
          transactions.executeWrite(
              status -> {
                succeeded.publishEvent(new AgencySucceeded(heir, HERE, Set.of()));
                return true;
              });
      assertThat(back).isTrue();
    }
    assertThat(victims.open(here, id)).isPresent();
  }

  private List<String> kinds(VictimState state, boolean citizen, boolean abroad, LocalDate day) {
    return rules
        .entitlement(state, citizen, abroad, day)
        .map(VictimRules.Entitlement::kinds)
        .orElse(List.of());
  }

  private List<String> open(UUID id) {
    return course.limits(id).stream()
        .filter(VictimCourse.Limit::open)
        .map(VictimCourse.Limit::clock)
        .toList();
  }

  private UUID begun(int age) {
    UUID id = newId();
    assertThat(victims.begin(duty(HERE), id, null, entry(age))).isEqualTo(done(id));
    return id;
  }

  private VictimMistake mistake(VictimEntry entry) {
    return ((VictimOutcome.Wrong) victims.begin(duty(HERE), newId(), null, entry)).mistake();
  }

  private VictimEntry entry(int age) {
    return entry(age, "VNM", "KHM", false, today());
  }

  private static VictimEntry entry(
      int age,
      @Nullable String nationality,
      @Nullable String destination,
      @Nullable Boolean domestic,
      LocalDate metOn) {
    return new VictimEntry(
        new VictimFacts(NAME, null, age, "", "Bản Giấu", PHONE, STORY),
        Sex.FEMALE,
        "Thái",
        nationality,
        destination,
        List.of("ForcedLabour"),
        domestic,
        null,
        metOn);
  }

  private VictimOutcome decide(
      StaffMember by, UUID id, VictimState state, List<String> evidence, String note) {
    return course.decide(by, newId(), id, state, today(), DecidedBy.POLICE, evidence, note);
  }

  private VictimOutcome happened(StaffMember by, UUID id, LegalEvent event, Instant at) {
    return course.happened(by, newId(), id, event, at);
  }

  private VictimOutcome offer(StaffMember by, UUID id, UUID referral, UUID consent) {
    return referrals.offer(by, referral, id, consent, THERE, "", "MEDICAL", STORY);
  }

  private Consents.Entry consent(
      Consents.GivenBy by, List<String> services, @Nullable LocalDate until) {
    return new Consents.Entry(
        Consents.Purpose.REFERRAL, services, today(), by, Consents.Way.WRITTEN, until, NAME);
  }

  private UUID consented(StaffMember by, UUID id, Consents.GivenBy givenBy, List<String> services) {
    UUID consent = newId();
    assertThat(consents.give(by, consent, id, consent(givenBy, services, null)))
        .isEqualTo(done(id));
    return consent;
  }

  private long count(String table, UUID id) {
    return sql.number("SELECT count(*) FROM tinbao.%s WHERE victim_id = '%s'".formatted(table, id));
  }

  private LocalDate today() {
    return LegalTime.day(clock.instant());
  }

  private StaffMember duty(String agency) {
    return person("truc", agency);
  }

  private StaffMember person(String name, String agency) {
    return world.person(name, agency, Role.DUTY_OFFICER);
  }

  private StaffMember head(String agency) {
    return world.person("lanhdao", agency, Role.AGENCY_LEAD);
  }

  private static VictimOutcome done(UUID id) {
    return new VictimOutcome.Done(id);
  }

  private static VictimOutcome wrong(VictimMistake mistake) {
    return new VictimOutcome.Wrong(mistake);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(UTF_8));
  }

  private static UUID newId() {
    return UuidCreator.getTimeOrderedEpoch();
  }
}

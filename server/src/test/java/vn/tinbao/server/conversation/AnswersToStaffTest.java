package vn.tinbao.server.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import vn.tinbao.server.staff.DemoStaff;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.StaffAccounts;
import vn.tinbao.server.staff.StaffMember;
import vn.tinbao.server.tip.Channel;
import vn.tinbao.server.tip.Dialogue;
import vn.tinbao.server.tip.FollowUp;
import vn.tinbao.server.tip.IntakeOutcome;
import vn.tinbao.server.tip.SafeContact;
import vn.tinbao.server.tip.SafeContactDesk;
import vn.tinbao.server.tip.TipDesk;
import vn.tinbao.server.tip.TipIntake;
import vn.tinbao.server.tip.TipSubmission;
import vn.tinbao.server.web.Ui;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.SafeHours;
import vn.tinbao.sms.queue.Suppressions;
import vn.tinbao.sms.testing.TestSql;

/** What a phone says after staff wrote to it is the answer. */
@MicronautTest(transactional = false)
class AnswersToStaffTest {
  private static final String STORY =
      "o xa Khanh Khe Lang Son co nguoi ru chau gai sang Trung Quoc lam viec nhe luong cao";

  @Inject DemoStaff demo;
  @Inject StaffAccounts accounts;
  @Inject SmsPhones phones;
  @Inject Suppressions suppressions;
  @Inject PhoneKey key;
  @Inject TipDesk desk;
  @Inject TipIntake intake;
  @Inject FollowUp followUp;
  @Inject SafeContactDesk safeContacts;
  @Inject TestSql sql;

  @Test
  void dung_and_huy_answer_an_officer_and_stop_does_not() {
    for (String answer : List.of("Dung", "Huy", "HD")) {
      String phone = number(answer);
      UUID tip = phones.text(phone, STORY);
      String code = SmsPhones.code(phones.got(phone).get(0));
      ask(tip, "Co phai o Khanh Khe khong? Ten em la gi?");
      phones.text(phone, answer);
      assertThat(said(code)).as(answer).last().isEqualTo(answer);
      assertThat(optedOut(phone)).as(answer).isFalse();
      assertThat(phones.got(phone)).as("receipt and question").hasSize(2);
    }
    String phone = number("STOP");
    UUID tip = phones.text(phone, STORY);
    String code = SmsPhones.code(phones.got(phone).get(0));
    ask(tip, "Co phai o Khanh Khe khong?");
    phones.text(phone, "STOP");
    assertThat(optedOut(phone)).isTrue();
    phones.text(phone, "dung");
    assertThat(said(code)).as("STOP is no answer: one is still awaited").last().isEqualTo("dung");
  }

  @Test
  void once_answered_the_words_work_again() {
    String phone = number("again");
    UUID tip = phones.text(phone, STORY);
    ask(tip, "Co phai o Khanh Khe khong?");
    phones.text(phone, "dung");
    phones.text(phone, "HUY");
    assertThat(optedOut(phone)).isTrue();
  }

  @Test
  void an_answer_on_the_eighth_day_belongs_to_the_tip_that_staff_wrote_about() {
    String phone = number("late");
    UUID tip = phones.text(phone, STORY);
    String code = SmsPhones.code(phones.got(phone).get(0));
    ask(tip, "Xe mau gi?");
    sql.run(
        "UPDATE tinbao.conversation SET last_at = last_at - interval '8 days' WHERE tip_id = '"
            + tip
            + "'");
    long before = sql.number("SELECT count(*) FROM tinbao.tip");
    phones.text(phone, "xe mau do");
    assertThat(said(code)).last().isEqualTo("xe mau do");
    assertThat(sql.number("SELECT count(*) FROM tinbao.tip")).isEqualTo(before);
  }

  @Test
  void an_answer_to_staff_belongs_to_a_tip_from_the_web() {
    String phone = number("web");
    IntakeOutcome.Received received = fromWeb(phone);
    UUID tip = received.receipt().id();
    ask(tip, "Chau be ten gi?");
    phones.text(phone, "Huy");
    assertThat(said(received.receipt().code().grouped())).last().isEqualTo("Huy");
    assertThat(phones.got(phone)).as("only the question").hasSize(1);
  }

  @Test
  void staff_of_another_tip_who_wrote_last_get_the_answer() {
    String phone = number("two");
    UUID bySms = phones.text(phone, STORY);
    IntakeOutcome.Received web = fromWeb(phone);
    ask(bySms, "Xe mau gi?");
    ask(web.receipt().id(), "Chau be ten gi?");
    phones.text(phone, "Hoa");
    assertThat(said(web.receipt().code().grouped())).last().isEqualTo("Hoa");
  }

  /** Whoever picks up the phone of somebody who is watched learns nothing. */
  @Test
  void what_staff_write_waits_for_the_safe_hours_and_says_nothing_of_what_it_is_about() {
    String phone = number("safe");
    LocalTime now = LocalTime.now(Ui.ZONE);
    SafeHours later = new SafeHours(now.plusHours(2).withNano(0), now.plusHours(3).withNano(0));
    UUID tip =
        fromWeb(phone, new TipSubmission.Reporter(null, null, null, safe(later))).receipt().id();
    ask(tip, "Ke mua ban nguoi con o do khong?");
    String waiting =
        "SELECT count(*) FROM sms.outbound WHERE to_hash = '\\x"
            + HexFormat.of().formatHex(key.seal(new PhoneNumber(phone)).hash())
            + "' AND state = 'QUEUED'";
    assertThat(sql.number(waiting + " AND safe_from = '" + later.from() + "'")).isEqualTo(1);
    assertThat(phones.shown(phone)).isEmpty();
    sql.run(
        "UPDATE sms.outbound SET safe_from = '00:00', safe_until = '00:00', next_at = now()"
            + " WHERE safe_from = '"
            + later.from()
            + "'");
    assertThat(phones.got(phone)).containsExactly(Replies.words("sms.neutral-news"));
    phones.text(phone, "Toi day");
    assertThat(phones.got(phone)).hasSize(1).allMatch(text -> !text.contains("mua ban"));
  }

  @Test
  void what_the_reporter_asked_for_later_is_obeyed_from_then_on() {
    String phone = number("later");
    UUID tip = phones.text(phone, STORY);
    ask(tip, "Xe mau gi?");
    phones.text(phone, "dung nhan gi ve viec nay, chong em doc may");
    assertThat(phones.got(phone)).last().isEqualTo("Xe mau gi?");
    StaffMember officer = officerOf(tip);
    assertThat(safeContacts.say(officer, tip, new SafeContact(true, null, true))).isTrue();
    assertThat(safeContacts.say(officer, tip, new SafeContact(true, null, true))).isTrue();
    ask(tip, "Ke mua ban nguoi con o do khong?");
    assertThat(phones.got(phone)).last().isEqualTo(Replies.words("sms.neutral-news"));
    assertThat(
            sql.number(
                "SELECT count(*) FROM tinbao.tip_event WHERE kind = 'SAFE_CONTACT' AND tip_id = '"
                    + tip
                    + "'"))
        .isOne();
  }

  @Test
  void a_reporter_who_asked_for_nothing_is_answered_at_any_hour_in_full() {
    String phone = number("anything");
    UUID tip = fromWeb(phone, new TipSubmission.Reporter(null, null, null, null)).receipt().id();
    ask(tip, "Xe mau gi?");
    assertThat(phones.got(phone)).containsExactly("Xe mau gi?");
    assertThat(
            sql.number("SELECT count(*) FROM tinbao.tip_safe_contact WHERE tip_id = '" + tip + "'"))
        .isZero();
  }

  private static SafeContact safe(SafeHours hours) {
    return new SafeContact(true, hours, true);
  }

  /** A number of its own for each. */
  private static String number(String name) {
    return "+849061" + String.format(Locale.ROOT, "%05d", Math.floorMod(name.hashCode(), 100_000));
  }

  private IntakeOutcome.Received fromWeb(String phone) {
    return fromWeb(phone, null);
  }

  private IntakeOutcome.Received fromWeb(String phone, TipSubmission.@Nullable Reporter reporter) {
    return (IntakeOutcome.Received)
        intake.submit(
            new TipSubmission(
                UuidCreator.getTimeOrderedEpoch(),
                new byte[16],
                Channel.WEB,
                STORY,
                null,
                null,
                null,
                reporter,
                key.seal(new PhoneNumber(phone)),
                Replies.VIETNAMESE,
                false,
                null));
  }

  private void ask(UUID tip, String question) {
    assertThat(desk.reply(officerOf(tip), tip, UuidCreator.getTimeOrderedEpoch(), question))
        .isPresent();
  }

  private StaffMember officerOf(UUID tip) {
    String agency = sql.text("SELECT lead_agency_id FROM tinbao.tip WHERE id = '" + tip + "'");
    String name = "truc." + UUID.randomUUID().toString().substring(0, 8);
    UUID id =
        demo.install(
                List.of(
                    new DemoStaff.AgencySeat(name, "Trực ban", agency, Set.of(Role.DUTY_OFFICER))))
            .get(0)
            .id();
    return accounts.byId(id).orElseThrow();
  }

  private boolean optedOut(String phone) {
    return suppressions.isOptedOut(key.seal(new PhoneNumber(phone)).hash());
  }

  private List<String> said(String code) {
    return followUp.view(code).orElseThrow().messages().stream()
        .filter(line -> line.from() == Dialogue.From.REPORTER)
        .map(Dialogue.Line::text)
        .toList();
  }
}

package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Two providers on one ledger: who carries, what happens when one fails, what it costs. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class SeveralProvidersTest {
  private static final Set<MessageClass> ALL = EnumSet.allOf(MessageClass.class);

  @Inject LedgerFixture fixture;
  @Inject HomeDirectory home;
  @Inject InboundDesk desk;
  @Inject SmsOutbox outbox;
  @Inject StatusDesk status;
  @Inject Suppressions suppressions;
  @Inject PhoneKey key;
  @Inject SettableClock time;
  @Inject TestSql sql;

  private final ScriptedProvider cheap = new ScriptedProvider("cheap");
  private final ScriptedProvider dear = new ScriptedProvider("dear");
  private LedgerFixture.Running running;

  @BeforeEach
  void empty() {
    fixture.empty();
    time.set(Instant.parse("2026-11-22T01:30:00Z"));
    running =
        fixture.running(
            fixture.carrier(cheap, new Route("84", ALL, 100_000_000)),
            fixture.carrier(dear, new Route("", ALL, 900_000_000)));
  }

  @Test
  void each_message_goes_the_cheapest_way_and_its_cost_is_kept() throws Exception {
    fixture.enqueue(MessageClass.REPLY);
    fixture.enqueue(MessageClass.REPLY, new PhoneNumber("+14155550100"));
    running.send();
    assertThat(cheap.calls).hasSize(1);
    assertThat(dear.calls).hasSize(1);
    assertThat(
            sql.text(
                "SELECT string_agg(provider || ' ' || cost, ', ' ORDER BY 1) FROM"
                    + " (SELECT provider, cost FROM sms.outbound ORDER BY 1) o"))
        .isEqualTo("cheap 100000000, dear 900000000");
  }

  @Test
  void what_a_message_of_a_campaign_cost_is_told() throws Exception {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    UUID id = UuidCreator.getTimeOrderedEpoch();
    outbox.enqueue(
        new OutboundSms(
            id,
            MessageClass.AWARENESS,
            key.seal(fixture.phone()),
            "Đ".repeat(100),
            null,
            campaign,
            null));
    running.send();
    assertThat(outbox.fates(java.util.List.of(id)))
        .containsEntry(id, new Fate(OutboundState.ACCEPTED, null, 200_000_000));
  }

  @Test
  void a_doubt_that_news_resolves_was_paid_once_though_the_answer_comes_late() throws Exception {
    cheap.staysSilent();
    UUID id = fixture.enqueue(MessageClass.REPLY);
    running.sender().sendDue();
    status.accept(new StatusNews("cheap", "c1", id, DeliveryStatus.SENT));
    cheap.open.get(0).complete(new SendResult.Accepted("c1"));
    running.sender().recordSome(Duration.ofSeconds(10));
    assertThat(fixture.state(id)).isEqualTo("SENT");
    assertThat(sql.number("SELECT cost FROM sms.outbound")).isEqualTo(100_000_000);
  }

  @Test
  void a_broken_channel_is_left_at_once_and_its_messages_go_the_other_way() throws Exception {
    cheap.answers(new SendResult.ChannelBroken("20003"));
    UUID id = fixture.enqueue(MessageClass.AWARENESS);
    running.send();
    assertThat(fixture.state(id)).isEqualTo("QUEUED");
    time.advance(Duration.ofSeconds(1));
    assertThat(running.send()).isEqualTo(1);
    assertThat(dear.calls).extracting(OutgoingSms::id).containsExactly(id);
    assertThat(fixture.state(id)).isEqualTo("ACCEPTED");
    assertThat(sql.text("SELECT string_agg(outcome, ',' ORDER BY n) FROM sms.attempt"))
        .isEqualTo("CHANNEL_BROKEN,ACCEPTED");
  }

  @Test
  void one_message_tries_a_broken_channel_and_when_it_works_all_go_there_again() throws Exception {
    cheap.answers(new SendResult.ChannelBroken("20003"));
    dear.connected = false;
    for (int i = 0; i < 5; i++) {
      fixture.enqueue(MessageClass.ALERT);
    }
    cheap.window = 1;
    running.send();
    cheap.window = 10;
    time.advance(Duration.ofSeconds(2));
    assertThat(running.send()).as("left alone").isZero();
    time.advance(Duration.ofSeconds(4));
    cheap.answer =
        sms ->
            java.util.concurrent.CompletableFuture.completedFuture(
                new SendResult.Accepted("p" + sms.id()));
    assertThat(running.send()).as("the probe").isEqualTo(1);
    assertThat(running.send()).isEqualTo(4);
    assertThat(fixture.states()).isEqualTo("ACCEPTED 5");
  }

  @Test
  void what_is_in_doubt_never_goes_the_other_way_by_itself() throws Exception {
    cheap.answers(new SendResult.InDoubt("time-out"));
    for (int i = 0; i < 30; i++) {
      fixture.enqueue(MessageClass.AWARENESS);
    }
    for (int i = 0; i < 5; i++) {
      running.send();
    }
    time.advance(Duration.ofMinutes(5));
    running.sender().sweep();
    assertThat(cheap.calls.size()).as("until the breaker opened").isBetween(20, 30);
    assertThat(dear.calls).hasSize(30 - cheap.calls.size());
    assertThat(cheap.calls)
        .extracting(OutgoingSms::id)
        .doesNotContainAnyElementsOf(dear.calls.stream().map(OutgoingSms::id).toList());
  }

  @Test
  void a_number_that_reaches_nobody_is_remembered() throws Exception {
    PhoneNumber lan = fixture.phone();
    cheap.answers(new SendResult.Refused("21211", Because.NUMBER));
    UUID refused = fixture.enqueue(MessageClass.REPLY, lan);
    running.send();
    assertThat(fixture.state(refused)).isEqualTo("FAILED");
    UUID alert = fixture.enqueue(MessageClass.ALERT, lan);
    UUID reply = fixture.enqueue(MessageClass.REPLY, lan);
    UUID awareness = fixture.enqueue(MessageClass.AWARENESS, lan);
    cheap.answer =
        sms ->
            java.util.concurrent.CompletableFuture.completedFuture(
                new SendResult.Accepted("p" + sms.id()));
    for (int i = 0; i < 3; i++) {
      running.send();
    }
    assertThat(fixture.state(awareness)).isEqualTo("SUPPRESSED");
    assertThat(fixture.state(alert)).isEqualTo("ACCEPTED");
    assertThat(fixture.state(reply)).isEqualTo("ACCEPTED");
    status.accept(new StatusNews("cheap", "p" + reply, reply, DeliveryStatus.DELIVERED));
    UUID next = fixture.enqueue(MessageClass.AWARENESS, lan);
    running.send();
    assertThat(fixture.state(next)).as("something reached it").isEqualTo("ACCEPTED");
  }

  @Test
  void a_bad_number_that_writes_to_us_is_none() throws Exception {
    PhoneNumber lan = fixture.phone();
    BodySeal.createKeys(home.resolve("keys"));
    suppressions.badNumber(key.seal(lan).hash());
    desk.accept("cheap", null, lan, "8138", "Tôi đây", time.asClock().instant());
    UUID awareness = fixture.enqueue(MessageClass.AWARENESS, lan);
    running.send();
    assertThat(fixture.state(awareness)).isEqualTo("ACCEPTED");
  }

  @Test
  void a_reply_that_has_no_way_does_not_stop_ten_alerts() throws Exception {
    dear.connected = false;
    UUID poisoned = poison(new SendResult.NoWay("21408"));
    running.send();
    for (int i = 0; i < 10; i++) {
      fixture.enqueue(MessageClass.ALERT, new PhoneNumber("+8491230000" + i));
    }
    time.advance(Duration.ofSeconds(1));
    running.send();
    running.send();
    assertThat(fixture.states()).isEqualTo("ACCEPTED 10, QUEUED 1");
    assertThat(fixture.state(poisoned)).isEqualTo("QUEUED");
  }

  /** Whatever a code is taken for: a table may be wrong. */
  @Test
  void a_reply_that_breaks_the_channel_is_not_its_probe_while_another_message_is_due()
      throws Exception {
    dear.connected = false;
    UUID poisoned = poison(new SendResult.ChannelBroken("20003"));
    running.send();
    for (int i = 0; i < 10; i++) {
      fixture.enqueue(MessageClass.ALERT, new PhoneNumber("+8491230000" + i));
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(running.send()).as("the probe").isEqualTo(1);
    assertThat(fixture.states()).isEqualTo("ACCEPTED 1, QUEUED 10");
    for (int i = 0; i < 100; i++) {
      time.advance(Duration.ofSeconds(5));
      running.send();
    }
    assertThat(fixture.states()).isEqualTo("ACCEPTED 10, QUEUED 1");
    assertThat(sql.number("SELECT attempt FROM sms.outbound WHERE id = '" + poisoned + "'"))
        .as("with growing pauses")
        .isLessThan(12);
  }

  @Test
  void what_has_no_way_here_goes_the_other_way() throws Exception {
    UUID poisoned = poison(new SendResult.NoWay("21612"));
    running.send();
    time.advance(Duration.ofSeconds(1));
    running.send();
    assertThat(dear.calls).extracting(OutgoingSms::id).containsExactly(poisoned);
    assertThat(fixture.state(poisoned)).isEqualTo("ACCEPTED");
  }

  @Test
  void what_never_has_a_way_is_given_up_after_a_day() throws Exception {
    dear.connected = false;
    UUID poisoned = poison(new SendResult.NoWay("21408"));
    Instant start = time.asClock().instant();
    while (fixture.state(poisoned).equals("QUEUED")) {
      running.send();
      time.advance(Duration.ofMinutes(5));
    }
    assertThat(fixture.state(poisoned)).isEqualTo("FAILED");
    assertThat(Duration.between(start, time.asClock().instant()))
        .isBetween(Duration.ofHours(20), Duration.ofHours(36));
    assertThat(sql.number("SELECT attempt FROM sms.outbound")).isEqualTo(OutcomeRules.MOST_DETOURS);
  }

  @Test
  void forty_times_slow_down_and_then_all_goes_on() throws Exception {
    dear.connected = false;
    cheap.window = 50;
    for (int i = 0; i < 40; i++) {
      fixture.enqueue(MessageClass.ALERT);
    }
    cheap.answers(new SendResult.Busy("20429", Duration.ofSeconds(1)));
    assertThat(running.send()).isEqualTo(40);
    cheap.answer =
        sms ->
            java.util.concurrent.CompletableFuture.completedFuture(
                new SendResult.Accepted("p" + sms.id()));
    time.advance(Duration.ofSeconds(1));
    assertThat(running.send()).as("not left alone").isEqualTo(40);
  }

  @Test
  void a_code_that_nobody_knows_for_all_messages_loses_few_of_them() throws Exception {
    dear.connected = false;
    cheap.answers(new SendResult.Refused("0x0000045B", Because.OTHER));
    for (int i = 0; i < 10; i++) {
      fixture.enqueue(MessageClass.ALERT);
    }
    running.send();
    assertThat(fixture.states()).isEqualTo("FAILED 4, QUEUED 6");
    assertThat(running.carriers().all().get(0).breaker().broken()).isEqualTo("0x0000045B");
  }

  /** A reply that is always answered so, while all else goes. */
  private UUID poison(SendResult result) {
    UUID poisoned = fixture.enqueue(MessageClass.REPLY, new PhoneNumber("+84988000001"));
    cheap.answer =
        sms ->
            java.util.concurrent.CompletableFuture.completedFuture(
                sms.id().equals(poisoned) ? result : new SendResult.Accepted("p" + sms.id()));
    return poisoned;
  }

  @Test
  void an_opt_out_that_the_provider_tells_is_remembered() throws Exception {
    PhoneNumber lan = fixture.phone();
    UUID first = fixture.enqueue(MessageClass.AWARENESS, lan);
    running.send();
    status.accept(
        new StatusNews(
            "cheap",
            "p-" + first + "-1",
            first,
            DeliveryStatus.UNDELIVERED,
            "21610",
            Because.OPT_OUT));
    assertThat(suppressions.isOptedOut(key.seal(lan).hash())).isTrue();
    suppressions.optIn(key.seal(lan).hash());
    assertThat(suppressions.isOptedOut(key.seal(lan).hash())).isFalse();
  }

  @Test
  void an_opt_out_is_confirmed_once_in_a_life() {
    byte[] lan = key.seal(fixture.phone()).hash();
    suppressions.optOut(lan, "sms");
    assertThat(suppressions.confirmOnce(lan)).isTrue();
    assertThat(suppressions.confirmOnce(lan)).isFalse();
    suppressions.optIn(lan);
    suppressions.optOut(lan, "sms");
    assertThat(suppressions.confirmOnce(lan)).isFalse();
    assertThat(suppressions.confirmOnce(key.seal(fixture.phone()).hash()))
        .as("without a word before")
        .isTrue();
  }

  @Test
  void given_up_for_now_is_tried_again_later_and_news_of_the_first_sending_may_still_win()
      throws Exception {
    UUID id = fixture.enqueue(MessageClass.ALERT);
    running.send();
    givenUp(id, 1);
    assertThat(fixture.state(id)).isEqualTo("QUEUED");
    status.accept(new StatusNews("cheap", "p-" + id + "-1", id, DeliveryStatus.SENT));
    assertThat(fixture.state(id)).as("it was, and is given up").isEqualTo("QUEUED");
    assertThat(running.send()).as("not at once").isZero();
    time.advance(Duration.ofMinutes(30));
    assertThat(running.send()).isEqualTo(1);
    givenUp(id, 1);
    assertThat(fixture.state(id)).as("old news").isEqualTo("ACCEPTED");
    status.accept(new StatusNews("cheap", "p-" + id + "-1", id, DeliveryStatus.DELIVERED));
    assertThat(fixture.state(id)).isEqualTo("DELIVERED");
    givenUp(id, 2);
    assertThat(fixture.state(id)).isEqualTo("DELIVERED");
  }

  @Test
  void after_two_more_sendings_it_is_given_up() throws Exception {
    UUID id = fixture.enqueue(MessageClass.REPLY);
    for (int n = 1; n <= 3; n++) {
      assertThat(fixture.state(id)).isEqualTo("QUEUED");
      assertThat(running.send()).isEqualTo(1);
      givenUp(id, n);
      time.advance(Duration.ofMinutes(30));
    }
    assertThat(fixture.state(id)).isEqualTo("UNDELIVERED");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isZero();
    assertThat(sql.number("SELECT cost FROM sms.outbound")).isEqualTo(300_000_000);
  }

  @Test
  void awareness_that_is_given_up_stays_so() throws Exception {
    UUID id = fixture.enqueue(MessageClass.AWARENESS);
    running.send();
    givenUp(id, 1);
    assertThat(fixture.state(id)).isEqualTo("UNDELIVERED");
  }

  private void givenUp(UUID id, int attempt) {
    status.accept(
        new StatusNews(
            "cheap",
            "p-" + id + "-" + attempt,
            id,
            DeliveryStatus.UNDELIVERED,
            "30003",
            Because.FOR_NOW));
  }
}

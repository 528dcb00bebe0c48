package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Claims on the database: who may be sent what, with any number of nodes. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
@Property(name = "datasources.default.maximum-pool-size", value = "16")
class ClaimsTest {
  @Inject LedgerFixture fixture;
  @Inject Claims claims;
  @Inject SmsOutbox outbox;
  @Inject Suppressions suppressions;
  @Inject Campaigns campaigns;
  @Inject PhoneKey key;
  @Inject TransactionOperations<Connection> transactions;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    fixture.empty();
    time.set(Instant.parse("2026-11-22T01:30:00Z"));
  }

  @Test
  void a_recipient_never_has_two_in_flight_though_the_other_node_read_before_we_committed() {
    PhoneNumber lan = fixture.phone();
    fixture.enqueue(MessageClass.REPLY, lan);
    fixture.enqueue(MessageClass.ALERT, lan);
    transactions.executeWrite(
        tx -> {
          assertThat(fixture.claim("one", 1)).hasSize(1);
          assertThat(fixture.claimElsewhere("two", 10).join())
              .as("the recipient is locked")
              .isEmpty();
          return null;
        });
    assertThat(fixture.claim("two", 10)).as("one is in flight").isEmpty();
  }

  @Test
  void many_nodes_send_everything_once_and_never_two_at_a_time_to_anybody() throws Exception {
    List<UUID> all = new ArrayList<>();
    for (int phone = 0; phone < 8; phone++) {
      PhoneNumber to = fixture.phone();
      for (int i = 0; i < 5; i++) {
        all.add(fixture.enqueue(MessageClass.values()[i % 2], to));
      }
    }
    Set<UUID> sent = ConcurrentHashMap.newKeySet();
    Set<Object> busy = ConcurrentHashMap.newKeySet();
    List<String> faults = java.util.Collections.synchronizedList(new ArrayList<>());
    CountDownLatch ended = new CountDownLatch(6);
    for (int n = 0; n < 6; n++) {
      String node = "node" + n;
      Thread thread =
          new Thread(
              () -> {
                long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
                while (sent.size() < all.size() && System.nanoTime() < until) {
                  List<Claimed> mine = fixture.claim(node, 3);
                  for (Claimed one : mine) {
                    if (!busy.add(one.to())) {
                      faults.add("two at a time");
                    }
                    if (!sent.add(one.id())) {
                      faults.add("twice");
                    }
                  }
                  mine.forEach(one -> busy.remove(one.to()));
                  fixture.ledger.record(
                      mine.stream()
                          .map(
                              one ->
                                  new Outcome(
                                      one.id(),
                                      one.attempt(),
                                      new SendResult.Accepted("p" + one.id())))
                          .toList());
                  if (mine.isEmpty()) {
                    time.advance(Duration.ofMillis(100));
                  }
                }
                ended.countDown();
              });
      thread.setDaemon(true);
      thread.start();
    }
    assertThat(ended.await(90, TimeUnit.SECONDS)).isTrue();
    assertThat(faults).isEmpty();
    assertThat(sent).containsExactlyInAnyOrderElementsOf(all);
    assertThat(fixture.states()).isEqualTo("ACCEPTED 40");
  }

  @Test
  void only_the_lines_of_a_provider_are_claimed_for_it() {
    UUID near = fixture.enqueue(MessageClass.ALERT, new PhoneNumber("+84912000001"));
    UUID far = fixture.enqueue(MessageClass.ALERT, new PhoneNumber("+14155550100"));
    assertThat(fixture.lines())
        .containsExactly(
            new Line(MessageClass.ALERT, "1415"), new Line(MessageClass.ALERT, "84912"));
    assertThat(claims.claim("a", Map.of(new Line(MessageClass.ALERT, "1415"), 7L), 10).messages())
        .extracting(Claimed::id)
        .containsExactly(far);
    assertThat(sql.number("SELECT price FROM sms.attempt")).isEqualTo(7);
    assertThat(fixture.lines()).containsExactly(new Line(MessageClass.ALERT, "84912"));
    assertThat(fixture.state(near)).isEqualTo("QUEUED");
  }

  @Test
  void many_areas_share_a_claim() {
    for (int area = 0; area < 30; area++) {
      for (int i = 0; i < 3; i++) {
        fixture.enqueue(MessageClass.ALERT, new PhoneNumber("+849%02d%06d".formatted(area, i)));
      }
    }
    Set<UUID> claimed = new HashSet<>();
    for (int round = 0; round < 9; round++) {
      List<Claimed> some = fixture.claim("a", 10);
      assertThat(some).hasSize(10);
      some.forEach(one -> claimed.add(one.id()));
    }
    assertThat(claimed).hasSize(90);
    assertThat(fixture.claim("a", 10)).isEmpty();
  }

  @Test
  void an_opt_out_counts_for_what_was_written_before_it() {
    PhoneNumber lan = fixture.phone();
    UUID awareness = fixture.enqueue(MessageClass.AWARENESS, lan);
    UUID reply = fixture.enqueue(MessageClass.REPLY, lan);
    suppressions.optOut(key.seal(lan).hash(), "sms");
    assertThat(fixture.claim("a", 10)).extracting(Claimed::id).containsExactly(reply);
    assertThat(fixture.state(awareness)).isEqualTo("SUPPRESSED");
    assertThat(sql.text("SELECT error_code FROM sms.outbound WHERE id = '" + awareness + "'"))
        .isEqualTo("opted-out");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isEqualTo(1);
  }

  @Test
  void three_awareness_messages_a_day_reach_a_number_and_the_fourth_comes_tomorrow() {
    PhoneNumber lan = fixture.phone();
    for (int i = 0; i < 4; i++) {
      fixture.enqueue(MessageClass.AWARENESS, lan);
      time.advance(Duration.ofMinutes(1));
      acceptAll();
    }
    assertThat(fixture.states()).isEqualTo("ACCEPTED 3, QUEUED 1");
    assertThat(
            sql.text(
                "SELECT next_at AT TIME ZONE 'Asia/Ho_Chi_Minh' FROM sms.outbound"
                    + " WHERE state = 'QUEUED'"))
        .isEqualTo("2026-11-23 07:00:00");
    time.set(Instant.parse("2026-11-23T00:00:00Z"));
    acceptAll();
    assertThat(fixture.states()).isEqualTo("ACCEPTED 4");
  }

  @Test
  void at_night_no_awareness_is_looked_at_and_replies_go() {
    time.set(Instant.parse("2026-11-22T15:00:00Z"));
    fixture.enqueue(MessageClass.AWARENESS);
    UUID reply = fixture.enqueue(MessageClass.REPLY);
    assertThat(fixture.lines()).extracting(Line::messageClass).containsExactly(MessageClass.REPLY);
    assertThat(fixture.claim("a", 10)).extracting(Claimed::id).containsExactly(reply);
    time.set(Instant.parse("2026-11-23T00:00:00Z"));
    assertThat(fixture.claim("a", 10)).hasSize(1);
  }

  @Test
  void a_held_campaign_stands_still_while_others_go_and_goes_on_when_released() {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    enqueue(campaign, 6);
    assertThat(outbox.hold(campaign)).isTrue();
    assertThat(outbox.hold(campaign)).as("already").isFalse();
    UUID other = fixture.enqueue(MessageClass.AWARENESS);
    assertThat(fixture.claim("a", 3)).isEmpty();
    assertThat(fixture.claim("a", 3)).isEmpty();
    assertThat(fixture.claim("a", 3))
        .as("what is held stands aside")
        .extracting(Claimed::id)
        .containsExactly(other);
    assertThat(outbox.release(campaign)).isTrue();
    assertThat(fixture.claim("a", 10)).as("with the next sweep").isEmpty();
    assertThat(campaigns.sweep()).isEqualTo(6);
    assertThat(fixture.claim("a", 10)).hasSize(6);
  }

  @Test
  void what_a_claim_set_aside_while_the_campaign_was_released_is_found_by_the_next_sweep() {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    enqueue(campaign, 1);
    outbox.hold(campaign);
    outbox.release(campaign);
    campaigns.sweep();
    sql.run("UPDATE sms.outbound SET next_at = 'infinity'");
    assertThat(campaigns.sweep()).isEqualTo(1);
    time.advance(Duration.ofMinutes(2));
    assertThat(campaigns.sweep()).isZero();
    assertThat(sql.number("SELECT count(*) FROM sms.campaign WHERE swept")).isEqualTo(1);
  }

  @Test
  void a_canceled_campaign_is_over_at_once_and_for_good() {
    UUID campaign = UuidCreator.getTimeOrderedEpoch();
    enqueue(campaign, 3);
    assertThat(fixture.claim("a", 1)).hasSize(1);
    assertThat(outbox.cancel(campaign)).isTrue();
    assertThat(fixture.claim("a", 1)).isEmpty();
    assertThat(outbox.release(campaign)).isFalse();
    campaigns.sweep();
    assertThat(fixture.states()).isEqualTo("CANCELED 2, SENDING 1");
  }

  @Test
  void a_hundred_messages_to_one_number_do_not_stop_the_others() {
    PhoneNumber lan = fixture.phone();
    for (int i = 0; i < 30; i++) {
      fixture.enqueue(MessageClass.REPLY, lan);
    }
    UUID other = fixture.enqueue(MessageClass.REPLY);
    List<UUID> claimed = new ArrayList<>();
    for (int round = 0; round < 5; round++) {
      fixture.claim("a", 10).forEach(one -> claimed.add(one.id()));
    }
    assertThat(claimed).hasSize(2).contains(other);
  }

  @Test
  void safe_hours_are_kept_in_the_ledger() {
    time.set(Instant.parse("2026-11-22T05:00:00Z"));
    OutboundSms sms =
        new OutboundSms(
            UuidCreator.getTimeOrderedEpoch(),
            MessageClass.ALERT,
            key.seal(fixture.phone()),
            "x",
            null,
            null,
            new SafeHours(java.time.LocalTime.of(20, 0), java.time.LocalTime.of(5, 0)));
    outbox.enqueue(sms);
    assertThat(fixture.claim("a", 10)).isEmpty();
    time.set(Instant.parse("2026-11-22T13:00:00Z"));
    assertThat(fixture.claim("a", 10)).hasSize(1);
  }

  @Test
  void a_claimed_awareness_message_may_arrive_until_ten_and_a_reply_as_long_as_it_likes() {
    time.set(Instant.parse("2026-11-22T14:50:00Z"));
    fixture.enqueue(MessageClass.AWARENESS);
    fixture.enqueue(MessageClass.REPLY);
    assertThat(fixture.claim("a", 10))
        .extracting(Claimed::messageClass, Claimed::validUntil)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(MessageClass.REPLY, null),
            org.assertj.core.api.Assertions.tuple(
                MessageClass.AWARENESS, Instant.parse("2026-11-22T15:00:00Z")));
  }

  @Test
  void a_probe_is_one_message_and_none_of_those_that_failed() {
    PhoneNumber lan = fixture.phone();
    UUID failed = fixture.enqueue(MessageClass.REPLY, lan);
    fixture.enqueue(MessageClass.REPLY, lan);
    UUID alert = fixture.enqueue(MessageClass.ALERT);
    fixture.enqueue(MessageClass.ALERT);
    Map<Line, Long> prices = new java.util.HashMap<>();
    fixture.lines().forEach(line -> prices.put(line, 0L));
    assertThat(claims.probe("a", prices, Set.of(failed)).messages())
        .as("the second reply waits for the first")
        .extracting(Claimed::id)
        .containsExactly(alert);
  }

  private void acceptAll() {
    fixture.ledger.record(
        fixture.claim("a", 100).stream()
            .map(c -> new Outcome(c.id(), c.attempt(), new SendResult.Accepted("p" + c.id())))
            .toList());
  }

  private void enqueue(UUID campaign, int number) {
    List<OutboundSms> messages = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      messages.add(
          new OutboundSms(
              UuidCreator.getTimeOrderedEpoch(),
              MessageClass.AWARENESS,
              key.seal(fixture.phone()),
              "Ngày 30/7",
              clock.instant().plus(Duration.ofDays(2)),
              campaign,
              null));
    }
    assertThat(outbox.enqueueAll(messages)).isEqualTo(number);
    assertThat(outbox.enqueueAll(messages)).as("again").isZero();
  }
}

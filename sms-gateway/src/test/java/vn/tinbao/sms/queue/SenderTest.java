package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.DeliveryStatus;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.provider.StatusNews;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

/** Section 7.2 of the delivery rules, each move of an outbound message. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class SenderTest {
  @Inject SmsOutbox outbox;
  @Inject LedgerFixture fixture;
  @Inject StatusDesk status;
  @Inject PhoneKey key;
  @Inject TransactionOperations<Connection> transactions;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  private final ScriptedProvider provider = new ScriptedProvider();
  private LedgerFixture.Running running;
  private Sender sender;

  @BeforeEach
  void empty() {
    fixture.empty();
    restart();
  }

  private void restart() {
    running = fixture.running(provider);
    sender = running.sender();
  }

  @Test
  void a_message_is_sent_and_its_text_erased_when_it_is_delivered() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isEqualTo(1);
    send();
    assertThat(provider.calls).extracting(OutgoingSms::id).containsExactly(id);
    assertThat(provider.calls.get(0).text()).isEqualTo("Đã nhận tin báo");
    assertThat(state(id)).isEqualTo("ACCEPTED");
    news(id, DeliveryStatus.SENT);
    assertThat(state(id)).isEqualTo("SENT");
    news(id, DeliveryStatus.DELIVERED);
    assertThat(state(id)).isEqualTo("DELIVERED");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isZero();
  }

  @Test
  void the_same_id_is_the_same_message() {
    OutboundSms sms = sms(MessageClass.REPLY, phone(), null);
    assertThat(outbox.enqueue(sms)).isTrue();
    assertThat(outbox.enqueue(sms)).isFalse();
    assertThat(sql.number("SELECT count(*) FROM sms.outbound")).isEqualTo(1);
  }

  @Test
  void what_the_caller_rolls_back_is_not_sent() throws Exception {
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    tx -> {
                      outbox.enqueue(sms(MessageClass.REPLY, phone(), null));
                      throw new IllegalStateException("rolled back");
                    }))
        .hasMessage("rolled back");
    assertThat(send()).isZero();
  }

  @Test
  void number_and_text_are_not_readable_in_the_tables() throws Exception {
    enqueue(MessageClass.REPLY);
    send();
    assertThat(sql.dump("sms.outbound") + sql.dump("sms.attempt"))
        .doesNotContain("91234", "tin báo", "2b3834393132");
  }

  @Test
  void lease_and_attempt_are_committed_before_the_provider_is_called() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answer =
        sms -> {
          assertThat(state(id)).isEqualTo("SENDING");
          assertThat(sql.number("SELECT count(*) FROM sms.attempt WHERE outcome IS NULL"))
              .isEqualTo(1);
          return java.util.concurrent.CompletableFuture.completedFuture(
              new SendResult.Accepted("p1"));
        };
    send();
    assertThat(state(id)).isEqualTo("ACCEPTED");
  }

  @Test
  void replies_go_before_alerts_and_alerts_before_awareness() throws Exception {
    UUID awareness = enqueue(MessageClass.AWARENESS);
    UUID alert = enqueue(MessageClass.ALERT);
    UUID reply = enqueue(MessageClass.REPLY);
    send();
    assertThat(provider.calls).extracting(OutgoingSms::id).containsExactly(reply, alert, awareness);
  }

  @Test
  void every_area_of_a_campaign_has_its_turn() throws Exception {
    List<UUID> all = new ArrayList<>();
    for (int area = 0; area < 20; area++) {
      for (int one = 0; one < 3; one++) {
        PhoneNumber to = new PhoneNumber("+849%02d55500%d".formatted(area + 10, one));
        all.add(enqueue(MessageClass.AWARENESS, to, null));
      }
    }
    for (int claims = 0; provider.calls.size() < all.size() && claims < 40; claims++) {
      send();
    }
    assertThat(provider.calls).extracting(OutgoingSms::id).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void a_recipient_has_one_message_in_flight_and_gets_them_in_order() throws Exception {
    PhoneNumber lan = phone();
    UUID first = enqueue(MessageClass.REPLY, lan, null);
    time.advance(Duration.ofMillis(5));
    UUID second = enqueue(MessageClass.REPLY, lan, null);
    provider.staysSilent();
    assertThat(sender.sendDue()).isEqualTo(1);
    assertThat(sender.sendDue()).isZero();
    provider.open.get(0).complete(new SendResult.Accepted("p1"));
    sender.recordSome(Duration.ofSeconds(5));
    assertThat(sender.sendDue()).isEqualTo(1);
    assertThat(provider.calls).extracting(OutgoingSms::id).containsExactly(first, second);
  }

  @Test
  void no_more_is_in_flight_than_the_provider_allows() throws Exception {
    provider.window = 3;
    provider.staysSilent();
    for (int i = 0; i < 5; i++) {
      enqueue(MessageClass.ALERT);
    }
    assertThat(sender.sendDue()).isEqualTo(3);
    assertThat(sender.sendDue()).isZero();
    provider.open.get(1).complete(new SendResult.Accepted("p1"));
    sender.recordSome(Duration.ofSeconds(5));
    assertThat(sender.sendDue()).isEqualTo(1);
  }

  @Test
  void two_nodes_never_claim_the_same_message() {
    for (int i = 0; i < 20; i++) {
      enqueue(MessageClass.ALERT);
    }
    List<UUID> other =
        transactions.executeWrite(
            tx -> {
              List<Claimed> mine = fixture.claim("one", 7);
              List<Claimed> theirs = fixture.claimElsewhere("two", 20).join();
              assertThat(mine).hasSize(7);
              assertThat(theirs).hasSize(13);
              assertThat(theirs)
                  .extracting(Claimed::id)
                  .doesNotContainAnyElementsOf(mine.stream().map(Claimed::id).toList());
              return theirs.stream().map(Claimed::id).toList();
            });
    assertThat(other).hasSize(13);
  }

  @Test
  void surely_not_sent_goes_back_and_does_not_count_as_a_try() throws Exception {
    UUID id = enqueue(MessageClass.AWARENESS);
    provider.answers(new SendResult.NotSent("429", Duration.ofSeconds(3)));
    for (int i = 0; i < 10; i++) {
      send();
      assertThat(state(id)).isEqualTo("QUEUED");
      assertThat(send()).as("not at once").isZero();
      time.advance(Duration.ofMinutes(5).plusSeconds(1));
    }
    assertThat(sql.number("SELECT tries FROM sms.outbound")).isZero();
    provider.answers(new SendResult.Accepted("p1"));
    send();
    assertThat(state(id)).isEqualTo("ACCEPTED");
  }

  @Test
  void pauses_after_surely_not_sent_grow_and_heed_the_provider() throws Exception {
    enqueue(MessageClass.REPLY);
    provider.answers(new SendResult.NotSent("no-connection", Duration.ZERO));
    send();
    assertThat(secondsToNext()).isEqualTo(1);
    time.advance(Duration.ofSeconds(1));
    send();
    assertThat(secondsToNext()).isEqualTo(2);
    time.advance(Duration.ofSeconds(2));
    provider.answers(new SendResult.NotSent("429", Duration.ofSeconds(90)));
    send();
    assertThat(secondsToNext()).isEqualTo(90);
  }

  @Test
  void a_permanent_refusal_is_final() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answers(new SendResult.Refused("21211", Because.NUMBER));
    send();
    assertThat(state(id)).isEqualTo("FAILED");
    assertThat(sql.text("SELECT error_code FROM sms.outbound")).isEqualTo("21211");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isZero();
  }

  @Test
  void a_passing_refusal_is_tried_three_times_half_an_hour_apart() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answers(new SendResult.Refused("30003", Because.FOR_NOW));
    for (int i = 0; i < 3; i++) {
      assertThat(state(id)).isEqualTo("QUEUED");
      assertThat(send()).isEqualTo(1);
      assertThat(send()).isZero();
      time.advance(Duration.ofMinutes(30));
    }
    assertThat(state(id)).isEqualTo("FAILED");
  }

  @Test
  void a_reply_in_doubt_is_sent_once_more_and_never_a_third_time() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answers(new SendResult.InDoubt("time-out"));
    send();
    assertThat(state(id)).isEqualTo("UNKNOWN");
    time.advance(Duration.ofSeconds(119));
    sender.sweep();
    assertThat(state(id)).as("news may still come").isEqualTo("UNKNOWN");
    time.advance(Duration.ofSeconds(1));
    sender.sweep();
    assertThat(state(id)).isEqualTo("QUEUED");
    send();
    assertThat(provider.calls).extracting(OutgoingSms::attempt).containsExactly(1, 2);
    time.advance(Duration.ofMinutes(3));
    sender.sweep();
    assertThat(state(id)).isEqualTo("SENT_UNCONFIRMED");
    assertThat(send()).isZero();
  }

  @Test
  void awareness_in_doubt_is_never_sent_again() throws Exception {
    UUID id = enqueue(MessageClass.AWARENESS);
    provider.answers(new SendResult.InDoubt("time-out"));
    send();
    time.advance(Duration.ofMinutes(3));
    sender.sweep();
    assertThat(state(id)).isEqualTo("SENT_UNCONFIRMED");
    assertThat(send()).isZero();
    assertThat(provider.calls).hasSize(1);
    news(id, DeliveryStatus.DELIVERED);
    assertThat(state(id)).as("late news still counts").isEqualTo("DELIVERED");
  }

  @Test
  void news_resolves_a_doubt_without_sending_again() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answers(new SendResult.InDoubt("time-out"));
    send();
    news(id, DeliveryStatus.SENT);
    assertThat(state(id)).isEqualTo("SENT");
    time.advance(Duration.ofMinutes(3));
    sender.sweep();
    assertThat(send()).isZero();
  }

  @ParameterizedTest
  @EnumSource(MessageClass.class)
  void after_a_crash_between_call_and_answer_the_class_decides(MessageClass messageClass)
      throws Exception {
    UUID id = enqueue(messageClass);
    provider.staysSilent();
    sender.sendDue();
    restart();
    sender.sweep();
    assertThat(state(id)).as("the lease still runs").isEqualTo("SENDING");
    time.advance(Duration.ofSeconds(121));
    sender.sweep();
    assertThat(state(id)).isEqualTo("UNKNOWN");
    assertThat(sql.text("SELECT outcome || ' ' || code FROM sms.attempt"))
        .isEqualTo("IN_DOUBT lease-lost");
    time.advance(Duration.ofSeconds(121));
    sender.sweep();
    assertThat(state(id))
        .isEqualTo(messageClass == MessageClass.AWARENESS ? "SENT_UNCONFIRMED" : "QUEUED");
  }

  @Test
  void an_answer_after_the_lease_prevents_the_second_sending() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.staysSilent();
    sender.sendDue();
    time.advance(Duration.ofMinutes(5));
    sender.sweep();
    time.advance(Duration.ofMinutes(5));
    sender.sweep();
    assertThat(state(id)).isEqualTo("QUEUED");
    provider.open.get(0).complete(new SendResult.Accepted("late"));
    sender.recordSome(Duration.ofSeconds(5));
    assertThat(state(id)).isEqualTo("ACCEPTED");
    assertThat(send()).isZero();
  }

  @Test
  void a_provider_that_throws_leaves_a_doubt() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    provider.answer =
        sms -> {
          throw new IllegalStateException("with the number in its message");
        };
    send();
    assertThat(state(id)).isEqualTo("UNKNOWN");
    assertThat(sql.text("SELECT error_code FROM sms.outbound")).isEqualTo("IllegalStateException");
  }

  @Test
  void a_message_past_its_time_is_not_sent() throws Exception {
    UUID id = enqueue(MessageClass.ALERT, phone(), clock.instant().plusSeconds(60));
    time.advance(Duration.ofSeconds(60));
    assertThat(send()).isZero();
    sender.sweep();
    assertThat(state(id)).isEqualTo("EXPIRED");
    assertThat(sql.number("SELECT count(body) FROM sms.outbound")).isZero();
  }

  @Test
  void a_missing_receipt_is_given_up_after_three_days() throws Exception {
    UUID id = enqueue(MessageClass.REPLY);
    send();
    time.advance(Duration.ofHours(71));
    sender.sweep();
    assertThat(state(id)).isEqualTo("ACCEPTED");
    time.advance(Duration.ofHours(2));
    sender.sweep();
    assertThat(state(id)).isEqualTo("SENT_UNCONFIRMED");
  }

  @Test
  void a_number_that_cannot_be_opened_fails_alone() throws Exception {
    UUID bad = enqueue(MessageClass.REPLY);
    sql.run("UPDATE sms.outbound SET to_cipher = '\\x00'");
    UUID good = enqueue(MessageClass.REPLY);
    send();
    assertThat(state(bad)).isEqualTo("FAILED");
    assertThat(state(good)).isEqualTo("ACCEPTED");
  }

  private int send() throws InterruptedException {
    return running.send();
  }

  private UUID enqueue(MessageClass messageClass) {
    return enqueue(messageClass, phone(), null);
  }

  private UUID enqueue(MessageClass messageClass, PhoneNumber to, @Nullable Instant validUntil) {
    OutboundSms sms = sms(messageClass, to, validUntil);
    assertThat(outbox.enqueue(sms)).isTrue();
    return sms.id();
  }

  private OutboundSms sms(MessageClass messageClass, PhoneNumber to, @Nullable Instant validUntil) {
    return new OutboundSms(
        UuidCreator.getTimeOrderedEpoch(),
        messageClass,
        key.seal(to),
        "Đã nhận tin báo",
        validUntil);
  }

  private PhoneNumber phone() {
    return fixture.phone();
  }

  private void news(UUID id, DeliveryStatus what) {
    status.accept(new StatusNews("scripted", "p-" + id + "-1", id, what));
  }

  private String state(UUID id) {
    return fixture.state(id);
  }

  private long secondsToNext() {
    return sql.number(
        "SELECT extract(epoch FROM next_at - '" + clock.instant() + "')::bigint FROM sms.outbound");
  }
}

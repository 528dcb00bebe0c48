package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import io.micronaut.transaction.TransactionDefinition;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.db.HomeDirectory;
import vn.tinbao.sms.phone.PhoneKey;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.queue.InboundDesk.Arrival;
import vn.tinbao.sms.testing.SettableClock;
import vn.tinbao.sms.testing.TestSql;

@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.test.clock", value = "2026-11-22T08:30:00+07:00")
class SmsInboxTest {
  private static final PhoneNumber LAN = new PhoneNumber("+84912345678");
  private static final PhoneNumber HOA = new PhoneNumber("+84987654321");

  @Inject InboundDesk desk;
  @Inject SmsInbox inbox;
  @Inject TransactionOperations<Connection> transactions;
  @Inject HomeDirectory home;
  @Inject PhoneKey phoneKey;
  @Inject SettableClock time;
  @Inject Clock clock;
  @Inject TestSql sql;

  @BeforeEach
  void empty() {
    BodySeal.createKeys(home.resolve("keys"));
    sql.run("DELETE FROM sms.inbound");
  }

  @Test
  void a_message_arrives_with_its_sender_and_text() {
    Arrival arrival = arrive("a", LAN, "toi can giup");
    assertThat(arrival.isNew()).isTrue();
    transactions.executeWrite(
        tx -> {
          InboundSms sms = inbox.claim(10).get(0);
          assertThat(sms.id()).isEqualTo(arrival.id());
          assertThat(sms.to()).isEqualTo("8138");
          assertThat(sms.provider()).isEqualTo("simulator");
          assertThat(sms.receivedAt()).isEqualTo(clock.instant());
          assertThat(phoneKey.open(sms.from())).isEqualTo(LAN);
          assertThat(BodyOpener.load(home.resolve("keys")).open(sms)).isEqualTo("toi can giup");
          return inbox;
        });
  }

  @Test
  void the_same_message_of_a_provider_is_stored_once() {
    Arrival first = arrive("a", LAN, "one");
    Arrival again = arrive("a", LAN, "one");
    assertThat(again).isEqualTo(new Arrival(first.id(), false));
    assertThat(arrive("b", LAN, "two").isNew()).isTrue();
    assertThat(sql.number("SELECT count(*) FROM sms.inbound")).isEqualTo(2);
  }

  @Test
  void without_an_id_of_the_provider_each_call_is_a_message() {
    assertThat(arrive(null, LAN, "one").isNew()).isTrue();
    assertThat(arrive(null, LAN, "one").isNew()).isTrue();
  }

  @Test
  void a_message_that_is_done_does_not_come_again_and_its_text_is_gone() {
    Arrival arrival = arrive("a", LAN, "one");
    assertThat(handleAll()).containsExactly(arrival.id());
    assertThat(handleAll()).isEmpty();
    assertThat(sql.number("SELECT count(*) FROM sms.inbound WHERE body IS NULL")).isEqualTo(1);
  }

  @Test
  void a_rolled_back_claim_comes_again() {
    arrive("a", LAN, "one");
    assertThatThrownBy(
            () ->
                transactions.executeWrite(
                    tx -> {
                      inbox.done(inbox.claim(10).get(0).id());
                      throw new IllegalStateException("crash");
                    }))
        .hasMessage("crash");
    assertThat(handleAll()).hasSize(1);
  }

  @Test
  void one_poisonous_message_does_not_block_the_others_and_comes_back_later() {
    Arrival poison = arrive("a", LAN, "poison");
    time.advance(Duration.ofSeconds(1));
    Arrival next = arrive("b", LAN, "next of the same person");
    Arrival other = arrive("c", HOA, "other person");
    inbox.failed(poison.id(), "IllegalStateException");
    assertThat(handleAll()).containsExactlyInAnyOrder(next.id(), other.id());
    time.advance(Duration.ofSeconds(9));
    assertThat(handleAll()).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(handleAll()).containsExactly(poison.id());
  }

  @Test
  void the_pause_after_failures_doubles_up_to_an_hour() {
    Arrival poison = arrive("a", LAN, "poison");
    for (int i = 0; i < 30; i++) {
      inbox.failed(poison.id(), "x".repeat(500));
    }
    assertThat(
            sql.number(
                "SELECT extract(epoch FROM next_at - '"
                    + clock.instant()
                    + "')::bigint FROM sms.inbound"))
        .isEqualTo(3600);
  }

  @Test
  void two_workers_get_different_senders_and_one_sender_in_order() throws Exception {
    Arrival first = arrive("a", LAN, "1");
    time.advance(Duration.ofSeconds(1));
    Arrival second = arrive("b", LAN, "2");
    Arrival other = arrive("c", HOA, "3");
    transactions.executeWrite(
        tx -> {
          List<InboundSms> mine = inbox.claim(1);
          assertThat(mine).extracting(InboundSms::id).containsExactly(first.id());
          List<UUID> theirs =
              transactions.execute(
                  TransactionDefinition.of(TransactionDefinition.Propagation.REQUIRES_NEW),
                  inner -> inbox.claim(10).stream().map(InboundSms::id).toList());
          assertThat(theirs).containsExactly(other.id());
          inbox.done(first.id());
          return mine;
        });
    assertThat(handleAll()).containsExactlyInAnyOrder(second.id(), other.id());
  }

  @Test
  void claiming_needs_a_transaction() {
    assertThatThrownBy(() -> inbox.claim(1)).isInstanceOf(RuntimeException.class);
  }

  @Test
  void whoever_waits_is_woken_by_an_arrival() throws Exception {
    CountDownLatch woken = new CountDownLatch(1);
    CountDownLatch afterEnd = new CountDownLatch(1);
    Runnable end = inbox.onArrival(woken::countDown);
    arrive("a", LAN, "one");
    assertThat(woken.await(60, TimeUnit.SECONDS)).isTrue();
    end.run();
    Runnable other = inbox.onArrival(afterEnd::countDown);
    other.run();
    arrive("b", LAN, "two");
    assertThat(afterEnd.await(200, TimeUnit.MILLISECONDS)).isFalse();
  }

  @Test
  void nothing_readable_is_in_the_table() {
    arrive("a", LAN, "toi o Binh Trung");
    assertThat(sql.dump("sms.inbound"))
        .doesNotContain("912345678", "Binh Trung", hex("912345678"), hex("Binh Trung"));
  }

  private static String hex(String text) {
    return java.util.HexFormat.of()
        .formatHex(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private Arrival arrive(String providerMessageId, PhoneNumber from, String text) {
    return desk.accept("simulator", providerMessageId, from, "8138", text, clock.instant());
  }

  /** What a worker does: claim and finish until nothing comes. */
  private List<UUID> handleAll() {
    List<UUID> handled = new java.util.ArrayList<>();
    while (transactions.<Boolean>executeWrite(
        tx -> {
          List<InboundSms> claimed = inbox.claim(10);
          for (InboundSms sms : claimed) {
            handled.add(sms.id());
            inbox.done(sms.id());
          }
          return !claimed.isEmpty();
        })) {}
    return handled;
  }
}

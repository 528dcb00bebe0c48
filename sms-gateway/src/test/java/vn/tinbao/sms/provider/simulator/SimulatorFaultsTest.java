package vn.tinbao.sms.provider.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micronaut.context.annotation.Property;
import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.OutgoingSms;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.queue.MessageClass;
import vn.tinbao.sms.testing.TestSql;

/** What the simulated network does wrong on demand, without a sender in between. */
@MicronautTest(transactional = false, startApplication = false)
@Property(name = "tinbao.sms.simulator.sent-after", value = "PT0.01S")
@Property(name = "tinbao.sms.simulator.delivered-after", value = "PT0.01S")
@Property(name = "tinbao.sms.simulator.slow-answer", value = "PT0.3S")
class SimulatorFaultsTest {
  private static final PhoneNumber LAN = new PhoneNumber("+84912345678");

  @Inject SimulatorProvider simulator;
  @Inject SimulatedPhones phones;
  @Inject SimulatedNetwork network;
  @Inject TestSql sql;

  @AfterEach
  void usual() {
    network.change(state -> SimulatedNetwork.State.USUAL);
  }

  @Test
  void every_fault_has_a_number_of_its_own() {
    List<String> numbers =
        Arrays.stream(SimulatedFault.values())
            .filter(fault -> fault != SimulatedFault.NONE)
            .map(SimulatedFault::number)
            .toList();
    assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("\\+84\\d{9}"));
    for (SimulatedFault fault : SimulatedFault.values()) {
      if (fault != SimulatedFault.NONE) {
        assertThat(network.faultFor(new PhoneNumber(fault.number()))).isEqualTo(fault);
      }
    }
    assertThat(network.faultFor(LAN)).isEqualTo(SimulatedFault.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "NO_ANSWER, InDoubt, DELIVERED, ''",
    "ERROR_AFTER_ACCEPT, InDoubt, DELIVERED, 'DELIVERED SENT'",
    "UNREACHABLE, Accepted, UNDELIVERED, 'SENT UNDELIVERED'",
    "FILTERED, Accepted, UNDELIVERED, 'SENT UNDELIVERED'",
    "UNRULY_NEWS, Accepted, DELIVERED, 'ACCEPTED DELIVERED SENT'",
    "SLOW, Accepted, DELIVERED, 'DELIVERED SENT'",
    "BAD_NUMBER, Refused, REFUSED, ''",
    "OPTED_OUT, Refused, REFUSED, ''",
  })
  void a_fault_is_played_for_its_number_and_by_its_switch(
      SimulatedFault fault, String result, Bubble.Status end, String reported) throws Exception {
    played(new PhoneNumber(fault.number()), result, end, reported);
    network.change(state -> new SimulatedNetwork.State(fault, state.connection(), false, true));
    played(LAN, result, end, reported);
  }

  private void played(PhoneNumber to, String result, Bubble.Status end, String reported)
      throws Exception {
    OutgoingSms sms = sms(to, 1);
    assertThat(send(sms).getClass().getSimpleName()).isEqualTo(result);
    await().until(() -> bubble(sms).status() == end);
    await().until(() -> reported(sms.id()).equals(reported));
  }

  @Test
  void why_it_failed_is_said_with_the_refusal_and_with_the_news() throws Exception {
    assertThat(send(sms(new PhoneNumber(SimulatedFault.BAD_NUMBER.number()), 1)))
        .isEqualTo(new SendResult.Refused("simulated-21211", Because.NUMBER));
    assertThat(send(sms(new PhoneNumber(SimulatedFault.OPTED_OUT.number()), 1)))
        .isEqualTo(new SendResult.Refused("simulated-21610", Because.OPT_OUT));
    OutgoingSms off = sms(new PhoneNumber(SimulatedFault.UNREACHABLE.number()), 1);
    send(off);
    await()
        .until(
            () ->
                sql.number(
                        "SELECT count(*) FROM sms.provider_event WHERE code = 'simulated-30003'"
                            + " AND message_id = '"
                            + off.id()
                            + "'")
                    == 1);
  }

  @Test
  void a_number_is_throttled_twice_then_the_message_arrives_in_the_same_bubble() throws Exception {
    PhoneNumber phone = new PhoneNumber(SimulatedFault.THROTTLED.number());
    OutgoingSms first = sms(phone, 1);
    for (int attempt = 1; attempt <= 2; attempt++) {
      assertThat(send(again(first, attempt)))
          .isEqualTo(new SendResult.Busy("simulated-429", Duration.ofSeconds(1)));
    }
    assertThat(send(again(first, 3))).isInstanceOf(SendResult.Accepted.class);
    await().until(() -> bubble(first).status() == Bubble.Status.DELIVERED);
    assertThat(phones.screen(phone)).hasSize(1);
    assertThat(bubble(first).history())
        .extracting(Bubble.Step::status)
        .containsExactly(
            Bubble.Status.THROTTLED,
            Bubble.Status.THROTTLED,
            Bubble.Status.ACCEPTED,
            Bubble.Status.SENT,
            Bubble.Status.DELIVERED);
  }

  @Test
  void a_network_that_is_throttled_as_a_whole_puts_off_for_ever() throws Exception {
    network.change(
        state ->
            new SimulatedNetwork.State(SimulatedFault.THROTTLED, state.connection(), false, true));
    assertThat(send(sms(LAN, 7))).isInstanceOf(SendResult.Busy.class);
  }

  @Test
  void without_connection_nothing_is_sent_and_the_provider_says_so() throws Exception {
    connection(SimulatedNetwork.Connection.DOWN);
    assertThat(simulator.connected()).isFalse();
    OutgoingSms sms = sms(LAN, 1);
    assertThat(send(sms)).isInstanceOf(SendResult.NotSent.class);
    assertThat(phones.find(LAN, sms.id().toString())).isEmpty();
    connection(SimulatedNetwork.Connection.UP);
    assertThat(simulator.connected()).isTrue();
    assertThat(send(sms)).isInstanceOf(SendResult.Accepted.class);
  }

  @Test
  void a_closed_account_breaks_the_channel() throws Exception {
    connection(SimulatedNetwork.Connection.LOCKED);
    assertThat(simulator.connected()).isTrue();
    assertThat(send(sms(LAN, 1))).isInstanceOf(SendResult.ChannelBroken.class);
  }

  @Test
  void a_slow_answer_is_late() {
    PhoneNumber phone = new PhoneNumber(SimulatedFault.SLOW.number());
    assertThat(simulator.send(sms(phone, 1)).toCompletableFuture().isDone()).isFalse();
  }

  private void connection(SimulatedNetwork.Connection connection) {
    network.change(
        state ->
            new SimulatedNetwork.State(
                state.fault(), connection, state.inParts(), state.numbered()));
  }

  private String reported(UUID id) {
    return sql.text(
        "SELECT coalesce(string_agg(status, ' ' ORDER BY status), '') FROM sms.provider_event"
            + " WHERE message_id = '"
            + id
            + "'");
  }

  private Bubble bubble(OutgoingSms sms) {
    return phones.find(sms.to(), sms.id().toString()).orElseThrow();
  }

  private SendResult send(OutgoingSms sms)
      throws java.util.concurrent.ExecutionException, InterruptedException, TimeoutException {
    return simulator.send(sms).toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private static OutgoingSms again(OutgoingSms sms, int attempt) {
    return new OutgoingSms(sms.id(), attempt, sms.to(), sms.text(), MessageClass.REPLY, null);
  }

  private static OutgoingSms sms(PhoneNumber to, int attempt) {
    return new OutgoingSms(
        UuidCreator.getTimeOrderedEpoch(), attempt, to, "Đã nhận", MessageClass.REPLY, null);
  }
}

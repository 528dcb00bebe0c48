package vn.tinbao.sms.provider.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.test.extensions.junit5.annotation.MicronautTest;
import jakarta.inject.Inject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.phone.PhoneNumber;
import vn.tinbao.sms.provider.SmsProvider;
import vn.tinbao.sms.provider.SmsProviderContract;

@MicronautTest(transactional = false, startApplication = false)
class SimulatorProviderTest extends SmsProviderContract {
  @Inject SimulatorProvider simulator;
  private static final Set<Bubble.Status> NOT_THERE =
      Set.of(Bubble.Status.REFUSED, Bubble.Status.THROTTLED);

  @Inject SimulatedPhones phones;
  @Inject SimulatedNetwork network;

  @Override
  protected SmsProvider provider() {
    return simulator;
  }

  /** What was refused stands on the screen too, for whoever watches; no phone has it. */
  @Override
  protected int arrived(PhoneNumber phone, String text) {
    return (int)
        phones.screen(phone).stream()
            .filter(b -> b.text().equals(text) && !NOT_THERE.contains(b.status()))
            .count();
  }

  @Override
  protected void play(Trouble trouble) {
    SimulatedFault fault =
        switch (trouble) {
          case REFUSAL -> SimulatedFault.BAD_NUMBER;
          case NO_WAY -> SimulatedFault.NO_WAY;
          case DOUBT -> SimulatedFault.NO_ANSWER;
          case BUSY -> SimulatedFault.THROTTLED;
        };
    network.change(state -> new SimulatedNetwork.State(fault, state.connection(), false, true));
  }

  @Override
  protected void calm() {
    network.change(state -> SimulatedNetwork.State.USUAL);
  }

  @Test
  void a_screen_keeps_the_last_50_messages() throws Exception {
    Bubble first =
        Bubble.of(
            "first", Bubble.Direction.TO_PHONE, "a", java.time.Instant.EPOCH, Bubble.Status.SENT);
    phones.show(PHONE, first);
    for (int i = 0; i < 60; i++) {
      send(sms("tin " + i, 1));
    }
    phones.change(
        PHONE, "first", bubble -> bubble.with(Bubble.Status.DELIVERED, java.time.Instant.EPOCH));
    assertThat(phones.screen(PHONE)).hasSize(50);
    assertThat(phones.screen(PHONE).get(49).text()).isEqualTo("tin 59");
  }

  @Test
  void an_answer_that_overtakes_its_question_stands_below_it() {
    PhoneNumber phone = new PhoneNumber("+84912000001");
    java.time.Instant asked = java.time.Instant.parse("2026-11-22T01:30:00Z");
    phones.show(
        phone,
        Bubble.of(
            "2", Bubble.Direction.TO_PHONE, "b", asked.plusMillis(5), Bubble.Status.ACCEPTED));
    phones.show(
        phone, Bubble.of("1", Bubble.Direction.FROM_PHONE, "a", asked, Bubble.Status.RECEIVED));
    assertThat(phones.screen(phone)).extracting(Bubble::id).containsExactly("1", "2");
  }
}

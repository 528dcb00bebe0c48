package vn.tinbao.sms.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.provider.Because;
import vn.tinbao.sms.provider.SendResult;
import vn.tinbao.sms.testing.SettableClock;

class BreakerTest {
  private static final UUID LAN = UUID.randomUUID();
  private static final UUID HOA = UUID.randomUUID();
  private static final SendResult OK = new SendResult.Accepted("p");
  private static final SendResult NOT_SENT = new SendResult.NotSent("down", Duration.ZERO);
  private static final SendResult IN_DOUBT = new SendResult.InDoubt("time-out");
  private final SettableClock time = new SettableClock(Instant.parse("2026-11-22T01:30:00Z"));
  private final Breaker breaker =
      new Breaker(
          new BreakerSettings(3, Duration.ofSeconds(5), Duration.ofSeconds(15)), time.asClock());

  @Test
  void many_failures_in_a_row_open_it_and_a_success_between_them_does_not() {
    breaker.learn(LAN, NOT_SENT);
    breaker.learn(LAN, IN_DOUBT);
    breaker.learn(LAN, OK);
    breaker.learn(LAN, IN_DOUBT);
    assertThat(breaker.learn(LAN, NOT_SENT)).isFalse();
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(breaker.learn(LAN, NOT_SENT)).as("that opened it").isTrue();
    assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
    assertThat(breaker.broken()).isNull();
  }

  @Test
  void a_refused_message_shows_that_the_provider_works() {
    breaker.learn(LAN, NOT_SENT);
    breaker.learn(LAN, NOT_SENT);
    breaker.learn(LAN, new SendResult.Refused("21211", Because.NUMBER));
    breaker.learn(LAN, NOT_SENT);
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
  }

  @Test
  void a_broken_channel_opens_it_at_once_and_says_so_until_it_works() {
    assertThat(breaker.learn(LAN, new SendResult.ChannelBroken("20003"))).isTrue();
    assertThat(breaker.broken()).isEqualTo("20003");
    assertThat(breaker.probeDue()).isFalse();
    time.advance(Duration.ofSeconds(5));
    assertThat(breaker.probeDue()).isTrue();
    breaker.probing();
    assertThat(breaker.probeDue()).as("one at a time").isFalse();
    assertThat(breaker.learn(LAN, OK)).isTrue();
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(breaker.broken()).isNull();
  }

  @Test
  void each_probe_that_fails_doubles_the_pause_up_to_the_longest() {
    breaker.learn(LAN, new SendResult.ChannelBroken("401"));
    for (int seconds : new int[] {5, 10, 15, 15}) {
      time.advance(Duration.ofSeconds(seconds).minusMillis(1));
      assertThat(breaker.probeDue()).isFalse();
      time.advance(Duration.ofMillis(1));
      assertThat(breaker.probeDue()).isTrue();
      breaker.probing();
      breaker.learn(LAN, IN_DOUBT);
    }
  }

  @Test
  void what_was_in_flight_when_it_opened_does_not_make_the_pause_longer() {
    for (int i = 0; i < 32; i++) {
      breaker.learn(LAN, IN_DOUBT);
    }
    time.advance(Duration.ofSeconds(5));
    assertThat(breaker.probeDue()).isTrue();
  }

  @Test
  void a_provider_that_is_busy_or_has_no_way_to_one_recipient_is_not_left_alone() {
    for (int i = 0; i < 40; i++) {
      breaker.learn(LAN, new SendResult.Busy("429", Duration.ZERO));
      breaker.learn(LAN, new SendResult.NoWay("21408"));
    }
    assertThat(breaker.state()).isEqualTo(Breaker.State.CLOSED);
    assertThat(breaker.learn(LAN, OK)).isFalse();
  }

  @Test
  void a_probe_that_meets_a_busy_provider_comes_again_after_the_same_pause() {
    breaker.learn(LAN, new SendResult.ChannelBroken("401"));
    for (int i = 0; i < 3; i++) {
      time.advance(Duration.ofSeconds(5));
      assertThat(breaker.probeDue()).isTrue();
      breaker.probing();
      breaker.learn(LAN, new SendResult.Busy("429", Duration.ZERO));
      assertThat(breaker.state()).isEqualTo(Breaker.State.OPEN);
      assertThat(breaker.probeDue()).isFalse();
    }
  }

  @Test
  void who_broke_it_or_failed_as_a_probe_is_known_until_it_works() {
    breaker.learn(LAN, new SendResult.ChannelBroken("401"));
    time.advance(Duration.ofSeconds(5));
    breaker.probing();
    breaker.learn(HOA, IN_DOUBT);
    assertThat(breaker.suspects()).containsExactlyInAnyOrder(LAN, HOA);
    breaker.learn(HOA, OK);
    assertThat(breaker.suspects()).isEmpty();
  }

  @Test
  void one_code_without_a_reason_for_five_messages_in_a_row_is_the_channels() {
    SendResult odd = new SendResult.Refused("0x0000045B", Because.OTHER);
    for (int i = 0; i < 4; i++) {
      assertThat(breaker.weigh(UUID.randomUUID(), odd)).isEqualTo(odd);
    }
    assertThat(breaker.weigh(LAN, odd)).isEqualTo(new SendResult.ChannelBroken("0x0000045B"));
    assertThat(breaker.weigh(LAN, OK)).isEqualTo(OK);
    assertThat(breaker.weigh(LAN, odd)).as("it works").isEqualTo(odd);
  }

  @Test
  void other_reasons_another_code_or_one_message_again_and_again_are_not() {
    SendResult odd = new SendResult.Refused("0x0000045B", Because.OTHER);
    SendResult number = new SendResult.Refused("21211", Because.NUMBER);
    SendResult sealed = new SendResult.Refused(Call.CANNOT_BE_OPENED, Because.OTHER);
    for (int i = 0; i < 10; i++) {
      assertThat(breaker.weigh(LAN, odd)).isEqualTo(odd);
      assertThat(breaker.weigh(UUID.randomUUID(), number)).isEqualTo(number);
    }
    for (int i = 0; i < 10; i++) {
      SendResult other = new SendResult.Refused("code-" + i, Because.OTHER);
      assertThat(breaker.weigh(UUID.randomUUID(), other)).isEqualTo(other);
      assertThat(breaker.weigh(UUID.randomUUID(), sealed)).isEqualTo(sealed);
    }
  }
}

package vn.tinbao.sms.provider.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import vn.tinbao.sms.testing.SettableClock;

class AdaptiveWindowTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T00:00:00Z"));

  @Test
  void it_grows_by_one_for_each_round_up_to_the_most() {
    AdaptiveWindow window = new AdaptiveWindow(2, 4, clock.asClock());
    window.answered();
    assertThat(window.size()).isEqualTo(2);
    window.answered();
    assertThat(window.size()).isEqualTo(3);
    for (int i = 0; i < 100; i++) {
      window.answered();
    }
    assertThat(window.size()).isEqualTo(4);
  }

  @Test
  void it_halves_once_a_second_and_never_closes() {
    AdaptiveWindow window = new AdaptiveWindow(9, 9, clock.asClock());
    window.tooMany();
    window.tooMany();
    assertThat(window.size()).isEqualTo(4);
    for (int i = 0; i < 5; i++) {
      clock.advance(Duration.ofSeconds(1));
      window.tooMany();
    }
    assertThat(window.size()).isEqualTo(1);
  }

  @Test
  void it_never_begins_above_the_most() {
    assertThat(new AdaptiveWindow(32, 5, clock.asClock()).size()).isEqualTo(5);
  }
}

package vn.tinbao.sms.provider.smpp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;
  private long now = 123_456_789L;

  @Test
  void no_more_than_agreed_goes_in_a_second() {
    Pace pace = new Pace(50, () -> now);
    assertThat(goIn(pace, 1)).isBetween(49, 52);
    assertThat(goIn(pace, 1)).isBetween(49, 51);
  }

  @Test
  void a_rest_is_not_saved_up() {
    Pace pace = new Pace(100, () -> now);
    now += 60 * SECOND;
    assertThat(goIn(pace, 1)).isBetween(99, 103);
  }

  @Test
  void without_an_agreement_nobody_waits() {
    Pace pace = new Pace(0, () -> now);
    for (int i = 0; i < 1_000; i++) {
      now += 100_000;
      assertThat(pace.turn()).isZero();
    }
    assertThat(pace.limited()).isFalse();
  }

  @Test
  void too_much_means_half_of_what_really_went_after_a_pause() {
    Pace pace = new Pace(0, () -> now);
    for (int i = 0; i < 200; i++) {
      now += 5_000_000;
      assertThat(pace.turn()).isZero();
    }
    pace.slower();
    pace.slower();
    assertThat(pace.rate()).as("one burst counts once").isBetween(90.0, 110.0);
    assertThat(pace.turn()).isGreaterThanOrEqualTo(SECOND);
  }

  @Test
  void it_gets_back_to_what_was_agreed_and_never_beyond_nor_to_nothing() {
    Pace pace = new Pace(40, () -> now);
    for (int i = 0; i < 20; i++) {
      pace.slower();
      now += 2 * SECOND;
    }
    assertThat(pace.rate()).isGreaterThanOrEqualTo(1);
    now += 120 * SECOND;
    assertThat(pace.rate()).isEqualTo(40);
  }

  /** Turns that come within so many seconds; the clock is moved to each. */
  private int goIn(Pace pace, int seconds) {
    long end = now + seconds * SECOND;
    int gone = 0;
    while (now < end) {
      now += pace.turn();
      gone++;
    }
    return gone;
  }
}

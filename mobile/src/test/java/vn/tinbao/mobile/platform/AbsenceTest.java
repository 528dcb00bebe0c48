package vn.tinbao.mobile.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class AbsenceTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private Instant wall = Instant.parse("2026-11-22T08:00:00Z");
  private long nanos = 7;
  private final Clock clock = ((InstantSource) () -> wall).withZone(ZoneOffset.UTC);
  private final Absence absence = new Absence(clock, () -> nanos);

  private void pass(Duration byWall, Duration byNanos) {
    wall = wall.plus(byWall);
    nanos += byNanos.toNanos();
  }

  @Test
  void a_short_one_is_short_and_a_network_may_set_the_clock_a_little() {
    pass(MINUTE, MINUTE);
    assertThat(absence.isLongerThan(MINUTE)).isFalse();
    absence.begin();
    pass(Duration.ofSeconds(-3), Duration.ofSeconds(1));
    assertThat(absence.isLongerThan(MINUTE)).isFalse();
  }

  @Test
  void a_phone_that_slept_deeply_was_away_though_one_clock_stood_still() {
    pass(MINUTE.plusMillis(1), Duration.ZERO);
    assertThat(absence.isLongerThan(MINUTE)).isTrue();
    absence.begin();
    assertThat(absence.isLongerThan(MINUTE)).isFalse();
  }

  @Test
  void setting_the_clock_back_does_not_make_it_short() {
    pass(Duration.ofHours(-1), Duration.ofSeconds(1));
    assertThat(absence.isLongerThan(MINUTE)).isTrue();
    absence.begin();
    pass(Duration.ZERO, MINUTE.plusMillis(1));
    assertThat(absence.isLongerThan(MINUTE)).isTrue();
  }
}

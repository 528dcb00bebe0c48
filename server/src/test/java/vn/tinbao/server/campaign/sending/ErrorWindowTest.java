package vn.tinbao.server.campaign.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorWindowTest {
  private static final Instant START = Instant.parse("2026-07-30T01:00:00Z");
  private static final SendingSettings SETTINGS =
      new SendingSettings(
          true,
          1_000,
          10_000,
          20_000,
          Duration.ofMillis(500),
          20,
          50,
          Duration.ofMinutes(5),
          2,
          500,
          List.of("30007"),
          Duration.ofDays(7),
          Duration.ofDays(30),
          "");

  private static ErrorWindow window(long good, Map<String, Integer> errors) {
    return new ErrorWindow(START, 0, 0, 0, null).with(good, errors, START, SETTINGS);
  }

  @Test
  void more_than_a_fifth_of_fifty_is_too_much_and_the_commonest_error_is_named() {
    assertThat(window(39, Map.of("30005", 10)).tooMany(SETTINGS)).as("49 outcomes").isFalse();
    assertThat(window(40, Map.of("30005", 10)).tooMany(SETTINGS)).as("a fifth").isFalse();
    ErrorWindow many = window(39, Map.of("30005", 8, "30007", 3));
    assertThat(many.tooMany(SETTINGS)).isTrue();
    assertThat(many.code()).isEqualTo("30005");
  }

  @Test
  void two_of_a_hundred_that_are_filtered_are_too_much_and_the_filter_is_named() {
    assertThat(window(489, Map.of("30007", 10)).tooMany(SETTINGS)).as("499 outcomes").isFalse();
    assertThat(window(490, Map.of("30007", 10)).tooMany(SETTINGS)).as("two of 100").isFalse();
    assertThat(window(470, Map.of("30005", 30)).tooMany(SETTINGS)).as("other errors").isFalse();
    ErrorWindow filtered = window(470, Map.of("30005", 19, "30007", 11));
    assertThat(filtered.tooMany(SETTINGS)).isTrue();
    assertThat(filtered.code()).isEqualTo("30007");
  }

  @Test
  void who_was_taken_and_failed_is_a_bad_one_and_no_good_one_any_more() {
    ErrorWindow taken = window(100, Map.of());
    ErrorWindow failed = taken.with(-30, Map.of("30003", 30), START.plusSeconds(60), SETTINGS);
    assertThat(failed.good()).isEqualTo(70);
    assertThat(failed.bad()).isEqualTo(30);
    assertThat(failed.since()).isEqualTo(START);
    assertThat(failed.tooMany(SETTINGS)).isTrue();
  }

  @Test
  void after_five_minutes_counting_begins_anew() {
    Instant later = START.plus(Duration.ofMinutes(5)).plusMillis(1);
    ErrorWindow anew =
        window(480, Map.of("30007", 10)).with(9, Map.of("30007", 1), later, SETTINGS);
    assertThat(anew).isEqualTo(new ErrorWindow(later, 9, 1, 1, "30007"));
    assertThat(anew.tooMany(SETTINGS)).isFalse();
  }
}

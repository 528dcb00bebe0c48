package vn.tinbao.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import vn.tinbao.server.web.Assets;
import vn.tinbao.server.web.Messages;
import vn.tinbao.server.web.Ui;

class MomentsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T01:30:00Z");

  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));

  private final Moments moments =
      new Moments(
          new Ui(
              Locale.forLanguageTag("vi-VN"), new Messages(), new Assets(), null, "/", "", false),
          NOW,
          Duration.ofMinutes(15));

  @ParameterizedTest
  @CsvSource({
    "PT0S, vừa xong",
    "PT59S, vừa xong",
    "PT1M, 1 phút trước",
    "PT59M59S, 59 phút trước",
    "PT1H, 1 giờ trước",
    "PT3H20M, 3 giờ 20 phút trước",
    "PT47H59M, 47 giờ 59 phút trước",
    "PT48H, 2 ngày trước",
    "P400D, 400 ngày trước",
    "PT-5S, vừa xong"
  })
  void the_past_is_told_in_words(Duration age, String words) {
    assertThat(moments.ago(NOW.minus(age))).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "PT3H20M, còn 3 giờ 20 phút, calm",
    "PT2H59M, còn 2 giờ 59 phút, soon",
    "PT20S, còn 1 phút, soon",
    "PT0S, quá hạn 1 phút, overdue",
    "PT-2H, quá hạn 2 giờ, overdue",
    "P20D, còn 20 ngày, calm"
  })
  void what_is_left_is_told_with_its_haste(Duration left, String words, String haste) {
    assertThat(moments.left(LONG_AGO, NOW.plus(left))).isEqualTo(words);
    assertThat(moments.haste(LONG_AGO, NOW.plus(left))).isEqualTo(haste);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, làm ngay, soon",
    "PT14M59S, làm ngay, soon",
    "PT15M, quá hạn 15 phút, overdue"
  })
  void a_duty_at_once_is_overdue_after_a_quarter_of_an_hour(
      Duration age, String words, String haste) {
    Instant start = NOW.minus(age);

    assertThat(moments.left(start, start)).isEqualTo(words);
    assertThat(moments.haste(start, start)).isEqualTo(haste);
  }
}

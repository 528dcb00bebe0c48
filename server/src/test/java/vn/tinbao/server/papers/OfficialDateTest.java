package vn.tinbao.server.papers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OfficialDateTest {
  @ParameterizedTest
  @CsvSource({
    "2026-02-05, ngày 05 tháng 02 năm 2026",
    "2026-03-10, ngày 10 tháng 3 năm 2026",
    "2026-12-31, ngày 31 tháng 12 năm 2026"
  })
  void days_below_ten_and_the_first_two_months_get_a_zero(LocalDate day, String written) {
    assertThat(OfficialDate.of(day)).isEqualTo(written);
  }

  @Test
  void times_are_those_of_vietnam() {
    Instant evening = Instant.parse("2026-12-31T17:05:00Z");
    assertThat(OfficialDate.of(evening)).isEqualTo("00 giờ 05 phút, ngày 01 tháng 01 năm 2027");
    assertThat(OfficialDate.brief(evening)).isEqualTo("00:05 01/01/2027");
    assertThat(OfficialDate.day(evening)).isEqualTo(LocalDate.of(2027, 1, 1));
  }
}

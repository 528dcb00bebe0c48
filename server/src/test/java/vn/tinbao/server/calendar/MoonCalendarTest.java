package vn.tinbao.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoonCalendarTest {

  /** 2007 and 2030: the Chinese calendar, an hour east, has another day. */
  @ParameterizedTest
  @CsvSource({
    "2000-02-05", "2007-02-17", "2012-01-23", "2015-02-19", "2018-02-16", "2019-02-05",
    "2020-01-25", "2021-02-12", "2022-02-01", "2023-01-22", "2024-02-10", "2025-01-29",
    "2026-02-17", "2027-02-06", "2028-01-26", "2029-02-13", "2030-02-02"
  })
  void the_lunar_year_begins_on_the_day_people_celebrate(LocalDate newYear) {
    assertThat(MoonCalendar.newYear(newYear.getYear())).isEqualTo(newYear);
  }

  /** 2020 has a leap 4th month, after it; 2023 a leap 2nd, before it. */
  @ParameterizedTest
  @CsvSource({
    "2019-04-14",
    "2020-04-02",
    "2021-04-21",
    "2022-04-10",
    "2023-04-29",
    "2024-04-18",
    "2025-04-07",
    "2026-04-26",
    "2027-04-16"
  })
  void the_day_of_the_Hung_kings_is_the_tenth_of_the_third_month(LocalDate day) {
    assertThat(MoonCalendar.day(day.getYear(), 3, 10)).isEqualTo(day);
  }

  @ParameterizedTest
  @CsvSource({"2020,2020-10-01", "2023,2023-09-29", "2025,2025-10-06", "2026,2026-09-25"})
  void mid_autumn_lies_behind_the_leap_month(int year, LocalDate day) {
    assertThat(MoonCalendar.day(year, 8, 15)).isEqualTo(day);
  }

  @Test
  void years_follow_each_other_without_a_gap() {
    for (int year = 1950; year < 2099; year++) {
      long days = MoonCalendar.newYear(year).until(MoonCalendar.newYear(year + 1), ChronoUnit.DAYS);
      assertThat(days).as("lunar year %d", year).isBetween(353L, 385L);
      LocalDate eve = MoonCalendar.day(year, 12, 1);
      assertThat(eve.until(MoonCalendar.newYear(year + 1), ChronoUnit.DAYS))
          .as("12th month of %d", year)
          .isBetween(29L, 30L);
      for (int month = 1; month < 12; month++) {
        assertThat(MoonCalendar.day(year, month, 1)).isBefore(MoonCalendar.day(year, month + 1, 1));
      }
    }
  }
}

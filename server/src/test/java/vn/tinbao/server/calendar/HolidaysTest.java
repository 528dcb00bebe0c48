package vn.tinbao.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolidaysTest {
  private final Holidays holidays = new Holidays();

  /** Days off that would be worked, and days worked that would be off. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024 | 01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03 | 05-04",
        "2025 | 01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02 | 04-26",
        "2026 | 01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02"
            + " | 01-10 08-22",
        "2027 | 01-01 02-05 02-08 02-09 02-10 02-11 04-16 04-30 05-03 09-01 09-02 |"
      })
  void the_days_off_of_a_year(int year, String free, @Nullable String worked) {
    Map<LocalDate, CalendarDay> days = holidays.of(year);
    assertThat(
            days.values().stream()
                .filter(day -> !day.worked() && !Holidays.weekend(day.day()))
                .map(CalendarDay::day))
        .containsExactlyElementsOf(dates(year, free));
    assertThat(days.values().stream().filter(CalendarDay::worked).map(CalendarDay::day))
        .containsExactlyElementsOf(worked == null ? List.of() : dates(year, worked));
    assertThat(days.values()).allMatch(day -> !day.source().isBlank() && !day.name().isBlank());
  }

  @Test
  void what_nobody_decided_or_read_is_not_confirmed() {
    assertThat(holidays.confirmed(2025)).isTrue();
    assertThat(holidays.confirmed(2027)).isFalse();
    assertThat(holidays.confirmed(2031)).isFalse();
    assertThat(holidays.of(2027).get(LocalDate.of(2027, 2, 8)).confirmed()).isFalse();
    assertThat(holidays.of(2027).get(LocalDate.of(2027, 4, 30)).confirmed()).isTrue();
    assertThat(holidays.of(2026).get(LocalDate.of(2026, 8, 31)).confirmed()).isFalse();
  }

  private static List<LocalDate> dates(int year, String days) {
    return Arrays.stream(days.split(" ")).map(day -> LocalDate.parse(year + "-" + day)).toList();
  }
}

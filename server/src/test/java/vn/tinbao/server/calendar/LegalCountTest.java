package vn.tinbao.server.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LegalCountTest {
  private static final int SIZE =
      "full".equals(System.getProperty("tinbao.test.size")) ? 50_000 : 2_000;

  private final Days calendar = new Days();
  private final LegalCount count = new LegalCount(calendar);

  /** Saturdays, Sundays and Tết 2026 are off; 2027 is not confirmed. */
  private static final class Days implements WorkingDays {
    private final Set<LocalDate> turned = new HashSet<>();

    Days() {
      for (int day = 16; day <= 20; day++) {
        turned.add(LocalDate.of(2026, 2, day));
      }
    }

    @Override
    public boolean worked(LocalDate day) {
      boolean weekday =
          day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
      return weekday != turned.contains(day);
    }

    @Override
    public boolean confirmed(LocalDate day) {
      return day.getYear() != 2027;
    }
  }

  @ParameterizedTest
  @CsvSource({
    // Hours run through nights, weekends and Tết.
    "2026-02-13T17:30, 24h, 2026-02-14T17:30",
    "2026-02-17T23:00, 48h, 2026-02-19T23:00",
    "2026-02-17T23:00, immediate, 2026-02-17T23:00",
    // Days: to midnight of the last one, the first one not counted.
    "2026-11-16T08:00, 3d, 2026-11-20T00:00",
    "2026-11-16T23:59, 3d, 2026-11-20T00:00",
    "2026-11-16T00:00, 3d, 2026-11-20T00:00",
    // The last day is a Saturday; a Monday of Tết.
    "2026-11-18T08:00, 3d, 2026-11-24T00:00",
    "2026-02-13T08:00, 3d, 2026-02-24T00:00",
    // Days off on the way count.
    "2026-02-12T08:00, 20d, 2026-03-05T00:00",
    // Working days do not count days off.
    "2026-11-19T08:00, 3wd, 2026-11-25T00:00",
    "2026-02-13T08:00, 3wd, 2026-02-26T00:00",
    "2026-02-14T08:00, 1wd, 2026-02-24T00:00",
    // Months: the same day, or the last one of the month.
    "2026-03-16T08:00, 2month, 2026-05-19T00:00",
    "2025-12-31T08:00, 2month, 2026-03-03T00:00",
    "2027-12-31T08:00, 2month, 2028-03-01T00:00",
    "2026-05-31T08:00, 1month, 2026-07-01T00:00",
    "2024-02-29T08:00, 1year, 2025-03-01T00:00"
  })
  void counts_as_the_law_says(LocalDateTime event, String limit, LocalDateTime due) {
    assertThat(count.after(at(event), Limit.parse(limit)).at()).isEqualTo(at(due));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-12-08T00:00, -7d, 2026-12-01T00:00",
    // A Sunday stays a Sunday.
    "2026-12-05T00:00, -5d, 2026-11-30T00:00",
    "2026-12-05T10:00, -24h, 2026-12-04T10:00",
    "2026-03-31T00:00, -1month, 2026-02-28T00:00"
  })
  void counts_back_without_rolling(LocalDateTime due, String limit, LocalDateTime early) {
    assertThat(count.before(at(due), Limit.parse(limit)).at()).isEqualTo(at(early));
  }

  @Test
  void a_prolonged_limit_goes_on_from_the_last_day_of_the_one_before() {
    Instant first = at(LocalDateTime.parse("2027-01-19T00:00"));
    assertThat(count.afterEnd(first, Limit.parse("2month")).at())
        .isEqualTo(at(LocalDateTime.parse("2027-03-19T00:00")));
    assertThat(count.afterEnd(first, Limit.parse("24h")).at())
        .isEqualTo(at(LocalDateTime.parse("2027-01-20T00:00")));
  }

  @Test
  void says_when_it_counted_over_days_that_nobody_confirmed() {
    Instant late = at(LocalDateTime.parse("2026-12-30T08:00"));
    assertThat(count.after(late, Limit.parse("1wd")).confirmed()).isTrue();
    assertThat(count.after(late, Limit.parse("3wd")).confirmed()).isFalse();
    assertThat(count.after(late, Limit.parse("3d")).confirmed()).isFalse();
    assertThat(count.after(late, Limit.parse("72h")).confirmed()).isTrue();
  }

  @Test
  void directions_are_not_mixed_up() {
    Instant now = at(LocalDateTime.parse("2026-12-30T08:00"));
    assertThatThrownBy(() -> count.after(now, Limit.parse("-7d")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> count.before(now, Limit.parse("7d")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "3", "d", "3 d", "3days", "0d", "1.5h", "99999h", "1001d", "-0month", "３d"})
  void a_limit_that_is_none_is_refused(String text) {
    assertThatThrownBy(() -> Limit.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * The same by walking through time hour by hour and day by day, as a clerk with a wall calendar.
   */
  @Test
  void agrees_with_a_clerk_who_walks_through_the_days() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    Limit.Unit[] units = Limit.Unit.values();
    for (int i = 0; i < SIZE; i++) {
      calendar.turned.clear();
      for (int day = 0; day < 60; day++) {
        calendar.turned.add(LocalDate.of(2026, 1, 1).plusDays(random.nextInt(500)));
      }
      Instant event =
          at(LocalDate.of(2026, 1, 1).atStartOfDay()).plusSeconds(random.nextInt(380 * 86_400));
      Limit limit = new Limit(1 + random.nextInt(30), units[random.nextInt(4)]);
      assertThat(count.after(event, limit).at())
          .as("%s after %s, seed %d", limit, event, seed)
          .isEqualTo(clerk(event, limit));
    }
  }

  private Instant clerk(Instant event, Limit limit) {
    if (limit.unit() == Limit.Unit.HOURS) {
      Instant at = event;
      for (int hour = 0; hour < limit.amount(); hour++) {
        at = at.plus(Duration.ofHours(1));
      }
      return at;
    }
    LocalDate today = event.atZone(LegalTime.ZONE).toLocalDate();
    int number = today.getDayOfMonth();
    if (limit.unit() == Limit.Unit.MONTHS) {
      LocalDate page = today.withDayOfMonth(1);
      for (int month = 0; month < limit.amount(); month++) {
        page = page.plusMonths(1);
      }
      today = page;
      while (today.getDayOfMonth() != number && today.plusDays(1).getDayOfMonth() != 1) {
        today = today.plusDays(1);
      }
    } else {
      int left = limit.amount();
      while (left > 0) {
        today = today.plusDays(1);
        if (limit.unit() == Limit.Unit.DAYS || calendar.worked(today)) {
          left--;
        }
      }
    }
    while (!calendar.worked(today)) {
      today = today.plusDays(1);
    }
    return today.plusDays(1).atStartOfDay(LegalTime.ZONE).toInstant();
  }

  private static Instant at(LocalDateTime local) {
    return local.atZone(LegalTime.ZONE).toInstant();
  }
}

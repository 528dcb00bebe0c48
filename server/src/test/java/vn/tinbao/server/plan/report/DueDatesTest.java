package vn.tinbao.server.plan.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.tinbao.server.plan.BuiltInPlans;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.ReportRule;
import vn.tinbao.server.plan.ReportRule.Period;

class DueDatesTest {
  private static final PlanDays YEAR_2024 = PlanDays.years(2024, 2024);
  private static final List<ReportRule> BEFORE_THE_16TH = quarterly(16);
  private static final List<ReportRule> BEFORE_THE_10TH = quarterly(10);
  private static final List<ReportRule> WITHOUT_DATES =
      List.of(undated(Period.MONTH), undated(Period.QUARTER), undated(Period.YEAR));
  private static final List<ReportRule> ONCE =
      List.of(new ReportRule(Period.ONE_OFF, null, null, LocalDate.of(2024, 8, 3), true, null));

  private static List<ReportRule> quarterly(int day) {
    return List.of(
        before(Period.QUARTER, 1, MonthDay.of(3, day)),
        before(Period.QUARTER, 3, MonthDay.of(9, day)),
        before(Period.HALF_YEAR, null, MonthDay.of(6, day)),
        before(Period.YEAR, null, MonthDay.of(12, day)));
  }

  @ParameterizedTest
  @CsvSource({
    // Ia H'Drai: before the 16th.
    "16, 2024-01-01, QUARTER,   2024-01-01, 2024-03-31, 2024-03-15",
    "16, 2024-03-15, QUARTER,   2024-01-01, 2024-03-31, 2024-03-15",
    "16, 2024-03-16, HALF_YEAR, 2024-01-01, 2024-06-30, 2024-06-15",
    "16, 2024-06-16, QUARTER,   2024-07-01, 2024-09-30, 2024-09-15",
    "16, 2024-09-16, YEAR,      2024-01-01, 2024-12-31, 2024-12-15",
    // Bình Trung and Thừa Thiên Huế: before the 10th.
    "10, 2024-02-29, QUARTER,   2024-01-01, 2024-03-31, 2024-03-09",
    "10, 2024-03-10, HALF_YEAR, 2024-01-01, 2024-06-30, 2024-06-09",
    "10, 2024-06-10, QUARTER,   2024-07-01, 2024-09-30, 2024-09-09",
    "10, 2024-12-09, YEAR,      2024-01-01, 2024-12-31, 2024-12-09"
  })
  void the_next_report_of_a_plan_with_dates(
      int before,
      LocalDate today,
      ReportPeriod period,
      LocalDate from,
      LocalDate to,
      LocalDate lastDay) {
    assertThat(DueDates.next(quarterly(before), YEAR_2024, today))
        .contains(new DueReport(period, from, to, lastDay, true));
  }

  @Test
  void before_the_16th_of_march_ends_at_midnight_of_the_15th_in_vietnam() {
    assertThat(DueDates.next(BEFORE_THE_16TH, YEAR_2024, day("2024-01-01")).orElseThrow().dueAt())
        .isEqualTo(Instant.parse("2024-03-15T17:00:00Z"));
  }

  @Test
  void quarterly_beside_half_year_and_year_is_the_first_and_the_third() {
    List<ReportRule> undated =
        List.of(undated(Period.QUARTER), undated(Period.HALF_YEAR), undated(Period.YEAR));

    for (List<ReportRule> rules : List.of(BEFORE_THE_10TH, undated)) {
      assertThat(all(rules, YEAR_2024))
          .extracting(DueReport::period, DueReport::to)
          .containsExactly(
              tuple(ReportPeriod.QUARTER, day("2024-03-31")),
              tuple(ReportPeriod.HALF_YEAR, day("2024-06-30")),
              tuple(ReportPeriod.QUARTER, day("2024-09-30")),
              tuple(ReportPeriod.YEAR, day("2024-12-31")));
    }
  }

  @Test
  void a_plan_that_names_no_days_is_due_on_the_last_day_of_each_period_and_says_so() {
    List<DueReport> year =
        DueDates.between(
            WITHOUT_DATES, PlanDays.years(2021, 2025), day("2024-01-01"), day("2024-12-31"));

    assertThat(year).noneMatch(DueReport::dated);
    assertThat(year).filteredOn(one -> one.period() == ReportPeriod.MONTH).hasSize(12);
    assertThat(year)
        .filteredOn(one -> one.period() != ReportPeriod.MONTH)
        .extracting(DueReport::lastDay)
        .containsExactly(
            day("2024-03-31"), day("2024-06-30"), day("2024-09-30"), day("2024-12-31"));
    assertThat(year.get(1))
        .isEqualTo(
            new DueReport(
                ReportPeriod.MONTH,
                day("2024-02-01"),
                day("2024-02-29"),
                day("2024-02-29"),
                false));
  }

  @Test
  void a_plan_of_five_years_asks_for_nothing_after_them() {
    PlanDays years = PlanDays.years(2021, 2025);

    assertThat(DueDates.next(WITHOUT_DATES, years, day("2025-12-31")).orElseThrow().period())
        .isEqualTo(ReportPeriod.MONTH);
    assertThat(DueDates.next(WITHOUT_DATES, years, day("2026-01-01"))).isEmpty();
    assertThat(all(WITHOUT_DATES, years)).hasSize(5 * (12 + 3 + 1));
  }

  @Test
  void the_one_report_of_tho_xuan_is_in_time_on_the_second_of_august() {
    assertThat(DueDates.next(ONCE, YEAR_2024, day("2024-07-30")))
        .contains(
            new DueReport(
                ReportPeriod.ONE_OFF,
                day("2024-01-01"),
                day("2024-08-02"),
                day("2024-08-02"),
                true));
    assertThat(DueDates.next(ONCE, YEAR_2024, day("2024-08-02"))).isPresent();
    assertThat(DueDates.next(ONCE, YEAR_2024, day("2024-08-03"))).isEmpty();
  }

  @Test
  void the_same_line_twice_is_one_report() {
    List<ReportRule> twice = List.of(BEFORE_THE_10TH.get(0), BEFORE_THE_10TH.get(0));

    assertThat(all(twice, YEAR_2024)).hasSize(1);
  }

  @Test
  void on_a_day_is_not_before_it() {
    List<ReportRule> on =
        List.of(new ReportRule(Period.YEAR, null, MonthDay.of(2, 29), null, false, null));

    assertThat(all(on, PlanDays.years(2023, 2024)))
        .extracting(DueReport::lastDay)
        .containsExactly(day("2023-02-28"), day("2024-02-29"));
  }

  /** "Quý" of the founding plans: the first and the third, in Hồng Ngự too, which names no day. */
  @ParameterizedTest
  @ValueSource(
      strings = {"ia-hdrai-2024", "hong-ngu-2021-2025", "binh-trung-2024", "thua-thien-hue-2024"})
  void quarterly_reports_of_the_founding_plans_are_of_the_first_and_the_third(String id) {
    Plan plan = BuiltInPlans.read(id);
    assertThat(
            DueDates.between(
                plan.reporting().rules(),
                new PlanDays(plan.startsOn(), plan.endsOn()),
                day("2024-01-01"),
                day("2024-12-31")))
        .filteredOn(one -> one.period() == ReportPeriod.QUARTER)
        .extracting(DueReport::from)
        .containsExactly(day("2024-01-01"), day("2024-07-01"));
  }

  @Test
  void lines_that_mean_nothing_are_refused() {
    for (Period period : List.of(Period.QUARTER, Period.MONTH)) {
      assertThatThrownBy(() -> all(List.of(before(period, null, MonthDay.of(3, 10))), YEAR_2024))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> new PlanDays(day("2024-02-01"), day("2024-01-31")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static ReportRule undated(Period period) {
    return new ReportRule(period, null, null, null, false, null);
  }

  private static ReportRule before(Period period, @Nullable Integer quarter, MonthDay on) {
    return new ReportRule(period, quarter, on, null, true, null);
  }

  private static List<DueReport> all(List<ReportRule> rules, PlanDays plan) {
    return DueDates.between(rules, plan, LocalDate.MIN, LocalDate.MAX);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }
}

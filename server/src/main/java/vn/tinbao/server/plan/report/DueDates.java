package vn.tinbao.server.plan.report;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import vn.tinbao.server.plan.ReportRule;

/**
 * When a plan's reports are due. Functions of the plan's words and of days; nothing else.
 *
 * <p>As the founding plans are read: <i>before the 10th</i> ends at 24:00 of the 9th; a quarter for
 * which a half-year or a year is reported has no report of its own, so "quarterly" beside both
 * means the first and the third; where no day is named, the period's last day is the last day.
 */
public final class DueDates {
  private static final Comparator<DueReport> ORDER =
      Comparator.comparing(DueReport::lastDay)
          .thenComparing(DueReport::period)
          .thenComparing(DueReport::from);

  private DueDates() {}

  /**
   * All reports whose last day lies in these days, in order of their last days.
   *
   * @param plan the days for which the plan was made: a report is about days of these years only
   * @param from first day, inclusive
   * @param to last day, inclusive
   */
  public static List<DueReport> between(
      List<ReportRule> rules, PlanDays plan, LocalDate from, LocalDate to) {
    List<DueReport> due = new ArrayList<>();
    for (ReportRule rule : rules) {
      if (ReportPeriod.of(rule) == ReportPeriod.ONE_OFF) {
        due.add(once(rule, plan));
        continue;
      }
      for (int year = plan.from().getYear(); year <= plan.to().getYear(); year++) {
        addYear(due, rules, rule, year);
      }
    }
    return due.stream()
        .filter(one -> !one.to().isBefore(plan.from()) && !one.from().isAfter(plan.to()))
        .filter(one -> !one.lastDay().isBefore(from) && !one.lastDay().isAfter(to))
        .distinct()
        .sorted(ORDER)
        .toList();
  }

  /**
   * The report that must be sent next, when this day has begun; empty: the plan asks for no more.
   */
  public static Optional<DueReport> next(List<ReportRule> rules, PlanDays plan, LocalDate today) {
    return between(rules, plan, today, LocalDate.MAX).stream().findFirst();
  }

  private static DueReport once(ReportRule rule, PlanDays plan) {
    LocalDate last = last(rule, Objects.requireNonNull(rule.onDate()));
    LocalDate from = plan.from().isAfter(last) ? last : plan.from();
    return new DueReport(ReportPeriod.ONE_OFF, from, last, last, true);
  }

  private static void addYear(
      List<DueReport> due, List<ReportRule> rules, ReportRule rule, int year) {
    switch (ReportPeriod.of(rule)) {
      case MONTH -> {
        for (int month = 1; month <= 12; month++) {
          due.add(one(rule, LocalDate.of(year, month, 1)));
        }
      }
      case QUARTER -> {
        for (int quarter = 1; quarter <= 4; quarter++) {
          Integer only = rule.quarter();
          if (only == null ? !replaced(rules, quarter) : only == quarter) {
            due.add(one(rule, LocalDate.of(year, 3 * quarter - 2, 1)));
          }
        }
      }
      case HALF_YEAR, YEAR -> due.add(one(rule, LocalDate.of(year, 1, 1)));
      case ONE_OFF -> throw new IllegalStateException("Not of every year");
    }
  }

  /** Whether a longer report that ends with this quarter stands in its place. */
  private static boolean replaced(List<ReportRule> rules, int quarter) {
    return switch (quarter) {
      case 2 -> asked(rules, ReportPeriod.HALF_YEAR);
      case 4 -> asked(rules, ReportPeriod.YEAR);
      default -> false;
    };
  }

  private static boolean asked(List<ReportRule> rules, ReportPeriod period) {
    return rules.stream().anyMatch(rule -> ReportPeriod.of(rule) == period);
  }

  private static DueReport one(ReportRule rule, LocalDate from) {
    ReportPeriod period = ReportPeriod.of(rule);
    LocalDate to = period.end(from);
    MonthDay on = rule.due();
    if (on != null
        && (period == ReportPeriod.MONTH
            || (period == ReportPeriod.QUARTER && rule.quarter() == null))) {
      throw new IllegalArgumentException("A day of the year means one period of it: " + rule);
    }
    return new DueReport(
        period, from, to, on == null ? to : last(rule, on.atYear(from.getYear())), on != null);
  }

  private static LocalDate last(ReportRule rule, LocalDate named) {
    return rule.before() ? named.minusDays(1) : named;
  }
}

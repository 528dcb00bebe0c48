package vn.tinbao.server.plan.report;

import java.time.LocalDate;

/**
 * The days for which a plan was made, both inclusive: a year, five years.
 *
 * @throws IllegalArgumentException when it ends before it begins
 */
public record PlanDays(LocalDate from, LocalDate to) {
  public PlanDays {
    if (to.isBefore(from)) {
      throw new IllegalArgumentException("A plan ends on or after its first day");
    }
  }

  /** Whole years. */
  public static PlanDays years(int first, int last) {
    return new PlanDays(LocalDate.of(first, 1, 1), LocalDate.of(last, 12, 31));
  }
}

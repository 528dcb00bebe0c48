package vn.tinbao.server.plan.report;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.tinbao.server.calendar.LegalTime;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.sms.db.SqlTime;

/**
 * Puts the reports that plans ask for into the list, ahead of their days, and keeps the list right:
 * who takes over from an agency that ended owes its report, a plan that says otherwise is followed,
 * and what somebody has begun to write is never taken away. As often as it runs, the list is the
 * same.
 */
@Singleton
class ReportCalendar {
  private static final Logger LOG = LoggerFactory.getLogger(ReportCalendar.class);

  private final Plans plans;
  private final ReportMakers makers;
  private final ReportRows rows;
  private final ReportSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ReportCalendar(
      Plans plans,
      ReportMakers makers,
      ReportRows rows,
      ReportSettings settings,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.plans = plans;
    this.makers = makers;
    this.rows = rows;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /** What is due around now. */
  int now() {
    LocalDate today = LegalTime.day(clock.instant());
    return list(
        today.minusDays(settings.back().toDays()),
        today.plusDays(settings.ahead().toDays()),
        today);
  }

  /**
   * What is due in these days, both inclusive.
   *
   * @param on the day whose agencies are meant
   * @return how many were not in the list before
   */
  int list(LocalDate from, LocalDate to, LocalDate on) {
    int made = 0;
    for (Plan plan : plans.all()) {
      try {
        made += list(plan, from, to, on);
      } catch (RuntimeException e) {
        LOG.error("Reports of plan {} cannot be listed", plan.id(), e);
      }
    }
    return made;
  }

  /** The same of one plan. */
  int list(Plan plan, LocalDate from, LocalDate to, LocalDate on) {
    int made = 0;
    for (DueReport due :
        DueDates.between(
            plan.reporting().rules(), new PlanDays(plan.startsOn(), plan.endsOn()), from, to)) {
      made += transactions.executeWrite(status -> list(plan, due, on));
    }
    return made;
  }

  private int list(Plan plan, DueReport due, LocalDate on) {
    Instant now = SqlTime.now(clock);
    Map<String, PeriodicReport> there = new HashMap<>();
    for (PeriodicReport report : rows.ofPeriod(plan.id(), due.period(), due.from())) {
      there.put(key(report.kind(), report.agencyId()), report);
    }
    List<ReportRows.Owed> all = makers.owed(plan, due, on);
    int made = 0;
    for (ReportRows.Owed owed : all) {
      PeriodicReport before = there.remove(key(owed.kind(), owed.agencyId()));
      Instant remindAt = settings.next(due.dueAt(), now).orElse(null);
      if (before == null) {
        made += rows.owe(owed, now, remindAt) ? 1 : 0;
      } else {
        rows.redirect(before.id(), owed, remindAt);
      }
    }
    // Of agencies that are no more, or that the plan names no longer; a begun one stays.
    for (PeriodicReport report : there.values()) {
      if (now.isBefore(report.dueAt())) {
        rows.forget(report.id());
      }
    }
    return made;
  }

  private static String key(ReportKind kind, String agencyId) {
    return kind + " " + agencyId;
  }
}

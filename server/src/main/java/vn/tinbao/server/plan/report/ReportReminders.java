package vn.tinbao.server.plan.report;

import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import vn.tinbao.server.plan.report.ReportNotices.Kind;
import vn.tinbao.server.staff.Action;
import vn.tinbao.sms.db.SqlTime;

/**
 * Reminds who writes before a report is due, and them and its receiver after. When somebody is
 * reminded next stands in the report's row, locked while it is said: several nodes say it once, and
 * a crash says it a minute later.
 */
@Singleton
class ReportReminders {
  private static final int AT_ONCE = 100;
  private static final int MOST_ROUNDS = 1_000;

  private final ReportRows rows;
  private final ReportNotices notices;
  private final ReportSettings settings;
  private final TransactionOperations<Connection> transactions;
  private final Clock clock;

  ReportReminders(
      ReportRows rows,
      ReportNotices notices,
      ReportSettings settings,
      TransactionOperations<Connection> transactions,
      Clock clock) {
    this.rows = rows;
    this.notices = notices;
    this.settings = settings;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Says what is to be said by now.
   *
   * @return about how many reports
   */
  int say() {
    int said = 0;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      int now = transactions.executeWrite(status -> some());
      said += now;
      if (now < AT_ONCE) {
        return said;
      }
    }
    return said;
  }

  private int some() {
    Instant now = SqlTime.now(clock);
    List<PeriodicReport> due = rows.remind(now, AT_ONCE);
    for (PeriodicReport report : due) {
      if (now.isBefore(report.dueAt())) {
        notices.say(report, Kind.DUE_SOON, report.agencyId(), Action.REPORT_WRITE, null, now);
      } else {
        notices.say(report, Kind.OVERDUE, report.agencyId(), Action.REPORT_WRITE, null, now);
        notices.say(
            report, Kind.BELOW_OVERDUE, report.toAgency(), Action.REPORT_RECEIVE, null, now);
        notices.say(
            report, Kind.BELOW_OVERDUE, report.viaAgency(), Action.REPORT_RECEIVE, null, now);
      }
      rows.remindAt(report.id(), settings.next(report.dueAt(), now).orElse(null));
    }
    return due.size();
  }
}

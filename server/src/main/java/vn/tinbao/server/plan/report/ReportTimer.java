package vn.tinbao.server.plan.report;

import io.micronaut.context.annotation.Requires;
import io.micronaut.scheduling.annotation.Scheduled;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the list of reports and their reminders look at the clock. Rows decide what is done, so any
 * number of nodes may do this.
 */
@Singleton
@Requires(property = "tinbao.report.timer", notEquals = "false", defaultValue = "true")
class ReportTimer {
  private static final Logger LOG = LoggerFactory.getLogger(ReportTimer.class);

  private final ReportCalendar calendar;
  private final ReportReminders reminders;

  ReportTimer(ReportCalendar calendar, ReportReminders reminders) {
    this.calendar = calendar;
    this.reminders = reminders;
  }

  @Scheduled(fixedDelay = "10m", initialDelay = "15s")
  void list() {
    try {
      int made = calendar.now();
      if (made > 0) {
        LOG.info("{} periodic reports were put into the list", made);
      }
    } catch (RuntimeException e) {
      LOG.warn("The list of reports waits: {}", e.getClass().getSimpleName());
    }
  }

  @Scheduled(fixedDelay = "1m", initialDelay = "30s")
  void remind() {
    try {
      var unused = reminders.say();
    } catch (RuntimeException e) {
      LOG.warn("Reminders of reports wait: {}", e.getClass().getSimpleName());
    }
  }
}

package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanReminders;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.Work;

/**
 * What falls to the viewer's agency in a year, by the month in which it is due.
 *
 * @param reminders that the viewer has not read
 * @param state chosen, or empty for all; LATE too
 * @param counts how many of each state, in the order in which they are shown
 */
public record OwnTasksPage(
    String agency,
    List<PlanReminders.Reminder> reminders,
    int year,
    String state,
    List<Count> counts,
    List<Month> months) {

  /** Tasks that are due in one month. */
  public record Month(@Nullable YearMonth month, List<Line> tasks) {}

  /** How many are in a state. */
  public record Count(String state, int tasks) {}

  /**
   * One task.
   *
   * @param responsible the colleague's name, empty when nobody is named
   */
  public record Line(
      Plans.OwnTask own, Work work, boolean late, @Nullable LocalDate last, String responsible) {}

  /** Whether there is nothing to show. */
  public boolean empty() {
    return months.stream().allMatch(month -> month.tasks().isEmpty());
  }
}

package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.plan.PlanReminders;
import vn.tinbao.server.plan.Plans;
import vn.tinbao.server.plan.Work;

/**
 * What falls to an agency in a year, by the month in which it is due or by plan.
 *
 * @param agency its name
 * @param asked its id as an address has it; empty: the viewer's own
 * @param reminders that the viewer has not read; of the own agency only
 * @param byPlan else by month
 * @param state chosen, or empty for all; LATE too
 * @param counts how many of each state, in the order in which they are shown
 */
public record OwnTasksPage(
    String agency,
    String asked,
    List<PlanReminders.Reminder> reminders,
    int year,
    boolean byPlan,
    String state,
    List<Count> counts,
    List<Group> groups) {

  /**
   * Tasks of one month or plan.
   *
   * @param planId null: of a month, or of no day
   */
  public record Group(String title, @Nullable String planId, List<Line> tasks) {}

  /** How many are in a state. */
  public record Count(String state, int tasks) {}

  /**
   * One task.
   *
   * @param responsible the colleague's name, empty when nobody is named
   */
  public record Line(
      Plans.OwnTask own, Work work, boolean late, @Nullable LocalDate last, String responsible) {}

  /** The address of the same, otherwise. */
  public String here(int otherYear, boolean otherBy, String otherState) {
    return "/plans/mine?year="
        + otherYear
        + (asked.isEmpty() ? "" : "&agency=" + asked)
        + (otherBy ? "&by=plan" : "")
        + (otherState.isEmpty() ? "" : "&state=" + otherState);
  }
}

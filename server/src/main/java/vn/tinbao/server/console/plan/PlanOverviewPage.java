package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.console.TargetBar;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanTarget;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.TaskStanding;

/**
 * One plan, whole.
 *
 * @param version in force
 * @param place its unit, as on its first day
 * @param today its unit as of today, where that is another one; empty: the same
 * @param groups tasks by group, in the order of the plan
 * @param below plans that carry this one out
 * @param notTaken tasks that none of them carries out; empty without such plans
 * @param agencies that lead or perform its tasks today
 * @param names of agency keys, in Vietnamese
 */
public record PlanOverviewPage(
    Plan plan,
    int version,
    String place,
    String today,
    List<Target> targets,
    List<Group> groups,
    List<Plan> below,
    List<PlanTask> notTaken,
    List<PlanAgenciesPage.Line> agencies,
    Map<String, String> names) {

  /**
   * A target and where it stands.
   *
   * @param aim {@code trên 90 %}
   * @param value {@code 93,5 %}; null: nothing counts it, or there is nothing to count yet
   * @param counted what of what, null where few would be told apart
   * @param bar null: none
   * @param met null: it cannot be said
   */
  public record Target(
      PlanTarget target,
      String aim,
      @Nullable String value,
      @Nullable String counted,
      @Nullable TargetBar bar,
      @Nullable Boolean met) {}

  /** Tasks of one group. */
  public record Group(PlanTask.Group group, List<Line> tasks) {}

  /**
   * One task.
   *
   * @param last last day on which it is in time, null when none is named
   */
  public record Line(
      PlanTask task, TaskStanding standing, boolean late, @Nullable LocalDate last) {}

  /** An agency's name by its key. */
  public String name(String key) {
    return names.getOrDefault(key, key);
  }
}

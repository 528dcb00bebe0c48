package vn.tinbao.server.plan;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One agency's part in one task, as it stands.
 *
 * @param responsible a colleague of that agency, null while nobody is named
 * @param version rises with every change; 0: nobody has touched it yet
 * @param evidence how many things prove it, those taken back not counted
 */
public record Work(
    String planId,
    String taskId,
    String agencyId,
    WorkState state,
    @Nullable UUID responsible,
    int version,
    int evidence) {

  /** The part of an agency that nobody has touched yet. */
  public static Work untouched(String planId, String taskId, String agencyId) {
    return new Work(planId, taskId, agencyId, WorkState.NOT_BEGUN, null, 0, 0);
  }

  /** Whether the task's last day is over and it is not done. */
  public boolean late(Plan plan, PlanTask task, LocalDate today) {
    LocalDate last = task.lastDay(plan);
    return state != WorkState.DONE && last != null && today.isAfter(last);
  }
}

package vn.tinbao.server.console.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.tinbao.server.campaign.Campaign;
import vn.tinbao.server.plan.Evidence;
import vn.tinbao.server.plan.Plan;
import vn.tinbao.server.plan.PlanTask;
import vn.tinbao.server.plan.TaskAgency;
import vn.tinbao.server.plan.Work;
import vn.tinbao.server.plan.WorkEvent;
import vn.tinbao.server.plan.WorkStep;
import vn.tinbao.server.staff.StaffMember;

/**
 * One task: who has which part, and the part of the viewer's agency with what proves it.
 *
 * @param last last day on which it is in time, null when none is named
 * @param own the viewer's agency's part; null: it has none
 * @param steps that may be taken now
 * @param formId for the next form
 * @param mistake a message key, null when nothing is wrong
 * @param typed the note as typed, given back after a mistake
 * @param people names by account
 */
public record PlanTaskPage(
    Plan plan,
    PlanTask task,
    @Nullable LocalDate last,
    List<Part> parts,
    @Nullable Own own,
    List<WorkStep> steps,
    List<StaffMember> colleagues,
    List<Campaign> campaigns,
    UUID formId,
    LocalDate today,
    @Nullable String mistake,
    String typed,
    Map<UUID, String> people,
    Map<String, String> names) {

  /** Most agencies of one line that are shown one by one. */
  static final int MOST_SHOWN = 40;

  /**
   * A line of the task.
   *
   * @param agencies who that is today, with how each stands
   * @param more how many more there are
   */
  public record Part(TaskAgency line, String name, List<Standing> agencies, int more) {}

  /**
   * How an agency's part stands.
   *
   * @param seen whether the viewer may see what proves it
   */
  public record Standing(
      String agencyId,
      String name,
      Work work,
      boolean late,
      boolean seen,
      List<Evidence> evidence) {}

  /** The part of the viewer's agency. */
  public record Own(Work work, boolean late, List<Evidence> evidence, List<WorkEvent> events) {}

  /** A colleague's name. */
  public String person(@Nullable UUID id) {
    return id == null ? "–" : people.getOrDefault(id, "–");
  }
}

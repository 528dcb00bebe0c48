package vn.tinbao.server.tip;

import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import vn.tinbao.server.staff.Action;
import vn.tinbao.server.staff.Permissions;
import vn.tinbao.server.staff.Role;
import vn.tinbao.server.staff.Scope;
import vn.tinbao.server.staff.StaffMember;

/**
 * Who may see which tip: the one place that knows. A tip that may not be seen is to be treated like
 * one that does not exist.
 */
@Singleton
public class TipAccess {
  private final SightRows rows;
  private final Collection<OwnTasks> tasks;

  TipAccess(SightRows rows, Collection<OwnTasks> tasks) {
    this.rows = rows;
    this.tasks = tasks;
  }

  /**
   * A higher room that gives people tasks on tips: who is at work on one sees what was reported,
   * also where the agency's rights would not do.
   */
  public interface OwnTasks {

    /** What this person accepted on this tip and has not ended. */
    List<Task> atWork(UUID staffId, UUID tipId);
  }

  /**
   * A task, as far as sight depends on it.
   *
   * @param agencyId the agency that gave it
   */
  public record Task(String agencyId, Instant offeredAt) {}

  /**
   * Whether the officer of a task may be shown the tip for it and act: an officer of the agency
   * that gave the task, while that has a part in the tip. When the tip was restricted since, only
   * who is named or a head goes on.
   */
  public boolean mayWork(StaffMember officer, UUID tipId, Task task) {
    return Permissions.may(officer, Action.TASK)
        && officer.agencyId().equals(task.agencyId())
        && rows.worksOn(tipId, task.agencyId(), officer.id(), isHead(officer), task.offeredAt());
  }

  /**
   * Whether this person may see what was reported: at the desk, or as the officer at work on it.
   *
   * @return false too when there is no such tip
   */
  public boolean maySee(StaffMember viewer, UUID tipId) {
    return mayOpen(viewer, tipId)
        || tasks.stream()
            .flatMap(room -> room.atWork(viewer.id(), tipId).stream())
            .anyMatch(task -> mayWork(viewer, tipId, task));
  }

  /** Whether this person may open the tip at the desk, with dialogue and timeline. */
  public boolean mayOpen(StaffMember viewer, UUID tipId) {
    return may(viewer, tipId, Action.TIP_OPEN);
  }

  /** Whether this person may answer and assign: of the lead or a supporting agency. */
  public boolean mayAct(StaffMember viewer, UUID tipId) {
    return may(viewer, tipId, Action.TIP_ANSWER);
  }

  /** Whether this person may do this to this tip, as far as sight of it decides. */
  public boolean may(StaffMember viewer, UUID tipId, Action action) {
    return sight(viewer, tipId, action).isPresent();
  }

  /** The same for what only the agency that leads the tip may do. */
  public boolean mayAsLead(StaffMember viewer, UUID tipId, Action action) {
    return sight(viewer, tipId, action).filter(s -> s.agencyRole().equals("LEAD")).isPresent();
  }

  private Optional<SightRows.Sight> sight(StaffMember viewer, UUID tipId, Action action) {
    return Permissions.scope(viewer, action).compareTo(Scope.AGENCY) < 0
        ? Optional.empty()
        : rows.sight(tipId, viewer.agencyId(), viewer.id(), isHead(viewer))
            .filter(SightRows.Sight::opens);
  }

  /** Whether a restriction never shuts this person out at the agency that leads a tip. */
  static boolean isHead(StaffMember viewer) {
    return viewer.is(Role.AGENCY_LEAD);
  }

  /** The agency that answers for the tip now; empty when there is no such tip. */
  public Optional<String> leadAgency(UUID tipId) {
    return rows.leadAgency(tipId);
  }
}

package vn.tinbao.server.assignment;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import vn.tinbao.server.tip.TipAccess;

/** Tells room {@code tip} who is at work on a tip. */
@Singleton
final class TasksOnTips implements TipAccess.OwnTasks {
  private final AssignmentRows rows;

  TasksOnTips(AssignmentRows rows) {
    this.rows = rows;
  }

  @Override
  public List<TipAccess.Task> atWork(UUID staffId, UUID tipId) {
    return rows.ofTip(tipId).stream()
        .filter(row -> row.officerId().equals(staffId) && row.state().atWork())
        .map(AssignmentRows.Row::task)
        .toList();
  }
}

package vn.tinbao.server.plan;

import java.util.Collection;
import java.util.List;

/**
 * How a task stands over all agencies that must do it: done when every one of them is, blocked when
 * one of them is.
 *
 * @param done how many of {@code agencies} are done
 * @param evidence how many things prove it, of whoever has a part in it
 */
public record TaskStanding(WorkState state, int done, int agencies, int evidence) {

  /**
   * From what agencies said.
   *
   * @param workers ids of those that must do it
   * @param works parts of this task, those of supporting agencies too
   */
  public static TaskStanding of(Collection<String> workers, Collection<Work> works) {
    List<Work> theirs = works.stream().filter(one -> workers.contains(one.agencyId())).toList();
    int done = (int) theirs.stream().filter(one -> one.state() == WorkState.DONE).count();
    boolean blocked = theirs.stream().anyMatch(one -> one.state() == WorkState.BLOCKED);
    boolean begun = works.stream().anyMatch(one -> one.state() != WorkState.NOT_BEGUN);
    return new TaskStanding(
        done > 0 && done == workers.size()
            ? WorkState.DONE
            : blocked ? WorkState.BLOCKED : begun ? WorkState.GOING_ON : WorkState.NOT_BEGUN,
        done,
        workers.size(),
        works.stream().mapToInt(Work::evidence).sum());
  }
}

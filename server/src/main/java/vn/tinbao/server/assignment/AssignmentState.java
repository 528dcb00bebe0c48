package vn.tinbao.server.assignment;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** States of an assignment and the steps between them, in one table. */
public enum AssignmentState {
  OFFERED,
  ACCEPTED,
  DECLINED,
  EXPIRED,
  EN_ROUTE,
  ON_SITE,
  REPORTED,
  DONE,
  WITHDRAWN;

  private static final Set<AssignmentState> AT_WORK =
      EnumSet.of(ACCEPTED, EN_ROUTE, ON_SITE, REPORTED);

  /** Whether the officer may read the tip now. */
  public boolean atWork() {
    return AT_WORK.contains(this);
  }

  /** Whether nothing more will happen. */
  public boolean ended() {
    return !atWork() && this != OFFERED;
  }

  /** What an officer may do. */
  public enum Action {
    ACCEPT(ACCEPTED, EnumSet.of(OFFERED), false),
    DECLINE(DECLINED, EnumSet.of(OFFERED), true),
    EN_ROUTE(AssignmentState.EN_ROUTE, EnumSet.of(ACCEPTED), false),
    ON_SITE(AssignmentState.ON_SITE, EnumSet.of(ACCEPTED, AssignmentState.EN_ROUTE), false),
    REPORT(
        REPORTED,
        EnumSet.of(ACCEPTED, AssignmentState.EN_ROUTE, AssignmentState.ON_SITE, REPORTED),
        true),
    DONE(
        AssignmentState.DONE,
        EnumSet.of(ACCEPTED, AssignmentState.EN_ROUTE, AssignmentState.ON_SITE, REPORTED),
        false);

    private final AssignmentState to;
    private final Set<AssignmentState> from;
    private final boolean needsNote;

    Action(AssignmentState to, Set<AssignmentState> from, boolean needsNote) {
      this.to = to;
      this.from = from;
      this.needsNote = needsNote;
    }

    /** Where it leads from this state; empty when it is not allowed there. */
    Optional<AssignmentState> from(AssignmentState state) {
      return from.contains(state) ? Optional.of(to) : Optional.empty();
    }

    boolean needsNote() {
      return needsNote;
    }
  }
}

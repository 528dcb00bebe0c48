package vn.tinbao.server.plan;

/** What somebody may say of their agency's part in a task: the table of allowed steps. */
public enum WorkStep {
  BEGIN(WorkState.NOT_BEGUN, WorkState.GOING_ON, false),
  /** With what blocks it. */
  BLOCK(WorkState.GOING_ON, WorkState.BLOCKED, true),
  RESUME(WorkState.BLOCKED, WorkState.GOING_ON, false),
  /** Only with something that proves it. */
  FINISH(WorkState.GOING_ON, WorkState.DONE, false),
  /** With the reason. */
  REOPEN(WorkState.DONE, WorkState.GOING_ON, true);

  private final WorkState from;
  private final WorkState to;
  private final boolean asksWhy;

  WorkStep(WorkState from, WorkState to, boolean asksWhy) {
    this.from = from;
    this.to = to;
    this.asksWhy = asksWhy;
  }

  /** The state in which it may be taken. */
  public WorkState from() {
    return from;
  }

  /** The state it leads to. */
  public WorkState to() {
    return to;
  }

  /** Whether a word is needed. */
  public boolean asksWhy() {
    return asksWhy;
  }
}

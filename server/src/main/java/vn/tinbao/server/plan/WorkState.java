package vn.tinbao.server.plan;

/** How an agency's part in a task stands. Late is none of them: it follows from the last day. */
public enum WorkState {
  NOT_BEGUN,
  GOING_ON,
  /** Somebody said what stands in the way. */
  BLOCKED,
  DONE
}

package vn.tinbao.server.plan;

/** How a version of a plan stands. */
public enum DraftState {
  DRAFT,
  /** Laid before a second person. */
  SUBMITTED,
  ISSUED,
  /** Given up. */
  DROPPED
}

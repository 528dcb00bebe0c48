package vn.tinbao.server.plan.report;

/** Where a report stands. */
public enum ReportState {
  /** Nobody has begun to write it. */
  DUE,
  DRAFT,
  /** Sent; its receiver has not said yes yet. */
  SUBMITTED,
  /** Sent back with a reason, to be written better. */
  RETURNED,
  ACCEPTED;

  /** Whether its writer may write. */
  public boolean open() {
    return this == DUE || this == DRAFT || this == RETURNED;
  }
}

package vn.tinbao.server.plan.report;

/** What a superior's grid shows of a report at a moment. */
public enum ReportStanding {
  /** There, in time. */
  IN_TIME,
  /** There, after it was due. */
  LATE,
  /** Due, and not there. */
  MISSING,
  /** Not there, not due yet. */
  AWAITED;

  /** Whether it is there. */
  public boolean received() {
    return this == IN_TIME || this == LATE;
  }
}

package vn.tinbao.server.plan.report;

/** Whose work a report tells. */
public enum ReportKind {
  /** Of one agency, to who collects. */
  CONTRIBUTION,
  /** Of who collects, over all the plan's place. */
  SUMMARY
}

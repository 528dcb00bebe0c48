package vn.tinbao.server.plan.report;

/** What came of an attempt. */
public sealed interface ReportOutcome {

  /** Done, or done before. */
  record Done(PeriodicReport report) implements ReportOutcome {}

  /** There is none, or none that this person may do this to. */
  record NotFound() implements ReportOutcome {}

  /** Nothing was done; {@code mistake} says why. */
  record Wrong(ReportMistake mistake) implements ReportOutcome {}

  /** Somebody else changed it since. */
  record TooLate(PeriodicReport now) implements ReportOutcome {}
}

package vn.tinbao.server.plan;

/** What came of a change of an agency's part in a task. */
public sealed interface WorkOutcome {

  /** Done, now or by the same form before. */
  record Done(Work work) implements WorkOutcome {}

  /** No such plan or task, or the agency has no part in it. */
  record NotFound() implements WorkOutcome {}

  /** Not as it was asked for. */
  record Wrong(WorkMistake mistake) implements WorkOutcome {}

  /** Somebody else changed it meanwhile. */
  record TooLate(Work now) implements WorkOutcome {}
}

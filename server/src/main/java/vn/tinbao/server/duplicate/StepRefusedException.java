package vn.tinbao.server.duplicate;

import vn.tinbao.server.proceeding.StepOutcome;

/**
 * The table of legal steps does not allow it as things stand. Thrown through the transaction, so
 * that nothing stays of the attempt.
 */
public final class StepRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  StepRefusedException(StepOutcome outcome) {
    super(outcome.toString());
  }
}

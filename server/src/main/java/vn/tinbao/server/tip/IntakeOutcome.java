package vn.tinbao.server.tip;

/** What became of a submission. */
public sealed interface IntakeOutcome {

  /**
   * It is in the database, with a lead agency and a clock.
   *
   * @param repeated whether it was there before and this is the same answer again
   */
  record Received(TipReceipt receipt, boolean repeated) implements IntakeOutcome {}

  /** Another tip has this id; nothing of it is revealed. */
  record IdTaken() implements IntakeOutcome {}
}

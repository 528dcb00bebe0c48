package vn.tinbao.sms.provider.smpp;

import java.util.function.Consumer;

/**
 * One part on its way to an operator.
 *
 * @param validity SMPP time, or empty
 * @param since {@link System#nanoTime} of the moment it began to wait
 * @param done gets the outcome, once
 * @param late gets the operator's id when it answers after the outcome was declared doubtful
 */
record Submit(
    Part part,
    Address from,
    Address to,
    String validity,
    long since,
    Consumer<PartOutcome> done,
    Consumer<String> late) {
  @Override
  public String toString() {
    return "Submit[]";
  }
}

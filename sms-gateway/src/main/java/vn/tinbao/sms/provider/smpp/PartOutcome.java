package vn.tinbao.sms.provider.smpp;

import java.time.Duration;
import vn.tinbao.sms.provider.SendResult;

/** What became of one part that was handed to a bind. */
sealed interface PartOutcome {

  /** What this means for a message of one part. */
  SendResult alone();

  /** For operators. */
  String code();

  /** The operator has it, under its id as it wrote it. */
  record Taken(String id) implements PartOutcome {
    @Override
    public SendResult alone() {
      return new SendResult.Accepted(id);
    }

    @Override
    public String code() {
      return "taken";
    }
  }

  /** The operator answered with something else. */
  record Answered(Status status) implements PartOutcome {
    @Override
    public SendResult alone() {
      return status.result();
    }

    @Override
    public String code() {
      return status.name();
    }
  }

  /** Written, or perhaps written, and no answer. */
  record Doubt(String code) implements PartOutcome {
    @Override
    public SendResult alone() {
      return new SendResult.InDoubt(code);
    }
  }

  /** Surely not written. */
  record NotWritten(String code) implements PartOutcome {
    @Override
    public SendResult alone() {
      return new SendResult.NotSent(code, Duration.ZERO);
    }
  }
}

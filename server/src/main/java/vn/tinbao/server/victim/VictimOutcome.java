package vn.tinbao.server.victim;

import java.util.UUID;

/** What became of a wish about a record. */
public sealed interface VictimOutcome {

  /** It is so now, or was so already. */
  record Done(UUID victimId) implements VictimOutcome {}

  /** No such record, or none that this person may open. */
  record NotFound() implements VictimOutcome {}

  /** It stands otherwise meanwhile, or somebody else did it. */
  record TooLate() implements VictimOutcome {}

  /** What was sent cannot be so. */
  record Wrong(VictimMistake mistake) implements VictimOutcome {}
}

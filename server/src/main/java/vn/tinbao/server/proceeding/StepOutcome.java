package vn.tinbao.server.proceeding;

import java.util.Map;
import java.util.UUID;

/** What became of a wish to take a step. */
public sealed interface StepOutcome {

  /** Taken, or taken before under this id; the tip stands in this state now. */
  record Done(UUID tipId, TipState state) implements StepOutcome {}

  /** There is no such tip for this person, or the id belongs to something else. */
  record NotFound() implements StepOutcome {}

  /** Not by this person, or not now; nothing was changed. */
  record NotAllowed(Why why) implements StepOutcome {}

  /** What was typed cannot be taken: name of the field to what is wrong with it. */
  record FieldsWrong(Map<String, Wrong> fields) implements StepOutcome {}

  /** The tip stands elsewhere by now. */
  record TooLate(TipState state) implements StepOutcome {}

  /** Why a step is not open to somebody. */
  enum Why {
    /** Only the agency that leads the tip takes steps. */
    ONLY_LEAD,
    /** Not for an agency of this kind. */
    OTHER_KIND_OF_AGENCY,
    /** The head of the agency decides. */
    ONLY_HEAD,
    /** It follows from another act, or another page does it. */
    NOT_BY_HAND,
    /** A step that comes before is missing. */
    ANOTHER_FIRST,
    /** It was taken already, or something that excludes it was. */
    DONE_BEFORE,
    /** The tip came into its state in another way. */
    OTHER_WAY,
    /** Only for a report about a child. */
    NO_CHILD
  }

  /** What is wrong with a field. */
  enum Wrong {
    MISSING,
    LONG,
    NO_DAY,
    /** A day that has not come yet. */
    NOT_YET,
    /** Before what it follows upon, or long past. */
    TOO_EARLY,
    NO_CHOICE,
    /** No tip of this person. */
    NO_TIP
  }
}

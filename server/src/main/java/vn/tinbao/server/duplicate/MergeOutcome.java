package vn.tinbao.server.duplicate;

import java.util.UUID;

/** What became of a wish to merge or split, or to take that back. */
public sealed interface MergeOutcome {

  /**
   * Done, or done before in just this way.
   *
   * @param tipId the tip that goes on
   */
  record Done(UUID tipId) implements MergeOutcome {}

  /** There is no such tip for this person, or the agency of this person does not lead it. */
  record NotFound() implements MergeOutcome {}

  /** It cannot be as things stand. */
  record NotNow(Why why) implements MergeOutcome {}

  /** Why not. */
  enum Why {
    /** The two are one tip, or one already. */
    SAME,
    /** One of them waits for another agency to take it over. */
    OFFERED,
    /** The later one is restricted and the one that came first is not. */
    RESTRICTED,
    /** The one that came first was found to be no report. */
    NOT_A_REPORT,
    /** The later one was decided, suspended or handed over. */
    TOO_FAR,
    /** It was merged, split or undone meanwhile. */
    CHANGED,
    /** No words were chosen, or too many. */
    WORDS
  }
}

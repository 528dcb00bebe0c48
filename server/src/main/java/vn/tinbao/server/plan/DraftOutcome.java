package vn.tinbao.server.plan;

import java.util.List;

/** What came of a change of a draft. */
public sealed interface DraftOutcome {

  /** Done, now or by the same form before. */
  record Done(PlanDraft draft) implements DraftOutcome {}

  /** In force from now on. */
  record Issued(String planId, int version) implements DraftOutcome {}

  /** No such draft or plan of this agency. */
  record NotFound() implements DraftOutcome {}

  /** Not as it was asked for. */
  record Wrong(DraftMistake mistake) implements DraftOutcome {}

  /** The document is wrong; nothing was kept. */
  record Unreadable(List<PlanMistake> mistakes) implements DraftOutcome {
    /** The list is copied. */
    public Unreadable {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** Somebody else changed it meanwhile. */
  record TooLate(PlanDraft now) implements DraftOutcome {}
}

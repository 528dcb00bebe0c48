package vn.tinbao.server.plan;

/** Why a draft was not made or changed; {@code plan.draft.mistake.<name>} says it. */
public enum DraftMistake {
  /** There is a plan with that id that is another agency's. */
  ID_TAKEN,
  /** There is an open draft of that plan already. */
  DRAFT_THERE,
  OTHER_ID,
  NOT_OWN_UNIT,
  NO_TASKS,
  YEAR_WRONG,
  DAYS_WRONG,
  SELF_ISSUE,
  NOT_NOW,
  NUMBER_MISSING,
  DAY_WRONG
}

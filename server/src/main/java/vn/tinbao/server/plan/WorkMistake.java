package vn.tinbao.server.plan;

/** Why a change of a task was not made; {@code plan.work.mistake.<name>} says it. */
public enum WorkMistake {
  STEP_NOT_NOW,
  WHY_MISSING,
  NOTE_TOO_LONG,
  NO_EVIDENCE,
  NO_COLLEAGUE,
  DAY_WRONG,
  PEOPLE_WRONG,
  NOTHING_SAID,
  NO_CAMPAIGN,
  NO_TIP,
  NO_FILE,
  FILE_TOO_LARGE,
  FILE_MALWARE,
  FILE_NOT_SCANNED,
  GONE_ALREADY
}

package vn.tinbao.server.plan.report;

/** Why something could not be done with a report. */
public enum ReportMistake {
  /** It is not in a state in which this is done. */
  WRONG_STATE,
  /** There is no text yet. */
  NO_TEXT,
  /** A part is longer than {@link ReportText#LONGEST}. */
  TOO_LONG,
  /** The text says other figures than the annex, and nobody said that this is meant. */
  CONTRADICTS,
  /** Sent back without saying why. */
  WHY_MISSING,
  /** On paper on a day that has not come, or before the period began. */
  DAY_WRONG,
  /** Nobody is known who would get it. */
  NO_RECEIVER
}

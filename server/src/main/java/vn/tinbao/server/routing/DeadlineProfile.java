package vn.tinbao.server.routing;

/** Which deadlines run for a tip; their lengths are dated data of the room {@code tip}. */
public enum DeadlineProfile {
  /**
   * Suspected trafficking: very serious by law (criminal code art. 150, 151), so the investigating
   * body is told at once and gets the file within 24 hours, 48 from remote communes (TTLT 01/2017
   * art. 8.5a as amended by TTLT 01/2021).
   */
  TRAFFICKING_SUSPECTED,

  /** A child at serious risk: beside those, the commune's chair acts in 12 hours (NĐ 56/2017). */
  CHILD_IN_DANGER,

  /** Support at once, first checks within 3 days (law 53/2024 art. 27). */
  VICTIM_SUPPORT,

  /** A question: no legal deadline, an answer by the house's own custom. */
  ADVICE,

  /** Any other report: preliminary check within 7 days, then passed on (TTLT 01/2017 art. 8.5b). */
  OTHER_REPORT
}

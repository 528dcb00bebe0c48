package vn.tinbao.server.plan.report;

/**
 * The parts of a periodic report, in their order, as the founding plans' own reports are built
 * (situation; results in seven parts; difficulties; what comes; proposals).
 */
public enum ReportPart {
  SITUATION,
  DIRECTION,
  COMMUNICATION,
  PREVENTION,
  FIGHT,
  VICTIMS,
  LAW,
  INTERNATIONAL,
  DIFFICULTIES,
  COMING,
  PROPOSALS;

  /** Whether it is one of the seven parts of the results. */
  public boolean result() {
    return compareTo(DIRECTION) >= 0 && compareTo(INTERNATIONAL) <= 0;
  }
}

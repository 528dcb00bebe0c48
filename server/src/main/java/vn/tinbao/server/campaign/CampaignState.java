package vn.tinbao.server.campaign;

/** Where a campaign stands; what leads from one to another is {@link CampaignStep}. */
public enum CampaignState {
  /** Being written. The only state in which plan and texts change. */
  DRAFT,
  /** Waits for the second person. */
  SUBMITTED,
  /** Said yes to, by somebody else than who submitted it. */
  APPROVED,
  /** Goes out at a time that was chosen. */
  SCHEDULED,
  /** Goes out. */
  RUNNING,
  /** Held: nothing more of it is sent until somebody lets it go on. */
  PAUSED,
  /** All that could be sent was. */
  DONE,
  /** Ended before that, for good. */
  STOPPED;

  /** Whether it is over. */
  public boolean over() {
    return this == DONE || this == STOPPED;
  }

  /** Whether something of it was or is being sent. */
  public boolean sent() {
    return this == RUNNING || this == PAUSED || over();
  }
}

package vn.tinbao.server.tip;

import java.util.UUID;

/**
 * Something happened to a tip that somebody at this agency's desk must look at now. Published
 * inside the transaction; the room that keeps the rosters knows whom that wakes.
 *
 * @param urgent whether it wakes those too who want to be woken for urgent things only
 */
public record TipCallsDesk(UUID tipId, String agencyId, Why why, boolean urgent) {

  /** From here on a tip is urgent (architecture: urgent means 4 or 5). */
  static final int URGENT = 4;

  /** Why. */
  public enum Why {
    /** Another agency offers it: to be accepted or rejected. */
    OFFERED,
    /** The agency to which it was offered does not take it. */
    REJECTED,
    /** It leads the tip from now on, by the catalogue or by new words. */
    LEADS,
    /**
     * The reporter wrote something that makes it urgent, or for the first time since it was read.
     */
    WROTE
  }
}
